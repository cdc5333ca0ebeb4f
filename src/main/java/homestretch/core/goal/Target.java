package homestretch.core.goal;

import homestretch.core.department.DepartmentId;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one department must reach on one goal by the deadline. Versioned, never edited in place.
 *
 * @param amount in the goal's unit; of a ratio or a growth in percent
 * @param baseline the value at the period's start, where known
 * @param from the first day on which this version counts
 * @param applicable false: from that day on the goal does not apply to the department
 */
public record Target(
    DepartmentId department,
    GoalId goal,
    BigDecimal amount,
    @Nullable BigDecimal baseline,
    LocalDate from,
    boolean applicable,
    int version) {
  /** A target on its way into the table. */
  public static Target of(
      DepartmentId department,
      GoalId goal,
      BigDecimal amount,
      @Nullable BigDecimal baseline,
      LocalDate from) {
    return new Target(department, goal, amount, baseline, from, true, 0);
  }

  /** The sum of both amounts, and of both values at the start. */
  public Target plus(Target other) {
    return new Target(
        department,
        goal,
        amount.add(other.amount),
        baseline == null
            ? other.baseline
            : other.baseline == null ? baseline : baseline.add(other.baseline),
        from,
        applicable,
        version);
  }

  /** From that day on the goal does not apply. */
  public static Target notApplicable(DepartmentId department, GoalId goal, LocalDate from) {
    return new Target(department, goal, BigDecimal.ZERO, null, from, false, 0);
  }
}
