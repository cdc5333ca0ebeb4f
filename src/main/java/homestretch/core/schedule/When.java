package homestretch.core.schedule;

import homestretch.core.campaign.WorkCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.Set;

/** When a schedule posts. */
public sealed interface When {
  /** A Quartz cron expression. */
  record Cron(String expression) implements When {}

  /** A local time on some days. */
  record Daily(LocalTime at, Days days) implements When {
    /** How far ahead a matching day is looked for: no holiday is longer. */
    private static final int HORIZON = 40;

    /**
     * The next planned instant after the given one. A time that a clock change skips runs at the
     * first valid instant after it, one that it repeats at the first of the two.
     */
    Optional<Instant> next(Instant after, ZoneId zone, WorkCalendar calendar) {
      LocalDate day = after.atZone(zone).toLocalDate();
      for (int i = 0; i < HORIZON; i++, day = day.plusDays(1)) {
        Instant planned = instant(day, zone);
        if (planned.isAfter(after) && days.include(day, calendar)) {
          return Optional.of(planned);
        }
      }
      return Optional.empty();
    }

    private Instant instant(LocalDate day, ZoneId zone) {
      ZoneOffsetTransition gap = zone.getRules().getTransition(day.atTime(at));
      return gap != null && gap.isGap()
          ? gap.getInstant()
          : ZonedDateTime.of(day, at, zone).withEarlierOffsetAtOverlap().toInstant();
    }
  }

  /** On which days. */
  sealed interface Days {
    boolean include(LocalDate day, WorkCalendar calendar);

    record All() implements Days {
      @Override
      public boolean include(LocalDate day, WorkCalendar calendar) {
        return true;
      }
    }

    /**
     * Working days by the campaign's calendar, make-up Saturdays too. In a year that the calendar
     * does not know: Monday to Friday, and the countdown says that working days are unavailable.
     */
    record Workdays() implements Days {
      @Override
      public boolean include(LocalDate day, WorkCalendar calendar) {
        Boolean working = calendar.isWorkingDay(day);
        return working != null ? working : day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
      }
    }

    /** Days of the week, but never on a public holiday. */
    record Named(Set<DayOfWeek> names) implements Days {
      public Named {
        names = Set.copyOf(names);
      }

      @Override
      public boolean include(LocalDate day, WorkCalendar calendar) {
        return names.contains(day.getDayOfWeek()) && !calendar.holidays().containsKey(day);
      }
    }
  }
}
