package homestretch.core.delivery;

import static homestretch.testing.Newsroom.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.adapter.storage.JooqRetention;
import homestretch.core.chat.Channel;
import homestretch.core.chat.PlainText;
import homestretch.core.delivery.Delivery.State;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.practice.PracticeService;
import homestretch.core.practice.Publishing;
import homestretch.core.schedule.PostKind;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.FakeChat.Act;
import homestretch.testing.Newsroom;
import homestretch.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An approved practice goes out once to every channel that takes posts, whatever happens. */
class PracticePostsTest {
  private static final Channel.QuietHours NIGHT =
      new Channel.QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0));

  private static long proposed(Newsroom room) {
    World world = room.world;
    Department unit = world.department("A");
    return world.practices.share(world.campaign, unit, "每周五集中审批", "", World.ACTOR).id();
  }

  private static PracticeService.Approved approve(Newsroom room, long id) {
    return room.world.practices.approve(room.world.campaign, id, World.ACTOR);
  }

  private static PracticeService.Withdrawn withdraw(Newsroom room, long id) {
    return room.world.practices.withdraw(room.world.campaign, id, World.ACTOR);
  }

  private static List<String> texts(Newsroom room, String channel) {
    return room.chat.messages(channel).stream().map(m -> PlainText.of(m.post())).toList();
  }

  @ParameterizedTest
  @EnumSource
  void it_is_planned_with_the_approval_in_every_channel_that_takes_posts(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.channel("news");
      room.channel("hall");
      room.channel("desk", null, null, Channel.Purpose.ADMINISTRATORS);
      long id = proposed(room);
      room.sweep();
      assertThat(room.all()).as("a proposal is nobody's business yet").isEmpty();
      assertThat(approve(room, id).reach().coming()).isEqualTo(2);
      assertThat(room.all())
          .allSatisfy(
              d -> {
                assertThat(d.schedule()).isNull();
                assertThat(d.notice()).isNull();
                assertThat(d.practice()).isEqualTo(id);
                assertThat(d.state()).isEqualTo(State.PLANNED);
              })
          .hasSize(2);
      for (int i = 0; i < 3; i++) {
        room.sweep();
      }
      assertThat(texts(room, "news")).singleElement().asString().contains("A: 每周五集中审批");
      assertThat(texts(room, "hall")).hasSize(1);
      assertThat(texts(room, "desk")).isEmpty();
      assertThat(room.states()).containsOnly(State.SENT);
      assertThatThrownBy(() -> approve(room, id)).isInstanceOf(Fault.Conflict.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void killed_at_any_step_it_stands_once_in_each_channel(Databases databases) {
    for (Act act : List.of(Act.KILL_BEFORE, Act.KILL_AFTER, Act.POST_AND_LOSE_ANSWER, Act.LOSE)) {
      // At once the platform knows the nonce again; half an hour later it has to be looked for.
      for (Duration later : List.of(Duration.ofSeconds(40), Duration.ofMinutes(30))) {
        try (Newsroom room = new Newsroom(databases)) {
          room.channel("news");
          room.channel("hall");
          approve(room, proposed(room));
          room.chat.next("news", act);
          room.sweep();
          room.restart();
          room.clock.advance(later);
          room.sweep();
          assertThat(texts(room, "news")).as(act + " " + later).hasSize(1);
          assertThat(texts(room, "hall")).hasSize(1);
          assertThat(room.states()).allMatch(s -> s == State.SENT || s == State.LATE);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_old_copy_put_back_looks_into_the_channel_first(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.channel("news");
      approve(room, proposed(room));
      room.sweep();
      assertThat(texts(room, "news")).hasSize(1);
      // As the copy has it: planned, and never tried.
      room.world.execute(
          "update delivery set state = 'PLANNED', attempts = 0, unsure_at = null, sent_at = null,"
              + " message = null");
      room.clock.advance(Duration.ofHours(3));
      room.sweep();
      assertThat(texts(room, "news")).as("found, not posted again").hasSize(1);
      assertThat(room.all().getFirst().messageId()).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_approval_taken_back_before_it_went_out_is_posted_nowhere_until_it_is_given_again(
      Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.channel("quiet", NIGHT, null);
      room.channel("news");
      long id = proposed(room);
      room.clock.set("2026-11-23T15:00:00Z"); // 23:00 in Shanghai.
      approve(room, id);
      room.sweep();
      assertThat(room.states()).containsExactly(State.PLANNED, State.SENT);
      assertThat(room.all().getFirst().reason()).isEqualTo(DeliveryTexts.QUIET);
      assertThat(withdraw(room, id).channels()).as("it stands in the other").isEqualTo(1);
      assertThat(room.all().getFirst().reason()).isEqualTo(DeliveryTexts.PRACTICE_WITHDRAWN);
      room.clock.set("2026-11-24T01:00:00Z");
      room.sweep();
      assertThat(room.states()).containsExactly(State.SKIPPED, State.SENT);
      assertThatThrownBy(() -> withdraw(room, id)).isInstanceOf(Fault.Conflict.class);

      assertThat(approve(room, id).reach()).isEqualTo(new Publishing.Reach(1, 1));
      room.sweep();
      assertThat(texts(room, "quiet")).hasSize(1);
      assertThat(texts(room, "news")).as("not a second time").hasSize(1);
      withdraw(room, id);
      assertThat(approve(room, id).reach()).isEqualTo(new Publishing.Reach(0, 2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void one_that_may_stand_when_its_approval_is_taken_back_is_not_sent_again(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.channel("news");
      long id = proposed(room);
      approve(room, id);
      room.chat.next("news", Act.KILL_BEFORE);
      room.sweep();
      assertThat(withdraw(room, id).channels()).as("it may stand").isEqualTo(1);
      room.restart();
      room.clock.advance(Duration.ofMinutes(1));
      room.sweep();
      assertThat(texts(room, "news")).isEmpty();
      assertThat(room.states()).containsExactly(State.FAILED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_full_channel_has_it_the_next_day_and_it_counts_as_one_of_the_day(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Channel news = room.channel("news", null, 1);
      room.schedule(PostKind.COUNTDOWN, at("13:00"), news);
      long id = proposed(room);
      room.clock.set("2026-11-23T05:00:00Z");
      room.sweep();
      room.clock.set("2026-11-23T08:00:00Z");
      approve(room, id);
      room.sweep();
      assertThat(room.states()).containsExactly(State.SENT, State.PLANNED);
      assertThat(room.all().getLast().reason()).isEqualTo(DeliveryTexts.full(1));
      room.world.execute("update channel set daily_cap = 2");
      room.clock.set("2026-11-24T08:00:00Z");
      room.sweep();
      assertThat(texts(room, "news")).hasSize(3).anyMatch(text -> text.contains("每周五集中审批"));
      room.schedule(PostKind.COUNTDOWN, at("16:30"), news);
      room.clock.set("2026-11-24T08:30:00Z");
      room.sweep();
      assertThat(room.all().getLast().state()).as("two is two").isEqualTo(State.SKIPPED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_suspended_channel_has_it_once_it_is_well_and_nobody_has_it_after_a_week(
      Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Channel news = room.channel("news");
      Channel hall = room.channel("hall");
      room.channels.suspend(news.id(), Text.same("closed"), World.ACTOR);
      long id = proposed(room);
      room.chat.trouble("away");
      assertThat(approve(room, id).reach().coming()).isEqualTo(1);
      assertThat(room.states()).containsExactlyInAnyOrder(State.FAILED, State.PLANNED);
      room.clock.advance(Duration.ofDays(2));
      room.channels.resume(news.id(), World.ACTOR);
      room.chat.trouble(null);
      room.sweep();
      assertThat(texts(room, "news")).hasSize(1);
      assertThat(texts(room, "hall")).as("after two days without the platform").hasSize(1);
    }
    try (Newsroom room = new Newsroom(databases)) {
      room.channel("news");
      room.chat.trouble("away");
      approve(room, proposed(room));
      room.clock.advance(Duration.ofDays(8));
      room.sweep();
      room.chat.trouble(null);
      room.sweep();
      assertThat(texts(room, "news")).as("the weekly review has told of it").isEmpty();
      assertThat(room.states()).containsExactly(State.MISSED);
      room.deliveries.retry(room.all().getFirst().id(), World.ACTOR);
      assertThat(texts(room, "news")).as("an administrator wants it").hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_old_is_removed_as_any_post_is(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.channel("news");
      approve(room, proposed(room));
      room.sweep();
      Instant later = room.clock.instant().plus(Duration.ofDays(1));
      new JooqRetention(room.world.database).removeDeliveries(later);
      assertThat(room.all()).isEmpty();
    }
  }
}
