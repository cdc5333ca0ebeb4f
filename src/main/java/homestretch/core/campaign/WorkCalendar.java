package homestretch.core.campaign;

import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
 * known is unavailable, never guessed from Monday to Friday (docs/scoring.md, Dates).
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
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,8})?");
  private static final Text LINE =
      new Text(
          "日期,off 或 work,名称，如 2026-10-01,off,国庆节",
          "date,off or work,name, such as 2026-10-01,off,国庆节");

  public WorkCalendar {
    years = Set.copyOf(years);
    holidays = Map.copyOf(holidays);
    makeUpDays = Map.copyOf(makeUpDays);
  }

  /** A country that knows no year. */
  public static WorkCalendar none(String country) {
    return new WorkCalendar(country, Set.of(), Map.of(), Map.of());
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
   * One checked year.
   *
   * @throws Fault.Invalid naming every day that cannot be taken: outside the year, both off and
   *     worked, or a make-up day that is no Saturday or Sunday
   */
  public static WorkCalendar year(
      String country, int year, Map<LocalDate, String> holidays, Map<LocalDate, String> makeUp) {
    country(country);
    List<Violation> wrong = new ArrayList<>();
    Text inYear = new Text(year + " 年的日期", "a date in " + year);
    new TreeMap<>(holidays)
        .forEach(
            (day, name) -> {
              Code.name("holidays." + day + ".name", name);
              if (day.getYear() != year) {
                wrong.add(new Violation("holidays", day.toString(), inYear));
              }
            });
    new TreeMap<>(makeUp)
        .forEach(
            (day, name) -> {
              Code.name("makeUpDays." + day + ".name", name);
              if (day.getYear() != year) {
                wrong.add(new Violation("makeUpDays", day.toString(), inYear));
              } else if (holidays.containsKey(day)) {
                wrong.add(
                    new Violation(
                        "makeUpDays",
                        day.toString(),
                        new Text("不与假日重复的日期", "a day that is not a holiday as well")));
              } else if (!isWeekend(day)) {
                wrong.add(
                    new Violation(
                        "makeUpDays", day.toString(), new Text("周六或周日", "a Saturday or a Sunday")));
              }
            });
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
    return new WorkCalendar(country, Set.of(year), holidays, makeUp);
  }

  /**
   * Reads lines of {@code date,off|work,name}; empty ones and those that begin with # do not count.
   *
   * @param source named in errors, with the line's number
   * @throws Fault.Invalid as {@link #year}, or if a line cannot be read
   */
  public static WorkCalendar parse(String country, String source, List<String> lines) {
    Set<Integer> years = new HashSet<>();
    Map<LocalDate, String> holidays = new HashMap<>();
    Map<LocalDate, String> makeUpDays = new HashMap<>();
    int number = 0;
    for (String raw : lines) {
      number++;
      String line = raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      String[] cells = line.strip().split(",", 3);
      String place = source + ":" + number;
      LocalDate day;
      try {
        day = LocalDate.parse(cells[0].strip());
      } catch (DateTimeException e) {
        throw new Fault.Invalid(place, line, LINE);
      }
      if (cells.length < 3 || holidays.containsKey(day) || makeUpDays.containsKey(day)) {
        throw new Fault.Invalid(
            place, line, cells.length < 3 ? LINE : new Text("每天只列一次", "each day only once"));
      }
      switch (cells[1].strip()) {
        case "off" -> holidays.put(day, Code.name(place, cells[2]));
        case "work" -> makeUpDays.put(day, Code.name(place, cells[2]));
        default -> throw new Fault.Invalid(place, line, LINE);
      }
      years.add(day.getYear());
    }
    WorkCalendar all = none(country(country));
    for (int year : years) {
      all = all.overriddenBy(year(country, year, of(year, holidays), of(year, makeUpDays)));
    }
    return all;
  }

  private static Map<LocalDate, String> of(int year, Map<LocalDate, String> days) {
    Map<LocalDate, String> inside = new HashMap<>(days);
    inside.keySet().removeIf(day -> day.getYear() != year);
    return inside;
  }

  /** This one, but every year that the other knows taken from there. */
  public WorkCalendar overriddenBy(WorkCalendar other) {
    Set<Integer> allYears = new TreeSet<>(years);
    allYears.addAll(other.years);
    return new WorkCalendar(
        country,
        allYears,
        merged(holidays, other.holidays, other.years),
        merged(makeUpDays, other.makeUpDays, other.years));
  }

  private static Map<LocalDate, String> merged(
      Map<LocalDate, String> mine, Map<LocalDate, String> others, Set<Integer> overridden) {
    Map<LocalDate, String> all = new HashMap<>(mine);
    all.keySet().removeIf(day -> overridden.contains(day.getYear()));
    all.putAll(others);
    return all;
  }

  /** One of its years; empty of days if that year is not known. */
  public WorkCalendar only(int year) {
    return new WorkCalendar(
        country,
        years.contains(year) ? Set.of(year) : Set.of(),
        of(year, holidays),
        of(year, makeUpDays));
  }

  /** As {@link #parse} reads it, by date. */
  public List<String> lines() {
    TreeMap<LocalDate, String> lines = new TreeMap<>();
    holidays.forEach((day, name) -> lines.put(day, day + ",off," + name));
    makeUpDays.forEach((day, name) -> lines.put(day, day + ",work," + name));
    return List.copyOf(lines.values());
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
