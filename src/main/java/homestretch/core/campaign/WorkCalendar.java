package homestretch.core.campaign;

import homestretch.core.calendar.CalendarDay;
import homestretch.core.calendar.CalendarLines;
import homestretch.core.calendar.CalendarReading;
import homestretch.core.calendar.WeekDays;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.text.Text;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Public holidays and make-up working days (调休) of one country, year by year. A year that is not
 * known is unavailable, never guessed from Monday to Friday (docs/scoring.md, Dates); nor is one
 * that has not a single holiday.
 *
 * @param years the years that are known
 * @param holidays days off, by date, with the holiday's name
 * @param makeUpDays days of a weekend that are worked, with the holiday they make up for
 * @param weekends by year the days of the week that are off, where they are other than Saturday and
 *     Sunday
 */
public record WorkCalendar(
    String country,
    Set<Integer> years,
    Map<LocalDate, String> holidays,
    Map<LocalDate, String> makeUpDays,
    Map<Integer, Set<DayOfWeek>> weekends) {
  private static final Set<DayOfWeek> SATURDAY_AND_SUNDAY =
      Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
  private static final int MOST_ERRORS = 50;
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,8})?");

  public WorkCalendar {
    years = Set.copyOf(years);
    holidays = Map.copyOf(holidays);
    makeUpDays = Map.copyOf(makeUpDays);
    weekends = Map.copyOf(weekends);
  }

  /** A country that knows no year. */
  public static WorkCalendar none(String country) {
    return new WorkCalendar(country, Set.of(), Map.of(), Map.of(), Map.of());
  }

  /**
   * A country's key, such as {@code CN} or {@code DE-BY}.
   *
   * @throws Fault.Invalid if it cannot be one
   */
  public static String country(String given) {
    if (!COUNTRY.matcher(given).matches()) {
      throw new Fault.Invalid(
          "country",
          given,
          new Text("国家或地区代码，如 CN、DE-BY", "a country's code, such as CN or DE-BY"));
    }
    return given;
  }

  /**
   * Days as they were read, checked together.
   *
   * @param years those that are known if they have a day off
   * @param weekend the days of the week that are off; null: Saturday and Sunday
   * @throws Fault.Invalid naming every day that cannot be taken: both off and worked, or a make-up
   *     day that is not on a weekend
   */
  public static WorkCalendar of(
      String country,
      Set<Integer> years,
      @Nullable Set<DayOfWeek> weekend,
      List<CalendarDay> days) {
    country(country);
    Set<DayOfWeek> weekly = weekend == null ? SATURDAY_AND_SUNDAY : weekend;
    Map<LocalDate, CalendarDay> seen = new HashMap<>();
    Map<LocalDate, String> holidays = new HashMap<>();
    Map<LocalDate, String> makeUpDays = new HashMap<>();
    List<Violation> wrong = new ArrayList<>();
    for (CalendarDay day : days) {
      CalendarDay before = seen.putIfAbsent(day.date(), day);
      if (before != null && before.worked() != day.worked()) {
        wrong.add(
            new Violation(
                day.place(),
                day.date() + " " + day.name(),
                new Text(
                    "一天只能放假或上班（" + before.place() + " 说的是" + (before.worked() ? "上班" : "放假") + "）",
                    "a day that is either off or worked ("
                        + before.place()
                        + " says "
                        + (before.worked() ? "worked" : "off")
                        + ")")));
      } else if (day.worked() && !weekly.contains(day.date().getDayOfWeek())) {
        wrong.add(new Violation(day.place(), day.date().toString(), weekendDay(weekly)));
      } else {
        (day.worked() ? makeUpDays : holidays).merge(day.date(), day.name(), WorkCalendar::both);
      }
    }
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong.subList(0, Math.min(MOST_ERRORS, wrong.size())));
    }
    Set<Integer> known = new TreeSet<>(years);
    known.removeIf(year -> holidays.keySet().stream().noneMatch(day -> day.getYear() == year));
    Map<Integer, Set<DayOfWeek>> weekends = new HashMap<>();
    if (!weekly.equals(SATURDAY_AND_SUNDAY)) {
      years.forEach(year -> weekends.put(year, weekly));
    }
    return new WorkCalendar(country, known, holidays, makeUpDays, weekends);
  }

  private static Text weekendDay(Set<DayOfWeek> weekend) {
    if (weekend.equals(SATURDAY_AND_SUNDAY)) {
      return new Text(
          "周六或周日（其他周末请用 weekend 指明）", "a Saturday or a Sunday (weekend names other ones)");
    }
    String days = String.join(", ", weekend.stream().sorted().map(WeekDays::code).toList());
    return new Text("周末（" + days + "）里的一天", "a day of the weekend (" + days + ")");
  }

  /** Two holidays on one day: 国庆节、中秋节. */
  private static String both(String one, String other) {
    return one.contains(other) || one.length() + other.length() > 100 ? one : one + "、" + other;
  }

  /**
   * Reads lines of {@code date,off|work,name}; empty ones and those that begin with # do not count.
   *
   * @param source named in errors, with the line's number
   * @throws Fault.Invalid naming every line that cannot be taken
   */
  public static WorkCalendar parse(String country, String source, List<String> lines) {
    CalendarReading reading = CalendarLines.read(source, String.join("\n", lines));
    Set<Integer> years = new TreeSet<>();
    reading.days().forEach(day -> years.add(day.date().getYear()));
    return of(country, years, reading.weekend(), reading.days());
  }

  private static Map<LocalDate, String> of(int year, Map<LocalDate, String> days) {
    Map<LocalDate, String> inside = new HashMap<>(days);
    inside.keySet().removeIf(day -> day.getYear() != year);
    return inside;
  }

  /** Its days one by one, by date. */
  public List<CalendarDay> days() {
    TreeMap<LocalDate, CalendarDay> days = new TreeMap<>();
    holidays.forEach((day, name) -> days.put(day, new CalendarDay(day, false, name, country)));
    makeUpDays.forEach((day, name) -> days.put(day, new CalendarDay(day, true, name, country)));
    return List.copyOf(days.values());
  }

  /** The days of the week that are off in a year. */
  public Set<DayOfWeek> weekend(int year) {
    return weekends.getOrDefault(year, SATURDAY_AND_SUNDAY);
  }

  /** Its days, of years of which more is not known. */
  public WorkCalendar unknown() {
    return new WorkCalendar(country, Set.of(), holidays, makeUpDays, weekends);
  }

  /** This one without anything of a year. */
  public WorkCalendar without(int year) {
    Set<Integer> others = new TreeSet<>(years);
    others.remove(year);
    Map<Integer, Set<DayOfWeek>> weekly = new HashMap<>(weekends);
    weekly.remove(year);
    return new WorkCalendar(
        country, others, outside(year, holidays), outside(year, makeUpDays), weekly);
  }

  private static Map<LocalDate, String> outside(int year, Map<LocalDate, String> days) {
    Map<LocalDate, String> outside = new HashMap<>(days);
    outside.keySet().removeIf(day -> day.getYear() == year);
    return outside;
  }

  /** This one, but every year that the other knows taken from there. */
  public WorkCalendar overriddenBy(WorkCalendar other) {
    WorkCalendar rest = this;
    for (int year : other.years) {
      rest = rest.without(year);
    }
    return rest.and(other);
  }

  /** This one and what the other says beside it; of a day that both name, the other's. */
  public WorkCalendar and(WorkCalendar other) {
    Set<Integer> allYears = new TreeSet<>(years);
    allYears.addAll(other.years);
    Map<LocalDate, String> off = new HashMap<>(holidays);
    off.keySet().removeAll(other.makeUpDays.keySet());
    off.putAll(other.holidays);
    Map<LocalDate, String> worked = new HashMap<>(makeUpDays);
    worked.keySet().removeAll(other.holidays.keySet());
    worked.putAll(other.makeUpDays);
    Map<Integer, Set<DayOfWeek>> weekly = new HashMap<>(weekends);
    weekly.putAll(other.weekends);
    return new WorkCalendar(country, allYears, off, worked, weekly);
  }

  /** One of its years; empty of days if that year is not known. */
  public WorkCalendar only(int year) {
    return new WorkCalendar(
        country,
        years.contains(year) ? Set.of(year) : Set.of(),
        of(year, holidays),
        of(year, makeUpDays),
        weekends.containsKey(year) ? Map.of(year, weekend(year)) : Map.of());
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
    return !holidays.containsKey(day) && !weekend(day.getYear()).contains(day.getDayOfWeek());
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
}
