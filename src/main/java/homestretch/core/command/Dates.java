package homestretch.core.command;

import homestretch.core.fault.Fault;
import homestretch.core.text.DateReader;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Dates as people type them on a phone. */
final class Dates {
  /** What is understood; feeds the error, the completion and a test. */
  static final List<String> EXAMPLES = List.of("2026-10-31", "10-31", "10月31日", "今天", "昨天", "上月末");

  private static final Pattern FULL =
      Pattern.compile("(\\d{4})[-/.年]?(\\d{1,2})[-/.月]?(\\d{1,2})[日号]?");
  private static final Pattern SHORT = Pattern.compile("(\\d{1,2})[-/.月](\\d{1,2})[日号]?");

  private Dates() {}

  /**
   * A date without a year is the last such day, not one to come.
   *
   * @param language in English {@code 5/11} reads two ways, in Chinese it is 5月11日
   * @throws Fault.Invalid if it is no date, or naming the readings where it has several
   */
  static LocalDate parse(String field, String typed, LocalDate today, Language language) {
    return one(field, typed, readings(typed, language, last(today), today));
  }

  /** Whether it is a date, one way or another. */
  static boolean isOne(String typed, LocalDate today, Language language) {
    return !readings(typed, language, last(today), today).isEmpty();
  }

  /** A day to come: a date without a year is the next such day. */
  static LocalDate coming(String field, String typed, LocalDate today, Language language) {
    String text = plain(typed);
    if (text.equals("明天") || text.equals("tomorrow")) {
      return today.plusDays(1);
    }
    return one(
        field,
        typed,
        readings(typed, language, date -> date.isBefore(today) ? date.plusYears(1) : date, today));
  }

  private static UnaryOperator<LocalDate> last(LocalDate today) {
    return date -> date.isAfter(today) ? date.minusYears(1) : date;
  }

  private static LocalDate one(String field, String typed, List<LocalDate> readings) {
    return switch (readings.size()) {
      case 0 -> throw new Fault.Invalid(field, typed, DeskTexts.A_DATE);
      case 1 -> readings.getFirst();
      default -> throw new Fault.Invalid(field, typed, DeskTexts.whichDay(readings));
    };
  }

  /**
   * The days that can be meant; none: it is no date.
   *
   * @param inYear moves a day without a year from today's year to the one that is meant
   */
  private static List<LocalDate> readings(
      String typed, Language language, UnaryOperator<LocalDate> inYear, LocalDate today) {
    String text = plain(typed);
    switch (text) {
      case "今天", "今日", "today" -> {
        return List.of(today);
      }
      case "昨天", "昨日", "yesterday" -> {
        return List.of(today.minusDays(1));
      }
      case "上月末", "last month" -> {
        return List.of(today.withDayOfMonth(1).minusDays(1));
      }
      default -> {
        // Not a word; a date then.
      }
    }
    Matcher full = FULL.matcher(text);
    if (full.matches()) {
      return day(number(full, 1), number(full, 2), number(full, 3)).stream().toList();
    }
    Matcher brief = SHORT.matcher(text);
    if (brief.matches()) {
      int year = today.getYear();
      int first = number(brief, 1);
      int second = number(brief, 2);
      Optional<LocalDate> monthFirst = day(year, first, second);
      Optional<LocalDate> dayFirst =
          language == Language.EN && text.indexOf('/') > 0
              ? day(year, second, first)
              : Optional.empty();
      return Stream.of(monthFirst, dayFirst)
          .flatMap(Optional::stream)
          .map(inYear)
          .distinct()
          .toList();
    }
    return asInTables(text, today);
  }

  private static Optional<LocalDate> day(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  // Full-width digits and dashes too, as a Chinese keyboard gives them.
  private static String plain(String typed) {
    return Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }

  /** The other forms that cells are read in: 2026年10月, 2026Q3; without a year the last such day. */
  private static List<LocalDate> asInTables(String text, LocalDate today) {
    List<LocalDate> dates =
        DateReader.read(text, DateReader.Context.ofYear(today.getYear()))
            .filter(result -> result.grain() != DateReader.Grain.SERIAL)
            .map(result -> result.byOrder().values().stream().distinct().toList())
            .orElse(List.of());
    boolean hasYear = text.matches(".*\\d{4}.*");
    return dates.size() == 1 && !hasYear && dates.getFirst().withDayOfMonth(1).isAfter(today)
        ? DateReader.only(text, DateReader.Context.ofYear(today.getYear() - 1)).stream().toList()
        : dates;
  }

  /** A day as one says it: 10月31日, 31 October; with its year where that is another. */
  static Text said(LocalDate day, LocalDate today) {
    boolean same = day.getYear() == today.getYear();
    String month = day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return new Text(
        (same ? "" : day.getYear() + "年") + day.getMonthValue() + "月" + day.getDayOfMonth() + "日",
        day.getDayOfMonth() + " " + month + (same ? "" : " " + day.getYear()));
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
