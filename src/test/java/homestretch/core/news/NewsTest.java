package homestretch.core.news;

import static homestretch.testing.Newsroom.at;
import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.storage.JooqBlockers;
import homestretch.core.audit.Actor;
import homestretch.core.blocker.BlockerService;
import homestretch.core.chat.Block;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Post;
import homestretch.core.command.WeeklyReview;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.report.Report;
import homestretch.core.schedule.PostKind;
import homestretch.core.score.Scheme;
import homestretch.core.text.Language;
import homestretch.testing.Databases;
import homestretch.testing.FakeChat.Act;
import homestretch.testing.Newsroom;
import homestretch.testing.World;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What posts tell beside the figures: once each, of those whose figures are public. */
class NewsTest {
  private static final List<String> DAYS =
      List.of("2026-11-24T01:00:00Z", "2026-11-25T01:00:00Z", "2026-11-26T01:00:00Z");

  /** Six units of one league with one goal, of which the first three are public. */
  private static final class City implements AutoCloseable {
    final Newsroom room;
    final Goal goal;

    City(Databases databases, String... channels) {
      room = new Newsroom(databases);
      goal = room.world.goal("GBR", "1");
      String[] values = {"80", "70", "60", "50", "40", "30"};
      for (int i = 0; i < values.length; i++) {
        Department department = room.world.department("U" + (i + 1));
        room.world.target(department, goal, "100");
        report("U" + (i + 1), values[i], "2026-10-31");
      }
      Channel[] all = new Channel[channels.length];
      for (int i = 0; i < channels.length; i++) {
        all[i] = room.channel(channels[i]);
      }
      room.schedule(PostKind.LEADERBOARD, at("09:00"), all);
    }

    Report report(String unit, String value, String asOf) {
      Department department =
          room.world.departments.departments(room.world.campaign).stream()
              .filter(d -> d.code().equals(unit))
              .findFirst()
              .orElseThrow();
      return room.world.report(department, goal, value, asOf);
    }

    void nineOn(int day) {
      room.clock.set(DAYS.get(day));
      room.sweep();
      // What is reported at the very moment of a board counts as on it.
      room.clock.advance(Duration.ofMinutes(1));
    }

    String lastOf(String channel) {
      return text(room.chat.messages(channel).getLast().post());
    }

    String week(Language language) {
      World world = room.world;
      return new WeeklyReview(
              world.boards,
              world.news,
              world.practices,
              new BlockerService(
                  world.database, new JooqBlockers(world.database), world.audit, world.clock),
              world.departments::departments)
          .of(world.campaign, world.campaign.today(world.clock)).stream()
              .map(text -> text.in(language))
              .collect(Collectors.joining("\n"));
    }

    List<Events.Told> told() {
      return room.world.news.told(room.world.campaign, null, Long.MAX_VALUE, 100);
    }

    @Override
    public void close() {
      room.close();
    }
  }

