package homestretch.core.campaign;

import java.util.List;
import java.util.Optional;

/** Calendars that administrators gave (port). */
public interface CalendarYears {
  /**
   * @param revision of the stored one; 0: there must be none yet
   * @return false if it is not the stored one any more
   */
  boolean put(Given year, int revision);

  /**
   * @return false if there is none
   */
  boolean remove(String country, int year);

  /**
   * A year that was given.
   *
   * @param number the year
   * @param year its days alone; it knows no year if there is no holiday among them
   * @param complete false: only a neighbour's notice named days of it, such as a December worked
   *     for New Year's; they stand beside what else is known of the year
   * @param revision 0: as the program ships it
   */
  record Given(int number, WorkCalendar year, boolean complete, int revision) {
    public boolean known() {
      return year.years().contains(number);
    }
  }

  Optional<Given> find(String country, int year);

  List<Given> ofCountry(String country);

  /** By country and year. */
  List<Given> all();
}
