package homestretch.core.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one reader of dates: of chat, of cells, of text that programs send. Where a date is wanted, a
 * month or a quarter is its last day. It never decides between two readings by itself.
 */
public final class DateReader {
  /**
   * What is known beside the text.
   *
   * @param first the first day that can be meant, where a text has no year
   * @param last the last such day; of several years the last that lies between both is meant
   */
  public record Context(LocalDate first, LocalDate last) {
    public static Context ofYear(int year) {
      return new Context(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }
  }

  /** Which of three numbers is what, where a text has them in the order of some country. */
  public enum Order {
    YEAR_MONTH_DAY,
    DAY_MONTH_YEAR,
    MONTH_DAY_YEAR
  }

  /** How exact the text was. */
  public enum Grain {
    DAY,
    MONTH,
    QUARTER,
    HALF,
    YEAR,
    /** A day's number since 1899-12-30, as a spreadsheet stores it. */
    SERIAL
  }

  /**
   * What a text says: of each order that fits, a date.
   *
   * @param byOrder one entry, or several with different dates
   */
  public record Result(Map<Order, LocalDate> byOrder, Grain grain) {
    /** The date, if there is but one. */
    public Optional<LocalDate> only() {
      List<LocalDate> dates = byOrder.values().stream().distinct().toList();
      return dates.size() == 1 ? Optional.of(dates.getFirst()) : Optional.empty();
    }
  }

  private static final LocalDate SERIAL_START = LocalDate.of(1899, 12, 30);
  private static final String TIME =
      "(?:[ t]+(?:上午|下午)?\\d{1,2}(?:[:时点]\\d{0,2})?(?:[:分]\\d{0,2}(?:\\.\\d+)?)?秒?(?:"
          + " ?[ap]m)?(?:z|[+-]\\d{2}:?\\d{2})?)?";
  private static final String WEEKDAY = "(?:[ (,]*(?:星期|周)[一二三四五六日天]\\)?)?";
  private static final Pattern THREE =
      Pattern.compile("(\\d{1,4})[-/.](\\d{1,2})[-/.](\\d{1,4})" + WEEKDAY + TIME + WEEKDAY);
  private static final Pattern CHINESE =
      Pattern.compile(
          "(?:(\\d{4}|\\d{2})年)?(\\d{1,2})月(?:份)?(\\d{1,2})[日号]?" + WEEKDAY + TIME + WEEKDAY);
  private static final Pattern COMPACT = Pattern.compile("((?:19|20)\\d{2})(\\d{2})(\\d{2})");
  private static final Pattern SHORT = Pattern.compile("(\\d{1,2})[-/.](\\d{1,2})[日号]?");
  private static final Pattern CHINESE_MONTH =
      Pattern.compile("(?:(\\d{4}|\\d{2})年)?(?:0?1(?:月)?[-~至到])?(\\d{1,2})月(?:份|末|底|止|累计)?");
  private static final Pattern YEAR_MONTH = Pattern.compile("((?:19|20)\\d{2})[-/.](\\d{1,2})");
  private static final Pattern COMPACT_MONTH = Pattern.compile("((?:19|20)\\d{2})(0[1-9]|1[0-2])");
  private static final Pattern QUARTER =
      Pattern.compile(
          "(?:((?:19|20)\\d{2})年?[-/."
              + " ]?)?(?:q([1-4])|第?(?:前|1[-~至到])?([1-4])(?:个)?季度?(?:末|底)?)(?:[-/."
              + " ]?((?:19|20)\\d{2}))?");
  private static final Pattern HALF =
      Pattern.compile("(?:((?:19|20)\\d{2})年?[-/. ]?)?(?:h([12])|(上|下)半年)");
  private static final Pattern YEAR = Pattern.compile("((?:19|20)\\d{2})年(?:全年|度|末|底)?");
  private static final Pattern SERIAL = Pattern.compile("([2-7]\\d{4})(?:\\.\\d+)?");
  private static final Pattern ENGLISH_DAY_FIRST =
      Pattern.compile(
          "(\\d{1,2})(?:st|nd|rd|th)?[- .]*([a-z]{3,9})\\.?[-, .]*(\\d{4}|\\d{2})?" + TIME);
  private static final Pattern ENGLISH_MONTH_FIRST =
      Pattern.compile(
          "([a-z]{3,9})\\.?[- .]*(\\d{1,2})(?:st|nd|rd|th)?(?:[-, .]+(\\d{4}))?" + TIME);
  private static final Pattern ENGLISH_MONTH = Pattern.compile("([a-z]{3,9})\\.?[- .']*(\\d{4})?");
  private static final int MOST_LENGTH = 40;

  private DateReader() {}

