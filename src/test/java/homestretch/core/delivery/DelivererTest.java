package homestretch.core.delivery;

import static homestretch.testing.Newsroom.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.board.Publications;
import homestretch.core.chat.Block;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Image;
import homestretch.core.chat.PlainText;
import homestretch.core.delivery.Delivery.State;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.schedule.PostKind;
import homestretch.testing.Databases;
import homestretch.testing.FakeChat;
import homestretch.testing.FakeChat.Act;
import homestretch.testing.Newsroom;
import homestretch.testing.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exactly once: at each step where the program can end, the platform can fail, or two meet. */
class DelivererTest {
  /** 09:00 in Shanghai, the day after the test clock's first. */
  private static final String NINE = "2026-11-24T01:00:00Z";

  private static Newsroom withDaily(Databases databases, String... channels) {
    Newsroom room = new Newsroom(databases);
    Channel[] all = new Channel[channels.length];
    for (int i = 0; i < channels.length; i++) {
      all[i] = room.channel(channels[i]);
    }
    room.schedule(PostKind.COUNTDOWN, at("09:00"), all);
    return room;
  }

  @ParameterizedTest
  @EnumSource
  void nothing_before_its_time_and_one_post_at_it_however_often_it_is_swept(Databases databases) {
    try (Newsroom room = withDaily(databases, "news")) {
      room.clock.set("2026-11-24T00:59:59.999Z");
      room.sweep();
      assertThat(room.chat.messages()).isEmpty();
      room.clock.set(NINE);
      for (int i = 0; i < 5; i++) {
        room.sweep();
      }
      assertThat(room.chat.messages("news")).hasSize(1);
      assertThat(room.states()).containsExactly(State.SENT);
      assertThat(room.chat.tries()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_waits_for_the_platform_is_posted_as_soon_as_it_is_back(Databases databases) {
    try (Newsroom room = withDaily(databases, "news")) {
      room.clock.set(NINE);
      room.chat.trouble("away");
      room.sweep();
      assertThat(room.states()).containsExactly(State.PLANNED);
      room.chat.trouble(null);
      room.deliverer.withinReach("discord");
      room.deliverer.deliverDue().join();
      assertThat(room.chat.tries()).as("another platform's return").isZero();
      room.deliverer.withinReach("web");
      room.deliverer.deliverDue().join();
      assertThat(room.chat.messages("news")).hasSize(1);
      assertThat(room.states()).containsExactly(State.SENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void without_nonces_and_history_a_lost_answer_is_uncertain_at_once(Databases databases) {
    for (Act lost : List.of(Act.POST_AND_LOSE_ANSWER, Act.LOSE, Act.KILL_AFTER, Act.KILL_BEFORE)) {
      try (Newsroom room = withDaily(databases, "news")) {
        room.chat.once(Capabilities.ExactlyOnce.NONE);
        room.clock.set(NINE);
        room.chat.next("news", lost);
        room.sweep();
        if (lost == Act.KILL_AFTER || lost == Act.KILL_BEFORE) {
          room.restart();
          room.sweep();
        }
        assertThat(room.states()).as(lost.name()).containsExactly(State.UNCERTAIN);
        room.sweep();
        assertThat(room.chat.tries()).as("it is not sent again by itself").isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void killed_after_the_claim_it_posts_once_after_the_restart(Databases databases) {
    try (Newsroom room = withDaily(databases, "news")) {
      room.clock.set(NINE);
      room.chat.killAfterClaim();
      room.sweep();
      assertThat(room.chat.tries()).isZero();
      assertThat(room.all().getFirst().unsureAt()).as("surely not sent").isNull();
      room.restart();
      room.sweep();
      assertThat(room.chat.messages("news")).hasSize(1);
      assertThat(room.states()).containsExactly(State.SENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_claim_lasts_as_long_as_its_node_lives_and_is_free_at_its_death(Databases databases) {
    try (Newsroom room = withDaily(databases, "news")) {
      room.clock.set(NINE);
      room.chat.killAfterClaim();
      room.sweep();
      room.deliverer = room.start();
      room.sweepUntil("2026-11-24T01:04:00Z");
      assertThat(room.chat.messages()).as("it may live").isEmpty();
      room.restart();
      room.sweep();
      assertThat(room.chat.messages("news")).hasSize(1);
      assertThat(room.states()).containsExactly(State.SENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void killed_before_the_send_it_posts_once(Databases databases) {
    for (long away : new long[] {1, 90, 121, 600, 8 * 3600}) {
      try (Newsroom room = withDaily(databases, "news")) {
        room.clock.set(NINE);
        room.chat.next("news", Act.KILL_BEFORE);
        room.sweep();
        room.clock.advance(java.time.Duration.ofSeconds(away));
        room.restart();
        room.sweep();
        assertThat(room.chat.messages("news")).as("away " + away).hasSize(1);
        assertThat(room.states()).containsExactly(away > 600 ? State.LATE : State.SENT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void killed_after_the_send_it_never_posts_twice(Databases databases) {
    for (long away : new long[] {1, 90, 121, 239, 241, 600, 8 * 3600, 10 * 3600, 26 * 3600}) {
      try (Newsroom room = withDaily(databases, "news")) {
        room.clock.set(NINE);
        room.chat.next("news", Act.KILL_AFTER);
        room.sweep();
        room.clock.advance(java.time.Duration.ofSeconds(away));
        room.restart();
        room.sweep();
        assertThat(room.chat.messages("news").stream().filter(m -> m.at().toString().equals(NINE)))
            .as("away " + away)
            .hasSize(1);
        assertThat(room.states().getFirst()).isEqualTo(State.SENT);
        assertThat(room.all().getFirst().messageId()).isEqualTo("1");
        assertThat(room.chat.messages()).hasSize(away > 86_400 ? 2 : 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_board_that_was_posted_right_before_a_kill_is_the_one_that_movement_counts_from(
      Databases databases) {
    for (long away : new long[] {1, 600}) {
      try (Newsroom room = new Newsroom(databases)) {
        room.clock.set("2026-11-24T00:00:00Z");
        room.schedule(PostKind.LEADERBOARD, Newsroom.at("09:00"), room.channel("news"));
        room.clock.set(NINE);
        room.chat.next("news", Act.KILL_AFTER);
        room.sweep();
        room.clock.advance(java.time.Duration.ofSeconds(away));
        room.restart();
        room.sweep();
        assertThat(room.states()).containsExactly(State.SENT);
        LocalDate next = LocalDate.of(2026, 11, 25);
        Optional<Publications.Publication> last =
            room.world.database.read(
                () -> room.world.publicationRows.before(room.world.campaign.id(), next));
        assertThat(last.map(Publications.Publication::on))
            .as("away " + away)
            .contains(LocalDate.of(2026, 11, 24));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_lost_answer_within_the_nonces_memory_is_asked_for_with_the_same_nonce(
      Databases databases) {
    try (Newsroom room = withDaily(databases, "news")) {
      room.clock.set(NINE);
      room.chat.next("news", Act.POST_AND_LOSE_ANSWER, Act.POST_AND_LOSE_ANSWER);
      room.sweepUntil("2026-11-24T01:30:00Z");
      assertThat(room.chat.messages("news")).hasSize(1);
      assertThat(room.states()).containsExactly(State.SENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_lost_post_is_posted_again(Databases databases) {
    try (Newsroom room = withDaily(databases, "news")) {
      room.clock.set(NINE);
      room.chat.next("news", Act.LOSE, Act.LOSE, Act.LOSE, Act.LOSE, Act.LOSE, Act.LOSE);
      room.sweepUntil("2026-11-24T02:30:00Z");
      assertThat(room.chat.messages("news")).hasSize(1);
      assertThat(room.states()).containsExactly(State.LATE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_the_platform_cannot_tell_is_uncertain_and_an_administrator_is_told_once(
      Databases databases) {
    try (Newsroom room = withDaily(databases, "news")) {
      room.channel("admins", null, null, Channel.Purpose.ADMINISTRATORS);
      room.clock.set(NINE);
      room.chat.next("news", Act.KILL_AFTER);
      room.sweep();
      room.clock.set("2026-11-24T01:10:00Z");
      room.chat.blind(true);
      room.restart();
      room.sweepUntil("2026-11-24T03:00:00Z");
      assertThat(room.chat.messages("news")).hasSize(1);
      assertThat(room.states()).containsExactly(State.UNCERTAIN, State.SENT);
      assertThat(room.chat.messages("admins")).hasSize(1);
      assertThat(room.chat.messages("admins").getFirst().post().toString())
          .contains("/deliveries/1/retry");
      assertThat(room.deliveries.notices(true, Long.MAX_VALUE, 10)).hasSize(1);

      // The administrator has looked, did not find it, and asks for it.
      assertThat(room.deliveries.retry(new DeliveryId(1), World.ACTOR).state())
          .isEqualTo(State.LATE);
      assertThat(room.chat.messages("news")).hasSize(2);
      assertThat(room.deliveries.notices(true, Long.MAX_VALUE, 10)).isEmpty();
      assertThatThrownBy(() -> room.deliveries.retry(new DeliveryId(1), World.ACTOR))
          .isInstanceOf(Fault.Conflict.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_clock_that_went_back_does_not_make_a_nonce_young_again(Databases databases) {
    try (Newsroom room = withDaily(databases, "news")) {
      room.clock.set("2026-11-24T01:30:00Z");
      room.chat.next("news", Act.KILL_AFTER);
      room.sweep();
      // Ten real minutes later; the clock was half an hour fast and has been put right.
      room.clock.set("2026-11-24T01:10:00Z");
      room.chat.blind(true);
      room.restart();
      room.sweep();
      assertThat(room.chat.tries()).as("looked first").isEqualTo(1);
      assertThat(room.states()).containsExactly(State.UNCERTAIN);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_busy_platform_is_asked_less_and_less_until_the_window_closes(Databases databases) {
    try (Newsroom room = withDaily(databases, "news")) {
      Act[] busy = new Act[400];
      java.util.Arrays.fill(busy, Act.BUSY);
      room.chat.next("news", busy);
      room.clock.set(NINE);
      room.sweep();
      room.sweepUntil("2026-11-24T10:05:00Z");
      assertThat(room.states()).containsExactly(State.FAILED);
      assertThat(room.all().getFirst().reason().en()).isEqualTo("503");
      assertThat(room.chat.tries()).isBetween(60, 240);
      int tries = room.chat.tries();
      room.sweepUntil("2026-11-24T12:00:00Z");
      assertThat(room.chat.tries()).isEqualTo(tries);
      assertThat(room.all().getFirst().attempts()).isEqualTo(tries);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_channel_that_wants_pictures_gets_the_board_as_one_with_its_words(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Goal goal = room.world.goal("REV", "100");
      Department unit = room.world.department("A");
      room.world.target(unit, goal, "100");
      room.world.report(unit, goal, "40", "2026-11-10");
      room.world.report(unit, goal, "60", "2026-11-20");
      Channel plain = room.channel("plain");
      Channel channel = room.channel("news");
      room.channels.change(
          new Channel(
              channel.id(),
              channel.campaign(),
              channel.address(),
              channel.language(),
              channel.timezone(),
              null,
              null,
              false,
              true,
              channel.purpose(),
              channel.state(),
              channel.reason(),
              channel.revision()),
          World.ACTOR);
      room.schedule(PostKind.LEADERBOARD, Newsroom.at("09:00"), channel, plain);
      room.clock.set(NINE);
      room.sweep();
      Image image = room.chat.messages("news").getFirst().post().image();
      assertThat(Objects.requireNonNull(image).alt())
          .contains("1. A (Score 60.00)")
          .contains("Overall completion: 40.00%");
      assertThat(room.chat.messages("plain").getFirst().post().image()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void with_the_platform_down_at_start_it_waits_and_posts_when_it_is_back(Databases databases) {
    try (Newsroom room = withDaily(databases, "news")) {
      room.chat.trouble("not connected");
      room.clock.set(NINE);
      room.sweep();
      room.sweepUntil("2026-11-24T01:40:00Z");
      assertThat(room.chat.tries()).isZero();
      assertThat(room.states()).containsExactly(State.PLANNED);
      assertThat(room.all().getFirst().reason().en()).isEqualTo("not connected");
      room.chat.trouble(null);
      room.sweepUntil("2026-11-24T01:42:00Z");
      assertThat(room.states()).containsExactly(State.LATE);
      assertThat(room.chat.messages("news")).hasSize(1);
      assertThat(PlainText.of(room.chat.messages("news").getFirst().post()))
          .contains("Posted late, planned for 2026-11-24 09:00");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_platform_that_was_down_all_day_leaves_a_missed_post_and_no_flood(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.schedule(
          PostKind.COUNTDOWN,
          new homestretch.core.schedule.When.Cron("0 0 * * * ?"),
          room.channel("news"));
      room.chat.trouble("not connected");
      room.clock.set("2026-11-24T01:00:00Z");
      room.sweep();
      room.sweepUntil("2026-11-24T06:30:00Z");
      room.chat.trouble(null);
      room.sweepUntil("2026-11-24T06:40:00Z");
      assertThat(room.chat.messages("news")).as("caught up at most once").hasSize(1);
      assertThat(room.all().getLast().state()).isEqualTo(State.LATE);
      assertThat(room.states().subList(0, room.all().size() - 1)).containsOnly(State.MISSED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_post_to_many_channels_is_written_once(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Channel[] channels =
          IntStream.range(0, 60).mapToObj(i -> room.channel("c" + i)).toArray(Channel[]::new);
      room.schedule(PostKind.LEADERBOARD, at("09:00"), channels);
      room.sweepUntil("2026-11-24T01:01:00Z");
      List<Block> first = room.chat.messages("c0").getFirst().post().blocks();
      assertThat(first).isNotEmpty();
      assertThat(room.chat.messages())
          .hasSize(channels.length)
          .allSatisfy(
              message -> {
                for (int i = 0; i < first.size(); i++) {
                  assertThat(message.post().blocks().get(i)).isSameAs(first.get(i));
                }
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_hung_channel_delays_no_other_and_no_later_sweep(Databases databases) throws Exception {
    try (Newsroom room = withDaily(databases, "hung", "fine")) {
      room.schedule(PostKind.LEADERBOARD, at("09:01"), room.channel("later"));
      CountDownLatch answered = new CountDownLatch(1);
      room.chat.hang("hung", answered);
      room.clock.set(NINE);
      room.planner.planDue();
      CompletableFuture<Void> first = room.deliverer.deliverDue();
      waitFor(() -> room.chat.messages("fine").size() == 1);
      assertThat(first).isNotDone();
      // Long after the claim would have run out: it is held on to, and not sent a second time.
      for (int minute = 1; minute < 10; minute++) {
        room.clock.advance(java.time.Duration.ofMinutes(1));
        room.planner.planDue();
        room.deliverer.deliverDue();
      }
      waitFor(() -> room.chat.messages("later").size() == 1);
      try (Deliverer other = room.start()) {
        other.deliverDue().join();
        assertThat(room.chat.messages("hung")).isEmpty();
      }
      // What has hung for longer than a nonce is remembered does not leave any more: it is sent
      // anew.
      answered.countDown();
      room.deliverer.deliverDue().join();
      assertThat(room.chat.messages("hung")).isEmpty();
      room.clock.advance(java.time.Duration.ofMinutes(1));
      room.sweep();
      assertThat(room.chat.messages("hung")).hasSize(1);
      assertThat(room.states()).isSubsetOf(State.SENT, State.LATE);
    }
  }

  private interface Check {
    boolean holds();
  }

  private static void waitFor(Check check) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!check.holds()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @EnumSource
  void closing_in_the_middle_waits_for_the_send_and_gives_the_rest_back(Databases databases)
      throws Exception {
    try (Newsroom room = new Newsroom(databases)) {
      Channel news = room.channel("news");
      room.schedule(PostKind.COUNTDOWN, at("09:00"), news);
      room.schedule(PostKind.LEADERBOARD, at("09:00"), news);
      CountDownLatch answered = new CountDownLatch(1);
      room.chat.hang("news", answered);
      room.clock.set(NINE);
      room.planner.planDue();
      CompletableFuture<Void> posting = room.deliverer.deliverDue();
      waitFor(() -> room.all().stream().anyMatch(d -> d.unsureAt() != null));
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> closing = threads.submit(() -> room.deliverer.close());
        waitFor(() -> room.deliverer.deliverDue().isDone() && !posting.isDone());
        answered.countDown();
        closing.get();
      }
      assertThat(room.states()).containsExactly(State.SENT, State.PLANNED);
      // No claim is left to run out: the next start posts the rest at once.
      room.deliverer = room.start();
      room.sweep();
      assertThat(room.states()).containsExactly(State.SENT, State.SENT);
      assertThat(room.chat.messages("news")).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void processes_that_sweep_at_once_post_each_post_once(Databases databases) throws Exception {
    try (Newsroom room = new Newsroom(databases)) {
      Channel[] all = new Channel[30];
      for (int i = 0; i < all.length; i++) {
        all[i] = room.channel("c" + i);
      }
      room.schedule(PostKind.COUNTDOWN, at("09:00"), all);
      room.schedule(PostKind.LEADERBOARD, at("09:00"), all);
      List<Deliverer> processes = List.of(room.deliverer, room.start(), room.start());
      room.clock.set(NINE);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> sweeps = new ArrayList<>();
        for (Deliverer process : processes) {
          for (int i = 0; i < 3; i++) {
            sweeps.add(
                threads.submit(
                    () -> {
                      room.planner.planDue();
                      process.deliverDue().join();
                    }));
          }
        }
        for (Future<?> sweep : sweeps) {
          sweep.get();
        }
      }
      room.sweep();
      assertThat(room.chat.messages()).hasSize(60);
      assertThat(room.chat.tries()).isEqualTo(60);
      assertThat(room.states()).hasSize(60).containsOnly(State.SENT);
      processes.stream().skip(1).forEach(Deliverer::close);
    }
  }

  /**
   * Seeded: three channels with posts every ten minutes, a program killed and restarted and a
   * platform that fails in every way. No nonce stands twice, and what was posted is known to be.
   */
  @ParameterizedTest
  @EnumSource
  void whatever_happens_no_post_stands_twice_and_none_is_lost(Databases databases) {
    whatever(databases, 2);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void whatever_happens_a_hundred_times(Databases databases) {
    whatever(databases, 100);
  }

  private static void whatever(Databases databases, int seeds) {
    for (int seed = 0; seed < seeds; seed++) {
      Random random = new Random(seed);
      try (Newsroom room = new Newsroom(databases)) {
        Channel[] channels = {room.channel("a"), room.channel("b"), room.channel("c")};
        room.schedule(
            PostKind.COUNTDOWN,
            new homestretch.core.schedule.When.Cron("0 0/30 * * * ?"),
            channels);
        List<Act> acts =
            List.of(
                Act.POST,
                Act.BUSY,
                Act.POST_AND_LOSE_ANSWER,
                Act.LOSE,
                Act.KILL_BEFORE,
                Act.KILL_AFTER);
        for (int minute = 0; minute < 150; minute++) {
          room.clock.advance(java.time.Duration.ofSeconds(30 + random.nextInt(60)));
          Channel channel = channels[random.nextInt(3)];
          if (random.nextInt(3) == 0) {
            room.chat.next(channel.address().channel(), acts.get(random.nextInt(acts.size())));
          }
          if (random.nextInt(25) == 0) {
            room.chat.killAfterClaim();
          }
          room.sweep();
          if (random.nextInt(8) == 0) {
            room.clock.advance(java.time.Duration.ofSeconds(random.nextInt(300)));
            room.restart();
          }
        }
        // Calm at last: nothing is left open.
        room.chat.trouble(null);
        room.restart();
        for (int minute = 0; minute < 30; minute++) {
          room.clock.advance(java.time.Duration.ofMinutes(1));
          room.sweep();
        }
        List<String> standing = room.chat.messages().stream().map(FakeChat.Message::nonce).toList();
        assertThat(standing).as("seed " + seed).doesNotHaveDuplicates();
        for (Delivery delivery : room.all()) {
          boolean stands = standing.contains(delivery.nonce());
          assertThat(delivery.state() == State.SENT || delivery.state() == State.LATE)
              .as("seed " + seed + " " + delivery)
              .isEqualTo(stands);
        }
        assertThat(room.states()).doesNotContain(State.UNCERTAIN);
        assertThat(standing.size()).as("seed " + seed).isGreaterThan(9);
      }
    }
  }
}