  private static String text(Post post) {
    return post.blocks().stream()
        .filter(Block.Lines.class::isInstance)
        .flatMap(block -> ((Block.Lines) block).lines().stream())
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @EnumSource
  void each_event_is_told_once_and_in_every_channel_of_its_post(Databases databases) {
    try (City city = new City(databases, "one", "two")) {
      city.nineOn(0);
      assertThat(city.lastOf("one"))
          .contains(
              "Overall completion has passed half (55.00%, what is not reported counted as 0)")
          .doesNotContain("rank", "reached");
      city.report("U2", "100", "2026-11-23");
      city.nineOn(1);
      assertThat(city.lastOf("one"))
          .contains("The last hundred days")
          .contains("First in 区县 with every target met: U2")
          .contains("Target of “GBR” reached: U2 (figures to be verified)")
          .contains("区县: U2 is up to rank 1 (▲1)")
          .contains("Now on green: U2")
          .contains("Red banner, 区县: U2 (most improved")
          .doesNotContain("U6", "half");
      assertThat(city.lastOf("two")).isEqualTo(city.lastOf("one"));
      city.nineOn(2);
      assertThat(city.lastOf("one")).doesNotContain("reached", "up to rank", "green", "The last");
      assertThat(city.told()).hasSize(6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void who_is_not_public_is_not_named_but_for_the_most_improved(Databases databases) {
    try (City city = new City(databases, "one")) {
      city.nineOn(0);
      city.report("U5", "49", "2026-11-23");
      city.report("U4", "54", "2026-11-23");
      city.nineOn(1);
      assertThat(city.lastOf("one")).contains("U5").doesNotContain("U4", "U6");
    }
  }

  @ParameterizedTest
  @EnumSource
  void killed_at_any_step_an_event_stands_once(Databases databases) {
    for (Act act : List.of(Act.KILL_BEFORE, Act.KILL_AFTER, Act.POST_AND_LOSE_ANSWER)) {
      try (City city = new City(databases, "one")) {
        city.nineOn(0);
        city.report("U2", "100", "2026-11-23");
        city.room.chat.next("one", act);
        city.nineOn(1);
        // What comes in between is not in the message that may stand already.
        city.report("U3", "100", "2026-11-24");
        city.room.restart();
        city.room.sweepUntil("2026-11-25T01:20:00Z");
        city.nineOn(2);
        long stands =
            city.room.chat.messages("one").stream()
                .filter(m -> text(m.post()).contains("reached: U2"))
                .count();
        assertThat(stands).as(act.name()).isEqualTo(1);
        assertThat(city.lastOf("one")).as(act.name()).contains("reached: U3");
        assertThat(city.room.chat.messages("one")).as(act.name()).hasSize(3);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_a_refused_post_would_have_told_the_next_one_tells(Databases databases) {
    try (City city = new City(databases, "one")) {
      city.nineOn(0);
      city.report("U2", "100", "2026-11-23");
      city.room.chat.next("one", Act.REFUSE);
      city.nineOn(1);
      assertThat(city.told()).hasSize(1);
      city.room.channels.resume(city.room.all().getLast().channel(), World.ACTOR);
      city.nineOn(2);
      assertThat(city.lastOf("one")).contains("reached: U2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_event_on_a_figure_that_was_rejected_is_not_told_again(Databases databases) {
    try (City city = new City(databases, "one")) {
      city.nineOn(0);
      Report report = city.report("U2", "100", "2026-11-23");
      city.nineOn(1);
      city.room.world.reviews.reject(
          city.room.world.campaign, report.id(), "not booked yet", new Actor("reviewer", "api"));
      city.report("U2", "100", "2026-11-24");
      city.nineOn(2);
      assertThat(city.lastOf("one")).doesNotContain("reached: U2", "every target met");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_week_lists_what_is_still_so_and_of_which_board_its_figures_are(Databases databases) {
    try (City city = new City(databases, "one")) {
      city.nineOn(0);
      Report report = city.report("U2", "100", "2026-11-23");
      city.nineOn(1);
      assertThat(city.week(Language.EN))
          .contains("(55.00% on the board of 11-24, what is not reported counted as 0)")
          .contains("Target of “GBR” reached: U2 (figures to be verified)")
          .contains("U2 is up to rank 1 (▲1 on the board of 11-25)")
          .contains("Now on green: U2")
          .contains("U2 (most improved on the board of 11-25, deviation");
      World world = city.room.world;
      Actor reviewer = new Actor("reviewer", "api");
      Report verified = world.reviews.verify(world.campaign, report.id(), reviewer);
      assertThat(city.week(Language.EN)).contains("reached: U2").doesNotContain("to be verified");
      world.reviews.withdraw(world.campaign, verified.id(), "booked twice", World.ACTOR);
      assertThat(city.week(Language.EN))
          .contains("passed half")
          .doesNotContain("reached", "every target met", "rank 1", "green");
      assertThat(city.week(Language.ZH))
          .contains("总体完成已过半（11-24 时 55.00%，未报的算 0）")
          .doesNotContain("进步最大", "达到目标", "完成全部指标", "升至", "绿灯");
    }
  }

  @ParameterizedTest
  @EnumSource
  void play_off_tells_nothing(Databases databases) {
    try (City city = new City(databases, "one")) {
      World world = city.room.world;
      world.schemes.put(
          world.campaign,
          Scheme.standard(LocalDate.of(2026, 11, 23)).playing(Scheme.Play.OFF),
          0,
          World.ACTOR);
      city.nineOn(0);
      city.report("U2", "100", "2026-11-23");
      city.nineOn(1);
      assertThat(city.lastOf("one")).doesNotContain("reached", "half", "rank 1", "banner");
      assertThat(city.told()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_red_banner_goes_from_board_to_board(Databases databases) {
    try (City city = new City(databases, "one")) {
      city.nineOn(0);
      city.report("U5", "60", "2026-11-23");
      city.nineOn(1);
      assertThat(city.lastOf("one")).contains("Red banner, 区县: U5");
      city.report("U5", "75", "2026-11-24");
      city.nineOn(2);
      assertThat(city.lastOf("one")).contains("U5 (most improved").contains("2 boards in a row");
      assertThat(city.room.world.news.banners(city.room.world.campaign))
          .extracting(t -> t.event().on().toString())
          .containsExactly("2026-11-26", "2026-11-25");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_banner_of_figures_that_were_withdrawn_since_is_held_by_nobody(Databases databases) {
    try (City city = new City(databases, "one")) {
      World world = city.room.world;
      city.nineOn(0);
      city.report("U5", "60", "2026-11-23");
      city.nineOn(1);
      Report last = city.report("U5", "75", "2026-11-24");
      city.nineOn(2);
      assertThat(world.news.holding(world.campaign, world.league)).hasSize(1);
      assertThat(city.week(Language.EN)).contains("U5");
      world.reviews.withdraw(world.campaign, last.id(), "of another year", World.ACTOR);
      assertThat(world.news.holding(world.campaign, world.league)).isEmpty();
      assertThat(
              world.news.standing(world.campaign, world.news.banners(world.campaign)).stream()
                  .map(t -> t.event().on().toString()))
          .as("the board before is as it was")
          .containsExactly("2026-11-25");
      assertThat(world.news.banners(world.campaign)).as("what was told stays on record").hasSize(2);
      assertThat(city.week(Language.EN)).doesNotContain("2026-11-26");
    }
  }
}
