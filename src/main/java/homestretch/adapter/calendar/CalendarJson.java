package homestretch.adapter.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.calendar.CalendarDay;
import homestretch.core.calendar.CalendarFormat;
import homestretch.core.calendar.CalendarReading;
import homestretch.core.calendar.WeekDays;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.store.Code;
import homestretch.core.text.DateReader;
import homestretch.core.text.Text;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One year in JSON: ours ({@code holidays[] {date, name}, makeUpDays[], weekend[]}) or that of the
 * project holiday-cn ({@code year, days[] {name, date, isOffDay}}). A part of ours that is not
 * there leaves what stood.
 */
final class CalendarJson {
  /** What may be said, what answers say beside it too. */
  private static final Set<String> OURS =
      Set.of(
          "country",
          "year",
          "source",
          "state",
          "known",
          "complete",
          "weekend",
          "holidays",
          "makeUpDays");

  private static final Set<String> HOLIDAY_CN =
      Set.of("$schema", "$id", "year", "papers", "days", "region");
  private static final Text DATE = new Text("日期，如 2027-01-01", "a date, such as 2027-01-01");
  private static final int MOST_DAYS = 3_000;

  private final JsonNode node;
  private final int year;
  private final String charset;
  private final List<Violation> wrong = new ArrayList<>();
  private final List<CalendarDay> days = new ArrayList<>();

  CalendarJson(JsonNode node, int year, String charset) {
    this.node = node;
    this.year = year;
    this.charset = charset;
  }

  CalendarReading read() {
    if (!node.isObject()) {
      throw new Fault.Invalid(
          "body",
          node.getNodeType().name().toLowerCase(java.util.Locale.ROOT),
          new Text("一个 JSON 对象", "a JSON object"));
    }
    boolean holidayCn = node.has("days");
    known("", node, holidayCn ? HOLIDAY_CN : OURS);
    JsonNode named = node.get("year");
    if (named != null && !(named.isIntegralNumber() && named.asInt() == year)) {
      wrong.add(new Violation("year", named.asText(), Text.same(String.valueOf(year))));
    }
    CalendarReading reading = holidayCn ? holidayCn() : ours();
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong.subList(0, Math.min(50, wrong.size())));
    }
    return reading;
  }

  private CalendarReading holidayCn() {
    JsonNode list = list("days");
    for (int i = 0; list != null && i < list.size(); i++) {
      JsonNode day = list.get(i);
      known("days/" + i + "/", day, Set.of("name", "date", "isOffDay"));
      JsonNode off = day.get("isOffDay");
      if (off == null || !off.isBoolean()) {
        wrong.add(
            new Violation(
                "days/" + i + "/isOffDay",
                off == null ? "" : off.asText(),
                Text.same("true / false")));
      } else {
        day("days/" + i, day, !off.asBoolean());
      }
    }
    return new CalendarReading(
        CalendarFormat.HOLIDAY_CN, charset, null, days, true, true, false, List.of());
  }

  private CalendarReading ours() {
    all("holidays", false);
    all("makeUpDays", true);
    if (!node.has("holidays") && !node.has("makeUpDays") && !node.has("weekend")) {
      wrong.add(
          new Violation(
              "holidays", "", new Text("一个列表，每项有 date 和 name", "a list, each of date and name")));
    }
    return new CalendarReading(
        CalendarFormat.JSON,
        charset,
        weekend(),
        days,
        node.has("holidays"),
        node.has("makeUpDays"),
        false,
        List.of());
  }

  private void all(String field, boolean worked) {
    if (!node.has(field)) {
      return;
    }
    JsonNode list = list(field);
    for (int i = 0; list != null && i < list.size(); i++) {
      known(field + "/" + i + "/", list.get(i), Set.of("date", "name"));
      day(field + "/" + i, list.get(i), worked);
    }
  }

  private @Nullable JsonNode list(String field) {
    JsonNode list = node.get(field);
    if (list == null || !list.isArray()) {
      wrong.add(
          new Violation(field, list == null ? "" : list.toString(), new Text("一个列表", "a list")));
      return null;
    }
    if (list.size() > MOST_DAYS) {
      wrong.add(
          new Violation(
              field,
              String.valueOf(list.size()),
              new Text("至多 " + MOST_DAYS + " 天", "at most " + MOST_DAYS + " days")));
      return null;
    }
    return list;
  }

  private void day(String place, JsonNode day, boolean worked) {
    String date =
        day.path("date").isTextual() ? day.get("date").asText() : day.path("date").toString();
    Optional<LocalDate> read =
        DateReader.read(date, null)
            .filter(result -> result.grain() == DateReader.Grain.DAY)
            .flatMap(DateReader.Result::only);
    if (read.isEmpty() || !day.path("date").isTextual()) {
      wrong.add(new Violation(place + "/date", date, DATE));
    }
    String name = day.path("name").isTextual() ? day.get("name").asText() : "";
    try {
      String checked = Code.name(place + "/name", name);
      read.ifPresent(d -> days.add(new CalendarDay(d, worked, checked, place + "/date")));
    } catch (Fault.Invalid invalid) {
      wrong.addAll(invalid.violations());
    }
  }

  private @Nullable Set<DayOfWeek> weekend() {
    JsonNode given = node.get("weekend");
    if (given == null) {
      return null;
    }
    Text expected =
        new Text("星期几的列表，如 [\"FRI\", \"SAT\"]", "a list of days, such as [\"FRI\", \"SAT\"]");
    if (!given.isArray()) {
      wrong.add(new Violation("weekend", given.toString(), expected));
      return null;
    }
    Set<DayOfWeek> weekend = EnumSet.noneOf(DayOfWeek.class);
    for (int i = 0; i < given.size(); i++) {
      Optional<DayOfWeek> day =
          given.get(i).isTextual() ? WeekDays.read(given.get(i).asText()) : Optional.empty();
      if (day.isEmpty() || !weekend.add(day.get())) {
        wrong.add(new Violation("weekend/" + i, given.get(i).asText(), expected));
      }
    }
    if (weekend.size() == DayOfWeek.values().length) {
      wrong.add(new Violation("weekend", given.toString(), new Text("至多六天", "six days at most")));
    }
    return weekend;
  }

  private void known(String place, JsonNode object, Set<String> fields) {
    if (!object.isObject()) {
      wrong.add(
          new Violation(
              place.isEmpty() ? "body" : place.substring(0, place.length() - 1),
              object.toString(),
              new Text("一个对象", "an object")));
      return;
    }
    object
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!fields.contains(field)) {
                String all = String.join(", ", new TreeSet<>(fields));
                wrong.add(
                    new Violation(
                        place + field,
                        object.get(field).toString(),
                        new Text("以下字段之一：" + all, "one of the fields " + all)));
              }
            });
  }
}
