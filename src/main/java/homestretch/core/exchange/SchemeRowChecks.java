package homestretch.core.exchange;

import homestretch.core.exchange.Sheet.Row;
import homestretch.core.exchange.TableReader.ReadTable;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Section;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.WrittenRule;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Each row of {@code scheme} by itself, before versions are made of them: all that is wrong with
 * all rows is said at once, on the line where it stands, and what is said twice for one day is
 * refused.
 */
final class SchemeRowChecks {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private record Key(LocalDate from, String setting, String code) {}

  private record Place(String file, long line) {}

  private final Map<String, Goal> goalOf;
  private final List<Section> sections;
  private final Map<Key, Place> said = new HashMap<>();

  SchemeRowChecks(Map<String, Goal> goalOf, List<Section> sections) {
    this.goalOf = goalOf;
    this.sections = sections;
  }

  /**
   * @return the row's day
   * @throws Fault.Invalid naming everything that is wrong with the row
   */
  LocalDate check(ReadTable table, Row row) {
    List<Violation> wrong = new ArrayList<>();
    LocalDate[] from = {null};
    collect(wrong, () -> from[0] = Cells.date(row, "from", null));
    String setting = row.cell("setting");
    if (SchemeRows.SETTINGS.contains(setting)) {
      checkCode(setting, row.cell("code"), wrong);
      checkValue(setting, row, wrong);
    } else {
      wrong.add(
          new Violation("setting", setting, Text.same(String.join(", ", SchemeRows.SETTINGS))));
    }
    if (from[0] != null) {
      checkOnce(table, row, from[0], wrong);
    }
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
    return from[0];
  }

  private static void collect(List<Violation> wrong, Runnable read) {
    try {
      read.run();
    } catch (Fault.Invalid e) {
      wrong.addAll(e.violations());
    }
  }

  private void checkCode(String setting, String code, List<Violation> wrong) {
    if (SchemeRows.OF_GOALS.contains(setting)) {
      if (!goalOf.containsKey(code)) {
        wrong.add(new Violation("code", code, new Text("已有指标的代码", "the code of a goal")));
      }
    } else if (setting.equals("section_weight")) {
      if (sections.stream().noneMatch(s -> Code.same(s.code(), code))) {
        wrong.add(new Violation("code", code, new Text("已有板块的代码", "the code of a section")));
      }
    } else if (SchemeRows.OF_GRADES.contains(setting)) {
      if (code.isEmpty()) {
        wrong.add(new Violation("code", "", new Text("等次的名称", "the name of a grade")));
      }
    } else if (SchemeRows.OF_ITEMS.contains(setting)) {
      if (code.isEmpty()) {
        wrong.add(new Violation("code", "", new Text("加减分项的代码", "the code of an item")));
      }
    } else if (!code.isEmpty()) {
      wrong.add(
          new Violation(
              "code",
              code,
              new Text(
                  "不填（" + setting + " 不分指标）", "nothing: " + setting + " is of the whole scheme")));
    }
  }

  private void checkValue(String setting, Row row, List<Violation> wrong) {
    String value = row.cell("value");
    if (value.isEmpty() && SchemeRows.isTakenAway(setting)) {
      return;
    }
    switch (setting) {
      case "order" -> choice(value, Scheme.Order.class, wrong);
      case "tie_rule" -> choice(value, Scheme.TieRule.class, wrong);
      case "missing" -> choice(value, Scheme.Missing.class, wrong);
      case "disclosure" -> choice(value, Scheme.Disclosure.class, wrong);
      case "play" -> choice(value, Scheme.Play.class, wrong);
      case "section" -> {
        if (!value.equals("none") && sections.stream().noneMatch(s -> Code.same(s.code(), value))) {
          wrong.add(
              new Violation(
                  "value", value, new Text("已有板块的代码，或 none", "the code of a section, or none")));
        }
      }
      case "rule" -> collect(wrong, () -> WrittenRule.read(value, goalOf.get(row.cell("code"))));
      case "cap" -> {
        if (!value.equals("none")) {
          number(value, true, null, wrong);
        }
      }
      case "weight", "section_weight", "bonus", "deduction" -> number(value, true, null, wrong);
      case "grade_share" -> number(value, true, HUNDRED, wrong);
      case "grade", "growth_step", "growth_limit" -> number(value, false, null, wrong);
      case "shown_decimals" ->
          number(value, false, BigDecimal.valueOf(Goal.MOST_SHOWN_DECIMALS), wrong);
      case "green_above", "yellow_from", "growth_base", "growth_green_from", "growth_yellow_from" ->
          collect(wrong, () -> Cells.number("value", value));
      default -> {
        // Words.
      }
    }
  }

  private static <E extends Enum<E>> void choice(
      String value, Class<E> type, List<Violation> wrong) {
    collect(wrong, () -> Cells.choice("value", value, type));
  }

  private static void number(
      String value, boolean aboveZero, @Nullable BigDecimal most, List<Violation> wrong) {
    collect(
        wrong,
        () -> {
          BigDecimal number = Cells.number("value", value);
          boolean low = aboveZero ? number.signum() <= 0 : number.signum() < 0;
          if (low || most != null && number.compareTo(most) > 0) {
            throw new Fault.Invalid("value", value, bounds(aboveZero, most));
          }
        });
  }

  private static Text bounds(boolean aboveZero, @Nullable BigDecimal most) {
    if (most == null) {
      return aboveZero
          ? new Text("大于 0 的数", "a number above 0")
          : new Text("不小于 0 的数", "a number not below 0");
    }
    return aboveZero
        ? new Text("大于 0、至多 " + most + " 的数", "a number above 0, " + most + " at most")
        : new Text("0–" + most + " 的数", "a number from 0 to " + most);
  }

  private void checkOnce(ReadTable table, Row row, LocalDate from, List<Violation> wrong) {
    String setting = row.cell("setting");
    String code = row.cell("code");
    Place here = new Place(table.file(), row.line());
    Place before = said.putIfAbsent(new Key(from, setting, Code.folded(code)), here);
    if (before != null) {
      String where =
          before.file().equals(here.file())
              ? String.valueOf(before.line())
              : before.file() + ":" + before.line();
      wrong.add(
          new Violation(
              "setting",
              (setting + " " + code).strip(),
              new Text(
                  "同一天每项只出现一次（第 " + where + " 行已经有了）",
                  "each only once a day (line " + where + " says it already)")));
    }
  }
}
