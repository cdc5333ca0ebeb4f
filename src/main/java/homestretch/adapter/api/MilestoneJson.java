package homestretch.adapter.api;

import homestretch.core.goal.Milestone;
import homestretch.core.store.Numbered;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A version of a dated step. */
record MilestoneJson(
    @Is(value = "Its number", example = "4", readOnly = true) @Nullable Long id,
    @Is(value = "The code or name of the department", example = "GBR", required = true)
        @Nullable String department,
    @Is(
            value = "The code or name of the goal, of the kind milestones",
            example = "PROJECTS",
            required = true)
        @Nullable String goal,
    @Is(
            value = "The step: signed, started, finished, in-production, or any other name",
            example = "signed",
            required = true,
            longest = 64)
        @Nullable String step,
    @Is(value = "The day by which it must be done", example = "2026-06-30", required = true)
        @Nullable LocalDate due,
    @Is(value = "Its weight among the steps; 0 takes it away", example = "1", min = "0")
        @Nullable BigDecimal weight,
    @Is(
            value = "The first day on which it counts; the campaign's first if left out",
            example = "2026-01-01")
        @Nullable LocalDate from,
    @Is(value = "1, 2, … of this step", example = "1", readOnly = true) @Nullable Integer version) {

  static MilestoneJson of(Numbered<Milestone> numbered, Codes codes) {
    Milestone m = numbered.thing();
    return new MilestoneJson(
        numbered.id(),
        codes.of(m.department()),
        codes.of(m.goal()),
        m.step(),
        m.due(),
        m.weight(),
        m.from(),
        m.version());
  }
}
