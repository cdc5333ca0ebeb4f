package homestretch.core.score;

import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Target;
import homestretch.core.text.Figures;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How far one goal of one department is. All in percent or points, unrounded (spec/scoring.md,
 * Completion and Kinds of goal).
 *
 * @param actual what is held against the target: the amount, or a ratio's or growth's percentage
 * @param completion the raw figure; of a growth its score
 * @param credited at most the goal's cap
 * @param deviation completion − expected, in percentage points; of a growth growth − target
 * @param ratio completion / expected in percent; null while nothing is expected
 */
public record Pace(
    BigDecimal actual,
    BigDecimal completion,
    BigDecimal credited,
    BigDecimal expected,
    BigDecimal deviation,
    @Nullable BigDecimal ratio) {
  /**
   * @param actual see {@link homestretch.core.goal.Figure#measured}
   * @param expected what should be done by then, in percent
   */
  public static Pace of(
      Goal goal, Target target, BigDecimal actual, BigDecimal expected, Scheme scheme) {
    boolean growth = goal.kind() instanceof GoalKind.Growth;
    BigDecimal completion =
        growth
            ? growthScore(goal.direction(), target.amount(), actual, scheme.growth())
            : completion(goal, target, actual);
    BigDecimal deviation =
        growth
            ? better(goal.direction(), actual, due(target.amount(), expected))
            : completion.subtract(expected);
    BigDecimal cap = goal.cap();
    return new Pace(
        actual,
        completion,
        cap == null ? completion : completion.min(cap),
        expected,
        deviation,
        expected.signum() == 0
            ? null
            : completion.multiply(Figures.HUNDRED).divide(expected, Figures.PRECISE));
  }

  private static BigDecimal growthScore(
      Direction direction, BigDecimal target, BigDecimal actual, Scheme.Growth rule) {
    BigDecimal earned = better(direction, actual, target).multiply(rule.step());
    return rule.base().add(earned.max(rule.limit().negate()).min(rule.limit()));
  }

  /** By how many points the growth is better than that. */
  private static BigDecimal better(Direction direction, BigDecimal actual, BigDecimal than) {
    return switch (direction) {
      case UP -> actual.subtract(than);
      case DOWN -> than.subtract(actual);
    };
  }

  private static BigDecimal due(BigDecimal target, BigDecimal expected) {
    return target.multiply(expected).divide(Figures.HUNDRED, Figures.PRECISE);
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
