package homestretch.core.score;

import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Target;
import homestretch.core.text.Figures;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How far one goal of one department is. All in percent or points, unrounded (spec/scoring.md,
 * Completion and Kinds of goal).
 *
 * @param completion the raw figure
 * @param credited at most the goal's cap
 * @param deviation completion − expected, in percentage points
 * @param ratio completion / expected in percent; null while nothing is expected
 */
public record Pace(
    BigDecimal completion,
    BigDecimal credited,
    BigDecimal expected,
    BigDecimal deviation,
    @Nullable BigDecimal ratio) {
  public static Pace of(Goal goal, Target target, BigDecimal actual, BigDecimal expected) {
    BigDecimal completion = completion(goal, target, actual);
    BigDecimal cap = goal.cap();
    return new Pace(
        completion,
        cap == null ? completion : completion.min(cap),
        expected,
        completion.subtract(expected),
        expected.signum() == 0
            ? null
            : completion.multiply(Figures.HUNDRED).divide(expected, Figures.PRECISE));
  }

  private static BigDecimal completion(Goal goal, Target target, BigDecimal actual) {
    if (goal.period() == Goal.Period.CAMPAIGN) {
      BigDecimal start = target.baseline() == null ? BigDecimal.ZERO : target.baseline();
      BigDecimal way = target.amount().subtract(start);
      return way.signum() == 0
          ? metOrNot(goal.direction(), target.amount(), actual)
          : percent(actual.subtract(start), way);
    }
    BigDecimal amount = target.amount();
    if (amount.signum() == 0) {
      return metOrNot(goal.direction(), amount, actual);
    }
    // One form for both signs of the target: actual / target where it is positive,
    // 1 + (actual − target) / |target| where it is negative; mirrored where lower is better.
    return switch (goal.direction()) {
      case UP -> percent(amount.abs().add(actual).subtract(amount), amount.abs());
      case DOWN ->
          percent(amount.abs().add(amount).subtract(actual), amount.abs()).max(BigDecimal.ZERO);
    };
  }

  /** A target that leaves nothing to divide by: met gives 100, not met 0. */
  private static BigDecimal metOrNot(Direction direction, BigDecimal target, BigDecimal actual) {
    int order = actual.compareTo(target);
    boolean met =
        switch (direction) {
          case UP -> order >= 0;
          case DOWN -> order <= 0;
        };
    return met ? Figures.HUNDRED : BigDecimal.ZERO;
  }

  private static BigDecimal percent(BigDecimal part, BigDecimal whole) {
    return part.multiply(Figures.HUNDRED).divide(whole, Figures.PRECISE);
  }
}
