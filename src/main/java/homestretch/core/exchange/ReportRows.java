package homestretch.core.exchange;

import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.exchange.Imported.What;
import homestretch.core.exchange.Sheet.Row;
import homestretch.core.exchange.TableReader.ReadTable;
import homestretch.core.exchange.staged.StagedReports;
import homestretch.core.exchange.staged.StagedReports.Pair;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.report.Remark;
import homestretch.core.report.Report;
import homestretch.core.report.ReportService.Prepared;
import homestretch.core.report.Submission;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of {@code reports}: there may be a million. Read, they wait until there are some
 * thousands; then what stands of their departments and goals is read at once, and each is checked
 * against it.
 */
final class ReportRows {
  private static final int MOST_WAITING = 20_000;
  private static final int LINE_BITS = 40;

  private record Waiting(ReadTable table, Row row, Submission submission, Report.State state) {}

  private final ImportRun run;
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<ReadTable> tables = new ArrayList<>();

  /** Whether the caller reported for a department before this import began. */
  private final Map<DepartmentId, Boolean> ownDepartments = new HashMap<>();

  ReportRows(ImportRun run) {
    this.run = run;
  }

  void take(ReadTable table, Row row) {
    if (run.isPassedOver(row.cell("goal"))) {
      return;
    }
    Department department = run.departmentOf(row);
    Goal goal = run.goalOf(row);
    LocalDate asOf = Cells.date(row, "as_of", null);
    Report.State state = Cells.choice(row, "state", Report.State.class, Report.State.PROVISIONAL);
    if (!state.counts()) {
      throw new Fault.Invalid(
          "state", row.cell("state"), Text.same("provisional, verified, revised"));
    }
    BigDecimal value = Cells.number(row, "value");
    String step = row.cell("milestone");
    waiting.add(
        new Waiting(
            table,
            row,
            new Submission(
                department,
                goal,
                step.isEmpty()
                    ? Figure.of(value, Cells.optional(row, "denominator").orElse(null))
                    : Figure.step(step, value.signum() > 0),
                asOf,
                row.cell("note"),
                row.cell("evidence")),
            state));
    if (waiting.size() == MOST_WAITING) {
      finish();
    }
  }

  /** Checks those that wait. */
  void finish() {
    Set<Pair> pairs = new HashSet<>();
    for (Waiting each : waiting) {
      pairs.add(new Pair(each.submission().department().id(), each.submission().goal().id()));
    }
    run.stage.load(pairs);
    for (Waiting each : waiting) {
      run.attempt(each.table(), each.row().line(), () -> check(each));
    }
    waiting.clear();
  }

  private void check(Waiting each) {
    Submission submission = run.stage.reports().named(run.campaign, each.submission());
    StagedReports ledger = run.stage.ledger();
    long before =
        ledger.saidAt(
            submission.department().id(),
            submission.goal().id(),
            submission.figure().step(),
            submission.asOf());
    if (before != 0) {
      Duplicates.twice(
          run.findings,
          each.table().file(),
          each.row().line(),
          each.row(),
          tables.get((int) (before >> LINE_BITS)).file(),
          before & (1L << LINE_BITS) - 1);
      return;
    }
    Report.State state = each.state();
    // An import verifies nothing that its caller could not verify: such a figure is provisional.
    if (state == Report.State.VERIFIED && isOwn(submission.department().id())) {
      state = Report.State.PROVISIONAL;
    }
    Prepared prepared = run.stage.reports().prepare(run.campaign, submission, state, run.actor);
    ledger.add(prepared);
    ledger.say(
        submission.department().id(),
        submission.goal().id(),
        submission.figure().step(),
        submission.asOf(),
        (long) number(each.table()) << LINE_BITS | each.row().line());
    if (prepared.oddity() != null && submission.goal().kind().hasSteps()) {
      run.findings.warn(
          each.table().file(),
          each.row().line(),
          "as_of",
          prepared.oddity().code(),
          prepared.oddity().text(),
          submission.asOf().toString());
    } else if (prepared.oddity() != null) {
      run.findings.warn(
          each.table().file(),
          each.row().line(),
          "value",
          "jump",
          prepared.oddity().text(),
          each.row().cell("value"));
    }
    for (Remark remark : prepared.notes()) {
      boolean isOfDay = remark.field().equals("asOf");
      run.findings.warn(
          each.table().file(),
          each.row().line(),
          isOfDay ? "as_of" : remark.field(),
          remark.code(),
          remark.text(),
          isOfDay
              ? submission.asOf().toString()
              : submission.department().code() + " " + submission.goal().code());
    }
    changed(each, prepared);
  }

  private void changed(Waiting each, Prepared prepared) {
    String department = each.submission().department().code();
    Goal goal = each.submission().goal();
    Report last = prepared.last();
    boolean stood = last != null && last.state().counts();
    run.changed(
        each.table(),
        each.row().line(),
        prepared.entry() == null ? What.SAME : stood ? What.CHANGED : What.ADDED,
        () -> last == null || !stood ? Map.of() : Table.row(last, goal, department),
        () -> Table.row(prepared.after(), goal, department));
  }

  private boolean isOwn(DepartmentId department) {
    return ownDepartments.computeIfAbsent(
        department, id -> run.stage.reports().isOwn(run.campaign.id(), id, run.actor));
  }

  private int number(ReadTable table) {
    if (tables.isEmpty() || tables.getLast() != table) {
      tables.add(table);
    }
    return tables.size() - 1;
  }
}
