package homestretch.core.campaign;

import java.util.List;
import java.util.Optional;

/** Calendars that administrators gave (port). */
public interface CalendarYears {
  /**
   * @param revision of the stored one; 0: there must be none yet
   * @return false if it is not the stored one any more
   */
  boolean put(WorkCalendar year, int revision);

  /**
   * @return false if there is none
   */
  boolean remove(String country, int year);

  /** A year that was given, with its revision. */
  record Given(WorkCalendar year, int revision) {}

  Optional<Given> find(String country, int year);

  List<Given> ofCountry(String country);

  /** By country and year. */
  List<Given> all();
}
