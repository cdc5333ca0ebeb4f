package homestretch.core.score.rule;

import homestretch.core.text.Exact;
import java.math.BigDecimal;
import org.apache.commons.numbers.fraction.BigFraction;

/** What rules do with exact figures. */
final class Numbers {
  private Numbers() {}

  static BigFraction between(BigFraction figure, BigDecimal least, BigDecimal most) {
    BigFraction low = Exact.fraction(least);
    BigFraction high = Exact.fraction(most);
    return Exact.compare(figure, low) < 0 ? low : Exact.compare(figure, high) > 0 ? high : figure;
  }
}
