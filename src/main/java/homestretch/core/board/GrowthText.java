package homestretch.core.board;

import homestretch.core.score.Pace;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * How a growth is said: against the target growth, with the points apart, never as a completion
 * (docs/scoring.md, "Growth").
 */
public final class GrowthText {
  private GrowthText() {}

  /**
   * {@code growth 5.80%, target 5.00%, +0.80 points}; with a plan also the growth due by now, from
   * which the points are counted.
   *
   * @param pace of a growth goal
   */
  public static Text of(Exact target, Pace pace) {
    Exact actual = Objects.requireNonNull(pace.actual());
    Exact aim = target.shownWith(actual.decimals());
    String growth = Figures.percent(actual);
    String wanted = Figures.percent(aim);
    String apart = Figures.points(pace.deviation());
    boolean whole = pace.expected().shown().compareTo(Figures.HUNDRED) == 0;
    String due =
        Figures.percent(
            new Exact(
                aim.value().multiply(pace.expected().value()).divide(100), actual.decimals()));
    return new Text(
        "增速 " + growth + "，目标 " + wanted + (whole ? "" : "，此时应达到 " + due) + "，差 " + apart + " 个百分点",
        "growth "
            + growth
            + ", target "
            + wanted
            + (whole ? "" : ", " + due + " due by now")
            + ", "
            + apart
            + (pace.deviation().abs().compareTo(BigDecimal.ONE) == 0 ? " point" : " points"));
  }
}
