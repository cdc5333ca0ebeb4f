package homestretch.core.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How figures are read and written. Rounding happens here and nowhere before (spec: HALF_UP, 2
 * places, only where a figure is shown).
 */
public final class Figures {
  public static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Figures() {}

  /** The figure as shown: two places. */
  public static BigDecimal shown(BigDecimal figure) {
    return figure.setScale(2, RoundingMode.HALF_UP);
  }

  /** {@link Exact#shown} where the figure may be unknown. */
  public static @Nullable BigDecimal shownOrNull(@Nullable Exact figure) {
    return figure == null ? null : figure.shown();
  }

  /** {@code 68.74}, or a dash if unknown. */
  public static String plain(@Nullable Exact figure) {
    return figure == null ? "–" : figure.shown().toPlainString().replace('-', '−');
  }

  /** {@code 68.74%}, or a dash if unknown. */
  public static String percent(@Nullable Exact figure) {
    return figure == null ? "–" : plain(figure) + "%";
  }

  /** {@code 25%}: a percentage as it was entered. */
  public static String percent(BigDecimal entered) {
    return percent(Exact.of(entered));
  }

  /** A difference in percentage points, as shown, always signed: {@code +10.66}. */
  public static String points(@Nullable BigDecimal shown) {
    if (shown == null) {
      return "–";
    }
    return (shown.signum() > 0 ? "+" : shown.signum() < 0 ? "−" : "±")
        + shown.abs().toPlainString();
  }

  /** An amount at most two places long, grouped by thousands: {@code 12,345.60 亿元}. */
  public static String amount(@Nullable BigDecimal figure, String unit) {
    if (figure == null) {
      return "–";
    }
    BigDecimal shown = figure.scale() > 2 ? shown(figure) : figure;
    String text = grouped(shown.abs().toPlainString());
    return (shown.signum() < 0 ? "−" : "") + text + (unit.isEmpty() ? "" : " " + unit);
  }

  /** {@code 12345.6} by thousands: {@code 12,345.6}. */
  static String grouped(String digits) {
    int dot = digits.indexOf('.');
    StringBuilder text = new StringBuilder(digits);
    for (int i = (dot < 0 ? digits.length() : dot) - 3; i > 0; i -= 3) {
      text.insert(i, ',');
    }
    return text.toString();
  }

  /**
   * Reads what a person types: {@code 99.68}, {@code 1,234.5}, full-width digits and signs too.
   * Outside a file a point stands before the decimals, as both languages have it.
   *
   * @return null if it is not a number of at most 30 digits and 20 decimals
   */
  public static @Nullable BigDecimal parse(String typed) {
    NumberReader.One one =
        switch (NumberReader.read(typed)) {
          case NumberReader.One only -> only;
          case NumberReader.Two two -> two.point();
          case NumberReader.None none -> null;
          case NumberReader.Not not -> null;
        };
    return one == null || one.percent() || !one.unit().isEmpty() || !one.currency().isEmpty()
        ? null
        : one.number();
  }
}
