package homestretch.core.campaign;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Public holidays and make-up working days (调休) of one country, year by year. A year that is not
 * known is unavailable, never guessed from Monday to Friday (spec/scoring.md, Dates).
 *
 * @param years the years that are known
 * @param holidays days off, by date, with the holiday's name
 * @param makeUpDays Saturdays and Sundays that are worked, with the holiday they make up for
 */
public record WorkCalendar(
    String country,
    Set<Integer> years,
    Map<LocalDate, String> holidays,
    Map<LocalDate, String> makeUpDays) {
  public WorkCalendar {
    years = Set.copyOf(years);
    holidays = Map.copyOf(holidays);
    makeUpDays = Map.copyOf(makeUpDays);
  }

  public boolean knows(LocalDate day) {
    return years.contains(day.getYear());
  }

  /**
   * @return null if the year is not known
   */
  public @Nullable Boolean isWorkingDay(LocalDate day) {
    if (!knows(day)) {
      return null;
    }
    if (makeUpDays.containsKey(day)) {
      return true;
    }
    return !holidays.containsKey(day) && !isWeekend(day);
  }

  /**
   * Working days from {@code from} to {@code to}, both included.
   *
   * @return empty if any year between is not known; 0 if {@code to} is before {@code from}
   */
  public OptionalLong workingDays(LocalDate from, LocalDate to) {
    long days = 0;
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      Boolean working = isWorkingDay(day);
      if (working == null) {
        return OptionalLong.empty();
      }
      if (working) {
        days++;
      }
    }
    return OptionalLong.of(days);
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}
