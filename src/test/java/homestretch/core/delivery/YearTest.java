package homestretch.core.delivery;

import static homestretch.testing.Newsroom.WORKDAYS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tyme.holiday.LegalHoliday;
import homestretch.core.chat.Channel;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.When;
import homestretch.testing.Databases;
import homestretch.testing.FakeChat;
import homestretch.testing.Newsroom;
import homestretch.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A whole year over five zones, every post of it, beside a calculation of another kind: it walks
 * through the year in half hours and asks, at each, whether a local clock has just come to the time
 * or passed it.
 */
@Tag("slow")
class YearTest {
  private static final Duration STEP = Duration.ofMinutes(30);
  private static final Instant BEGIN = Instant.parse("2025-12-31T16:00:00Z"); // 1 January, Shanghai
  private static final Instant END = Instant.parse("2026-12-31T16:00:00Z"); // 1 January 2027

  private record Plan(String channel, String zone, String time, boolean workdays, boolean cron) {
    When when() {
      LocalTime at = LocalTime.parse(time);
      return cron
          ? new When.Cron("0 " + at.getMinute() + " " + at.getHour() + " * * ?")
          : new When.Daily(at, workdays ? WORKDAYS : new When.Days.All());
    }
  }

  private static final List<Plan> PLANS =
      List.of(
          new Plan("Shanghai", "Asia/Shanghai", "09:00", true, false),
          new Plan("Berlin", "Europe/Berlin", "09:00", true, false),
          new Plan("Berlin at night", "Europe/Berlin", "02:30", false, false),
          new Plan("New York", "America/New_York", "01:30", false, true),
          new Plan("New York in the gap", "America/New_York", "02:30", false, true),
          new Plan("Santiago", "America/Santiago", "00:30", false, false),
          new Plan("Lord Howe", "Australia/Lord_Howe", "02:00", false, true));

  @Test
  @Tag("long")
  void every_post_of_a_year_is_where_another_calculation_has_it() throws IOException {
    write(posted(Instant.parse("2025-12-31T12:00:00Z"), END.plus(Duration.ofDays(5))));
  }

  /** Of each of the zones, where it has such; and holidays and make-up days of both halves. */
  @Test
  void every_post_of_the_weeks_in_which_clocks_change_is_where_another_calculation_has_it() {
    posted(Instant.parse("2026-03-05T12:00:00Z"), Instant.parse("2026-04-08T12:00:00Z"));
    posted(Instant.parse("2026-09-02T12:00:00Z"), Instant.parse("2026-09-08T12:00:00Z"));
    posted(Instant.parse("2026-09-23T12:00:00Z"), Instant.parse("2026-11-04T12:00:00Z"));
  }

  /** Posts from one instant to another, and compares. */
  private static List<FakeChat.Message> posted(Instant from, Instant to) {
    Map<String, List<Instant>> expected = new TreeMap<>();
    PLANS.forEach(
        plan ->
            expected.put(
                plan.channel,
                expected(plan).stream().filter(t -> t.isAfter(from) && t.isBefore(to)).toList()));
    Set<Instant> moments = new TreeSet<>();
    expected.values().forEach(moments::addAll);
    for (Instant t = from; t.isBefore(to); t = t.plus(STEP.multipliedBy(24))) {
      moments.add(t);
    }

    try (Newsroom room = new Newsroom(Databases.SQLITE)) {
      room.clock.set(from.toString());
      for (Plan plan : PLANS) {
        Channel channel = room.channel(plan.channel);
        room.schedules.add(
            Newsroom.draft(
                room.world.campaign,
                PostKind.COUNTDOWN,
                plan.when(),
                ZoneId.of(plan.zone),
                channel),
            World.ACTOR);
      }
      for (Instant moment : moments) {
        room.clock.set(moment.toString());
        room.planner.planDue();
        room.deliverer.deliverDue().join();
      }
      assertThat(room.all()).extracting(Delivery::state).containsOnly(Delivery.State.SENT);
      Map<String, List<Instant>> posted = new TreeMap<>();
      for (FakeChat.Message message : room.chat.messages()) {
        posted.computeIfAbsent(message.channel(), c -> new ArrayList<>()).add(message.at());
      }
      assertThat(posted).isEqualTo(expected);
      return room.chat.messages();
    }
  }

  /** From the first post of the drive to the one after its end. */
  private static List<Instant> expected(Plan plan) {
    ZoneId zone = ZoneId.of(plan.zone);
    LocalTime time = LocalTime.parse(plan.time);
    List<Instant> expected = new ArrayList<>();
    Set<LocalDate> had = new HashSet<>();
    for (Instant t = BEGIN.minus(Duration.ofDays(2));
        t.isBefore(END.plus(Duration.ofDays(5)));
        t = t.plus(STEP)) {
      ZonedDateTime local = t.atZone(zone);
      LocalDate day = local.toLocalDate();
      if (local.toLocalTime().isBefore(time) || !had.add(day)) {
        continue;
      }
      if (plan.workdays && !isWorked(day)) {
        continue;
      }
      if (!t.isBefore(BEGIN)) {
        expected.add(t);
      }
      if (!t.isBefore(END)) {
        return expected;
      }
    }
    throw new AssertionError("no results");
  }

  private static boolean isWorked(LocalDate day) {
    LegalHoliday legal =
        LegalHoliday.fromYmd(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    boolean weekday = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
    // Nobody knows 2027 yet, so the schedule's fallback counts: Monday to Friday.
    return legal == null || day.getYear() > 2026 ? weekday : legal.isWork();
  }

  /** The list, to be looked at: target/simulated-year.txt. */
  private static void write(List<FakeChat.Message> messages) throws IOException {
    Map<String, String> zones = new HashMap<>();
    PLANS.forEach(plan -> zones.put(plan.channel, plan.zone));
    List<String> lines = new ArrayList<>();
    for (FakeChat.Message message : messages) {
      lines.add(
          "%-20s %-26s %s"
              .formatted(
                  message.channel(),
                  message.at().atZone(ZoneId.of(zones.get(message.channel()))).toOffsetDateTime(),
                  message.post().title()));
    }
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target/simulated-year.txt"), lines);
  }
}
