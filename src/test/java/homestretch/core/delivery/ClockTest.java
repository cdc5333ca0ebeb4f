package homestretch.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.When;
import homestretch.testing.Databases;
import homestretch.testing.Newsroom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What outages and wrong clocks leave behind. */
class ClockTest {
  @ParameterizedTest
  @EnumSource
  void a_week_down_with_a_schedule_each_minute_is_told_in_one_row(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.schedule(PostKind.COUNTDOWN, new When.Cron("0 * * * * ?"), room.channel("news"));
      room.clock.advance(Duration.ofDays(7));
      room.sweep();
      List<Delivery> rows = room.all();
      assertThat(rows).hasSize(2);
      assertThat(rows.getFirst().state()).isEqualTo(Delivery.State.MISSED);
      assertThat(rows.getFirst().reason().en()).contains("10079 planned times");
      assertThat(room.chat.messages("news")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_a_clock_that_ran_ahead_called_missed_is_planned_again(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      room.schedule(PostKind.COUNTDOWN, Newsroom.at("09:00"), room.channel("news"));
      room.clock.set("2026-11-28T13:00:00Z");
      room.sweep();
      assertThat(room.states()).containsOnly(Delivery.State.MISSED);
      room.clock.set("2026-11-23T13:00:00Z");
      room.sweep();
      assertThat(room.all()).as("nothing is missed of what is to come").isEmpty();
      room.clock.set("2026-11-24T01:00:00Z");
      room.sweep();
      assertThat(room.states()).containsExactly(Delivery.State.SENT);
      assertThat(room.chat.messages("news")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_clock_that_jumps_is_a_notice_and_one_that_goes_on_is_none(Databases databases) {
    try (Newsroom room = new Newsroom(databases)) {
      ClockWatch watch =
          new ClockWatch(
              new Alarm(room.world.database, room.world.campaignRows, room.notices, room.clock),
              room.clock);
      Duration passed = Duration.ZERO;
      for (int i = 0; i < 3; i++) {
        watch.look(passed.toNanos());
        passed = passed.plusMinutes(90);
        room.clock.advance(Duration.ofMinutes(90));
      }
      watch.look(passed.toNanos());
      assertThat(open(room)).isEmpty();
      room.clock.advance(Duration.ofHours(-3));
      watch.look(passed.toNanos());
      assertThat(open(room)).hasSize(1);
      assertThat(open(room).getFirst().text().en()).contains("back by 180 minutes");
      watch.look(passed.toNanos());
      assertThat(open(room)).hasSize(1);
    }
  }

  private static List<Notice> open(Newsroom room) {
    return room.world.database.read(() -> room.notices.list(true, Long.MAX_VALUE, 100));
  }
}
