package homestretch.core.schedule;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.WorkCalendar;
import homestretch.core.text.Text;
import homestretch.core.time.WallClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The planned times of one schedule. From the drive's first day to its deadline, and once more: the
 * first time after the deadline is the results; then the schedule has retired.
 */
public final class Occurrences {
  /** How far ahead a matching day is looked for: longer than any holiday. */
  private static final int HORIZON = 60;

  private final Schedule schedule;
  private final Campaign campaign;
  private final WorkCalendar calendar;
  private final Timetable timetable;
  private final Instant begin;
  private final Instant end;

  public Occurrences(
      Schedule schedule, Campaign campaign, WorkCalendar calendar, Timetable timetable) {
    this.schedule = schedule;
    this.campaign = campaign;
    this.calendar = calendar;
    this.timetable = timetable;
    this.begin = WallClock.instant(campaign.start().atStartOfDay(), campaign.timezone());
    this.end =
        WallClock.instant(campaign.deadline().plusDays(1).atStartOfDay(), campaign.timezone());
  }

  /** Whether it goes on, stands still or is over. */
  public enum State {
    ACTIVE,
    PAUSED,
    RETIRED
  }

  /** A day without a post. */
  public record Skipped(LocalDate date, Text reason) {}

  /**
   * @param skipped days before it without a post
   * @param caveat what the post will say of its calendar; null: nothing
   */
  public record Planned(Instant at, List<Skipped> skipped, @Nullable Text caveat) {}

  /**
   * @param skipped days after the last planned one, and why nothing comes after them
   */
  public record Upcoming(List<Planned> planned, List<Skipped> skipped) {}

  public State state(Instant now) {
    if (next(now).isEmpty()) {
      return State.RETIRED;
    }
    return schedule.paused() ? State.PAUSED : State.ACTIVE;
  }

  /** Whether the drive has ended. */
  boolean isOver(Instant now) {
    return !now.isBefore(end);
  }

  /** The next planned instant after the given one, whether paused or not. */
  public Optional<Instant> next(Instant after) {
    Optional<Instant> next = unbounded(after.isBefore(begin) ? justBefore(begin) : after);
    return next.filter(this::isWanted);
  }

  /** The planned instants after one and not after another, at most as many as given. */
  public List<Instant> between(Instant after, Instant through, int most) {
    List<Instant> planned = new ArrayList<>();
    Optional<Instant> next = next(after);
    while (next.isPresent() && !next.get().isAfter(through) && planned.size() < most) {
      planned.add(next.get());
      next = next(next.get());
    }
    return planned;
  }

  private boolean isWanted(Instant at) {
    return at.isBefore(end) || unbounded(justBefore(end)).equals(Optional.of(at));
  }

  private static Instant justBefore(Instant instant) {
    return instant.minusMillis(1);
  }

  private Optional<Instant> unbounded(Instant after) {
    return switch (schedule.when()) {
      case When.Daily daily -> next(daily, after);
      case When.Cron cron -> next(cron, after);
    };
  }

  private Optional<Instant> next(When.Daily daily, Instant after) {
    ZoneId zone = schedule.timezone();
    LocalDate day = after.atZone(zone).toLocalDate();
    for (int i = 0; i < HORIZON; i++, day = day.plusDays(1)) {
      if (WallClock.exists(day, zone) && daily.days().include(day, calendar)) {
        Instant planned = WallClock.instant(day.atTime(daily.at()), zone);
        if (planned.isAfter(after)) {
          return Optional.of(planned);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The expression is read on the wall clock, without any zone, and its times become instants by
   * the rule of the daily ones: Quartz itself would leave out a time in the spring gap, and take
   * the second of two in autumn.
   */
  private Optional<Instant> next(When.Cron cron, Instant after) {
    ZoneId zone = schedule.timezone();
    LocalDateTime local = after.atZone(zone).toLocalDateTime();
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    if (change != null
        && change.isOverlap()
        && after.atZone(zone).getOffset().equals(change.getOffsetAfter())) {
      // Second time round: all until the end of the overlap has had its turn.
      local = change.getDateTimeBefore().minusNanos(1);
    }
    Optional<LocalDateTime> next = timetable.next(cron, local);
    while (next.isPresent()) {
      if (WallClock.exists(next.get().toLocalDate(), zone)) {
        Instant planned = WallClock.instant(next.get(), zone);
        if (planned.isAfter(after)) {
          return Optional.of(planned);
        }
      }
      next = timetable.next(cron, next.get());
    }
    return Optional.empty();
  }

  /** The next planned times, with the days between that have none. */
  public Upcoming upcoming(Instant now, int most) {
    List<Planned> planned = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    Instant after = now;
    if (now.isBefore(begin)) {
      skipped.add(
          new Skipped(
              now.atZone(schedule.timezone()).toLocalDate(),
              new Text(
                  "战役 " + campaign.start() + " 开始", "the drive begins on " + campaign.start())));
      after = justBefore(begin);
    }
    while (planned.size() < most) {
      Optional<Instant> next = next(after);
      skipped.addAll(skippedBetween(after, next));
      if (next.isEmpty()) {
        break;
      }
      LocalDate day = next.get().atZone(schedule.timezone()).toLocalDate();
      if (schedule.paused()) {
        skipped.add(new Skipped(day, new Text("已暂停", "paused")));
        planned.add(new Planned(next.get(), List.of(), null));
      } else {
        planned.add(new Planned(next.get(), List.copyOf(skipped), caveat(day)));
        skipped.clear();
      }
      after = next.get();
    }
    return new Upcoming(schedule.paused() ? List.of() : planned, skipped);
  }

  /** Only where a daily time leaves out days that somebody may have counted on. */
  private List<Skipped> skippedBetween(Instant after, Optional<Instant> next) {
    List<Skipped> skipped = new ArrayList<>();
    ZoneId zone = schedule.timezone();
    LocalDate over = end.atZone(zone).toLocalDate();
    if (schedule.when() instanceof When.Daily daily) {
      LocalDate until = next.map(n -> n.atZone(zone).toLocalDate()).orElse(over);
      for (LocalDate day = after.atZone(zone).toLocalDate();
          day.isBefore(until);
          day = day.plusDays(1)) {
        Text reason =
            WallClock.exists(day, zone)
                ? daily.days().skipped(day, calendar)
                : new Text("当地没有这一天", "a day that does not exist in " + zone);
        if (reason != null && WallClock.instant(day.atTime(daily.at()), zone).isAfter(after)) {
          skipped.add(new Skipped(day, reason));
        }
      }
    }
    if (next.isEmpty()) {
      LocalDate from = after.atZone(zone).toLocalDate().plusDays(1);
      skipped.add(
          new Skipped(
              from.isAfter(over) ? from : over,
              new Text(
                  "战役已于 " + campaign.deadline() + " 截止",
                  "the drive is over (deadline " + campaign.deadline() + ")")));
    }
    return skipped;
  }

  private @Nullable Text caveat(LocalDate day) {
    return schedule.when() instanceof When.Daily(var at, When.Days.Workdays workdays)
        ? workdays.caveat(day, calendar)
        : null;
  }
}
