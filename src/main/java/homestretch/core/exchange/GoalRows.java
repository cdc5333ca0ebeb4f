package homestretch.core.exchange;

import homestretch.core.exchange.Sheet.Row;
import homestretch.core.exchange.TableReader.ReadTable;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.SectionId;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The rows of {@code goals}. */
final class GoalRows {
  private final ImportRun run;

  GoalRows(ImportRun run) {
    this.run = run;
  }

  /** What a row does not say stays as it is. */
  void take(ReadTable table, Row row) {
    String code = Cells.needed(row, "code");
    if (run.isPassedOver(code)) {
      return;
    }
    Goal before = run.goalOf.get(code);
    String unit = row.cell("unit");
    String kind = row.cell("kind");
    BigDecimal hundred = Figures.HUNDRED;
    Goal after =
        run.stage
            .goals()
            .put(
                run.campaign,
                new Goal(
                    new GoalId(0),
                    run.campaign.id(),
                    code,
                    Cells.bilingual(row, "name"),
                    new Text(unit, ImportRun.said(row, "unit_en", unit)),
                    kind.isEmpty()
                        ? before == null ? new GoalKind.Total() : before.kind()
                        : GoalKind.of(kind),
                    Cells.choice(
                        row,
                        "direction",
                        Direction.class,
                        before == null ? Direction.UP : before.direction()),
                    Cells.optional(row, "weight")
                        .orElse(before == null ? BigDecimal.ONE : before.weight()),
                    row.cell("cap").equals("none")
                        ? null
                        : Cells.optional(row, "cap")
                            .orElse(before == null ? hundred : before.cap()),
                    Cells.optional(row, "min").orElse(before == null ? null : before.minimum()),
                    Cells.choice(
                        row,
                        "period",
                        Goal.Period.class,
                        before == null ? Goal.Period.YEAR : before.period()),
                    Cells.choice(
                        row,
                        "due_every",
                        Goal.DueEvery.class,
                        before == null ? Goal.DEFAULT_DUE_EVERY : before.dueEvery()),
                    Cells.integer(
                        row, "grace", before == null ? Goal.DEFAULT_GRACE : before.grace()),
                    Cells.integer(
                        row, "decimals", before == null ? Goal.MOST_DECIMALS : before.decimals()),
                    Cells.integer(
                        row,
                        "shown_decimals",
                        before == null ? Exact.DECIMALS : before.shownDecimals()),
                    Cells.optionalDate(row, "from", before == null ? null : before.from()),
                    Cells.optionalDate(row, "until", before == null ? null : before.until()),
                    section(row, before),
                    before == null ? run.goalOf.size() + 1 : before.position(),
                    0),
                run.actor);
    run.changed(
        table,
        row,
        before == null ? null : Table.row(before, run.sections.codeOf(before.section())),
        Table.row(after, run.sections.codeOf(after.section())));
    run.goalOf.put(code, after);
  }

  private @Nullable SectionId section(Row row, @Nullable Goal before) {
    String named = row.cell("section");
    if (named.isEmpty()) {
      return before == null ? null : before.section();
    }
    return named.equals("none") ? null : run.sections.named(named).id();
  }
}
