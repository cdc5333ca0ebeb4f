package homestretch.core.exchange;

import homestretch.core.department.Department;
import homestretch.core.department.League;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Section;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.Adjustment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables of an import folder (spec/interface.md), in the order in which they are read. What is
 * exported has the same columns.
 */
public enum Table {
  DEPARTMENTS(
      List.of("code", "name", "league"),
      List.of(
          "name_en",
          "league_en",
          "league_code",
          "lead",
          "parent",
          "short_name",
          "in_totals",
          "from",
          "until",
          "successor")),
  SECTIONS(List.of("code", "name"), List.of("weight", "name_en", "from", "until")),
  GOALS(
      List.of("code", "name", "unit", "direction"),
      List.of(
          "kind",
          "weight",
          "cap",
          "min",
          "period",
          "decimals",
          "due_every",
          "grace",
          "shown_decimals",
          "section",
          "from",
          "until",
          "name_en",
          "unit_en")),
  SCHEME(List.of("from", "setting", "value"), List.of("code")),
  TARGET_REVISIONS(List.of("department", "goal", "as_of", "target_then"), List.of("baseline")),
  TARGETS(List.of("department", "goal", "target"), List.of("baseline", "from")),
  PLANS(List.of("goal", "date", "percent"), List.of("department", "from")),
  MILESTONES(List.of("department", "goal", "step", "due"), List.of("done", "weight", "from")),
  ADJUSTMENTS(List.of("department", "kind", "on", "reason"), List.of("item", "points", "evidence")),
  REPORTS(
      List.of("department", "goal", "as_of", "value"),
      List.of("denominator", "milestone", "note", "evidence", "state"));

  private static final Set<String> NUMBERS =
      Set.of(
          "weight",
          "cap",
          "min",
          "decimals",
          "grace",
          "shown_decimals",
          "target",
          "target_then",
          "baseline",
          "percent",
          "value",
          "denominator",
          "points");
  private static final Set<String> DATES =
      Set.of("from", "until", "as_of", "date", "due", "done", "on");

  final List<String> needed;
  final List<String> optional;

  Table(List<String> needed, List<String> optional) {
    this.needed = needed;
    this.optional = optional;
  }

  /** Its name: a file is called so, with its ending, and a sheet of a workbook. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Table> of(String code) {
    return Stream.of(values()).filter(table -> table.code().equals(code)).findFirst();
  }

  /** What its columns are called, those that it needs first. */
  public List<String> columns() {
    return Stream.concat(needed.stream(), optional.stream()).toList();
  }

  /** Whether a column holds numbers: in a spreadsheet they are typed so. */
  public static boolean isNumber(String column) {
    return NUMBERS.contains(column);
  }

  /** Whether a column holds dates. */
  public static boolean isDate(String column) {
    return DATES.contains(column);
  }

  static Map<String, String> row(Department d, League league, String successor) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("code", d.code());
    row.put("name", d.name().zh());
    row.put("league", league.name().zh());
    row.put("name_en", d.name().en());
    row.put("league_en", league.name().en());
    row.put("league_code", league.code());
    row.put("lead", d.lead());
    row.put("parent", d.parent());
    row.put("short_name", d.shortName());
    row.put("in_totals", Boolean.toString(d.inTotals()));
    row.put("from", d.from() == null ? "" : d.from().toString());
    row.put("until", d.until() == null ? "" : d.until().toString());
    row.put("successor", successor);
    return row;
  }

  static Map<String, String> row(Section s) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("code", s.code());
    row.put("name", s.name().zh());
    row.put("weight", plain(s.weight()));
    row.put("name_en", s.name().en());
    row.put("from", s.from() == null ? "" : s.from().toString());
    row.put("until", s.until() == null ? "" : s.until().toString());
    return row;
  }

  /**
   * @param section the code of the one that it stands in; empty: in none
   */
  static Map<String, String> row(Goal g, String section) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("code", g.code());
    row.put("name", g.name().zh());
    row.put("unit", g.unit().zh());
    row.put("direction", lower(g.direction()));
    row.put("kind", g.kind().name());
    row.put("weight", plain(g.weight()));
    row.put("cap", g.cap() == null ? "none" : plain(g.cap()));
    row.put("min", plain(g.minimum()));
    row.put("period", lower(g.period()));
    row.put("decimals", Integer.toString(g.decimals()));
    row.put("due_every", lower(g.dueEvery()));
    row.put("grace", Integer.toString(g.grace()));
    row.put("shown_decimals", Integer.toString(g.shownDecimals()));
    row.put("section", section);
    row.put("from", g.from() == null ? "" : g.from().toString());
    row.put("until", g.until() == null ? "" : g.until().toString());
    row.put("name_en", g.name().en());
    row.put("unit_en", g.unit().en());
    return row;
  }

  static Map<String, String> row(Target t, String department, String goal) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("department", department);
    row.put("goal", goal);
    row.put("target", t.applicable() ? plain(t.amount()) : "n/a");
    row.put("baseline", plain(t.baseline()));
    row.put("from", t.from().toString());
    return row;
  }

  /**
   * @param point null: the plan is taken away
   */
  static Map<String, String> planRow(
      Plan.@Nullable Point point, LocalDate from, String goal, String department) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("goal", goal);
    row.put("date", point == null ? "" : point.date().toString());
    row.put("percent", point == null ? "" : plain(point.percent()));
    row.put("department", department);
    row.put("from", from.toString());
    return row;
  }

  /**
   * @param done null: not done, or the entry stands among the reports
   */
  static Map<String, String> row(
      Milestone m, @Nullable LocalDate done, String department, String goal) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("department", department);
    row.put("goal", goal);
    row.put("step", m.step());
    row.put("due", m.due().toString());
    row.put("done", done == null ? "" : done.toString());
    row.put("weight", plain(m.weight()));
    row.put("from", m.from().toString());
    return row;
  }

  static Map<String, String> row(Adjustment a, String department) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("department", department);
    row.put("kind", lower(a.kind()));
    row.put("on", a.on().toString());
    row.put("reason", a.reason());
    row.put("item", a.item());
    row.put("points", a.kind() == Adjustment.Kind.VETO ? "" : plain(a.points()));
    row.put("evidence", a.evidence());
    return row;
  }

  static Map<String, String> row(Report r, Goal goal, String department) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("department", department);
    row.put("goal", goal.code());
    row.put("as_of", r.asOf().toString());
    row.put("value", plain(r.value()));
    row.put("denominator", plain(r.figure().denominator()));
    row.put("milestone", goal.kind().hasSteps() ? r.figure().step() : "");
    row.put("note", r.note());
    row.put("evidence", r.evidence());
    row.put("state", lower(r.state()));
    return row;
  }

  static String plain(@Nullable BigDecimal number) {
    return number == null ? "" : number.toPlainString();
  }

  static String lower(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
