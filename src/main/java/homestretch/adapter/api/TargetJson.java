package homestretch.adapter.api;

import homestretch.core.goal.Target;
import homestretch.core.store.Numbered;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A version of a target. */
record TargetJson(
    @Is(value = "Its number", example = "12", readOnly = true) @Nullable Long id,
    @Is(value = "The code or name of the department", example = "GBR", required = true)
        @Nullable String department,
    @Is(value = "The code or name of the goal", example = "INVEST", required = true)
        @Nullable String goal,
    @Is(
            value =
                "What must be reached by the deadline, in the goal's unit; of a ratio or growth in"
                    + " percent; null where the goal does not apply",
            example = "145",
            nullable = true)
        @Nullable BigDecimal target,
    @Is(value = "false: the goal does not apply to the department", example = "true")
        @Nullable Boolean applicable,
    @Is(value = "The value at the period's start; null: not known", example = "20", nullable = true)
        @Nullable BigDecimal baseline,
    @Is(
            value = "The first day on which it counts; the campaign's first if left out",
            example = "2026-01-01")
        @Nullable LocalDate from,
    @Is(value = "1, 2, … of this department and goal", example = "1", readOnly = true)
        @Nullable Integer version) {

  static TargetJson of(Numbered<Target> numbered, Codes codes) {
    Target t = numbered.thing();
    return new TargetJson(
        numbered.id(),
        codes.of(t.department()),
        codes.of(t.goal()),
        t.applicable() ? t.amount() : null,
        t.applicable(),
        t.baseline(),
        t.from(),
        t.version());
  }
}
