package homestretch.core.calendar;

/** Files as calendars, whatever they are written as (port). */
public interface CalendarFiles {
  /** A year of holidays takes some kilobytes; many years of a subscription some hundred. */
  int MAX_BYTES = 1_000_000;

  /**
   * @param source named in errors, with the line's number
   * @param year that is meant, where the text names none
   * @throws homestretch.core.fault.Fault.Invalid naming every line that cannot be read
   */
  CalendarReading read(String source, byte[] bytes, int year);
}
