package homestretch.core.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A unit of measure as a multiple of its base: 亿元 is 100,000,000 元. Only units of the same base are
 * converted into each other, exactly.
 *
 * @param factor how many of the base it is
 * @param base what is counted; empty where only the multiple was said, as in {@code 80.5亿}
 */
public record Measure(BigDecimal factor, String base) {
  /** The longest first: 十万 before 万. */
  private static final Map<String, BigDecimal> MULTIPLES = new java.util.LinkedHashMap<>();

  private static final Map<String, BigDecimal> ENGLISH = new java.util.LinkedHashMap<>();
  private static final List<String> YUAN = List.of("元", "元人民币", "人民币", "yuan", "rmb", "cny");

  static {
    MULTIPLES.put("万亿", power(12));
    MULTIPLES.put("千亿", power(11));
    MULTIPLES.put("百亿", power(10));
    MULTIPLES.put("十亿", power(9));
    MULTIPLES.put("亿", power(8));
    MULTIPLES.put("千万", power(7));
    MULTIPLES.put("百万", power(6));
    MULTIPLES.put("十万", power(5));
    MULTIPLES.put("万", power(4));
    MULTIPLES.put("千", power(3));
    MULTIPLES.put("百", power(2));
    ENGLISH.put("100 million", power(8));
    ENGLISH.put("100 m", power(8));
    ENGLISH.put("100m", power(8));
    ENGLISH.put("10 thousand", power(4));
    ENGLISH.put("10,000", power(4));
    ENGLISH.put("10k", power(4));
    ENGLISH.put("trillion", power(12));
    ENGLISH.put("billion", power(9));
    ENGLISH.put("million", power(6));
    ENGLISH.put("thousand", power(3));
    ENGLISH.put("bn", power(9));
    ENGLISH.put("mn", power(6));
  }

  private static BigDecimal power(int zeros) {
    return BigDecimal.ONE.scaleByPowerOfTen(zeros).setScale(0);
  }

  /** The unit that a text names. Whatever is not a multiple is a base of its own. */
  public static Measure of(String unit) {
    String text = Words.halfWidth(Words.trimmed(unit)).toLowerCase(Locale.ROOT);
    for (Map.Entry<String, BigDecimal> each : MULTIPLES.entrySet()) {
      if (text.startsWith(each.getKey())) {
        return new Measure(each.getValue(), base(text.substring(each.getKey().length())));
      }
    }
    for (Map.Entry<String, BigDecimal> each : ENGLISH.entrySet()) {
      if (text.startsWith(each.getKey())) {
        String rest = text.substring(each.getKey().length());
        if (rest.isEmpty() || !Character.isLetter(rest.charAt(0))) {
          return new Measure(each.getValue(), base(rest));
        }
      }
    }
    return new Measure(BigDecimal.ONE, base(text));
  }

  private static String base(String text) {
    String rest = text.strip();
    return YUAN.contains(rest) ? "元" : rest;
  }

  /**
   * By how much a number in this unit is multiplied and then divided to be one in the other.
   *
   * @return empty if they count different things
   */
  public Optional<Conversion> to(Measure other) {
    if (!base.isEmpty() && !base.equals(other.base)) {
      return Optional.empty();
    }
    return Optional.of(new Conversion(factor, other.factor));
  }

  /** Exact: every factor is a power of ten. */
  public record Conversion(BigDecimal times, BigDecimal by) {
    public boolean isNone() {
      return times.compareTo(by) == 0;
    }

    /** What the conversion alone adds as zeros goes: 1.5 万 are 15000, not 15000.0. */
    public BigDecimal of(BigDecimal number) {
      if (isNone()) {
        return number;
      }
      BigDecimal bare = number.multiply(times).divide(by).stripTrailingZeros();
      return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
  }
}
