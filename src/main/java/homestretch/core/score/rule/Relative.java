package homestretch.core.score.rule;

import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;

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
    ScoringRule.requirePoints("base", base);
    ScoringRule.requirePoints("least", least);
    ScoringRule.requirePoints("most", most);
    if (step.signum() <= 0) {
      throw new Fault.Invalid(
          "step", step.toPlainString(), new Text("大于 0 的数", "a number above 0"));
    }
    if (least.compareTo(base) > 0) {
      throw new Fault.Invalid(
          "least", least.toPlainString(), new Text("不高于 base", "not above base"));
    }
    if (most.compareTo(base) < 0) {
      throw new Fault.Invalid("most", most.toPlainString(), new Text("不低于 base", "not below base"));
    }
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
    List<Violation> unfit = new ArrayList<>(by.unfit(goal));
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
