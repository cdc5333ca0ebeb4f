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
 * {@code base ± step per point} of difference from the league's mean, within limits.
 *
 * @param step points for one of what {@code by} is counted in, above 0
 * @param least not above the base
 * @param most not below the base
 */
public record Relative(
    Measure by, BigDecimal base, BigDecimal step, BigDecimal least, BigDecimal most, Mean mean)
    implements ScoringRule {
  /** How the league's mean is made. */
  public enum Mean {
    /** By the units' targets; of amounts alone. */
    WEIGHTED,
    /** Every unit alike. */
    PLAIN
  }

  public Relative {
    Wrong.throwAny(wrong(base, step, least, most));
  }

  /**
   * Everything that is wrong with its parts; those that could not be read are null and say nothing.
   */
  public static List<Violation> wrong(
      @Nullable BigDecimal base,
      @Nullable BigDecimal step,
      @Nullable BigDecimal least,
      @Nullable BigDecimal most) {
    Wrong wrong = new Wrong();
    wrong.points("base", base);
    wrong.aboveZero("step", step);
    wrong.points("least", least);
    wrong.points("most", most);
    BigDecimal middle = wrong.right("base", base);
    BigDecimal low = wrong.right("least", least);
    BigDecimal high = wrong.right("most", most);
    if (low != null && middle != null && low.compareTo(middle) > 0) {
      wrong.add("least", low, new Text("不高于 base", "not above base"));
    } else if (low != null && high != null && low.compareTo(high) > 0) {
      wrong.add("least", low, new Text("不高于 most", "not above most"));
    }
    if (high != null && middle != null && high.compareTo(middle) < 0) {
      wrong.add("most", high, new Text("不低于 base", "not below base"));
    }
    return wrong.all();
  }

  @Override
  public String type() {
    return "relative";
  }

  @Override
  public Text name() {
    return new Text("比平均", "against the mean");
  }

  @Override
  public boolean comparesUnits() {
    return true;
  }

  @Override
  public List<Violation> unfit(Goal goal) {
    return unfit(by, mean, goal);
  }

  /** The same of what could be read. */
  public static List<Violation> unfit(@Nullable Measure by, @Nullable Mean mean, Goal goal) {
    List<Violation> unfit = new ArrayList<>(by == null ? List.of() : by.unfit(goal));
    if (mean == Mean.WEIGHTED && goal.kind().isRate()) {
      unfit.add(
          new Violation(
              "mean",
              "weighted",
              new Text(
                  "plain（" + goal.name().zh() + "的目标是百分数，不能作权数）",
                  "plain (the targets of "
                      + goal.name().en()
                      + " are percentages, which weigh nothing)")));
    }
    return unfit;
  }

  /** How much better a figure is than the mean; both as shown. */
  public static BigDecimal difference(BigDecimal figure, BigDecimal mean, boolean lowerIsBetter) {
    return lowerIsBetter ? mean.subtract(figure) : figure.subtract(mean);
  }

  /**
   * @param difference see {@link #difference}
   */
  public BigFraction points(BigDecimal difference) {
    return Numbers.between(Exact.fraction(base.add(step.multiply(difference))), least, most);
  }
}