  /**
   * @param context null: a text without a year is no date
   * @return empty if it is no date
   */
  public static Optional<Result> read(String typed, @Nullable Context context) {
    if (typed.isEmpty() || typed.length() > MOST_LENGTH) {
      return Optional.empty();
    }
    String text = plain(typed);
    // Every form has a digit or the name of a month.
    if (text.isEmpty() || text.length() > MOST_LENGTH) {
      return Optional.empty();
    }
    try {
      return find(text, context);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The date, where there is but one reading. */
  public static Optional<LocalDate> only(String typed, @Nullable Context context) {
    return read(typed, context).flatMap(Result::only);
  }

  private static Optional<Result> find(String text, @Nullable Context context) {
    Matcher m = CHINESE.matcher(text);
    if (m.matches()) {
      return m.group(1) == null
          ? yearless(number(m, 2), number(m, 3), context)
          : day(year(m.group(1)), number(m, 2), number(m, 3));
    }
    m = COMPACT.matcher(text);
    if (m.matches()) {
      return day(number(m, 1), number(m, 2), number(m, 3));
    }
    m = THREE.matcher(text);
    if (m.matches()) {
      return three(m.group(1), m.group(2), m.group(3), text.indexOf('.') > 0, context);
    }
    m = YEAR_MONTH.matcher(text);
    if (m.matches()) {
      return monthEnd(number(m, 1), number(m, 2));
    }
    m = COMPACT_MONTH.matcher(text);
    if (m.matches()) {
      return monthEnd(number(m, 1), number(m, 2));
    }
    m = CHINESE_MONTH.matcher(text);
    if (m.matches()) {
      int month = number(m, 2);
      if (m.group(1) != null) {
        return monthEnd(year(m.group(1)), month);
      }
      return month < 1 || month > 12
          ? Optional.empty()
          : inContext(context, y -> YearMonth.of(y, month).atEndOfMonth(), Grain.MONTH);
    }
    m = QUARTER.matcher(text);
    if (m.matches()) {
      int quarter = Integer.parseInt(m.group(2) == null ? m.group(3) : m.group(2));
      String year = m.group(1) == null ? m.group(4) : m.group(1);
      return year == null
          ? inContext(context, y -> YearMonth.of(y, quarter * 3).atEndOfMonth(), Grain.QUARTER)
          : one(YearMonth.of(Integer.parseInt(year), quarter * 3).atEndOfMonth(), Grain.QUARTER);
    }
    m = HALF.matcher(text);
    if (m.matches()) {
      boolean first = m.group(2) == null ? m.group(3).equals("上") : m.group(2).equals("1");
      int month = first ? 6 : 12;
      return m.group(1) == null
          ? inContext(context, y -> YearMonth.of(y, month).atEndOfMonth(), Grain.HALF)
          : one(YearMonth.of(number(m, 1), month).atEndOfMonth(), Grain.HALF);
    }
    m = YEAR.matcher(text);
    if (m.matches()) {
      return one(LocalDate.of(number(m, 1), 12, 31), Grain.YEAR);
    }
    m = SHORT.matcher(text);
    if (m.matches()) {
      return yearless(number(m, 1), number(m, 2), context);
    }
    m = SERIAL.matcher(text);
    if (m.matches()) {
      return one(SERIAL_START.plusDays(number(m, 1)), Grain.SERIAL);
    }
    return english(text, context);
  }

  private static Optional<Result> english(String text, @Nullable Context context) {
    Matcher m = ENGLISH_DAY_FIRST.matcher(text);
    if (m.matches() && month(m.group(2)) != null) {
      Month month = month(m.group(2));
      return month == null
          ? Optional.empty()
          : m.group(3) == null
              ? yearless(month.getValue(), number(m, 1), context)
              : day(year(m.group(3)), month.getValue(), number(m, 1));
    }
    m = ENGLISH_MONTH_FIRST.matcher(text);
    if (m.matches() && month(m.group(1)) != null) {
      Month month = month(m.group(1));
      return month == null
          ? Optional.empty()
          : m.group(3) == null
              ? yearless(month.getValue(), number(m, 2), context)
              : day(number(m, 3), month.getValue(), number(m, 2));
    }
    m = ENGLISH_MONTH.matcher(text);
    if (m.matches() && month(m.group(1)) != null) {
      Month month = month(m.group(1));
      return month == null
          ? Optional.empty()
          : m.group(2) == null
              ? inContext(context, y -> YearMonth.of(y, month).atEndOfMonth(), Grain.MONTH)
              : monthEnd(number(m, 2), month.getValue());
    }
    return Optional.empty();
  }

  private static @Nullable Month month(String name) {
    for (Month month : Month.values()) {
      String full = month.name().toLowerCase(Locale.ROOT);
      if (full.equals(name)
          || full.substring(0, 3).equals(name)
          || name.equals("sept") && month == Month.SEPTEMBER) {
        return month;
      }
    }
    return null;
  }

  /** Three numbers: each order in which they are a date. */
  private static Optional<Result> three(
      String a, String b, String c, boolean dots, @Nullable Context context) {
    Map<Order, LocalDate> all = new LinkedHashMap<>();
    if (a.length() == 4) {
      return c.length() > 2
          ? Optional.empty()
          : day(Integer.parseInt(a), Integer.parseInt(b), Integer.parseInt(c));
    }
    if (a.length() > 2 || c.length() == 3) {
      return Optional.empty();
    }
    if (c.length() == 4) {
      put(all, Order.DAY_MONTH_YEAR, c, b, a);
      // With dots, the day stands first wherever it is written so.
      if (!dots) {
        put(all, Order.MONTH_DAY_YEAR, c, a, b);
      }
    } else {
      put(all, Order.YEAR_MONTH_DAY, a, b, c);
      put(all, Order.DAY_MONTH_YEAR, c, b, a);
      put(all, Order.MONTH_DAY_YEAR, c, a, b);
      if (context != null) {
        // A year of two digits is one of the years in question.
        all.values()
            .removeIf(
                d ->
                    Math.abs(d.getYear() - context.first().getYear()) > 1
                        && Math.abs(d.getYear() - context.last().getYear()) > 1);
      }
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(new Result(all, Grain.DAY));
  }

  private static void put(
      Map<Order, LocalDate> all, Order order, String year, String month, String day) {
    try {
      all.put(order, LocalDate.of(year(year), Integer.parseInt(month), Integer.parseInt(day)));
    } catch (DateTimeException e) {
      // Not in this order.
    }
  }

  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    return digits.length() <= 2 ? 2000 + year : year;
  }

  private static Optional<Result> day(int year, int month, int day) {
    return one(LocalDate.of(year, month, day), Grain.DAY);
  }

  private static Optional<Result> monthEnd(int year, int month) {
    return one(YearMonth.of(year, month).atEndOfMonth(), Grain.MONTH);
  }

  private static Optional<Result> one(LocalDate date, Grain grain) {
    return Optional.of(new Result(Map.of(Order.YEAR_MONTH_DAY, date), grain));
  }

  private interface InYear {
    LocalDate in(int year);
  }

  private static Optional<Result> yearless(int month, int day, @Nullable Context context) {
    return inContext(context, year -> LocalDate.of(year, month, day), Grain.DAY);
  }

  /** The last such day that lies between both; if there is none, that of the last year. */
  private static Optional<Result> inContext(@Nullable Context context, InYear wanted, Grain grain) {
    if (context == null) {
      return Optional.empty();
    }
    List<LocalDate> inside = new ArrayList<>();
    for (int year = context.last().getYear(); year >= context.first().getYear(); year--) {
      try {
        LocalDate date = wanted.in(year);
        if (!date.isAfter(context.last()) && !date.isBefore(context.first())) {
          inside.add(date);
        }
      } catch (DateTimeException e) {
        // The 29th of February.
      }
    }
    return one(inside.isEmpty() ? wanted.in(context.last().getYear()) : inside.getFirst(), grain);
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static final String NUMERALS = "〇一二三四五六七八九";

  /** Without blanks that do not count, with plain digits. */
  private static String plain(String typed) {
    String text = Words.halfWidth(Words.trimmed(typed)).toLowerCase(Locale.ROOT);
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '−', '–', '—', '‐', '‑', '‒', '―', '～' -> plain.append('-');
        case '零', '○', 'О' -> plain.append('〇');
        case '\u00A0', '\u2007', '\u2009', '\u202F', '\t', '\n' -> plain.append(' ');
        case '\u200B', '\u200C', '\u200D', '\uFEFF', '\u200E', '\u200F' -> {
          // Not seen, so not meant.
        }
        default -> plain.append(c);
      }
    }
    String flat = plain.toString();
    if (flat.indexOf('月') >= 0 || flat.indexOf('年') >= 0 || flat.indexOf('季') >= 0) {
      flat =
          chinese(flat)
              .replaceAll("(?<=[\\d年月日号季])\\s+(?=[\\d年月日号季])", "")
              .replaceFirst("^截[至止到]?(?=\\d)", "");
    }
    return flat;
  }

  /** 二〇二六年十月三十一日 as 2026年10月31日. */
  private static String chinese(String text) {
    if (text.chars().noneMatch(c -> NUMERALS.indexOf(c) >= 0 || c == '十')) {
      return text;
    }
    Matcher m = Pattern.compile("[〇一二三四五六七八九十]+(?=年|月|日|号|个?季|[-~至到])").matcher(text);
    StringBuilder out = new StringBuilder();
    while (m.find()) {
      m.appendReplacement(out, digits(m.group()));
    }
    return m.appendTail(out).toString();
  }

  private static String digits(String numerals) {
    int ten = numerals.indexOf('十');
    if (ten < 0) {
      StringBuilder digits = new StringBuilder();
      numerals.chars().forEach(c -> digits.append(NUMERALS.indexOf(c)));
      return digits.toString();
    }
    int tens = ten == 0 ? 1 : NUMERALS.indexOf(numerals.charAt(ten - 1));
    int ones = ten == numerals.length() - 1 ? 0 : NUMERALS.indexOf(numerals.charAt(ten + 1));
    return Integer.toString(tens * 10 + ones);
  }
}
