package homestretch.core.exchange;

import homestretch.core.text.DateReader;
import homestretch.core.text.DateReader.Grain;
import homestretch.core.text.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of one table. What was read is kept: the same words stand in many cells, each
 * row is looked at as a header three times, and a text with many marks in it comes apart in so many
 * ways that it would never end.
 */
final class HeaderReader {
  /** A name has at most 120 characters; a unit and a month may stand beside it. */
  private static final int MOST_LENGTH = 200;

  private static final Pattern BRACKETS =
      Pattern.compile("[（(\\[【]([^（(\\[【）)\\]】]{1,16})[）)\\]】]");

  private static final Pattern DATE_FIRST =
      Pattern.compile(
          "((?:(?:19|20)\\d{2}年?[-/."
              + " ]?)?(?:(?:0?1月?[-—–~至到])?[0-9一二三四五六七八九十]{1,3}月(?:份|末|底)?(?:\\d{1,2}[日号])?|第?(?:前|1[-—–~至])?[一二三四1-4]个?季度末?|q[1-4]|[上下]半年|h[12])|(?:19|20)\\d{2}年(?:度)?|(?:19|20)\\d{2}[-/.]\\d{1,2}(?:[-/.]\\d{1,2})?)[\\s/_:：-]*(.+)",
          Pattern.CASE_INSENSITIVE);

  private final Table table;
  private final Names names;
  private final DateReader.@Nullable Context years;
  private final Map<String, Header> read = new HashMap<>();

  HeaderReader(Table table, Names names, DateReader.@Nullable Context years) {
    this.table = table;
    this.names = names;
    this.years = years;
  }

  /** What the header in a cell says. */
  Header read(RawTable.Cell cell) {
    if (cell.date() != null) {
      return new Header(null, null, null, cell.date(), Grain.DAY, null, false);
    }
    String text = Words.trimmed(cell.text());
    return text.isEmpty() || text.length() > MOST_LENGTH ? Header.NOTHING : of(text);
  }

  private Header of(String text) {
    Header known = read.get(text);
    if (known == null) {
      known = parts(text);
      read.put(text, known);
    }
    return known;
  }

  private Header parts(String text) {
    Header plain = word(text);
    if (!plain.isNothing()) {
      return plain;
    }
    Matcher brackets = BRACKETS.matcher(text);
    if (brackets.find()) {
      String inside = Words.trimmed(brackets.group(1));
      String rest =
          Words.trimmed(text.substring(0, brackets.start()) + text.substring(brackets.end()));
      Matcher unit =
          Header.UNIT.matcher(Words.halfWidth(inside).toLowerCase(java.util.Locale.ROOT));
      boolean isUnit = unit.matches() && !unit.group(1).isEmpty();
      Header of = rest.isEmpty() ? Header.NOTHING : of(rest);
      if (isUnit) {
        return of.and(new Header(null, null, null, null, null, unit.group(1), false));
      }
      if (!of.isNothing()) {
        Header more = word(inside);
        return more.isNothing() ? of : of.and(more);
      }
    }
    for (String separator : new String[] {"\n", "/", "_", "—", " - ", "-", "：", ":", " "}) {
      int at = text.indexOf(separator);
      if (at > 0 && at + separator.length() < text.length()) {
        Header left = word(Words.trimmed(text.substring(0, at)));
        Header right = of(Words.trimmed(text.substring(at + separator.length())));
        if (!left.isNothing() && !right.isNothing()) {
          return left.and(right);
        }
        Matcher unit =
            Header.UNIT.matcher(
                Words.halfWidth(text.substring(at + separator.length()).strip())
                    .toLowerCase(java.util.Locale.ROOT));
        if (!left.isNothing() && unit.matches() && !unit.group(1).isEmpty()) {
          return left.and(new Header(null, null, null, null, null, unit.group(1), false));
        }
      }
    }
    Matcher dated = DATE_FIRST.matcher(Words.halfWidth(text));
    if (dated.matches()) {
      Optional<DateReader.Result> date = DateReader.read(dated.group(1), years);
      Header rest = of(Words.trimmed(dated.group(2)));
      if (date.isPresent() && date.get().only().isPresent() && !rest.isNothing()) {
        return rest.and(
            new Header(null, null, null, date.get().only().get(), date.get().grain(), null, false));
      }
    }
    for (Names.GoalFacts goal : names.longestFirst()) {
      String name = goal.name();
      if (name.length() > 1 && text.startsWith(name) && text.length() > name.length()) {
        Header rest = of(Words.trimmed(text.substring(name.length())));
        if (!rest.isNothing() && rest.goal() == null) {
          return rest.and(new Header(null, goal.code(), null, null, null, null, false));
        }
      }
    }
    return Header.NOTHING;
  }

  /** A header that says one thing. */
  private Header word(String text) {
    Optional<String> column = Aliases.column(table, text);
    if (column.isPresent()) {
      return new Header(column.get(), null, null, null, null, null, false);
    }
    if (table == Table.REPORTS && Aliases.isPerPeriod(text)) {
      return new Header("value", null, null, null, null, null, true);
    }
    boolean ofGoals = table == Table.REPORTS || table == Table.TARGETS || table == Table.PLANS;
    if (!ofGoals) {
      return Header.NOTHING;
    }
    Optional<String> goal = names.goal(text);
    if (goal.isPresent()) {
      return new Header(null, goal.get(), null, null, null, null, false);
    }
    Optional<String> department = names.department(text);
    if (department.isPresent()) {
      return new Header(null, null, department.get(), null, null, null, false);
    }
    Optional<DateReader.Result> date = DateReader.read(text, years);
    if (date.isPresent() && date.get().grain() != Grain.SERIAL && date.get().only().isPresent()) {
      return new Header(null, null, null, date.get().only().get(), date.get().grain(), null, false);
    }
    return Header.NOTHING;
  }
}
