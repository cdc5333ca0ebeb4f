package homestretch.core.calendar;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a calendar.
 *
 * @param encoding of its text, such as {@code UTF-8}
 * @param weekend the days of the week that are off; null: nothing is said of them
 * @param days in the order in which they stand; a day may stand there twice
 * @param saysHolidays false: the days off stay as they are (a part of our own JSON)
 * @param saysMakeUpDays the same of make-up days
 * @param manyYears whether such a file holds other years by its nature: they are passed over
 * @param notRead sentences and entries that name a day and were not taken, as written
 */
public record CalendarReading(
    CalendarFormat format,
    String encoding,
    @Nullable Set<DayOfWeek> weekend,
    List<CalendarDay> days,
    boolean saysHolidays,
    boolean saysMakeUpDays,
    boolean manyYears,
    List<String> notRead) {
  public CalendarReading {
    days = List.copyOf(days);
    notRead = List.copyOf(notRead);
  }

  static CalendarReading of(
      CalendarFormat format,
      @Nullable Set<DayOfWeek> weekend,
      List<CalendarDay> days,
      List<String> notRead) {
    return new CalendarReading(
        format, "UTF-8", weekend, days, true, true, format == CalendarFormat.ICS, notRead);
  }

  CalendarReading in(String charset) {
    return new CalendarReading(
        format, charset, weekend, days, saysHolidays, saysMakeUpDays, manyYears, notRead);
  }
}
