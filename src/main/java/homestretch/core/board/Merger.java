package homestretch.core.board;

import homestretch.core.department.Department;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the figures of a merged department go on as its successor's (docs/scoring.md, "Dates"): until
 * the successor reports for a day after the merger, its figure is the sum of both; until it has a
 * target that begins after the merger, so is its target.
 */
final class Merger {
  private Merger() {}

  static @Nullable Report figure(
      Goal goal, Department merged, @Nullable Report own, @Nullable Report theirs) {
    LocalDate until = Objects.requireNonNull(merged.until());
    if (theirs == null || goal.kind().hasSteps() || (own != null && own.asOf().isAfter(until))) {
      return own;
    }
    if (own == null) {
      return theirs;
    }
    Figure sum = sum(goal, own.figure(), theirs.figure());
    return sum == null
        ? own
        : own.counting(sum, own.asOf().isAfter(theirs.asOf()) ? own.asOf() : theirs.asOf());
  }

  /** Null where there is no sum: a rate without its amounts. */
  private static @Nullable Figure sum(Goal goal, Figure one, Figure other) {
    BigDecimal denominator = one.denominator();
    BigDecimal theirs = other.denominator();
    if (goal.kind().isRate()) {
      return denominator == null || theirs == null
          ? null
          : Figure.of(one.value().add(other.value()), denominator.add(theirs));
    }
    return Figure.of(one.value().add(other.value()));
  }

  static @Nullable Target target(
      Goal goal, Department merged, @Nullable Target own, @Nullable Target theirs) {
    LocalDate until = Objects.requireNonNull(merged.until());
    if (theirs == null || !theirs.applicable() || (own != null && own.from().isAfter(until))) {
      return own;
    }
    return own == null || !own.applicable()
        ? theirs
        : goal.kind().isRate() ? own : own.plus(theirs);
  }
}
