package homestretch.core.exchange;

import homestretch.core.text.DateReader;
import homestretch.core.text.DateReader.Grain;
import homestretch.core.text.Words;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the header of one column says; of a wide table several things at once: {@code 9月 / 完成 （万元）}.
 *
 * @param column the column of our table; null: not said
 * @param grain how exact the date is; null without one
 * @param unit as written in brackets; null: none
 * @param perPeriod whether its amounts are those of one period alone
 */
record Header(
    @Nullable String column,
    @Nullable String goal,
    @Nullable String department,
    @Nullable LocalDate date,
    @Nullable Grain grain,
    @Nullable String unit,
    boolean perPeriod) {
  /** A name has at most 120 characters; a unit and a month may stand beside it. */
  private static final int MOST_LENGTH = 200;

  static final Header NOTHING = new Header(null, null, null, null, null, null, false);

  private static final Pattern BRACKETS =
      Pattern.compile("[（(\\[【]([^（(\\[【）)\\]】]{1,16})[）)\\]】]");

  /** What can be a unit of amounts: a multiple, or something that is counted in such tables. */
  static final Pattern UNIT =
      Pattern.compile(
          "(?:计量)?(?:单位)?[:：]?\\s*((?:万亿|[千百十]?[亿万]|[千百])?(?:元|人民币|美元|港元|欧元|人|人次|户|个|家|件|项|起|吨|公里|千米|平方米|平方公里|"
              + "亩|公顷|套|间|辆|次|批|所|座|条|台|千瓦时|度|立方米|吨标准煤|千克|公斤|株|张|床|班|宗|%|百分点|个百分点)?|%|％|‰|(?:[a-z0-9"
              + " ,]{0,14})?(?:yuan|rmb|cny|usd|eur|euro|dollars))");

  private static final Pattern DATE_FIRST =
      Pattern.compile(
          "((?:(?:19|20)\\d{2}年?[-/."
              + " ]?)?(?:(?:0?1月?[-—–~至到])?[0-9一二三四五六七八九十]{1,3}月(?:份|末|底)?(?:\\d{1,2}[日号])?|第?(?:前|1[-—–~至])?[一二三四1-4]个?季度末?|q[1-4]|[上下]半年|h[12])|(?:19|20)\\d{2}年(?:度)?|(?:19|20)\\d{2}[-/.]\\d{1,2}(?:[-/.]\\d{1,2})?)[\\s/_:：-]*(.+)",
          Pattern.CASE_INSENSITIVE);

  boolean isNothing() {
    return column == null && goal == null && department == null && date == null;
  }

  /** Whether it names something that a wide table has as a column. */
  boolean isWide() {
    return goal != null || department != null || date != null;
  }

  /** Both together, where one does not contradict the other. */
  Header and(Header other) {
    return new Header(
        other.column != null ? other.column : column,
        goal != null ? goal : other.goal,
        department != null ? department : other.department,
        other.date != null ? other.date : date,
        other.date != null ? other.grain : grain,
        other.unit != null ? other.unit : unit,
        perPeriod || other.perPeriod);
  }

  static Header of(
      RawTable.Cell cell, Table table, Names names, DateReader.@Nullable Context years) {
    if (cell.date() != null) {
      return new Header(null, null, null, cell.date(), Grain.DAY, null, false);
    }
    String text = Words.trimmed(cell.text());
    return text.isEmpty() || text.length() > MOST_LENGTH ? NOTHING : of(text, table, names, years);
  }

  static Header of(String text, Table table, Names names, DateReader.@Nullable Context years) {
    Header plain = word(text, table, names, years);
    if (!plain.isNothing()) {
      return plain;
    }
    Matcher brackets = BRACKETS.matcher(text);
    if (brackets.find()) {
      String inside = Words.trimmed(brackets.group(1));
      String rest =
          Words.trimmed(text.substring(0, brackets.start()) + text.substring(brackets.end()));
      Matcher unit = UNIT.matcher(Words.halfWidth(inside).toLowerCase(java.util.Locale.ROOT));
      boolean isUnit = unit.matches() && !unit.group(1).isEmpty();
      Header of = rest.isEmpty() ? NOTHING : of(rest, table, names, years);
      if (isUnit) {
        return of.and(new Header(null, null, null, null, null, unit.group(1), false));
      }
      if (!of.isNothing()) {
        Header more = word(inside, table, names, years);
        return more.isNothing() ? of : of.and(more);
      }
    }
    for (String separator : new String[] {"\n", "/", "_", "—", " - ", "-", "：", ":", " "}) {
      int at = text.indexOf(separator);
      if (at > 0 && at + separator.length() < text.length()) {
        Header left = word(Words.trimmed(text.substring(0, at)), table, names, years);
        Header right =
            of(Words.trimmed(text.substring(at + separator.length())), table, names, years);
        if (!left.isNothing() && !right.isNothing()) {
          return left.and(right);
        }
        Matcher unit =
            UNIT.matcher(
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
      Header rest = of(Words.trimmed(dated.group(2)), table, names, years);
      if (date.isPresent() && date.get().only().isPresent() && !rest.isNothing()) {
        return rest.and(
            new Header(null, null, null, date.get().only().get(), date.get().grain(), null, false));
      }
    }
    for (Names.GoalFacts goal : names.longestFirst()) {
      String name = goal.name();
      if (name.length() > 1 && text.startsWith(name) && text.length() > name.length()) {
        Header rest = of(Words.trimmed(text.substring(name.length())), table, names, years);
        if (!rest.isNothing() && rest.goal() == null) {
          return rest.and(new Header(null, goal.code(), null, null, null, null, false));
        }
      }
    }
    return NOTHING;
  }

  /** A header that says one thing. */
  private static Header word(
      String text, Table table, Names names, DateReader.@Nullable Context years) {
    Optional<String> column = Aliases.column(table, text);
    if (column.isPresent()) {
      return new Header(column.get(), null, null, null, null, null, false);
    }
    if (table == Table.REPORTS && Aliases.isPerPeriod(text)) {
      return new Header("value", null, null, null, null, null, true);
    }
    boolean ofGoals = table == Table.REPORTS || table == Table.TARGETS || table == Table.PLANS;
    if (!ofGoals) {
      return NOTHING;
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
    return NOTHING;
  }
}
