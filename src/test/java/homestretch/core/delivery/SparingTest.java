package homestretch.core.delivery;

import static homestretch.testing.Newsroom.SHANGHAI;
import static homestretch.testing.Newsroom.WORKDAYS;
import static homestretch.testing.Newsroom.at;
import static homestretch.testing.Newsroom.with;
import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.audit.Actor;
import homestretch.core.calendar.CalendarLines;
import homestretch.core.chat.Block;
import homestretch.core.chat.Channel;
import homestretch.core.delivery.Delivery.State;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.schedule.Occurrences;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.When;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.FakeChat;
import homestretch.testing.FakeChat.Act;
import homestretch.testing.Newsroom;
import homestretch.testing.World;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Outages, edits, quiet hours, caps, bad channels: what is posted, what is not, and why. */
class SparingTest {
  private static final Channel.QuietHours NIGHT =
      new Channel.QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0));

  // --- outages ---

  @ParameterizedTest
  @EnumSource
  void after_an_outage_only_the_last_is_made_up_for_and_the_others_are_missed(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.schedule(PostKind.COUNTDOWN, at("09:00"), room.channel("a"), room.channel("b"));
      room.clock.set("2026-11-27T09:59:59Z"); // 17:59:59, four mornings later
      room.sweep();
      room.sweep();
      assertThat(room.chat.messages("a")).hasSize(1);
      assertThat(room.chat.messages("b")).hasSize(1);
      assertThat(room.states())
          .containsExactly(
              State.MISSED,
              State.MISSED,
              State.MISSED,
              State.MISSED,
              State.MISSED,
              State.MISSED,
              State.LATE,
              State.LATE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void once_its_window_is_closed_nothing_is_posted(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.schedule(PostKind.COUNTDOWN, at("09:00"), room.channel("a"));
      room.clock.set("2026-11-27T10:00:00Z"); // 18:00
      room.sweep();
      assertThat(room.chat.messages()).isEmpty();
      assertThat(room.states()).hasSize(4).containsOnly(State.MISSED);
    }
  }

  // --- edits ---

  @ParameterizedTest
  @EnumSource
  void a_changed_time_never_fires_at_the_old_one(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Channel a = room.channel("a");
      Schedule schedule = room.schedule(PostKind.COUNTDOWN, at("09:00"), a);
      // Planned, and waiting for a platform that is away.
      room.chat.trouble("away");
      room.clock.set("2026-11-24T01:00:00Z");
      room.sweep();
      assertThat(room.states()).containsExactly(State.PLANNED);
      room.schedules.change(
          with(schedule, at("11:00"), SHANGHAI, schedule.channels(), false), World.ACTOR);
      assertThat(room.states()).containsExactly(State.SKIPPED);
      assertThat(room.all().getFirst().reason().en()).isEqualTo("the schedule was changed");
      room.chat.trouble(null);
      room.sweepUntil("2026-11-24T02:59:00Z");
      assertThat(room.chat.messages()).isEmpty();
      room.sweepUntil("2026-11-24T03:01:00Z");
      assertThat(room.chat.messages()).hasSize(1);
      assertThat(room.chat.messages().getFirst().at()).isEqualTo("2026-11-24T03:00:00Z");
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_may_stand_is_looked_for_after_an_edit_and_not_sent_again(Databases databases) {
    for (Act act : List.of(Act.POST_AND_LOSE_ANSWER, Act.LOSE)) {
      try (Newsroom room = new Newsroom(databases)) {
        Schedule schedule = room.schedule(PostKind.COUNTDOWN, at("09:00"), room.channel("a"));
        room.chat.next("a", act);
        room.clock.set("2026-11-24T01:00:00Z");
        room.sweep();
        room.schedules.change(
            with(schedule, at("11:00"), SHANGHAI, schedule.channels(), false), World.ACTOR);
        room.sweepUntil("2026-11-24T01:05:00Z");
        assertThat(room.chat.tries()).isEqualTo(1);
        assertThat(room.states()).containsExactly(act == Act.LOSE ? State.FAILED : State.SENT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_edit_of_something_else_does_not_lose_a_post_that_waits(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Channel a = room.channel("a");
      Channel b = room.channel("b");
      Schedule schedule = room.schedule(PostKind.COUNTDOWN, at("09:00"), a, b);
      room.chat.trouble("away");
      room.clock.set("2026-11-24T01:00:00Z");
      room.sweep();
      // b is taken off, the time stays.
      room.schedules.change(
          with(schedule, at("09:00"), SHANGHAI, List.of(a.id()), true), World.ACTOR);
      room.chat.trouble(null);
      room.sweepUntil("2026-11-24T01:02:00Z");
      assertThat(room.chat.messages("a")).hasSize(1);
      assertThat(room.chat.messages("b")).isEmpty();
      assertThat(room.states()).containsExactly(State.SENT, State.SKIPPED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_a_paused_time_nothing_is_made_up_for(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Schedule schedule = room.schedule(PostKind.COUNTDOWN, at("09:00"), room.channel("a"));
      Schedule paused = room.schedules.change(schedule.paused(true), World.ACTOR);
      room.clock.set("2026-11-26T01:30:00Z");
      room.sweep();
      assertThat(room.all()).isEmpty();
      room.schedules.change(paused.paused(false), World.ACTOR);
      room.sweep();
      assertThat(room.all()).as("09:30: today's was while it was paused").isEmpty();
      room.clock.set("2026-11-27T01:00:00Z");
      room.sweep();
      assertThat(room.states()).containsExactly(State.SENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_moved_zone_counts_from_now_on(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Schedule schedule = room.schedule(PostKind.COUNTDOWN, at("09:00"), room.channel("a"));
      room.clock.set("2026-11-24T01:00:00Z");
      room.sweep();
      room.schedules.change(
          with(schedule, at("09:00"), ZoneId.of("Europe/Berlin"), schedule.channels(), false),
          World.ACTOR);
      room.sweepUntil("2026-11-24T07:59:00Z");
      assertThat(room.chat.messages()).hasSize(1);
      room.sweepUntil("2026-11-24T08:00:00Z");
      assertThat(room.chat.messages()).hasSize(2);
      room.clock.set("2026-11-25T01:00:00Z");
      room.sweep();
      assertThat(room.chat.messages()).as("not in Shanghai any more").hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_removed_channel_is_left_alone_and_the_others_go_on(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Channel a = room.channel("a");
      Schedule schedule = room.schedule(PostKind.COUNTDOWN, at("09:00"), a, room.channel("b"));
      room.chat.trouble("away");
      room.clock.set("2026-11-24T01:00:00Z");
      room.sweep();
      room.channels.remove(a.id(), World.ACTOR);
      room.chat.trouble(null);
      room.sweepUntil("2026-11-24T01:02:00Z");
      assertThat(room.chat.messages("a")).isEmpty();
      assertThat(room.chat.messages("b")).hasSize(1);
      assertThat(room.states()).containsExactly(State.SKIPPED, State.SENT);
      assertThat(room.schedules.find(schedule.id()).channels()).hasSize(1);
      // Registered again it is the same channel, with its history.
      assertThat(room.channel("a").id()).isEqualTo(a.id());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_removed_schedule_posts_nothing_more(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Schedule schedule = room.schedule(PostKind.COUNTDOWN, at("09:00"), room.channel("a"));
      room.chat.trouble("away");
      room.clock.set("2026-11-24T01:00:00Z");
      room.sweep();
      room.schedules.remove(schedule.id(), World.ACTOR);
      room.chat.trouble(null);
      room.clock.set("2026-11-25T01:00:00Z");
      room.sweep();
      assertThat(room.states()).containsExactly(State.SKIPPED);
      assertThat(room.schedules.list(0, 10)).isEmpty();
    }
  }

  // --- sparing people ---

  @ParameterizedTest
  @EnumSource
  void posts_of_the_night_wait_for_the_morning_and_are_one_message(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Channel quiet = room.channel("quiet", NIGHT, null);
      Channel open = room.channel("open");
      room.schedule(PostKind.COUNTDOWN, at("22:30"), quiet, open);
      room.schedule(PostKind.LEADERBOARD, at("23:30"), quiet);
      room.clock.set("2026-11-23T14:30:00Z");
      room.sweep();
      room.sweepUntil("2026-11-23T23:59:00Z");
      assertThat(room.chat.messages("open")).hasSize(1);
      assertThat(room.chat.messages("quiet")).isEmpty();
      room.clock.set("2026-11-24T00:00:00Z"); // 08:00
      room.sweep();
      assertThat(room.chat.messages("quiet")).hasSize(1);
      FakeChat.Message merged = room.chat.messages("quiet").getFirst();
      // The morning's days, not the night's.
      assertThat(merged.post().title()).isEqualTo("City drive: 38 days to go");
      assertThat(merged.post().blocks().toString()).contains("City drive · leaderboard");
      assertThat(room.states()).containsOnly(State.SENT);
      assertThat(room.all()).filteredOn(d -> merged.id().equals(d.messageId())).hasSize(2);
      room.sweepUntil("2026-11-24T00:10:00Z");
      assertThat(room.chat.messages("quiet")).hasSize(1);
    }
  }

  /** One message for several deliveries must be one, too, when the program dies around it. */
  @ParameterizedTest
  @EnumSource
  void a_merged_message_is_posted_once_whatever_happens_to_it(Databases databases) {
    for (Act act :
        List.of(Act.KILL_BEFORE, Act.KILL_AFTER, Act.BUSY, Act.LOSE, Act.POST_AND_LOSE_ANSWER)) {
      for (Duration away : List.of(Duration.ofSeconds(50), Duration.ofMinutes(20))) {
        try (Newsroom room = new Newsroom(databases)) {
          Channel quiet = room.channel("quiet", NIGHT, null);
          room.schedule(PostKind.COUNTDOWN, at("22:30"), quiet);
          room.schedule(PostKind.LEADERBOARD, at("23:30"), quiet);
          room.clock.set("2026-11-23T15:30:00Z");
          room.sweep();
          room.clock.set("2026-11-24T00:00:00Z");
          room.chat.next("quiet", act);
          room.sweep();
          room.clock.advance(away);
          room.restart();
          room.sweep();
          room.sweepUntil("2026-11-24T00:30:00Z");
          assertThat(room.chat.messages("quiet")).as(act + " " + away).hasSize(1);
          assertThat(room.all())
              .as(act + " " + away)
              .hasSize(2)
              .allMatch(d -> d.state() == State.SENT || d.state() == State.LATE)
              .allMatch(d -> "1".equals(d.messageId()));
        }
      }
    }
  }

  @Test
  void quiet_hours_end_at_their_local_time_through_clock_changes() {
    Channel channel =
        new Channel(
            new homestretch.core.chat.ChannelId(1),
            new homestretch.core.campaign.CampaignId(1),
            new homestretch.core.chat.Address("web", "x"),
            homestretch.core.text.Language.EN,
            ZoneId.of("Europe/Berlin"),
            new Channel.QuietHours(LocalTime.of(22, 0), LocalTime.of(2, 30)),
            null,
            false,
            false,
            Channel.Purpose.POSTS,
            Channel.State.ACTIVE,
            Channel.NO_REASON,
            1);
    assertThat(channel.awake(java.time.Instant.parse("2026-03-28T21:30:00Z")))
        .as("22:30; 02:30 does not exist")
        .isEqualTo("2026-03-29T01:00:00Z");
    assertThat(channel.awake(java.time.Instant.parse("2026-10-24T20:30:00Z")))
        .as("02:30 comes twice")
        .isEqualTo("2026-10-25T00:30:00Z");
    assertThat(channel.awake(java.time.Instant.parse("2026-11-23T12:00:00Z")))
        .isEqualTo("2026-11-23T12:00:00Z");
  }

  @ParameterizedTest
  @EnumSource
  void the_daily_cap_leaves_out_what_is_too_much(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Channel capped = room.channel("capped", null, 2);
      for (String time : List.of("09:00", "10:00", "11:00", "12:00")) {
        room.schedule(PostKind.COUNTDOWN, at(time), capped);
      }
      room.sweepUntil("2026-11-23T04:01:00Z");
      room.clock.set("2026-11-24T00:59:00Z");
      room.sweepUntil("2026-11-24T04:05:00Z");
      assertThat(room.chat.messages("capped")).hasSize(2);
      assertThat(room.states())
          .containsExactly(State.SENT, State.SENT, State.SKIPPED, State.SKIPPED);
      assertThat(room.all().getLast().reason().en())
          .isEqualTo("the channel has its 2 posts of the day");
      room.clock.set("2026-11-25T01:00:00Z");
      room.sweep();
      assertThat(room.chat.messages("capped")).as("a new day").hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void with_nothing_new_nothing_is_posted_if_the_schedule_says_so(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Department unit = room.world.department("A");
      Goal goal = room.world.goal("G", "1");
      room.world.target(unit, goal, "100");
      Schedule schedule = room.schedule(PostKind.COUNTDOWN, at("09:00"), room.channel("a"));
      room.schedules.change(
          with(schedule, at("09:00"), SHANGHAI, schedule.channels(), true), World.ACTOR);
      mornings(room, "2026-11-24", "2026-11-25");
      assertThat(room.states()).containsExactly(State.SENT, State.SKIPPED);
      assertThat(room.all().getLast().reason().en())
          .isEqualTo("nothing has changed since the last post");
      room.world.report(unit, goal, "40", "2026-10-31");
      mornings(room, "2026-11-26", "2026-11-27");
      assertThat(room.states())
          .containsExactly(State.SENT, State.SKIPPED, State.SENT, State.SKIPPED);
      // Thirty days left is worth saying, whether or not a figure has changed.
      mornings(room, "2026-12-01", "2026-12-02", "2026-12-03");
      assertThat(room.all())
          .extracting(Delivery::state)
          .endsWith(State.SKIPPED, State.SENT, State.SKIPPED);
    }
  }

  private static void mornings(Newsroom room, String... days) {
    for (String day : days) {
      room.clock.set(day + "T01:00:00Z");
      room.sweep();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_daily_post_carries_the_board_on_its_day_or_the_first_day_after(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.clock.set("2026-09-29T02:00:00Z");
      room.world.target(room.world.department("A"), room.world.goal("G", "1"), "100");
      room.schedule(
          PostKind.DAILY, new When.Daily(LocalTime.of(9, 0), WORKDAYS), room.channel("a"));
      LocalDate day = LocalDate.parse("2026-09-30");
      for (; day.isBefore(LocalDate.parse("2026-10-21")); day = day.plusDays(1)) {
        mornings(room, day.toString());
      }
      // The first post ever has it; Monday 5 October is a holiday, so Thursday 8 has it.
      assertThat(
              room.chat.messages().stream()
                  .filter(m -> m.post().blocks().stream().anyMatch(b -> b instanceof Block.Table))
                  .map(m -> m.at().toString().substring(0, 10)))
          .containsExactly("2026-09-30", "2026-10-08", "2026-10-12", "2026-10-19");
      assertThat(room.chat.messages().stream().map(m -> m.at().toString().substring(0, 10)))
          .doesNotHaveDuplicates()
          .contains("2026-10-10")
          .doesNotContain("2026-10-05");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_day_after_the_deadline_come_the_results_and_the_schedule_retires(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Schedule schedule =
          room.schedule(
              PostKind.DAILY, new When.Daily(LocalTime.of(9, 0), WORKDAYS), room.channel("a"));
      for (LocalDate day = LocalDate.parse("2026-12-28");
          day.isBefore(LocalDate.parse("2027-01-20"));
          day = day.plusDays(1)) {
        mornings(room, day.toString());
      }
      assertThat(room.chat.messages())
          .extracting(m -> m.at().toString().substring(0, 10) + " " + m.post().title())
          .containsExactly(
              "2026-12-28 City drive: 4 days to go",
              "2026-12-29 City drive: 3 days to go",
              "2026-12-30 City drive: 2 days to go",
              "2026-12-31 City drive: today is the last day",
              "2027-01-01 City drive: the results");
      assertThat(room.chat.messages().getLast().post().blocks().toString())
          .contains("no work calendar for 2027; posted Monday to Friday until there is one");
      assertThat(room.schedules.occurrences(schedule).state(room.clock.instant()))
          .isEqualTo(Occurrences.State.RETIRED);
    }
  }

  // --- bad channels ---

  @ParameterizedTest
  @EnumSource
  void a_refusing_channel_is_suspended_told_once_and_resumed(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Channel bad = room.channel("bad");
      room.channel("admins", null, null, Channel.Purpose.ADMINISTRATORS);
      room.schedule(PostKind.COUNTDOWN, at("09:00"), bad, room.channel("good"));
      room.schedule(PostKind.LEADERBOARD, at("09:00"), bad);
      room.schedule(PostKind.COUNTDOWN, at("10:00"), bad);
      room.chat.next("bad", Act.REFUSE);
      room.clock.set("2026-11-24T01:00:00Z");
      room.sweep();
      assertThat(room.chat.messages("good")).hasSize(1);
      assertThat(room.now(bad).state()).isEqualTo(Channel.State.SUSPENDED);
      assertThat(room.now(bad).reason()).isEqualTo(new Text("缺少权限", "missing permission"));
      room.sweepUntil("2026-11-24T02:30:00Z");
      assertThat(room.chat.messages("admins")).hasSize(1);
      assertThat(room.chat.messages("admins").getFirst().post().toString())
          .contains("missing permission")
          .contains("/channels/" + bad.id().value() + "/resume");
      assertThat(room.chat.tries()).as("nothing is sent to it meanwhile").isEqualTo(3);
      assertThat(room.deliveries.list(filter(bad), Long.MAX_VALUE, 10))
          .hasSize(3)
          .allMatch(d -> d.state() == State.FAILED)
          .allMatch(
              d ->
                  d.reason().en().contains("missing permission")
                      && d.reason().zh().contains("缺少权限"));
      // The next day's too, and only those are still worth posting.
      room.clock.set("2026-11-25T02:10:00Z");
      room.sweep();
      Channel resumed = room.channels.resume(bad.id(), World.ACTOR);
      assertThat(resumed.state()).isEqualTo(Channel.State.ACTIVE);
      room.sweep();
      assertThat(room.chat.messages("bad")).hasSize(3);
      assertThat(room.deliveries.list(filter(bad), Long.MAX_VALUE, 10))
          .filteredOn(d -> d.state() == State.FAILED)
          .hasSize(3);
      assertThat(room.deliveries.notices(true, Long.MAX_VALUE, 10)).isEmpty();
      assertThat(room.chat.messages("admins")).hasSize(1);
    }
  }

  private static Outbox.Filter filter(Channel channel) {
    return new Outbox.Filter(null, null, channel.id(), null, null, null);
  }

  // --- calendars ---

  @ParameterizedTest
  @EnumSource
  void a_year_without_a_calendar_is_told_a_month_ahead_until_it_is_given(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.channel("admins", null, null, Channel.Purpose.ADMINISTRATORS);
      room.schedule(
          PostKind.COUNTDOWN, new When.Daily(LocalTime.of(9, 0), WORKDAYS), room.channel("a"));
      room.clock.set("2026-11-30T08:00:00Z");
      room.sweep();
      assertThat(room.chat.messages("admins")).isEmpty();
      room.clock.set("2026-11-30T16:00:00Z"); // 1 December in Shanghai
      room.sweep();
      room.sweep();
      assertThat(room.chat.messages("admins")).hasSize(1);
      assertThat(room.chat.messages("admins").getFirst().post().toString())
          .contains("comes into 2027")
          .contains("PUT /api/v1/calendars/CN/2027");
      room.calendarService.put(
          "CN",
          2027,
          CalendarLines.read("notice", "2027-01-01,off,元旦"),
          0,
          new Actor("tester", "api"));
      room.sweep();
      assertThat(room.deliveries.notices(true, Long.MAX_VALUE, 10)).isEmpty();
      assertThat(room.chat.messages("admins")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_administrators_are_told_even_if_their_channel_comes_later(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.schedule(PostKind.COUNTDOWN, at("09:00"), room.channel("a"));
      room.clock.set("2026-12-05T03:00:00Z");
      room.sweep();
      assertThat(room.deliveries.notices(true, Long.MAX_VALUE, 10)).hasSize(1);
      room.channel("admins", null, null, Channel.Purpose.ADMINISTRATORS);
      room.sweep();
      assertThat(room.chat.messages("admins")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_run_by_hand_posts_now_and_takes_the_place_of_what_waits(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Schedule schedule = room.schedule(PostKind.COUNTDOWN, at("09:00"), room.channel("a"));
      room.chat.trouble("away");
      room.clock.set("2026-11-24T01:00:00Z");
      room.sweep();
      room.clock.set("2026-11-24T01:30:00Z");
      room.chat.trouble(null);
      List<Delivery> made = room.planner.planNow(schedule, World.ACTOR);
      assertThat(room.deliverer.deliverNow(made.stream().map(Delivery::id).toList()))
          .extracting(Delivery::state)
          .containsExactly(State.SENT);
      room.sweepUntil("2026-11-24T01:40:00Z");
      assertThat(room.chat.messages("a")).hasSize(1);
      assertThat(room.states()).containsExactly(State.MISSED, State.SENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_post_mentions_the_schedules_role_and_nobody_else(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      Channel a = room.channel("a");
      Schedule s =
          Newsroom.draft(room.world.campaign, PostKind.COUNTDOWN, at("09:00"), SHANGHAI, a);
      room.schedules.add(
          new Schedule(
              s.id(),
              s.campaign(),
              s.post(),
              s.when(),
              s.timezone(),
              s.channels(),
              s.catchUpUntil(),
              Set.of(DayOfWeek.MONDAY),
              false,
              "4711",
              false,
              s.plannedThrough(),
              0),
          World.ACTOR);
      room.schedule(PostKind.LEADERBOARD, at("09:00"), a);
      room.clock.set("2026-11-24T01:00:00Z");
      room.sweep();
      assertThat(room.chat.messages())
          .extracting(m -> m.post().mention())
          .containsExactly("4711", null);
    }
  }
}
