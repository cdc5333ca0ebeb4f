package homestretch.core.board.say;

import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as they stand in a sum that somebody types into a calculator. */
final class Digits {
  /** Digits after the point that a formula shows; a calculator has no more. */
  private static final int SHOWN = 10;

  private Digits() {}

  static Text percent(Exact figure) {
    return Text.same(Figures.percent(figure));
  }

  static Text plain(Exact figure) {
    return Text.same(Figures.plain(figure));
  }

  /** As boards show it, for a difference of shown figures. */
  static String shown(Exact figure) {
    return Figures.plain(figure);
  }

  /** A difference of two shown figures. */
  static Text points(BigDecimal figure) {
    return new Text(
        Figures.points(figure) + " 个百分点",
        Figures.points(figure)
            + (figure.abs().compareTo(BigDecimal.ONE) == 0 ? " point" : " points"));
  }

  /**
   * All digits where they are few, else as many as a calculator has, and a sign that there are
   * more.
   */
  static String exact(Exact figure) {
    return exact(figure.value().bigDecimalValue(SHOWN + 2, RoundingMode.DOWN));
  }

  static String exact(BigDecimal figure) {
    BigDecimal stripped = figure.signum() == 0 ? BigDecimal.ZERO : figure.stripTrailingZeros();
    if (stripped.scale() <= SHOWN) {
      String plain = stripped.toPlainString();
      return plain.startsWith("-") ? "−" + plain.substring(1) : plain;
    }
    BigDecimal cut = stripped.setScale(SHOWN, RoundingMode.DOWN);
    String plain = cut.abs().toPlainString() + "…";
    return figure.signum() < 0 ? "−" + plain : plain;
  }

  /** A number that follows an operator: negative ones in brackets. */
  static String operand(String figure) {
    return figure.startsWith("−") ? "(" + figure + ")" : figure;
  }
}
