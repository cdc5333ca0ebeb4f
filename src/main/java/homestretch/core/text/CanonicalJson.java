package homestretch.core.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON that is spelled in one way only (as RFC 8785 does it), so that equal contents have equal
 * digests: keys sorted, no white space, only the escapes there must be. A decimal is a text of its
 * plain digits without zeros at the end, however many it was entered with.
 */
public final class CanonicalJson {
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  private CanonicalJson() {}

  /**
   * @param value maps with text keys, lists, texts, decimals, whole numbers, booleans, dates,
   *     enums, nulls
   */
  public static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  /** Writes it behind what is there. */
  public static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> map -> object(map, out);
      case List<?> list -> {
        char before = '[';
        for (Object each : list) {
          out.append(before);
          write(each, out);
          before = ',';
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case String text -> text(text, out);
      case Exact figure -> text(number(figure), out);
      case BigDecimal number -> text(number.stripTrailingZeros().toPlainString(), out);
      case Integer number -> out.append(number.intValue());
      case Long number -> out.append(number.longValue());
      case Boolean bool -> out.append(bool.booleanValue());
      case Temporal time -> text(time.toString(), out);
      case Enum<?> choice -> text(choice.name().toLowerCase(java.util.Locale.ROOT), out);
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  /** A decimal as it is; a fraction that is none as {@code numerator/denominator}, reduced. */
  public static String number(Exact figure) {
    BigInteger denominator = figure.value().getDenominator();
    int twos = denominator.getLowestSetBit();
    BigInteger rest = denominator.shiftRight(twos);
    int fives = 0;
    while (rest.mod(FIVE).signum() == 0) {
      rest = rest.divide(FIVE);
      fives++;
    }
    return rest.equals(BigInteger.ONE)
        ? figure
            .value()
            .bigDecimalValue(Math.max(twos, fives), RoundingMode.UNNECESSARY)
            .stripTrailingZeros()
            .toPlainString()
        : figure.value().getNumerator() + "/" + denominator;
  }

  private static void object(Map<?, ?> map, StringBuilder out) {
    TreeMap<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put((String) key, value));
    char before = '{';
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      out.append(before);
      text(entry.getKey(), out);
      out.append(':');
      write(entry.getValue(), out);
      before = ',';
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static void text(String text, StringBuilder out) {
    out.append('"');
    if (isPlain(text)) {
      out.append(text).append('"');
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Whether nothing in it must be escaped. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }
}
