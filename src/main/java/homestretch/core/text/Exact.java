package homestretch.core.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * An exact figure: a fraction that is rounded, half up, only where it is shown. Rounded once: a
 * board of a thousand departments is ordered anew after each report, by figures that mostly stayed.
 */
public final class Exact implements Comparable<Exact> {
  /** How many decimals percentages and points are shown with unless a goal says otherwise. */
  public static final int DECIMALS = 2;

  private static final BigFraction HUNDRED = BigFraction.of(100);

  private final BigFraction value;
  private final int decimals;

  /** Null until first asked for; whoever asks at the same time computes the same. */
  private @Nullable BigDecimal shown;

  /**
   * @param decimals with how many decimals it is shown
   */
  public Exact(BigFraction value, int decimals) {
    this.value = value;
    this.decimals = decimals;
  }

  public BigFraction value() {
    return value;
  }

  public int decimals() {
    return decimals;
  }

  /** A figure as entered: shown with the decimals it has. */
  public static Exact of(BigDecimal entered) {
    return new Exact(fraction(entered), Math.max(0, entered.scale()));
  }

  /** {@code part / whole × 100}; the whole is not 0. */
  public static BigFraction percent(BigFraction part, BigFraction whole) {
    return part.multiply(HUNDRED).divide(whole);
  }

  /** The decimal as a fraction, without any loss. */
  public static BigFraction fraction(BigDecimal decimal) {
    return decimal.scale() <= 0
        ? BigFraction.of(decimal.toBigIntegerExact())
        : BigFraction.of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
  }

  /** As shown: rounded half up. */
  public BigDecimal shown() {
    BigDecimal rounded = shown;
    if (rounded == null) {
      rounded = value.bigDecimalValue(decimals, RoundingMode.HALF_UP);
      shown = rounded;
    }
    return rounded;
  }

  /**
   * What is shown as the difference of two shown figures: the difference of what is shown, so that
   * a reader who subtracts gets the same (docs/scoring.md, first paragraph).
   */
  public BigDecimal shownMinus(Exact other) {
    return shown().subtract(other.shown());
  }

  /** The same figure, shown with other decimals. */
  public Exact shownWith(int otherDecimals) {
    return new Exact(value, otherDecimals);
  }

  public int signum() {
    return value.signum();
  }

  /** By the exact value. */
  @Override
  public int compareTo(Exact other) {
    return compare(value, other.value);
  }

  /**
   * Which is larger. Of {@code BigFraction.compareTo} two negative fractions come out the wrong way
   * round (commons-numbers 1.2), so that it is never used.
   */
  public static int compare(BigFraction one, BigFraction other) {
    return one.subtract(other).signum();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Exact exact && decimals == exact.decimals && value.equals(exact.value);
  }

  @Override
  public int hashCode() {
    return 31 * value.hashCode() + decimals;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
