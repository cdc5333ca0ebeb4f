package homestretch.core.exchange;

import homestretch.core.department.Department;
import homestretch.core.exchange.Sheet.Row;
import homestretch.core.exchange.TableReader.ReadTable;
import homestretch.core.score.Adjustment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** The rows of {@code adjustments}; one that stands already is not entered again. */
final class AdjustmentRows {
  private final ImportRun run;

  AdjustmentRows(ImportRun run) {
    this.run = run;
  }

  void take(ReadTable table, Row row) {
    Department department = run.departmentOf(row);
    Adjustment.Kind kind = Cells.choice("kind", Cells.needed(row, "kind"), Adjustment.Kind.class);
    LocalDate on = Cells.date(row, "on", null);
    BigDecimal points = Cells.optional(row, "points").orElse(null);
    Optional<Adjustment> before =
        run.stage.schemes().adjustments(run.campaign).stream()
            .filter(a -> a.withdrawn() == null && a.department().equals(department.id()))
            .filter(a -> a.kind() == kind && a.item().equals(row.cell("item")))
            .filter(a -> a.on().equals(on) && a.reason().equals(row.cell("reason")))
            .filter(a -> points == null || a.points().compareTo(points) == 0)
            .findFirst();
    Adjustment after =
        before.orElseGet(
            () ->
                run.stage
                    .schemes()
                    .adjust(
                        run.campaign,
                        department,
                        kind,
                        row.cell("item"),
                        points,
                        on,
                        row.cell("reason"),
                        row.cell("evidence"),
                        run.actor));
    run.changed(
        table,
        row,
        before.map(a -> Table.row(a, department.code())).orElse(null),
        Table.row(after, department.code()));
  }
}
