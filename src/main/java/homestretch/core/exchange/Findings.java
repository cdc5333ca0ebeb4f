package homestretch.core.exchange;

import homestretch.core.exchange.Imported.Warning;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was noticed while tables were read: faults, warnings, and what was not read. */
final class Findings {
  private record Kind(String file, String column, String code) {}

  /** A warning that many cells of a column have in common is said once, with the first of them. */
  private static final class Repeated {
    private final long line;
    private final Text message;
    private final String sample;
    private int count;

    Repeated(long line, Text message, String sample) {
      this.line = line;
      this.message = message;
      this.sample = sample;
    }
  }

  private static final int MOST_ERRORS = 50;

  final List<Violation> violations = new ArrayList<>();
  final Set<String> ignored = new LinkedHashSet<>();
  private final Map<Kind, Repeated> warnings = new LinkedHashMap<>();

  /**
   * @param line 0: the whole file
   */
  void warn(String file, long line, String column, String code, Text message, String sample) {
    warnings.computeIfAbsent(
            new Kind(file, column, code), kind -> new Repeated(line, message, sample))
        .count++;
  }

  void wrong(String file, long line, String column, String value, Text expected) {
    violations.add(
        new Violation(file + ":" + line + (column.isEmpty() ? "" : ":" + column), value, expected));
  }

  /**
   * @throws Fault.Invalid naming all that is wrong, if anything is
   */
  void stopIfWrong() {
    if (!violations.isEmpty()) {
      throw new Fault.Invalid(violations);
    }
  }

  boolean isFull() {
    return violations.size() >= MOST_ERRORS;
  }

  List<Warning> warnings() {
    List<Warning> all = new ArrayList<>();
    warnings.forEach(
        (kind, of) ->
            all.add(
                new Warning(
                    kind.file(),
                    of.line,
                    kind.column(),
                    kind.code(),
                    of.count == 1
                        ? of.message
                        : new Text(
                            of.message.zh() + "（共 " + of.count + " 处）",
                            of.message.en() + " (" + of.count + " times)"),
                    of.sample)));
    return all;
  }
}
