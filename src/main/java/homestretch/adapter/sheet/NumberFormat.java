package homestretch.adapter.sheet;

import homestretch.core.exchange.RawTable.Cell;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the number format of a spreadsheet's cell makes of its number (ECMA-376, 18.8.30 and
 * 18.8.31; the old binary format has the same).
 *
 * @param zeros so many digits it shows at least: a code that stands there as 01
 * @param decimals so many decimals it shows
 */
record NumberFormat(Shown shown, int zeros, int decimals) {
  enum Shown {
    NUMBER,
    DATE,
    TIME,
    PERCENT
  }

  static final NumberFormat GENERAL = new NumberFormat(Shown.NUMBER, 0, 0);

  /** So many digits a spreadsheet program knows of a number; what it stores beyond is noise. */
  private static final MathContext DIGITS = new MathContext(15);

  /** A double has no larger exponent; what says it has was not written by a program. */
  private static final int EXPONENT = 308;

  /** 9999-12-31. */
  private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_466);

  private static final BigDecimal SECONDS = BigDecimal.valueOf(86_400);

  private static final Pattern NOT_FORMAT =
      Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*\\]|AM/PM|A/P|上午/下午|General|通用格式");
  private static final Pattern ELAPSED = Pattern.compile("(?i)\\[(h+|m+|s+)\\]");
  private static final Pattern DECIMALS = Pattern.compile("[#,]*0\\.(0{1,20})");
  private static final Pattern ZEROS = Pattern.compile("0{2,30}");

  /**
   * The formats that every program knows by number alone; those from 27 on are the Chinese ones.
   */
  static NumberFormat builtIn(int id) {
    return switch (id) {
      case 2, 4, 39, 40 -> new NumberFormat(Shown.NUMBER, 0, 2);
      case 9, 10 -> new NumberFormat(Shown.PERCENT, 0, 0);
      case 14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58 ->
          new NumberFormat(Shown.DATE, 0, 0);
      case 18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56 -> new NumberFormat(Shown.TIME, 0, 0);
      default -> GENERAL;
    };
  }

  static NumberFormat of(String code) {
    if (code.length() > 255) {
      return GENERAL;
    }
    String bare = NOT_FORMAT.matcher(code).replaceAll("");
    String first = bare.split(";", 2)[0].strip();
    String lower = first.toLowerCase(Locale.ROOT);
    if (lower.contains("%")) {
      return new NumberFormat(Shown.PERCENT, 0, 0);
    }
    boolean digits = lower.matches(".*[0#?].*");
    boolean clock = lower.matches(".*[hs].*") || ELAPSED.matcher(code).find();
    if (lower.matches(".*[yd].*") || lower.contains("aaa")) {
      return new NumberFormat(Shown.DATE, 0, 0);
    }
    if (clock) {
      return new NumberFormat(Shown.TIME, 0, 0);
    }
    if (lower.contains("m") && !digits) {
      return new NumberFormat(Shown.DATE, 0, 0);
    }
    if (ZEROS.matcher(first).matches()) {
      return new NumberFormat(Shown.NUMBER, first.length(), 0);
    }
    Matcher decimals = DECIMALS.matcher(first);
    return decimals.matches()
        ? new NumberFormat(Shown.NUMBER, 0, decimals.group(1).length())
        : GENERAL;
  }

  /**
   * The cell with that number.
   *
   * @param stored as the file has it
   * @param from1904 whether the workbook counts its days from 1904-01-01
   */
  Cell cell(BigDecimal stored, boolean from1904) {
    BigDecimal number = stored.round(DIGITS);
    boolean isDay = number.signum() >= 0 && number.compareTo(LAST_DAY) < 0;
    return switch (shown) {
      case DATE -> isDay && hasDay(number, from1904) ? day(number, from1904) : plain(number, false);
      case TIME ->
          isDay && number.compareTo(BigDecimal.ONE) < 0 ? time(number) : plain(number, false);
      case PERCENT -> plain(number, true);
      case NUMBER -> plain(number, false);
    };
  }

  private Cell plain(BigDecimal number, boolean percent) {
    BigDecimal exact = number.stripTrailingZeros();
    exact =
        exact.setScale(Math.max(Math.max(exact.scale(), decimals), 0), RoundingMode.UNNECESSARY);
    String text = exact.toPlainString();
    if (text.length() < zeros && number.signum() >= 0 && exact.scale() == 0) {
      text = "0".repeat(zeros - text.length()) + text;
    }
    return Cell.number(text, exact, percent);
  }

  private static boolean hasDay(BigDecimal number, boolean from1904) {
    // Day 60 of those who count from 1900 is the 29th of a February that had 28 days.
    long day = number.longValue();
    return from1904 || (day >= 1 && day != 60);
  }

  private static Cell day(BigDecimal number, boolean from1904) {
    long seconds = number.multiply(SECONDS).setScale(0, RoundingMode.HALF_UP).longValueExact();
    long day = seconds / SECONDS.longValueExact();
    LocalDate zero =
        from1904
            ? LocalDate.of(1904, 1, 1)
            : day > 60 ? LocalDate.of(1899, 12, 30) : LocalDate.of(1899, 12, 31);
    return Cell.date(zero.plusDays(day));
  }

  private static Cell time(BigDecimal number) {
    long seconds = number.multiply(SECONDS).setScale(0, RoundingMode.HALF_UP).longValueExact();
    return Cell.text(
        "%02d:%02d:%02d".formatted(seconds / 3600 % 24, seconds / 60 % 60, seconds % 60));
  }

  /**
   * A number as a file writes it.
   *
   * @throws NumberFormatException if it is none, or none that a double could hold
   */
  static BigDecimal number(String digits) {
    String bare = digits.strip();
    // The exponent is looked at before the number is made: 1e99999999 has as many digits.
    if (bare.isEmpty() || bare.length() > 400) {
      throw new NumberFormatException(bare);
    }
    BigDecimal number = new BigDecimal(bare);
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    long exponent = (long) number.precision() - number.scale();
    if (exponent > EXPONENT + 1 || exponent < -EXPONENT - 16) {
      throw new NumberFormatException(bare);
    }
    return number;
  }
}
