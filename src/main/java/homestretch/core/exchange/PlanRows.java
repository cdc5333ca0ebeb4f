package homestretch.core.exchange;

import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.exchange.Imported.What;
import homestretch.core.exchange.Sheet.Row;
import homestretch.core.exchange.TableReader.ReadTable;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Plan;
import homestretch.core.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of {@code plans}: those of one goal, department and first day make a curve. */
final class PlanRows {
  private record Curve(Goal goal, @Nullable Department department, LocalDate from) {}

  private final ImportRun run;

  PlanRows(ImportRun run) {
    this.run = run;
  }

  void take(ReadTable table) {
    Map<Curve, List<Row>> curves = new LinkedHashMap<>();
    run.rows(
        table,
        row -> {
          if (!run.isPassedOver(row.cell("goal"))) {
            curves
                .computeIfAbsent(
                    new Curve(
                        run.goalOf(row),
                        row.cell("department").isEmpty() ? null : run.departmentOf(row),
                        Cells.date(row, "from", run.campaign.start())),
                    curve -> new ArrayList<>())
                .add(row);
          }
        });
    run.findings.stopIfWrong();
    curves.forEach((curve, rows) -> plan(table, curve, rows));
  }

  private void plan(ReadTable table, Curve curve, List<Row> rows) {
    DepartmentId of = curve.department() == null ? null : curve.department().id();
    TreeMap<LocalDate, Row> byDate = new TreeMap<>();
    List<Plan.Point> points = new ArrayList<>();
    boolean takenAway = rows.size() == 1 && rows.getFirst().cell("date").isEmpty();
    if (!takenAway) {
      for (Row row : rows) {
        run.attempt(
            table,
            row.line(),
            () -> {
              LocalDate date = Cells.date(row, "date", null);
              if (byDate.put(date, row) != null) {
                throw new Fault.Invalid(
                    "date", date, new Text("不重复的日期", "a date that is not there yet"));
              }
            });
      }
      byDate.forEach(
          (date, row) ->
              run.attempt(
                  table,
                  row.line(),
                  () -> {
                    List<Plan.Point> soFar = new ArrayList<>(points);
                    soFar.add(new Plan.Point(date, Cells.number(row, "percent")));
                    // Falls here if the percentages fall: the row at fault is known.
                    points.add(
                        new Plan(curve.goal().id(), of, curve.from(), soFar, 0).points().getLast());
                  }));
    }
    run.findings.stopIfWrong();
    Row first = rows.getFirst();
    run.attempt(
        table,
        first.line(),
        () -> {
          String department = first.cell("department");
          Map<LocalDate, Plan.Point> before = new TreeMap<>();
          run.stage
              .goals()
              .plan(curve.goal().id(), of, curve.from())
              .ifPresent(p -> p.points().forEach(point -> before.put(point.date(), point)));
          run.stage
              .goals()
              .setPlan(
                  run.campaign,
                  curve.goal(),
                  new Plan(curve.goal().id(), of, curve.from(), points, 0),
                  run.actor);
          for (Plan.Point point : points) {
            Plan.Point was = before.remove(point.date());
            run.changed(
                table,
                Objects.requireNonNull(byDate.get(point.date())),
                was == null ? null : row(curve, department, was),
                row(curve, department, point));
          }
          before
              .values()
              .forEach(
                  was ->
                      run.changed(
                          table,
                          first.line(),
                          What.REMOVED,
                          () -> row(curve, department, was),
                          Map::of));
        });
  }

  private static Map<String, String> row(Curve curve, String department, Plan.Point point) {
    return Table.planRow(point, curve.from(), curve.goal().code(), department);
  }
}
