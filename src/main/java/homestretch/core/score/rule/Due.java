package homestretch.core.score.rule;

import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** The credited completion as a part of what was due, within the goal's cap. */
public record Due() implements ScoringRule {
  @Override
  public String type() {
    return "due";
  }

  @Override
  public Text name() {
    return new Text("按应完成", "of what was due");
  }

  @Override
  public boolean comparesUnits() {
    return false;
  }

  /**
   * @param credited in percent
   * @param due in percent, capped like what is credited; above 0
   * @param cap of the goal, in percent; null: none
   */
  public BigFraction points(BigFraction credited, BigFraction due, @Nullable BigDecimal cap) {
    BigFraction part = Exact.percent(credited, due);
    return cap == null ? part : Numbers.between(part, BigDecimal.ZERO, cap);
  }
}
