package homestretch.core.command;

import homestretch.core.fault.Fault;
import homestretch.core.text.DateReader;
import homestretch.core.text.Text;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as people type them on a phone. */
final class Dates {
  /** What is understood; feeds the error, the completion and a test. */
  static final List<String> EXAMPLES = List.of("2026-10-31", "10-31", "10月31日", "今天", "昨天", "上月末");

  private static final Pattern FULL =
      Pattern.compile("(\\d{4})[-/.年]?(\\d{1,2})[-/.月]?(\\d{1,2})[日号]?");
  private static final Pattern SHORT = Pattern.compile("(\\d{1,2})[-/.月](\\d{1,2})[日号]?");

  private Dates() {}

  /** A date without a year is the last such day, not one to come. */
  static LocalDate parse(String field, String typed, LocalDate today) {
    // Full-width digits and dashes too, as a Chinese keyboard gives them.
    String text =
        Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    switch (text) {
      case "今天", "今日", "today" -> {
        return today;
      }
      case "昨天", "昨日", "yesterday" -> {
        return today.minusDays(1);
      }
      case "上月末", "last month" -> {
        return today.withDayOfMonth(1).minusDays(1);
      }
      default -> {
        // Not a word; a date then.
      }
    }
    try {
      Matcher full = FULL.matcher(text);
      if (full.matches()) {
        return LocalDate.of(number(full, 1), number(full, 2), number(full, 3));
      }
      Matcher brief = SHORT.matcher(text);
      if (brief.matches()) {
        LocalDate date = LocalDate.of(today.getYear(), number(brief, 1), number(brief, 2));
        return date.isAfter(today) ? date.minusYears(1) : date;
      }
    } catch (DateTimeException e) {
      throw expected(field, typed);
    }
    return asInTables(text, today).orElseThrow(() -> expected(field, typed));
  }

  /** The other forms that cells are read in: 2026年10月, 2026Q3; without a year the last such day. */
  private static Optional<LocalDate> asInTables(String text, LocalDate today) {
    Optional<LocalDate> date =
        DateReader.read(text, DateReader.Context.ofYear(today.getYear()))
            .filter(result -> result.grain() != DateReader.Grain.SERIAL)
            .flatMap(DateReader.Result::only);
    boolean hasYear = text.matches(".*\\d{4}.*");
    return date.isPresent() && !hasYear && date.get().withDayOfMonth(1).isAfter(today)
        ? DateReader.only(text, DateReader.Context.ofYear(today.getYear() - 1))
        : date;
  }

  /** A day to come: a date without a year is the next such day. */
  static LocalDate coming(String field, String typed, LocalDate today) {
    String text =
        Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    if (text.equals("明天") || text.equals("tomorrow")) {
      return today.plusDays(1);
    }
    Matcher brief = SHORT.matcher(text);
    if (brief.matches()) {
      try {
        LocalDate date = LocalDate.of(today.getYear(), number(brief, 1), number(brief, 2));
        return date.isBefore(today) ? date.plusYears(1) : date;
      } catch (DateTimeException e) {
        throw expected(field, typed);
      }
    }
    return parse(field, typed, today);
  }

  /** A day as one says it: 10月31日, 31 October; with its year where that is another. */
  static Text said(LocalDate day, LocalDate today) {
    boolean same = day.getYear() == today.getYear();
    String month = day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return new Text(
        (same ? "" : day.getYear() + "年") + day.getMonthValue() + "月" + day.getDayOfMonth() + "日",
        day.getDayOfMonth() + " " + month + (same ? "" : " " + day.getYear()));
  }

  private static Fault.Invalid expected(String field, String typed) {
    return new Fault.Invalid(field, typed, DeskTexts.A_DATE);
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
