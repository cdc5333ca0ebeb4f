package homestretch.core.calendar;

import java.util.Locale;

/** What a calendar was written as. */
public enum CalendarFormat {
  /** Our own: {@code holidays}, {@code makeUpDays}, {@code weekend}. */
  JSON,
  /** The JSON of the project holiday-cn: {@code days[] {name, date, isOffDay}}. */
  HOLIDAY_CN,
  /** RFC 5545. */
  ICS,
  /** Lines of date, off or work, name. */
  CSV,
  /** The State Council's notice, pasted. */
  NOTICE;

  /** As answers name it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
