package homestretch.core.exchange;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.exchange.Imported.Change;
import homestretch.core.exchange.Imported.What;
import homestretch.core.exchange.Sheet.Row;
import homestretch.core.exchange.TableReader.ReadTable;
import homestretch.core.exchange.staged.Stage;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Field;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One import: its tables one after another, and what they have in common. */
final class ImportRun {
  final Stage stage;
  final Campaign campaign;
  final Actor actor;
  final Findings findings;

  /** By code, those of the same import too. */
  final Map<String, Department> departmentOf = new LinkedHashMap<>();

  final SectionRows sections;

  final Map<String, Goal> goalOf = new LinkedHashMap<>();

  private final boolean dryRun;
  private final Set<String> onlyGoals;
  private final Map<String, Integer> taken = new LinkedHashMap<>();
  private final Map<String, Integer> passedOver = new TreeMap<>();
  private int passedOverInAll;
  private final List<Change> changes = new ArrayList<>();
  private final int[] counts = new int[What.values().length];

  ImportRun(Stage stage, ImportOptions options, Actor actor, Findings findings) {
    this.stage = stage;
    this.actor = actor;
    this.findings = findings;
    campaign = stage.campaign();
    dryRun = options.dryRun();
    onlyGoals = options.onlyGoals();
    stage.departments().departments(campaign).forEach(d -> departmentOf.put(d.code(), d));
    sections = new SectionRows(this);
    stage.goals().goals(campaign).forEach(g -> goalOf.put(g.code(), g));
  }

  Imported load(TableReader.Reading reading) {
    List<ReadTable> tables = reading.tables();
    DepartmentRows departments = new DepartmentRows(this);
    rows(tables, Table.DEPARTMENTS, departments::take);
    of(tables, Table.DEPARTMENTS)
        .forEach(
            table ->
                table
                    .rows()
                    .accept(row -> attempt(table, row.line(), () -> departments.checkParent(row))));
    findings.stopIfWrong();
    rows(tables, Table.SECTIONS, sections::take);
    findings.stopIfWrong();
    rows(tables, Table.GOALS, new GoalRows(this)::take);
    for (String code : onlyGoals) {
      if (!goalOf.containsKey(code)) {
        findings.violations.add(
            new Violation("goals", code, new Text("已有指标的代码", "the code of a goal")));
      }
    }
    findings.stopIfWrong();
    new SchemeVersions(this).take(of(tables, Table.SCHEME));
    findings.stopIfWrong();
    TargetRows targets = new TargetRows(this);
    rows(tables, Table.TARGET_REVISIONS, targets::revision);
    rows(tables, Table.TARGETS, targets::target);
    of(tables, Table.PLANS).forEach(new PlanRows(this)::take);
    // A step that is done needs to be set up: no milestones, no entries of them.
    MilestoneRows milestones = new MilestoneRows(this);
    of(tables, Table.MILESTONES).forEach(milestones::readFigures);
    rows(tables, Table.MILESTONES, milestones::take);
    rows(tables, Table.ADJUSTMENTS, new AdjustmentRows(this)::take);
    findings.stopIfWrong();
    ReportRows reports = new ReportRows(this);
    rows(tables, Table.REPORTS, reports::take);
    reports.finish();
    findings.stopIfWrong();
    passedOver.forEach((goal, count) -> findings.ignored.add(goal + ": " + count + " rows"));
    return new Imported(
        campaign.slug(),
        dryRun,
        taken,
        counts[What.ADDED.ordinal()],
        counts[What.CHANGED.ordinal()] + counts[What.REMOVED.ordinal()],
        counts[What.SAME.ordinal()],
        List.copyOf(findings.ignored),
        changes,
        findings.warnings(),
        reading.recognised(),
        "",
        null);
  }

  private static List<ReadTable> of(List<ReadTable> tables, Table wanted) {
    return tables.stream().filter(table -> table.table() == wanted).toList();
  }

  private void rows(List<ReadTable> tables, Table wanted, BiConsumer<ReadTable, Row> each) {
    of(tables, wanted).forEach(table -> rows(table, row -> each.accept(table, row)));
  }

  /** Takes every row of a table; those passed over are not counted as taken. */
  void rows(ReadTable table, Consumer<Row> each) {
    int passedBefore = passedOverInAll;
    int[] read = {0};
    table
        .rows()
        .accept(
            row -> {
              read[0]++;
              attempt(table, row.line(), () -> each.accept(row));
            });
    taken.merge(table.table().code(), read[0] - (passedOverInAll - passedBefore), Integer::sum);
  }

  /** What is wrong is noted with its place. */
  void attempt(ReadTable table, long line, Runnable step) {
    try {
      step.run();
    } catch (Fault.Invalid invalid) {
      for (Violation violation : invalid.violations()) {
        findings.wrong(
            table.file(),
            line,
            column(table, violation.what()),
            violation.value(),
            violation.expected());
      }
    } catch (Fault fault) {
      String where = table.file() + ":" + line;
      throw new Fault.Conflict(
          new Text(where + "：" + fault.text().zh(), where + ": " + fault.text().en()));
    }
    if (findings.isFull()) {
      findings.stopIfWrong();
    }
  }

  /** A field under the name of its column; of a step the day is that on which it was done. */
  private static String column(ReadTable table, Field field) {
    return field.equals(Field.AS_OF) && table.columns().contains("done") ? "done" : field.column();
  }

  /**
   * @param before null: nothing stood
   */
  void changed(
      ReadTable table, Row row, @Nullable Map<String, String> before, Map<String, String> after) {
    What what = before == null ? What.ADDED : before.equals(after) ? What.SAME : What.CHANGED;
    changed(table, row.line(), what, () -> before == null ? Map.of() : before, () -> after);
  }

  /** The same where what stood and what stands is asked for in a dry run alone. */
  void changed(
      ReadTable table,
      long line,
      What what,
      Supplier<Map<String, String>> before,
      Supplier<Map<String, String>> after) {
    counts[what.ordinal()]++;
    if (dryRun) {
      changes.add(new Change(table.file(), line, what, before.get(), after.get()));
    }
  }

  /** Rows of goals that are not wanted are counted, not read. */
  boolean isPassedOver(String goal) {
    if (onlyGoals.isEmpty() || goal.isEmpty() || onlyGoals.contains(goal)) {
      return false;
    }
    passedOver.merge(goal, 1, Integer::sum);
    passedOverInAll++;
    return true;
  }

  Department departmentOf(Row row) {
    return known(departmentOf, row, "department", new Text("已有单位的代码", "the code of a department"));
  }

  Goal goalOf(Row row) {
    return known(goalOf, row, "goal", new Text("已有指标的代码", "the code of a goal"));
  }

  private static <T> T known(Map<String, T> all, Row row, String column, Text expected) {
    T found = all.get(Cells.needed(row, column));
    if (found == null) {
      throw new Fault.Invalid(column, row.cell(column), expected);
    }
    return found;
  }

  /** What a row says, or what stands. */
  static String said(Row row, String column, String otherwise) {
    String cell = row.cell(column);
    return cell.isEmpty() ? otherwise : cell;
  }
}
