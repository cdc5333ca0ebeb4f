package homestretch.core.exchange;

import homestretch.core.text.Words;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How tables are to be read, as people gave it: what an earlier import recognised, or something of
 * their own. A file that it names is read as it says and no other way; of its sheets those alone
 * that it names.
 *
 * @param source the mapping's own name in messages, such as {@code mapping.yaml}
 */
public record Mapping(String source, List<Given> tables) {
  public static final Mapping NONE = new Mapping("", List.of());

  /**
   * One table of it.
   *
   * @param as how it is read; a file without a name means every file, one with * those that fit, a
   *     sheet without a name every sheet
   * @param skip it is not read at all
   * @param line of the mapping, on which it begins
   * @param columnLines the same of each of its columns
   */
  public record Given(Recognised as, boolean skip, int line, List<Integer> columnLines) {
    boolean isOfFile(RawTable raw) {
      return as.file().isEmpty() || fits(as.file(), raw.file());
    }

    boolean isOf(RawTable raw) {
      return isOfFile(raw) && (as.sheet().isEmpty() || fits(as.sheet(), raw.sheet()));
    }

    private static boolean fits(String pattern, String name) {
      String wanted = Words.key(pattern);
      String given = Words.key(name);
      if (wanted.indexOf('*') < 0) {
        return wanted.equals(given);
      }
      String regex =
          Stream.of(wanted.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
      return Pattern.matches(regex, given);
    }
  }

  public Mapping {
    tables = List.copyOf(tables);
  }

  boolean isEmpty() {
    return tables.isEmpty();
  }

  boolean names(RawTable raw) {
    return tables.stream().anyMatch(given -> given.isOfFile(raw));
  }

  /** Where something of it stands, for messages: {@code mapping.yaml:12:goal}. */
  String place(int line, String key) {
    return source + ":" + line + ":" + key;
  }
}
