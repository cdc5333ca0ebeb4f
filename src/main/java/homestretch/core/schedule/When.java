package homestretch.core.schedule;

import homestretch.core.campaign.WorkCalendar;
import homestretch.core.text.Text;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When a schedule posts, in local time. */
public sealed interface When {
  /** A Quartz cron expression, read on the wall clock. */
  record Cron(String expression) implements When {}

  /** A local time on some days. */
  record Daily(LocalTime at, Days days) implements When {}

  /** What "working days" means in a year whose calendar is not known. */
  enum UnknownYear {
    WEEKDAYS(new Text("按周一至周五发布", "posted Monday to Friday")),
    DAILY(new Text("每天发布", "posted every day"));

    private final Text text;

    UnknownYear(Text text) {
      this.text = text;
    }

    public Text text() {
      return text;
    }
  }

  /** On which days. */
  sealed interface Days {
    boolean include(LocalDate day, WorkCalendar calendar);

    /** Why a day is left out that a reader might have expected; null if there is nothing to say. */
    @Nullable Text skipped(LocalDate day, WorkCalendar calendar);

    record All() implements Days {
      @Override
      public boolean include(LocalDate day, WorkCalendar calendar) {
        return true;
      }

      @Override
      public @Nullable Text skipped(LocalDate day, WorkCalendar calendar) {
        return null;
      }
    }

    /** Working days by the campaign's calendar, make-up Saturdays too. */
    record Workdays(UnknownYear unknownYear) implements Days {
      @Override
      public boolean include(LocalDate day, WorkCalendar calendar) {
        Boolean working = calendar.isWorkingDay(day);
        if (working != null) {
          return working;
        }
        return switch (unknownYear) {
          case WEEKDAYS -> !isWeekend(day);
          case DAILY -> true;
        };
      }

      @Override
      public @Nullable Text skipped(LocalDate day, WorkCalendar calendar) {
        if (include(day, calendar)) {
          return null;
        }
        Text holiday = holiday(day, calendar);
        return holiday != null ? holiday : new Text("周末", "weekend");
      }

      /** What a post of this day has to say about its calendar; null if the year is known. */
      public @Nullable Text caveat(LocalDate day, WorkCalendar calendar) {
        return calendar.knows(day)
            ? null
            : new Text(
                day.getYear() + " 年放假安排未录入，暂" + unknownYear.text().zh(),
                "no work calendar for "
                    + day.getYear()
                    + "; "
                    + unknownYear.text().en()
                    + " until there is one");
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

      @Override
      public @Nullable Text skipped(LocalDate day, WorkCalendar calendar) {
        return names.contains(day.getDayOfWeek()) ? holiday(day, calendar) : null;
      }
    }

    private static @Nullable Text holiday(LocalDate day, WorkCalendar calendar) {
      String name = calendar.holidays().get(day);
      return name == null ? null : new Text("假日：" + name, "holiday: " + name);
    }

    private static boolean isWeekend(LocalDate day) {
      return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    }
  }
}
