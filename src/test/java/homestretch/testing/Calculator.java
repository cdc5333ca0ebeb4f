package homestretch.testing;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A pocket calculator for the formulas of an explanation: + − × ÷, parentheses, min, max, |x|. It
 * knows nothing of our rules.
 */
public final class Calculator {
  private static final MathContext DIGITS = MathContext.DECIMAL128;

  private final String text;
  private int at;

  private Calculator(String text) {
    this.text = text.replace(" ", "").replace("…", "");
  }

  public static BigDecimal value(String formula) {
    Calculator calculator = new Calculator(formula);
    BigDecimal value = calculator.sum();
    if (calculator.at != calculator.text.length()) {
      throw new IllegalArgumentException(formula + " at " + calculator.at);
    }
    return value;
  }

  private BigDecimal sum() {
    BigDecimal value = product();
    while (true) {
      if (take("+")) {
        value = value.add(product(), DIGITS);
      } else if (take("−")) {
        value = value.subtract(product(), DIGITS);
      } else {
        return value;
      }
    }
  }

  private BigDecimal product() {
    BigDecimal value = signed();
    while (true) {
      if (take("×")) {
        value = value.multiply(signed(), DIGITS);
      } else if (take("÷")) {
        value = value.divide(signed(), DIGITS);
      } else {
        return value;
      }
    }
  }

  private BigDecimal signed() {
    return take("−") ? signed().negate() : term();
  }

  private BigDecimal term() {
    if (take("(")) {
      BigDecimal value = sum();
      need(")");
      return value;
    }
    if (take("min(")) {
      BigDecimal one = sum();
      need(",");
      BigDecimal value = one.min(sum());
      need(")");
      return value;
    }
    if (take("max(")) {
      BigDecimal one = sum();
      need(",");
      BigDecimal value = one.max(sum());
      need(")");
      return value;
    }
    int from = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    return new BigDecimal(text.substring(from, at));
  }

  private boolean take(String sign) {
    if (text.startsWith(sign, at)) {
      at += sign.length();
      return true;
    }
    return false;
  }

  private void need(String sign) {
    if (!take(sign)) {
      throw new IllegalArgumentException(text + ": expected " + sign + " at " + at);
    }
  }
}
