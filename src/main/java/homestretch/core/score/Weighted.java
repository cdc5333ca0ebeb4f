package homestretch.core.score;

import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** A value with its weight, and the weighted mean over those that are known. */
public record Weighted<T>(BigDecimal weight, T value) {
  /**
   * {@code Σ weight × figure / Σ weight} over the values whose figure is known; exact.
   *
   * @return null if none is known
   */
  public static <T> @Nullable BigFraction mean(
      List<Weighted<T>> values, Function<T, @Nullable BigFraction> figure) {
    BigFraction sum = BigFraction.ZERO;
    BigFraction weights = BigFraction.ZERO;
    for (Weighted<T> value : values) {
      BigFraction known = figure.apply(value.value());
      if (known != null) {
        BigFraction weight = Exact.fraction(value.weight());
        sum = sum.add(weight.multiply(known));
        weights = weights.add(weight);
      }
    }
    return weights.signum() == 0 ? null : sum.divide(weights);
  }
}
