package homestretch.adapter.api;

import homestretch.core.calendar.WeekDays;
import homestretch.core.campaign.CalendarYears;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A year of holidays and make-up days. */
record CalendarYearJson(
    @Is(value = "ISO 3166", example = "CN") String country,
    @Is(value = "The year", example = "2026") Integer year,
    @Is(
            value = "Where it comes from: the program, or an administrator",
            example = "shipped",
            oneOf = {"shipped", "given"})
        String source,
    @Is(
            value = "Whether it is as shipped",
            example = "shipped",
            oneOf = {"shipped", "edited"})
        String state,
    @Is(value = "Whether its holidays are known", example = "true") Boolean known,
    @Is(value = "The days of the week that are off", example = "[\"SAT\", \"SUN\"]")
        List<String> weekend,
    @Is("Days off") List<DayJson> holidays,
    @Is("Days of a weekend that are worked") List<DayJson> makeUpDays) {

  /** A day and why. */
  record DayJson(
      @Is(value = "The day", example = "2026-10-01") LocalDate date,
      @Is(value = "Its name; may be empty", example = "国庆节") String name) {}

  static CalendarYearJson of(CalendarYears.Given given) {
    return new CalendarYearJson(
        given.year().country(),
        given.number(),
        given.revision() == 0 ? "shipped" : "given",
        given.revision() == 0 ? "shipped" : "edited",
        given.known(),
        given.year().weekend(given.number()).stream().sorted().map(WeekDays::code).toList(),
        days(given.year().holidays()),
        days(given.year().makeUpDays()));
  }

  private static List<DayJson> days(Map<LocalDate, String> days) {
    return new TreeMap<>(days)
        .entrySet().stream().map(day -> new DayJson(day.getKey(), day.getValue())).toList();
  }
}
