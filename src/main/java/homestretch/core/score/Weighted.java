package homestretch.core.score;

import homestretch.core.text.Figures;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value with its weight, and the weighted mean over those that are known. */
public record Weighted<T>(BigDecimal weight, T value) {
  /**
   * {@code Σ weight × figure / Σ weight} over the values whose figure is known.
   *
   * @return null if none is known
   */
  public static <T> @Nullable BigDecimal mean(
      List<Weighted<T>> values, Function<T, @Nullable BigDecimal> figure) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal weights = BigDecimal.ZERO;
    for (Weighted<T> value : values) {
      BigDecimal known = figure.apply(value.value());
      if (known != null) {
        sum = sum.add(value.weight().multiply(known));
        weights = weights.add(value.weight());
      }
    }
    return weights.signum() == 0 ? null : sum.divide(weights, Figures.PRECISE);
  }
}
