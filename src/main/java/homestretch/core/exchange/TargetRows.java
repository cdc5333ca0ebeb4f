package homestretch.core.exchange;

import homestretch.core.department.DepartmentId;
import homestretch.core.exchange.Sheet.Row;
import homestretch.core.exchange.TableReader.ReadTable;
import homestretch.core.fault.Fault;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.Target;
import homestretch.core.text.Text;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of {@code target_revisions} and {@code targets}. */
final class TargetRows {
  private static final Set<String> NOT_APPLICABLE = Set.of("n/a", "不适用");

  private record Cell(DepartmentId department, GoalId goal) {}

  private final ImportRun run;
  private final Map<Cell, LocalDate> revisedUntil = new HashMap<>();

  TargetRows(ImportRun run) {
    this.run = run;
  }

  /**
   * A target that was another up to a day: it counts from the start of the run.campaign, or from
   * the day after the revision before, and the target of {@code targets.csv} from the day after.
   */
  void revision(ReadTable table, Row row) {
    if (run.isPassedOver(row.cell("goal"))) {
      return;
    }
    Cell cell = cell(row);
    LocalDate asOf = Cells.date(row, "as_of", null);
    LocalDate before = revisedUntil.get(cell);
    if (before != null && !asOf.isAfter(before)) {
      throw new Fault.Invalid(
          "as_of", asOf, new Text("晚于 " + before + " 的日期", "a date after " + before));
    }
    LocalDate from =
        before != null
            ? before.plusDays(1)
            : asOf.isBefore(run.campaign.start()) ? asOf : run.campaign.start();
    revisedUntil.put(cell, asOf);
    setTarget(
        table,
        row,
        Target.of(
            cell.department(),
            cell.goal(),
            Cells.number(row, "target_then"),
            Cells.optional(row, "baseline").orElse(null),
            from));
  }

  void target(ReadTable table, Row row) {
    if (run.isPassedOver(row.cell("goal"))) {
      return;
    }
    Cell cell = cell(row);
    LocalDate revised = revisedUntil.get(cell);
    LocalDate from =
        Cells.date(row, "from", revised == null ? run.campaign.start() : revised.plusDays(1));
    setTarget(
        table,
        row,
        NOT_APPLICABLE.contains(row.cell("target").toLowerCase(Locale.ROOT))
            ? Target.notApplicable(cell.department(), cell.goal(), from)
            : Target.of(
                cell.department(),
                cell.goal(),
                Cells.number(row, "target"),
                Cells.optional(row, "baseline").orElse(null),
                from));
  }

  private void setTarget(ReadTable table, Row row, Target target) {
    Cell cell = new Cell(target.department(), target.goal());
    Optional<Target> before =
        run.stage.goals().targetVersions(cell.department(), cell.goal()).stream()
            .filter(t -> !t.from().isAfter(target.from()))
            .max(Comparator.comparing(Target::from).thenComparing(Target::version));
    Target after = run.stage.goals().setTarget(run.campaign, target, run.actor);
    String department = Cells.needed(row, "department");
    String goal = Cells.needed(row, "goal");
    if (target.applicable() && target.amount() != null && target.amount().signum() == 0) {
      run.findings.warn(
          table.file(),
          row.line(),
          table.table() == Table.TARGETS ? "target" : "target_then",
          "target-zero",
          new Text(
              "目标为 0：算作“一点不能有”；不考核的请写 n/a",
              "a target of 0 means that there may be none; n/a says that nothing is asked"),
          department + " " + goal);
    }
    run.changed(
        table,
        row,
        before.map(t -> Table.row(t, department, goal)).orElse(null),
        Table.row(after, department, goal));
  }

  private Cell cell(Row row) {
    return new Cell(run.departmentOf(row).id(), run.goalOf(row).id());
  }
}
