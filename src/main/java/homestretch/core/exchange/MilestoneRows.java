package homestretch.core.exchange;

import homestretch.core.department.Department;
import homestretch.core.exchange.Sheet.Row;
import homestretch.core.exchange.TableReader.ReadTable;
import homestretch.core.exchange.staged.StagedReports.Pair;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.report.Remark;
import homestretch.core.report.Report;
import homestretch.core.report.ReportService;
import homestretch.core.report.Submission;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The rows of {@code milestones}; a step that is done is a figure as well. */
final class MilestoneRows {
  private final ImportRun run;

  MilestoneRows(ImportRun run) {
    this.run = run;
  }

  /** Reads the figures of the steps that are said to be done, all at once. */
  void readFigures(ReadTable table) {
    Set<Pair> pairs = new HashSet<>();
    table
        .rows()
        .accept(
            row -> {
              Department department = run.departmentOf.get(row.cell("department"));
              Goal goal = run.goalOf.get(row.cell("goal"));
              if (!row.cell("done").isEmpty() && department != null && goal != null) {
                pairs.add(new Pair(department.id(), goal.id()));
              }
            });
    run.stage.load(pairs);
  }

  void take(ReadTable table, Row row) {
    if (run.isPassedOver(row.cell("goal"))) {
      return;
    }
    Department department = run.departmentOf(row);
    Goal goal = run.goalOf(row);
    LocalDate done = row.cell("done").isEmpty() ? null : Cells.date(row, "done", null);
    String step = Cells.needed(row, "step");
    LocalDate from = Cells.date(row, "from", run.campaign.start());
    Optional<Milestone> before = run.stage.goals().step(department.id(), goal.id(), step, from);
    Milestone after =
        run.stage
            .goals()
            .setMilestone(
                run.campaign,
                goal,
                new Milestone(
                    department.id(),
                    goal.id(),
                    step,
                    Cells.date(row, "due", null),
                    Cells.optional(row, "weight")
                        .orElse(before.map(Milestone::weight).orElse(BigDecimal.ONE)),
                    from,
                    0),
                run.actor);
    boolean wasDone =
        done != null
            && run.stage
                .reports()
                .standing(department.id(), goal.id(), step, done)
                .filter(r -> r.figure().isDone())
                .isPresent();
    if (done != null && !wasDone) {
      ReportService.Prepared prepared =
          run.stage
              .reports()
              .prepare(
                  run.campaign,
                  new Submission(department, goal, Figure.step(step, true), done, "", ""),
                  Report.State.PROVISIONAL,
                  run.actor);
      run.stage.ledger().add(prepared);
      for (Remark remark : prepared.remarks()) {
        run.findings.warn(
            table.file(), row.line(), "done", remark.code(), remark.text(), done.toString());
      }
    }
    run.changed(
        table,
        row,
        before
            .map(m -> Table.row(m, wasDone ? done : null, department.code(), goal.code()))
            .orElse(null),
        Table.row(after, done, department.code(), goal.code()));
  }
}
