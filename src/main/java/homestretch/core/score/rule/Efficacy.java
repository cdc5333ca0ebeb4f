package homestretch.core.score.rule;

import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * {@code floor + span × (x − worst) ÷ (best − worst)}, within 0 and 100 (功效系数).
 *
 * @param floor the points of the worst
 * @param span how many more the best has, above 0
 * @param range null: from the worst to the best of the league on that day
 */
public record Efficacy(Measure by, BigDecimal floor, BigDecimal span, @Nullable Range range)
    implements ScoringRule {
  public static final BigDecimal FLOOR = BigDecimal.valueOf(60);
  public static final BigDecimal SPAN = BigDecimal.valueOf(40);

  /**
   * @param best above {@code worst}, or below it where less is better
   */
  public record Range(BigDecimal worst, BigDecimal best) {}

  public Efficacy {
    Wrong.throwAny(
        wrong(
            floor,
            span,
            range == null ? null : range.worst(),
            range == null ? null : range.best()));
  }

  /**
   * Everything that is wrong with its parts; those that could not be read are null and say nothing.
   */
  public static List<Violation> wrong(
      @Nullable BigDecimal floor,
      @Nullable BigDecimal span,
      @Nullable BigDecimal worst,
      @Nullable BigDecimal best) {
    Wrong wrong = new Wrong();
    wrong.points("floor", floor);
    BigDecimal from = wrong.right("floor", floor);
    if (span != null
        && (span.signum() <= 0
            || span.add(from == null ? BigDecimal.ZERO : from).compareTo(MOST) > 0)) {
      wrong.add(
          "span",
          span,
          new Text("大于 0 的分数，加上 floor 不超过 100", "points above 0, with floor not more than 100"));
    }
    if (worst != null && best != null && best.compareTo(worst) == 0) {
      wrong.add("best", best, new Text("与 worst 不同", "another than worst"));
    }
    return wrong.all();
  }

  @Override
  public String type() {
    return "efficacy";
  }

  @Override
  public Text name() {
    return new Text("功效系数", "efficacy");
  }

  @Override
  public boolean comparesUnits() {
    return range == null;
  }

  @Override
  public List<Violation> unfit(Goal goal) {
    return unfit(
        by, range == null ? null : range.worst(), range == null ? null : range.best(), goal);
  }

  /** The same of what could be read. */
  public static List<Violation> unfit(
      @Nullable Measure by, @Nullable BigDecimal worst, @Nullable BigDecimal best, Goal goal) {
    if (by == null) {
      return List.of();
    }
    List<Violation> unfit = new ArrayList<>(by.unfit(goal));
    boolean lower = by.isLowerBetter(goal);
    if (worst != null
        && best != null
        && best.compareTo(worst) != 0
        && lower != (best.compareTo(worst) < 0)) {
      unfit.add(
          new Violation(
              "best",
              best.toPlainString(),
              lower
                  ? new Text(
                      "小于 worst（" + goal.name().zh() + "越低越好）",
                      "below worst (less of " + goal.name().en() + " is better)")
                  : new Text("大于 worst（越高越好）", "above worst (more is better)")));
    }
    return unfit;
  }

  /**
   * @param figure as shown, like the two others
   * @param worst where it equals {@code best}, all have the most points there are
   */
  public BigFraction points(BigDecimal figure, BigDecimal worst, BigDecimal best) {
    BigFraction most = Exact.fraction(floor.add(span));
    if (best.compareTo(worst) == 0) {
      return most;
    }
    return ScoringRule.bounded(
        Exact.fraction(floor)
            .add(
                Exact.fraction(span)
                    .multiply(Exact.fraction(figure.subtract(worst)))
                    .divide(Exact.fraction(best.subtract(worst)))));
  }
}
