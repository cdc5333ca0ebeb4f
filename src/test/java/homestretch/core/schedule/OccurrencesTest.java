package homestretch.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.quartz.QuartzTimetable;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.ChannelId;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OccurrencesTest {
  private static final QuartzTimetable QUARTZ = new QuartzTimetable(Clock.systemUTC());

  @AfterAll
  static void stop() {
    QUARTZ.close();
  }

  private static Campaign campaign(String start, String deadline, String zone) {
    return new Campaign(
        new CampaignId(1),
        "drive",
        Text.same("drive"),
        LocalDate.parse(start),
        LocalDate.parse(deadline),
        ZoneId.of(zone),
        Language.EN,
        true,
        "CN",
        false,
        1);
  }

  private static Schedule schedule(When when, String zone, boolean paused) {
    return new Schedule(
        new ScheduleId(1),
        new CampaignId(1),
        PostKind.DAILY,
        when,
        ZoneId.of(zone),
        List.of(new ChannelId(1)),
        LocalTime.of(18, 0),
        Schedule.BOARD_DAYS,
        false,
        null,
        paused,
        Instant.EPOCH,
        1);
  }

  private static Occurrences of(When when, String zone, Campaign campaign) {
    return new Occurrences(
        schedule(when, zone, false), campaign, new WorkCalendars().of("CN"), QUARTZ);
  }

  private static Occurrences of(When when, String zone) {
    return of(when, zone, campaign("1990-01-01", "2100-12-31", zone));
  }

  private static When daily(LocalTime at) {
    return new When.Daily(at, new When.Days.All());
  }

  private static When cron(LocalTime at) {
    return new When.Cron("0 " + at.getMinute() + " " + at.getHour() + " * * ?");
  }

  /** Each line: the post of that day, in UTC; empty: there is none. */
  @ParameterizedTest
  @CsvSource({
    "Asia/Shanghai,       09:00, 2026-03-29, 2026-03-29T01:00:00Z",
    "Asia/Shanghai,       09:00, 2026-10-25, 2026-10-25T01:00:00Z",
    // China had summer time until 1991: 02:00 did not exist on 14 April 1991.
    "Asia/Shanghai,       02:30, 1991-04-14, 1991-04-13T18:00:00Z",
    "Europe/Berlin,       09:00, 2026-03-28, 2026-03-28T08:00:00Z",
    "Europe/Berlin,       09:00, 2026-03-29, 2026-03-29T07:00:00Z",
    "Europe/Berlin,       09:00, 2026-10-24, 2026-10-24T07:00:00Z",
    "Europe/Berlin,       09:00, 2026-10-25, 2026-10-25T08:00:00Z",
    "Europe/Berlin,       02:00, 2026-03-29, 2026-03-29T01:00:00Z",
    "Europe/Berlin,       02:30, 2026-03-29, 2026-03-29T01:00:00Z",
    "Europe/Berlin,       03:00, 2026-03-29, 2026-03-29T01:00:00Z",
    "Europe/Berlin,       02:30, 2026-10-25, 2026-10-25T00:30:00Z",
    "Europe/Berlin,       03:00, 2026-10-25, 2026-10-25T02:00:00Z",
    "America/New_York,    09:00, 2026-03-08, 2026-03-08T13:00:00Z",
    "America/New_York,    02:30, 2026-03-08, 2026-03-08T07:00:00Z",
    "America/New_York,    01:30, 2026-11-01, 2026-11-01T05:30:00Z",
    "America/New_York,    09:00, 2026-11-01, 2026-11-01T14:00:00Z",
    // Midnight itself is skipped in spring and repeated (as 23:xx) in autumn.
    "America/Santiago,    00:30, 2026-09-06, 2026-09-06T04:00:00Z",
    "America/Santiago,    23:30, 2026-04-04, 2026-04-05T02:30:00Z",
    "America/Santiago,    09:00, 2026-04-05, 2026-04-05T13:00:00Z",
    // Half an hour is skipped and repeated.
    "Australia/Lord_Howe, 02:15, 2026-10-04, 2026-10-03T15:30:00Z",
    "Australia/Lord_Howe, 01:45, 2026-04-05, 2026-04-04T14:45:00Z",
    "Australia/Lord_Howe, 09:00, 2026-10-04, 2026-10-03T22:00:00Z",
    // 30 December 2011 does not exist in Samoa.
    "Pacific/Apia,        09:00, 2011-12-29, 2011-12-29T19:00:00Z",
    "Pacific/Apia,        09:00, 2011-12-30,",
    "Pacific/Apia,        00:00, 2011-12-30,",
    "Pacific/Apia,        00:00, 2011-12-31, 2011-12-30T10:00:00Z",
    "Pacific/Apia,        09:00, 2011-12-31, 2011-12-30T19:00:00Z",
    // The gap of 2026 in Nuuk is the last hour of the day; its end is the next day's midnight.
    "America/Nuuk,        23:30, 2026-03-28, 2026-03-29T01:00:00Z"
  })
  void a_local_time_is_the_first_valid_instant_at_or_after_it(
      String zone, LocalTime at, LocalDate day, Instant expected) {
    ZoneId id = ZoneId.of(zone);
    Instant from =
        expected != null
            ? expected.minusSeconds(20 * 3600)
            : day.minusDays(1).atTime(at).atZone(id).toInstant();
    Instant to =
        expected != null
            ? expected.plusSeconds(20 * 3600)
            : day.plusDays(1).atTime(at).atZone(id).toInstant().minusMillis(1);
    for (When when : List.of(daily(at), cron(at))) {
      assertThat(of(when, zone).between(from, to, 10))
          .as(when.toString())
          .isEqualTo(expected == null ? List.of() : List.of(expected));
    }
  }

  /** Over twenty years of each zone's clock changes, at any minute: cron and daily agree. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/New_York",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Africa/Casablanca",
        "America/Nuuk",
        "Asia/Gaza"
      })
  void cron_and_daily_schedules_agree_on_every_day(String zone) {
    Random random = new Random(zone.hashCode());
    for (int round = 0; round < 40; round++) {
      LocalTime at = LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
      Instant from =
          LocalDate.of(2008 + random.nextInt(20), 1 + random.nextInt(12), 1)
              .atStartOfDay(ZoneId.of(zone))
              .toInstant()
              .plusSeconds(random.nextInt(86_400));
      Instant to = from.plusSeconds(40L * 86_400);
      assertThat(of(cron(at), zone).between(from, to, 100))
          .as(zone + " " + at + " from " + from)
          .isEqualTo(of(daily(at), zone).between(from, to, 100));
    }
  }

  @Test
  void a_cron_of_every_ten_minutes_goes_through_gap_and_overlap_once() {
    Occurrences every = of(new When.Cron("0 0/10 * * * ?"), "Europe/Berlin");
    List<Instant> spring =
        every.between(
            Instant.parse("2026-03-29T00:29:00Z"), Instant.parse("2026-03-29T01:20:00Z"), 100);
    assertThat(spring)
        .extracting(Instant::toString)
        .containsExactly(
            "2026-03-29T00:30:00Z",
            "2026-03-29T00:40:00Z",
            "2026-03-29T00:50:00Z",
            "2026-03-29T01:00:00Z",
            "2026-03-29T01:10:00Z",
            "2026-03-29T01:20:00Z");
    List<Instant> autumn =
        every.between(
            Instant.parse("2026-10-25T00:39:00Z"), Instant.parse("2026-10-25T02:15:00Z"), 100);
    assertThat(autumn)
        .extracting(Instant::toString)
        .containsExactly(
            "2026-10-25T00:40:00Z",
            "2026-10-25T00:50:00Z",
            "2026-10-25T02:00:00Z",
            "2026-10-25T02:10:00Z");
  }

  /**
   * Wherever one asks from: the next is later, is on its local time or at a gap's end, in order.
   */
  @Test
  void the_next_time_is_always_later_and_none_is_passed_over() {
    Random random = new Random(4);
    for (int round = 0; round < 400; round++) {
      ZoneId zone =
          ZoneId.of(
              List.of("Europe/Berlin", "America/Santiago", "Australia/Lord_Howe").get(round % 3));
      LocalTime at = LocalTime.of(random.nextInt(24), random.nextInt(60));
      Occurrences occurrences = of(daily(at), zone.getId());
      Instant from = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(31_000_000));
      Instant next = occurrences.next(from).orElseThrow();
      assertThat(next).isAfter(from);
      assertThat(occurrences.next(next.minusMillis(1))).contains(next);
      ZonedDateTime local = next.atZone(zone);
      if (!local.toLocalTime().equals(at)) {
        assertThat(zone.getRules().getTransition(local.toLocalDate().atTime(at))).isNotNull();
      }
      assertThat(next).isBeforeOrEqualTo(from.plusSeconds(26 * 3600));
    }
  }

  @Test
  void workdays_fire_on_make_up_saturdays_and_skip_holidays() {
    Occurrences occurrences =
        of(
            new When.Daily(LocalTime.of(9, 0), new When.Days.Workdays(When.UnknownYear.WEEKDAYS)),
            "Asia/Shanghai",
            campaign("2026-01-01", "2026-12-31", "Asia/Shanghai"));
    List<Instant> october =
        occurrences.between(
            Instant.parse("2026-09-30T02:00:00Z"), Instant.parse("2026-10-12T02:00:00Z"), 20);
    assertThat(october)
        .extracting(Instant::toString)
        .containsExactly(
            "2026-10-08T01:00:00Z",
            "2026-10-09T01:00:00Z",
            "2026-10-10T01:00:00Z",
            "2026-10-12T01:00:00Z");
  }

  @Test
  void upcoming_says_why_each_day_is_skipped() {
    Occurrences occurrences =
        of(
            new When.Daily(LocalTime.of(9, 0), new When.Days.Workdays(When.UnknownYear.WEEKDAYS)),
            "Asia/Shanghai",
            campaign("2026-01-01", "2026-12-31", "Asia/Shanghai"));
    Occurrences.Upcoming upcoming = occurrences.upcoming(Instant.parse("2026-09-30T02:00:00Z"), 5);
    assertThat(upcoming.planned()).hasSize(5);
    assertThat(upcoming.planned().getFirst().skipped())
        .extracting(s -> s.date() + " " + s.reason().zh())
        .containsExactly(
            "2026-10-01 假日：国庆节",
            "2026-10-02 假日：国庆节",
            "2026-10-03 假日：国庆节",
            "2026-10-04 假日：国庆节",
            "2026-10-05 假日：国庆节",
            "2026-10-06 假日：国庆节",
            "2026-10-07 假日：国庆节");
    assertThat(upcoming.planned().get(3).skipped())
        .extracting(s -> s.date() + " " + s.reason().en())
        .containsExactly("2026-10-11 weekend");
    assertThat(upcoming.skipped()).isEmpty();
  }

  @Test
  void after_the_deadline_come_the_results_once_and_then_nothing() {
    Campaign campaign = campaign("2026-01-01", "2026-12-31", "Asia/Shanghai");
    Occurrences occurrences =
        of(
            new When.Daily(LocalTime.of(9, 0), new When.Days.Workdays(When.UnknownYear.WEEKDAYS)),
            "Asia/Shanghai",
            campaign);
    Instant eve = Instant.parse("2026-12-30T02:00:00Z");
    assertThat(occurrences.between(eve, Instant.parse("2027-06-01T00:00:00Z"), 10))
        .extracting(Instant::toString)
        .containsExactly("2026-12-31T01:00:00Z", "2027-01-01T01:00:00Z");
    Occurrences.Upcoming upcoming = occurrences.upcoming(eve, 5);
    assertThat(upcoming.planned()).hasSize(2);
    assertThat(String.valueOf(upcoming.planned().getLast().caveat()))
        .contains("no work calendar for 2027");
    assertThat(upcoming.skipped())
        .extracting(s -> s.date() + " " + s.reason().en())
        .containsExactly("2027-01-02 the drive is over (deadline 2026-12-31)");
    assertThat(occurrences.state(eve)).isEqualTo(Occurrences.State.ACTIVE);
    assertThat(occurrences.state(Instant.parse("2027-01-01T01:00:00Z")))
        .isEqualTo(Occurrences.State.RETIRED);
  }

  @Test
  void a_year_without_a_calendar_falls_back_as_the_schedule_says() {
    Campaign campaign = campaign("2027-01-01", "2027-12-31", "Asia/Shanghai");
    Instant from = Instant.parse("2027-01-07T16:00:00Z");
    Instant to = from.plusSeconds(7 * 86_400);
    for (When.UnknownYear unknown : When.UnknownYear.values()) {
      Occurrences occurrences =
          of(
              new When.Daily(LocalTime.of(9, 0), new When.Days.Workdays(unknown)),
              "Asia/Shanghai",
              campaign);
      assertThat(occurrences.between(from, to, 20))
          .hasSize(unknown == When.UnknownYear.DAILY ? 7 : 5);
    }
  }

  @Test
  void named_days_leave_out_public_holidays_and_say_so() {
    Occurrences mondays =
        of(
            new When.Daily(LocalTime.of(9, 0), new When.Days.Named(Set.of(DayOfWeek.MONDAY))),
            "Asia/Shanghai",
            campaign("2026-01-01", "2026-12-31", "Asia/Shanghai"));
    Occurrences.Upcoming upcoming = mondays.upcoming(Instant.parse("2026-09-29T00:00:00Z"), 1);
    assertThat(upcoming.planned().getFirst().at()).isEqualTo("2026-10-12T01:00:00Z");
    assertThat(upcoming.planned().getFirst().skipped())
        .extracting(s -> s.date() + " " + s.reason().zh())
        .containsExactly("2026-10-05 假日：国庆节");
  }

  @Test
  void nothing_is_posted_before_the_drive_begins() {
    Occurrences occurrences =
        of(
            daily(LocalTime.of(9, 0)),
            "Asia/Shanghai",
            campaign("2026-09-23", "2026-12-31", "Asia/Shanghai"));
    Instant summer = Instant.parse("2026-08-01T00:00:00Z");
    assertThat(occurrences.next(summer)).contains(Instant.parse("2026-09-23T01:00:00Z"));
    assertThat(occurrences.upcoming(summer, 1).planned().getFirst().skipped())
        .extracting(s -> s.reason().en())
        .containsExactly("the drive begins on 2026-09-23");
  }

  @Test
  void a_paused_schedule_lists_what_it_leaves_out() {
    Occurrences paused =
        new Occurrences(
            schedule(daily(LocalTime.of(9, 0)), "Asia/Shanghai", true),
            campaign("2026-01-01", "2026-12-31", "Asia/Shanghai"),
            new WorkCalendars().of("CN"),
            QUARTZ);
    Occurrences.Upcoming upcoming = paused.upcoming(Instant.parse("2026-11-23T04:00:00Z"), 5);
    assertThat(upcoming.planned()).isEmpty();
    List<String> said = new ArrayList<>();
    upcoming.skipped().forEach(s -> said.add(s.date() + " " + s.reason().en()));
    assertThat(said)
        .containsExactly(
            "2026-11-24 paused",
            "2026-11-25 paused",
            "2026-11-26 paused",
            "2026-11-27 paused",
            "2026-11-28 paused");
    assertThat(paused.state(Instant.parse("2026-11-23T04:00:00Z")))
        .isEqualTo(Occurrences.State.PAUSED);
  }
}
