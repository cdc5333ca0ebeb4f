package homestretch.core.score;

import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Target;
import homestretch.core.score.rule.Measure;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * How far one goal of one department is, in percent, exact (docs/scoring.md, "Completion, pace,
 * light" and "Kinds of goal").
 *
 * @param actual what is held against the target: the amount, or a ratio's or growth's percentage;
 *     null: a ratio without cases
 * @param completion the raw figure; of a growth its score
 * @param credited from 0 to the goal's cap
 * @param expected what was due by then
 * @param credibleExpected what was due, within the same cap as what is credited
 * @param deviation shown completion − shown expected, in percentage points; of a growth its shown
 *     growth − the shown growth that was due
 * @param ratio completion / expected in percent; null while nothing is expected
 */
public record Pace(
    @Nullable Exact actual,
    Exact completion,
    Exact credited,
    Exact expected,
    Exact credibleExpected,
    BigDecimal deviation,
    @Nullable Exact ratio) {
  private static final BigFraction HUNDRED = BigFraction.of(100);
  private static final BigFraction NOT_MET = BigFraction.ZERO;

  /**
   * @param actual see {@link homestretch.core.goal.Goal#measured}
   * @param expected what should be done by then, in percent
   */
  public static Pace of(
      Goal goal, Target target, Exact actual, BigFraction expected, Scheme scheme) {
    return of(goal, Exact.fraction(target.amount()), target.baseline(), actual, expected, scheme);
  }

  /**
   * The same where the target is no decimal: the weighted mean of several.
   *
   * @param baseline the value at the start; null: none
   */
  public static Pace of(
      Goal goal,
      BigFraction aim,
      @Nullable BigDecimal baseline,
      Exact actual,
      BigFraction expected,
      Scheme scheme) {
    if (!goal.kind().isGrowth()) {
      return of(goal, actual, completion(goal, aim, baseline, actual.value()), expected, null);
    }
    Exact due = new Exact(aim.multiply(expected).divide(HUNDRED), goal.shownDecimals());
    Exact growth = actual.shownWith(goal.shownDecimals());
    BigDecimal deviation =
        switch (goal.direction()) {
          case UP -> growth.shownMinus(due);
          case DOWN -> due.shownMinus(growth);
        };
    return of(
        goal,
        growth,
        growthScore(goal.direction(), aim, actual.value(), scheme.growth()),
        expected,
        deviation);
  }

  /**
   * The figure that a scoring rule reads, as it is shown.
   *
   * @return null: a ratio without cases, which has no value
   */
  public @Nullable BigDecimal shown(Measure by) {
    return switch (by) {
      case COMPLETION -> completion.shown();
      case DEVIATION -> deviation;
      // An amount has all the decimals that it was entered with.
      case VALUE, GROWTH -> actual == null ? null : actual.shownWith(completion.decimals()).shown();
    };
  }

  /** A ratio of 0 of 0: no cases, so the target is met and there is no figure. */
  public static Pace ofNoCases(Goal goal, BigFraction expected) {
    return of(goal, null, HUNDRED, expected, null);
  }

  private static Pace of(
      Goal goal,
      @Nullable Exact actual,
      BigFraction completion,
      BigFraction expected,
      @Nullable BigDecimal ownDeviation) {
    int decimals = goal.shownDecimals();
    Exact done = new Exact(completion, decimals);
    Exact due = new Exact(expected, decimals);
    return new Pace(
        actual,
        done,
        new Exact(credited(goal, completion), decimals),
        due,
        new Exact(credited(goal, expected), decimals),
        ownDeviation == null ? done.shownMinus(due) : ownDeviation,
        due.signum() == 0 ? null : new Exact(Exact.percent(completion, expected), decimals));
  }

  /** Within the goal's floor, which is 0, and its cap. */
  private static BigFraction credited(Goal goal, BigFraction percent) {
    BigDecimal cap = goal.cap();
    if (percent.signum() < 0) {
      return BigFraction.ZERO;
    }
    BigFraction most = cap == null ? percent : Exact.fraction(cap);
    return Exact.compare(percent, most) > 0 ? most : percent;
  }

  private static BigFraction growthScore(
      Direction direction, BigFraction target, BigFraction actual, Scheme.Growth rule) {
    BigFraction better =
        switch (direction) {
          case UP -> actual.subtract(target);
          case DOWN -> target.subtract(actual);
        };
    BigFraction limit = Exact.fraction(rule.limit());
    BigFraction earned = better.multiply(Exact.fraction(rule.step()));
    BigFraction within =
        Exact.compare(earned, limit) > 0
            ? limit
            : Exact.compare(earned, limit.negate()) < 0 ? limit.negate() : earned;
    return Exact.fraction(rule.base()).add(within);
  }

  private static BigFraction completion(
      Goal goal, BigFraction amount, @Nullable BigDecimal baseline, BigFraction actual) {
    BigFraction completion;
    if (goal.period() == Goal.Period.CAMPAIGN) {
      BigFraction start = baseline == null ? BigFraction.ZERO : Exact.fraction(baseline);
      BigFraction way = amount.subtract(start);
      completion =
          way.signum() == 0
              ? metOrNot(goal.direction(), amount, actual)
              : Exact.percent(actual.subtract(start), way);
    } else if (amount.signum() == 0) {
      completion = metOrNot(goal.direction(), amount, actual);
    } else {
      // One form for both signs of the target: actual / target where it is positive,
      // 1 + (actual − target) / |target| where it is negative; mirrored where lower is better.
      completion =
          switch (goal.direction()) {
            case UP -> Exact.percent(amount.abs().add(actual).subtract(amount), amount.abs());
            case DOWN -> Exact.percent(amount.abs().add(amount).subtract(actual), amount.abs());
          };
    }
    return switch (goal.direction()) {
      case UP -> completion;
      // Lower is better: not below 0, from a baseline neither.
      case DOWN -> completion.signum() < 0 ? BigFraction.ZERO : completion;
    };
  }

  /** A target that leaves nothing to divide by: met gives 100, not met 0. */
  private static BigFraction metOrNot(Direction direction, BigFraction target, BigFraction actual) {
    int order = Exact.compare(actual, target);
    boolean met =
        switch (direction) {
          case UP -> order >= 0;
          case DOWN -> order <= 0;
        };
    return met ? HUNDRED : NOT_MET;
  }
}
