package homestretch.core.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one reader of numbers: what people type in chat, what stands in a cell, what a program sends
 * as text. It never decides between two readings by itself.
 */
public final class NumberReader {
  /** A number has at most so many digits, and of these so many after the point. */
  public static final int MOST_DIGITS = 30;

  public static final int MOST_DECIMALS = 20;

  /** So many digits a spreadsheet's number has; what it stores beyond is noise. */
  private static final MathContext DOUBLE = new MathContext(15);

  /** Where a figure would stand and there is none. */
  private static final Set<String> NONE =
      Set.of(
          "", "-", "--", "---", "/", "//", "\\", "n/a", "na", "n.a.", "#n/a", "nil", "null", "none",
          "无", "暂无", "未报", "未上报", "无数据", "缺", "...", "…", "……", ".", "*");

  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<sign>[+-]?)\\s*(?<currency>[¥$€£]|rmb|cny|人民币|us\\$|usd|eur)?\\s*(?<sign2>[+-]?)"
              + "(?<digits>(?:\\d|[.]\\d)[\\d.,' ]*)(?<exponent>e[+-]?\\d+)?(?<after>.*)",
          Pattern.DOTALL);
  private static final Pattern GROUPS =
      Pattern.compile("[1-9]\\d{0,2}(?:([,.' ])\\d{3})(?:\\1\\d{3})*");
  private static final Pattern MYRIADS = Pattern.compile("[1-9]\\d{0,3}(?:,\\d{4}){1,}");
  private static final Pattern LONG = Pattern.compile("[+-]?\\d[\\d.,' ]*%?");
  private static final Pattern PLAIN = Pattern.compile("\\d+");
  private static final int MOST_LENGTH = 80;

  /** Below the length from which a computed number has noise. */
  private static final int MOST_PLAIN_DIGITS = 15;

  private static final List<Style> TELLS_POINT = List.of(Style.POINT);

  private NumberReader() {}

  /** Which sign stands before the decimals. */
  public enum Style {
    POINT,
    COMMA
  }

  /** What a text says. */
  public sealed interface Result {}

  /** No figure. */
  public record None() implements Result {}

  /**
   * One number.
   *
   * @param percent whether it has a percent sign
   * @param unit what stands behind it, such as {@code 万元}; may be empty
   * @param currency the currency sign before it; may be empty
   * @param rounded whether the noise of a computed number was taken off
   */
  public record One(
      BigDecimal number, boolean percent, String unit, String currency, boolean rounded)
      implements Result {}

  /** Two readings: {@code 1,234} and {@code 1.234}; nothing in the text itself tells. */
  public record Two(One point, One comma) implements Result {
    public One in(Style style) {
      return style == Style.POINT ? point : comma;
    }
  }

  /** No number, or more digits than are taken. */
  public record Not(Text expected) implements Result {
    /** Whether it is a number, of more digits than are taken. */
    public boolean isTooLong() {
      return equals(TOO_LONG);
    }
  }

  private static final Not NO_NUMBER = new Not(new Text("一个数，如 99.68", "a number, such as 99.68"));
  private static final Not TOO_LONG =
      new Not(
          new Text(
              "最多 " + MOST_DIGITS + " 位、其中小数最多 " + MOST_DECIMALS + " 位的数",
              "a number of at most "
                  + MOST_DIGITS
                  + " digits, "
                  + MOST_DECIMALS
                  + " of them decimals"));

  /** Whether the text says that there is no figure. */
  public static boolean isNone(String text) {
    return isNotPlain(text) && NONE.contains(plain(text));
  }

  /** Reads a number where nothing but the text itself can tell what its signs mean. */
  public static Result read(String typed) {
    if (typed.length() > MOST_LENGTH && Words.trimmed(typed).length() > MOST_LENGTH) {
      return LONG.matcher(plain(typed)).matches() ? TOO_LONG : NO_NUMBER;
    }
    if (isPlain(typed)) {
      return new One(new BigDecimal(typed), false, "", "", false);
    }
    String text = plain(typed);
    if (NONE.contains(text)) {
      return new None();
    }
    boolean minus = false;
    if (text.startsWith("(") && text.indexOf(')') > 0) {
      int end = text.indexOf(')');
      text = text.substring(1, end).strip() + text.substring(end + 1);
      minus = true;
    } else if (text.startsWith("负")) {
      text = text.substring(1).strip();
      minus = true;
    } else if (text.length() > 1
        && text.endsWith("-")
        && Character.isDigit(text.charAt(text.length() - 2))) {
      text = text.substring(0, text.length() - 1);
      minus = true;
    }
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      return NO_NUMBER;
    }
    String sign = matcher.group("sign") + matcher.group("sign2");
    if (sign.length() > 1 || minus && !sign.isEmpty()) {
      return NO_NUMBER;
    }
    minus |= sign.equals("-");
    String after = matcher.group("after").strip();
    String currency = matcher.group("currency");
    boolean percent = false;
    boolean perMille = false;
    if (after.startsWith("%")) {
      percent = true;
      after = after.substring(1).strip();
    } else if (after.startsWith("‰")) {
      percent = true;
      perMille = true;
      after = after.substring(1).strip();
    }
    if (after.length() > 24 || after.chars().anyMatch(c -> c >= '0' && c <= '9' || c == ',')) {
      return NO_NUMBER;
    }
    String exponent = matcher.group("exponent");
    if (exponent != null && exponent.replaceAll("[^0-9]", "").length() > 3) {
      return TOO_LONG;
    }
    List<BigDecimal> readings = new ArrayList<>();
    for (String digits : digits(matcher.group("digits").strip())) {
      if (digits.length() > MOST_DIGITS + MOST_DECIMALS) {
        return TOO_LONG;
      }
      BigDecimal number = new BigDecimal(digits + (exponent == null ? "" : exponent));
      if (perMille) {
        number = number.movePointLeft(1);
      }
      readings.add(minus ? number.negate() : number);
    }
    if (readings.isEmpty()) {
      return NO_NUMBER;
    }
    List<One> all = new ArrayList<>();
    for (BigDecimal reading : readings) {
      BigDecimal calm = calm(reading);
      if (!fits(calm)) {
        return TOO_LONG;
      }
      all.add(
          new One(
              calm.scale() < 0 ? calm.setScale(0) : calm,
              percent,
              after,
              currency == null ? "" : currency,
              calm.compareTo(reading) != 0));
    }
    return all.size() == 1 ? all.getFirst() : new Two(all.getFirst(), all.getLast());
  }

  /** Whether a number is within the bounds. */
  public static boolean fits(BigDecimal number) {
    BigDecimal bare = number.stripTrailingZeros();
    return bare.precision() - bare.scale() <= MOST_DIGITS
        && bare.scale() <= MOST_DECIMALS
        && Math.max(bare.precision(), bare.scale()) <= MOST_DIGITS;
  }

  /**
   * A number for a file that is read again: {@link #read} has one reading of it, and that is the
   * number itself. {@code 285.003} could be a group and gets a zero behind it, {@code 285.0030};
   * what would be taken for the noise of a computed number gets as many as it needs.
   */
  public static String written(BigDecimal number) {
    String text = number.toPlainString();
    while (text.length() < MOST_LENGTH && !isReadAs(text, number)) {
      text += text.indexOf('.') < 0 ? ".0" : "0";
    }
    return text;
  }

  private static boolean isReadAs(String text, BigDecimal number) {
    return read(text) instanceof One one && one.number().compareTo(number) == 0;
  }

  /** What the text tells of the file's way to write numbers. */
  public static List<Style> tells(String typed) {
    if (typed.indexOf('.') < 0 && typed.indexOf(',') < 0 && typed.indexOf('\uFF0C') < 0) {
      return List.of();
    }
    if (isPlain(typed)) {
      return TELLS_POINT;
    }
    if (!(read(typed) instanceof One)) {
      return List.of();
    }
    String text = plain(typed);
    int point = text.lastIndexOf('.');
    int comma = text.lastIndexOf(',');
    if (point >= 0 && comma >= 0) {
      return List.of(point > comma ? Style.POINT : Style.COMMA);
    }
    char sign = point >= 0 ? '.' : ',';
    boolean grouping = text.indexOf(sign) != text.lastIndexOf(sign);
    return List.of((sign == '.') != grouping ? Style.POINT : Style.COMMA);
  }

  /**
   * Whether nothing needs to be thought about: digits with a point at most, few enough to be exact,
   * and not three behind one to three others, which may be a group. Of a million cells nearly all
   * are such.
   */
  private static boolean isPlain(String typed) {
    int length = typed.length();
    int first = length > 0 && typed.charAt(0) == '-' ? 1 : 0;
    int point = -1;
    for (int i = first; i < length; i++) {
      char c = typed.charAt(i);
      if (c == '.' && point < 0) {
        point = i;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    int whole = (point < 0 ? length : point) - first;
    int decimals = point < 0 ? 0 : length - point - 1;
    boolean mayBeGroup = decimals == 3 && whole <= 3 && typed.charAt(first) != '0';
    return whole > 0
        && whole + decimals <= MOST_PLAIN_DIGITS
        && (point < 0 || decimals > 0)
        && !mayBeGroup;
  }

  /** Whether a text may say that there is no figure: none that does has a digit in front. */
  private static boolean isNotPlain(String text) {
    return text.isEmpty() || text.charAt(0) < '0' || text.charAt(0) > '9';
  }

  /** 80.30000000000001 is a computed 80.3: 16 to 18 digits, of which the last say nothing. */
  private static BigDecimal calm(BigDecimal number) {
    if (number.precision() < 16 || number.precision() > 18 || number.scale() < 6) {
      return number;
    }
    BigDecimal rounded = number.round(DOUBLE).stripTrailingZeros();
    return rounded.precision() <= 12 ? rounded : number;
  }

  /** As Java writes numbers; two if the text has two readings, that with a point first. */
  private static List<String> digits(String text) {
    if (PLAIN.matcher(text).matches()) {
      return List.of(text);
    }
    String dense = text;
    if (text.indexOf(' ') >= 0 || text.indexOf('\'') >= 0) {
      char sign = text.indexOf(' ') >= 0 ? ' ' : '\'';
      int end = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
      String whole = end > text.lastIndexOf(sign) ? text.substring(0, end) : text;
      Matcher groups = GROUPS.matcher(whole);
      if (!groups.matches() || groups.group(1).charAt(0) != sign) {
        return List.of();
      }
      dense = whole.replace(String.valueOf(sign), "") + text.substring(whole.length());
      // The groups are told already: what is left stands before the decimals.
      return decimals(dense.replace(',', '.'));
    }
    int points = (int) dense.chars().filter(c -> c == '.').count();
    int commas = dense.length() - dense.replace(",", "").length();
    if (points > 0 && commas > 0) {
      char last = dense.lastIndexOf('.') > dense.lastIndexOf(',') ? '.' : ',';
      int at = dense.lastIndexOf(last);
      String whole = dense.substring(0, at);
      if (whole.indexOf(last) >= 0 || !isGrouped(whole)) {
        return List.of();
      }
      return decimals(whole.replaceAll("[.,]", "") + "." + dense.substring(at + 1));
    }
    if (points + commas > 1) {
      return isGrouped(dense) ? List.of(dense.replaceAll("[.,]", "")) : List.of();
    }
    if (isGrouped(dense)
        && dense.length() - dense.replaceAll("[.,]", "").length() == 1
        && !MYRIADS.matcher(dense).matches()) {
      String grouped = dense.replaceAll("[.,]", "");
      String decimal = dense.replace(',', '.');
      return points == 1 ? List.of(decimal, grouped) : List.of(grouped, decimal);
    }
    return decimals(dense.replace(',', '.'));
  }

  private static List<String> decimals(String text) {
    return text.matches("\\d*\\.?\\d+") ? List.of(text) : List.of();
  }

  private static boolean isGrouped(String whole) {
    Matcher groups = GROUPS.matcher(whole);
    boolean threes = groups.matches();
    // 1,2345,6789 as some write in China; one such comma alone stands before decimals.
    return threes
        || MYRIADS.matcher(whole).matches() && whole.indexOf(',') != whole.lastIndexOf(',');
  }

  private static String plain(String typed) {
    String text = Words.halfWidth(Words.trimmed(typed)).toLowerCase(Locale.ROOT);
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '−', '–', '—', '‐', '‑', '‒', '―', '﹣' -> plain.append('-');
        case '￥' -> plain.append('¥');
        case '’', '‘', '`', '´' -> plain.append('\'');
        case '\u00A0', '\u2007', '\u2008', '\u2009', '\u202F', '\u2002', '\u2003', '\t' ->
            plain.append(' ');
        case '，' -> plain.append(',');
        case '\u200B', '\u200C', '\u200D', '\uFEFF', '\u2060', '\u200E', '\u200F' -> {
          // Not seen, so not meant.
        }
        default -> plain.append(c);
      }
    }
    return plain.toString();
  }
}
