package homestretch.core.calendar;

import homestretch.core.text.DateReader;
import homestretch.core.text.Text;
import homestretch.core.text.Words;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of date, off or work, and name. Empty lines and those that begin with # do not count;
 * a header may stand above them; {@code weekend,FRI,SAT} names the days of the week that are off.
 */
public final class CalendarLines {
  private static final Text LINE =
      new Text(
          "日期,off 或 work,名称，如 2026-10-01,off,国庆节",
          "date,off or work,name, such as 2026-10-01,off,国庆节");
  private static final Set<String> OFF =
      Set.of("off", "休", "放假", "假", "休息", "假日", "节假日", "放假日", "holiday", "dayoff");
  private static final Set<String> WORK =
      Set.of(
          "work", "worked", "班", "上班", "补班", "调休", "调休上班", "工作", "工作日", "working", "workday",
          "makeup");
  private static final Map<String, String> HEADERS =
      Map.ofEntries(
          Map.entry("date", "date"),
          Map.entry("日期", "date"),
          Map.entry("day", "date"),
          Map.entry("type", "kind"),
          Map.entry("kind", "kind"),
          Map.entry("类型", "kind"),
          Map.entry("状态", "kind"),
          Map.entry("休班", "kind"),
          Map.entry("isoffday", "isOff"),
          Map.entry("是否放假", "isOff"),
          Map.entry("是否休息", "isOff"),
          Map.entry("name", "name"),
          Map.entry("holiday", "name"),
          Map.entry("名称", "name"),
          Map.entry("节日", "name"),
          Map.entry("节假日", "name"),
          Map.entry("假日", "name"));

  private CalendarLines() {}

  /** Whether a line of it is one of ours. */
  static boolean areIn(String text) {
    return Reading.lines("", text).stream()
        .map(Words::trimmed)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .limit(3)
        .anyMatch(
            line -> {
              List<String> cells = cells(line, separator(line), 0);
              return cells.size() >= 2
                  && (date(cells.getFirst()).isPresent()
                      || cells.getFirst().equalsIgnoreCase("weekend")
                      || header(cells) != null);
            });
  }

  /**
   * @param source named in errors, with the line's number
   * @throws homestretch.core.fault.Fault.Invalid naming every line that cannot be read
   */
  public static CalendarReading read(String source, String text) {
    Reading reading = new Reading(source);
    Set<DayOfWeek> weekend = null;
    List<String> columns = null;
    char separator = 0;
    int number = 0;
    for (String raw : Reading.lines(source, text)) {
      number++;
      String line = Words.trimmed(raw);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (separator == 0) {
        separator = separator(line);
      }
      List<String> cells = cells(line, separator, 0);
      if (cells.getFirst().equalsIgnoreCase("weekend")) {
        weekend = weekend(reading, number, line, cells.subList(1, cells.size()));
      } else if (columns == null && reading.days.isEmpty() && header(cells) != null) {
        columns = header(cells);
      } else {
        day(reading, number, line, separator, columns);
      }
    }
    reading.stopIfWrong();
    return CalendarReading.of(CalendarFormat.CSV, weekend, reading.days, reading.notRead);
  }

  private static void day(
      Reading reading, int number, String line, char separator, @Nullable List<String> columns) {
    // A name may hold commas of its own.
    List<String> cells = cells(line, separator, columns == null ? 3 : 0);
    int dateAt = columns == null ? 0 : columns.indexOf("date");
    int kindAt = columns == null ? 1 : Math.max(columns.indexOf("kind"), columns.indexOf("isOff"));
    int nameAt = columns == null ? 2 : columns.indexOf("name");
    if (columns == null && cells.size() == 3 && kind(cells.get(1), false) == null) {
      kindAt = 2;
      nameAt = 1;
    }
    if (cells.size() <= Math.max(dateAt, Math.max(kindAt, nameAt))) {
      reading.wrong(number, line, LINE);
      return;
    }
    Optional<LocalDate> date = date(cells.get(dateAt));
    Boolean worked = kind(cells.get(kindAt), columns != null && columns.contains("isOff"));
    if (date.isEmpty() || worked == null) {
      reading.wrong(number, line, LINE);
    } else {
      reading.add(number, date.get(), worked, cells.get(nameAt));
    }
  }

  /** What each column is; null if it is no header. */
  private static @Nullable List<String> header(List<String> cells) {
    List<String> columns =
        cells.stream()
            .map(cell -> HEADERS.getOrDefault(Words.key(cell).replace("_", ""), ""))
            .toList();
    boolean whole =
        columns.contains("date")
            && columns.contains("name")
            && (columns.contains("kind") || columns.contains("isOff"));
    return whole ? columns : null;
  }

  private static Optional<LocalDate> date(String cell) {
    return DateReader.read(cell, null)
        .filter(result -> result.grain() == DateReader.Grain.DAY)
        .flatMap(DateReader.Result::only);
  }

  /** Whether it is worked; null if it says neither. */
  private static @Nullable Boolean kind(String cell, boolean yesOrNo) {
    String word = Words.key(cell).replace("-", "");
    if (yesOrNo && Set.of("true", "1", "是", "yes").contains(word)) {
      return false;
    }
    if (yesOrNo && Set.of("false", "0", "否", "no").contains(word)) {
      return true;
    }
    return OFF.contains(word) ? Boolean.FALSE : WORK.contains(word) ? Boolean.TRUE : null;
  }

  private static @Nullable Set<DayOfWeek> weekend(
      Reading reading, int number, String line, List<String> names) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : names) {
      if (name.isEmpty()) {
        continue;
      }
      Optional<DayOfWeek> day = WeekDays.read(name);
      if (day.isEmpty()) {
        reading.wrong(
            number,
            line,
            new Text(
                "weekend 后是星期几，如 weekend,FRI,SAT", "days after weekend, such as weekend,FRI,SAT"));
        return null;
      }
      days.add(day.get());
    }
    return days;
  }

  private static char separator(String line) {
    char best = ',';
    for (char candidate : new char[] {';', '\t', '|'}) {
      if (count(line, candidate) > count(line, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String line, char sign) {
    return line.chars().filter(c -> c == sign).count();
  }

  /**
   * @param most cells; the last takes the rest, separators too; 0: all
   */
  private static List<String> cells(String line, char separator, int most) {
    if (line.indexOf('"') < 0) {
      String[] cells =
          line.split(
              java.util.regex.Pattern.quote(String.valueOf(separator)), most == 0 ? -1 : most);
      return Arrays.stream(cells).map(Words::trimmed).toList();
    }
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == separator && !quoted && (most == 0 || cells.size() + 1 < most)) {
        cells.add(Words.trimmed(cell.toString()));
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(Words.trimmed(cell.toString()));
    return cells;
  }
}
