package homestretch.testing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** A quotient of whole numbers, for a scorer that shares no arithmetic with the program. */
public record Ratio(BigInteger above, BigInteger below) implements Comparable<Ratio> {
  public static final Ratio ZERO = of(0);
  public static final Ratio HUNDRED = of(100);

  public Ratio {
    if (below.signum() == 0) {
      throw new ArithmeticException("nothing divides by 0");
    }
    BigInteger divisor = above.gcd(below).multiply(BigInteger.valueOf(below.signum()));
    above = above.divide(divisor);
    below = below.divide(divisor);
  }

  public static Ratio of(long whole) {
    return new Ratio(BigInteger.valueOf(whole), BigInteger.ONE);
  }

  public static Ratio of(BigDecimal decimal) {
    BigDecimal scaled = decimal.setScale(Math.max(0, decimal.scale()));
    return new Ratio(scaled.unscaledValue(), BigInteger.TEN.pow(scaled.scale()));
  }

  public Ratio plus(Ratio other) {
    return new Ratio(
        above.multiply(other.below).add(other.above.multiply(below)), below.multiply(other.below));
  }

  public Ratio minus(Ratio other) {
    return plus(other.times(of(-1)));
  }

  public Ratio times(Ratio other) {
    return new Ratio(above.multiply(other.above), below.multiply(other.below));
  }

  public Ratio over(Ratio other) {
    return new Ratio(above.multiply(other.below), below.multiply(other.above));
  }

  public Ratio size() {
    return new Ratio(above.abs(), below);
  }

  public Ratio atLeast(Ratio other) {
    return compareTo(other) < 0 ? other : this;
  }

  public Ratio atMost(Ratio other) {
    return compareTo(other) > 0 ? other : this;
  }

  public int sign() {
    return above.signum();
  }

  public BigDecimal shown(int decimals) {
    return new BigDecimal(above).divide(new BigDecimal(below), decimals, RoundingMode.HALF_UP);
  }

  @Override
  public int compareTo(Ratio other) {
    return above.multiply(other.below).compareTo(other.above.multiply(below));
  }
}
