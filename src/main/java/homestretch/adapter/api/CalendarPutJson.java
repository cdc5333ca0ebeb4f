package homestretch.adapter.api;

import homestretch.core.calendar.CalendarReading;
import homestretch.core.campaign.CalendarService;
import java.util.List;
import java.util.Map;

/** A year as it is now, and how what was given was read. */
record CalendarPutJson(
    @Is(value = "ISO 3166", example = "CN") String country,
    @Is(value = "The year", example = "2027") Integer year,
    @Is(
            value = "Where it comes from: the program, or an administrator",
            example = "given",
            oneOf = {"shipped", "given"})
        String source,
    @Is(
            value = "Whether it is as shipped",
            example = "edited",
            oneOf = {"shipped", "edited"})
        String state,
    @Is(value = "Whether its holidays are known", example = "true") Boolean known,
    @Is(value = "The days of the week that are off", example = "[\"SAT\", \"SUN\"]")
        List<String> weekend,
    @Is("Days off") List<CalendarYearJson.DayJson> holidays,
    @Is("Days of a weekend that are worked") List<CalendarYearJson.DayJson> makeUpDays,
    @Is(value = "As what the body was read", example = "holiday-cn") String format,
    @Is(value = "In which encoding it was read", example = "UTF-8") String encoding,
    @Is("The years before and after that got days of it too") List<CalendarYearJson> neighbours,
    @Is(value = "How many days of other years it holds, by year", example = "{\"2025\": 2}")
        Map<Integer, Integer> passedOver,
    @Is(value = "What names a day and was not taken, as written", example = "[]")
        List<String> notRead) {

  static CalendarPutJson of(CalendarService.Put put, CalendarReading reading) {
    CalendarYearJson year = CalendarYearJson.of(put.year());
    return new CalendarPutJson(
        year.country(),
        year.year(),
        year.source(),
        year.state(),
        year.known(),
        year.weekend(),
        year.holidays(),
        year.makeUpDays(),
        reading.format().code(),
        reading.encoding(),
        put.neighbours().stream().map(CalendarYearJson::of).toList(),
        put.passedOver(),
        reading.notRead());
  }
}
