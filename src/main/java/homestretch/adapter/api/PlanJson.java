package homestretch.adapter.api;

import homestretch.core.goal.Plan;
import homestretch.core.store.Numbered;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version of a plan: a whole curve of expected completion. */
record PlanJson(
    @Is(value = "Its number", example = "3", readOnly = true) @Nullable Long id,
    @Is(value = "The code or name of the goal", example = "INVEST", required = true)
        @Nullable String goal,
    @Is(
            value = "The code or name of one department; null: of all without a plan of their own",
            example = "GBR",
            nullable = true)
        @Nullable String department,
    @Is(
            value = "The first day on which it counts; the campaign's first if left out",
            example = "2026-01-01")
        @Nullable LocalDate from,
    @Is(
            value = "Expected completion at dates, linear in between; none: the plan is taken away",
            example = "[{\"date\": \"2026-06-30\", \"percent\": 45}]",
            required = true)
        @Nullable List<PointJson> points,
    @Is(value = "1, 2, … of this goal and department", example = "1", readOnly = true)
        @Nullable Integer version) {

  /** A point of the curve. */
  record PointJson(
      @Is(value = "The day", example = "2026-06-30", required = true) @Nullable LocalDate date,
      @Is(
              value = "What is expected to be done by then, in percent",
              example = "45",
              required = true,
              min = "0",
              max = "1000")
          @Nullable BigDecimal percent) {}

  static PlanJson of(Numbered<Plan> numbered, Codes codes) {
    Plan p = numbered.thing();
    return new PlanJson(
        numbered.id(),
        codes.of(p.goal()),
        p.department() == null ? null : codes.of(p.department()),
        p.from(),
        p.points().stream().map(each -> new PointJson(each.date(), each.percent())).toList(),
        p.version());
  }
}
