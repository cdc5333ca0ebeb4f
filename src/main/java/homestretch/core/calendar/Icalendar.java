package homestretch.core.calendar;

import homestretch.core.text.Text;
import homestretch.core.text.Words;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an iCalendar file (RFC 5545): events of whole days, spans too. What is off and what is
 * worked is told by the marks that such calendars carry in their titles (休, 放假; 班, 补班, 上班), or by
 * Apple's X-APPLE-SPECIAL-DAY. Where some titles are marked, those without a mark are only observed
 * (七夕) and are left out; where none is, all are off.
 */
final class Icalendar {
  private static final int LONGEST_SPAN_DAYS = 62;
  private static final Pattern DAY =
      Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(T(\\d{2})(\\d{2})(\\d{2})(Z)?)?");
  private static final Pattern WORKED =
      Pattern.compile(
          "补班|上班|调班|[(\\[【]班[)\\]】]|班$|^班|\\b(?:work(?:ing)? ?day|make-?up)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern OFF =
      Pattern.compile("休|放假|假期|假日|\\b(?:holiday|day off)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern OBSERVED =
      Pattern.compile("observance|庆祝节日|纪念日", Pattern.CASE_INSENSITIVE);
  private static final Pattern MARKS =
      Pattern.compile(
          "[(\\[【][^()\\[\\]【】]*[)\\]】]|第\\s*\\d+\\s*天.*$|(?:调休)?(?:补班|上班|调班|放假|假期|休假|休息)|调休|\\s*[-—:·]\\s*$|(?<=\\S)[休班]$|^[休班](?=\\S)");

  /** Properties of one event, by name; the parameters stand before the colon. */
  private record Event(int line, Map<String, String> values, Map<String, String> parameters) {
    String value(String property) {
      return values.getOrDefault(property, "");
    }
  }

  private enum Mark {
    OFF,
    WORKED,
    NONE,
    UNCLEAR
  }

  private final Reading reading;
  private final int year;
  private @Nullable ZoneId zone;

  private Icalendar(String source, int year) {
    reading = new Reading(source);
    this.year = year;
  }

  static boolean isOne(String text) {
    return Words.trimmed(text).toUpperCase(Locale.ROOT).startsWith("BEGIN:VCALENDAR");
  }

  static CalendarReading read(String source, String text, int year) {
    Icalendar file = new Icalendar(source, year);
    List<Event> events = file.events(Reading.lines(source, text));
    boolean marked = events.stream().anyMatch(e -> mark(e) == Mark.OFF);
    for (Event event : events) {
      file.event(event, marked);
    }
    file.reading.stopIfWrong();
    return CalendarReading.of(CalendarFormat.ICS, null, file.reading.days, file.reading.notRead);
  }

  private List<Event> events(List<String> lines) {
    List<Event> events = new ArrayList<>();
    Event event = null;
    int begun = 0;
    int inner = 0;
    for (int i = 0; i < lines.size(); i++) {
      int number = i + 1;
      StringBuilder whole = new StringBuilder(lines.get(i));
      while (i + 1 < lines.size()
          && (lines.get(i + 1).startsWith(" ") || lines.get(i + 1).startsWith("\t"))) {
        whole.append(lines.get(++i).substring(1));
      }
      String line = whole.toString().strip();
      int colon = colon(line);
      if (colon < 0) {
        continue;
      }
      String[] head = line.substring(0, colon).split(";", 2);
      String property = head[0].toUpperCase(Locale.ROOT);
      String value = line.substring(colon + 1);
      if (property.equals("X-WR-TIMEZONE")) {
        zone = zone(value);
      } else if (property.equals("BEGIN") && value.equalsIgnoreCase("VEVENT")) {
        event = new Event(number, new HashMap<>(), new HashMap<>());
        begun = number;
      } else if (property.equals("END") && value.equalsIgnoreCase("VEVENT") && event != null) {
        events.add(event);
        event = null;
      } else if (property.equals("BEGIN") && event != null) {
        inner++;
      } else if (property.equals("END") && event != null) {
        inner--;
      } else if (event != null && inner == 0) {
        event.values().putIfAbsent(property, value.strip());
        event.parameters().putIfAbsent(property, head.length > 1 ? head[1] : "");
      }
    }
    if (event != null) {
      reading.wrong(begun, "BEGIN:VEVENT", new Text("END:VEVENT 结束", "an END:VEVENT to it"));
    }
    return events;
  }

  /** Where the value begins; a colon in quotes belongs to a parameter. */
  private static int colon(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '"') {
        quoted = !quoted;
      } else if (line.charAt(i) == ':' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable ZoneId zone(String name) {
    try {
      return ZoneId.of(name.strip());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String title(Event event) {
    return Words.trimmed(
        Words.halfWidth(
            event.value("SUMMARY").replace("\\,", ",").replace("\\;", ";").replace("\\n", " ")));
  }

  private static Mark mark(Event event) {
    switch (event.value("X-APPLE-SPECIAL-DAY").toUpperCase(Locale.ROOT)) {
      case "WORK-HOLIDAY" -> {
        return Mark.OFF;
      }
      case "ALTERNATE-WORKDAY" -> {
        return Mark.WORKED;
      }
      default -> {}
    }
    String title = title(event);
    if (WORKED.matcher(title).find()) {
      return Mark.WORKED;
    }
    if (OFF.matcher(title.replace("调休", "")).find()) {
      return Mark.OFF;
    }
    return title.contains("调休") ? Mark.UNCLEAR : Mark.NONE;
  }

  private void event(Event event, boolean marked) {
    String title = title(event);
    Mark mark = mark(event);
    if (event.value("STATUS").equalsIgnoreCase("CANCELLED")) {
      return;
    }
    boolean observed =
        OBSERVED.matcher(event.value("DESCRIPTION")).find()
            || OBSERVED.matcher(event.value("CATEGORIES")).find();
    if (mark == Mark.NONE && (marked || observed)) {
      reading.notRead.add(title + " " + event.value("DTSTART"));
      return;
    }
    if (mark == Mark.UNCLEAR) {
      reading.wrong(
          event.line(),
          title,
          new Text("标明 休 或 班 的标题（“调休”两种都可能）", "a title with 休 or 班 (调休 may be either)"));
      return;
    }
    LocalDate from = day(event, "DTSTART");
    LocalDate to = from == null ? null : end(event, from);
    if (from == null || to == null) {
      return;
    }
    if (to.isBefore(from) || from.plusDays(LONGEST_SPAN_DAYS).isBefore(to)) {
      reading.wrong(
          event.line(),
          title + " " + from + " – " + to,
          new Text(
              "结束不早于开始、至多 " + LONGEST_SPAN_DAYS + " 天的一段",
              "a span of 1 to " + LONGEST_SPAN_DAYS + " days"));
      return;
    }
    String name = MARKS.matcher(title).replaceAll("").strip();
    for (LocalDate start : starts(event, from)) {
      long days = to.toEpochDay() - from.toEpochDay();
      for (LocalDate day = start; !day.isAfter(start.plusDays(days)); day = day.plusDays(1)) {
        reading.add(event.line(), day, mark == Mark.WORKED, name.isEmpty() ? title : name);
      }
    }
  }

  /** The first days of it: once, or each year at the same date around the year that is meant. */
  private List<LocalDate> starts(Event event, LocalDate from) {
    String rule = event.value("RRULE").toUpperCase(Locale.ROOT);
    if (rule.isEmpty()) {
      return List.of(from);
    }
    boolean yearly = rule.matches("FREQ=YEARLY(;(INTERVAL=1|WKST=..|COUNT=\\d+|UNTIL=[0-9TZ]+))*");
    if (!yearly || from.getMonthValue() == 2 && from.getDayOfMonth() == 29) {
      reading.wrong(
          event.line(), "RRULE:" + rule, new Text("逐年列出的日期", "each year's date listed by itself"));
      return List.of();
    }
    Matcher count = Pattern.compile("COUNT=(\\d{1,4})(?!\\d)").matcher(rule);
    Matcher until = Pattern.compile("UNTIL=(\\d{4})").matcher(rule);
    int last = year + 1;
    if (count.find()) {
      last = Math.min(last, from.getYear() + Integer.parseInt(count.group(1)) - 1);
    }
    if (until.find()) {
      last = Math.min(last, Integer.parseInt(until.group(1)));
    }
    List<LocalDate> starts = new ArrayList<>();
    for (int each = Math.max(year - 1, from.getYear()); each <= last; each++) {
      starts.add(from.withYear(each));
    }
    return starts;
  }

  /** The last day; the end of an event of whole days is the day after it. */
  private @Nullable LocalDate end(Event event, LocalDate from) {
    String duration = event.value("DURATION");
    if (!duration.isEmpty()) {
      try {
        return from.plus(Period.parse(duration)).minusDays(1);
      } catch (DateTimeException e) {
        reading.wrong(
            event.line(), "DURATION:" + duration, new Text("整天数，如 P3D", "whole days, such as P3D"));
        return null;
      }
    }
    String end = event.value("DTEND");
    if (end.isEmpty()) {
      return from;
    }
    LocalDate day = day(event, "DTEND");
    if (day == null) {
      return null;
    }
    boolean midnight = !end.contains("T") || end.contains("T000000") || end.endsWith("Z");
    LocalDate last = midnight ? day.minusDays(1) : day;
    // Some programs write the same day twice for an event of one day.
    return last.equals(from.minusDays(1)) ? from : last;
  }

  private @Nullable LocalDate day(Event event, String property) {
    String value = event.value(property);
    Matcher m = DAY.matcher(value);
    try {
      if (m.matches()) {
        LocalDate date =
            LocalDate.of(
                Integer.parseInt(m.group(1)),
                Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(3)));
        if (m.group(8) == null) {
          return date;
        }
        if (zone != null) {
          return date.atTime(Integer.parseInt(m.group(5)), Integer.parseInt(m.group(6)))
              .atZone(ZoneOffset.UTC)
              .withZoneSameInstant(zone)
              .toLocalDate();
        }
      }
    } catch (DateTimeException e) {
      // Said below: there is no such day.
    }
    reading.wrong(
        event.line(),
        property + ":" + value,
        new Text(
            "存在的日期，如 " + property + ";VALUE=DATE:20270101（世界时还须有 X-WR-TIMEZONE）",
            "a day that there is, such as "
                + property
                + ";VALUE=DATE:20270101 (a time in UTC needs X-WR-TIMEZONE)"));
    return null;
  }
}
