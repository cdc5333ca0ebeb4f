package homestretch.core.calendar;

import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Collects the days of a calendar while it is read, and what is wrong with it. */
final class Reading {
  /** Twenty years of a subscription hold about 800. */
  private static final int MOST_DAYS = 3_000;

  private static final int MOST_ERRORS = 50;
  private static final int MOST_LINES = 50_000;

  final List<CalendarDay> days = new ArrayList<>();
  final List<String> notRead = new ArrayList<>();
  private final List<Violation> wrong = new ArrayList<>();
  private final String source;

  Reading(String source) {
    this.source = source;
  }

  static List<String> lines(String source, String text) {
    List<String> lines = text.lines().limit(MOST_LINES + 1L).toList();
    if (lines.size() > MOST_LINES) {
      throw new Fault.Invalid(
          source,
          String.valueOf(lines.size()),
          new Text("至多 " + MOST_LINES + " 行", "at most " + MOST_LINES + " lines"));
    }
    return lines;
  }

  String place(int line) {
    return source + ":" + line;
  }

  void add(int line, LocalDate date, boolean worked, String name) {
    try {
      days.add(new CalendarDay(date, worked, Code.name(place(line), name), place(line)));
    } catch (Fault.Invalid invalid) {
      wrong.addAll(invalid.violations());
    }
    if (days.size() > MOST_DAYS) {
      wrong(
          line,
          date.toString(),
          new Text("至多 " + MOST_DAYS + " 天", "at most " + MOST_DAYS + " days"));
      stopIfWrong();
    }
  }

  void wrong(int line, String value, Text expected) {
    wrong.add(new Violation(place(line), value.strip(), expected));
    if (wrong.size() >= MOST_ERRORS) {
      stopIfWrong();
    }
  }

  boolean isWrong() {
    return !wrong.isEmpty();
  }

  void stopIfWrong() {
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
  }
}
