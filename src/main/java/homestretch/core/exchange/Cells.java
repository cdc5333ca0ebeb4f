package homestretch.core.exchange;

import homestretch.core.exchange.Sheet.Row;
import homestretch.core.fault.Fault;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Cells as values; what cannot be read is an error that names the column. */
final class Cells {
  private Cells() {}

  static String needed(Row row, String column) {
    String cell = row.cell(column);
    if (cell.isEmpty()) {
      throw new Fault.Invalid(column, "", new Text("不空", "a value"));
    }
    return cell;
  }

  /** A name in both languages; English as Chinese where it is missing. */
  static Text bilingual(Row row, String column) {
    String zh = needed(row, column);
    String en = row.cell(column + "_en");
    return new Text(zh, en.isEmpty() ? zh : en);
  }

  static Optional<BigDecimal> optional(Row row, String column) {
    return row.cell(column).isEmpty() ? Optional.empty() : Optional.of(number(row, column));
  }

  static BigDecimal number(Row row, String column) {
    return number(column, needed(row, column));
  }

  static BigDecimal number(String column, String cell) {
    BigDecimal number = Figures.parse(cell);
    if (number == null) {
      throw new Fault.Invalid(column, cell, new Text("一个数，如 99.68", "a number, such as 99.68"));
    }
    return number;
  }

  static int integer(Row row, String column, int otherwise) {
    if (row.cell(column).isEmpty()) {
      return otherwise;
    }
    try {
      return number(row, column).intValueExact();
    } catch (ArithmeticException e) {
      throw new Fault.Invalid(column, row.cell(column), new Text("一个整数", "a whole number"));
    }
  }

  static LocalDate date(Row row, String column, @Nullable LocalDate otherwise) {
    if (otherwise != null && row.cell(column).isEmpty()) {
      return otherwise;
    }
    String cell = needed(row, column);
    try {
      return LocalDate.parse(cell);
    } catch (DateTimeParseException e) {
      throw new Fault.Invalid(
          column, cell, new Text("日期，如 2026-10-31", "a date, such as 2026-10-31"));
    }
  }

  /** {@code true}, {@code yes}, {@code 是}, {@code 1} and their opposites. */
  static boolean yesOrNo(Row row, String column, boolean stands) {
    String cell = row.cell(column).toLowerCase(Locale.ROOT);
    return switch (cell) {
      case "" -> stands;
      case "true", "yes", "是", "1" -> true;
      case "false", "no", "否", "0" -> false;
      default -> throw new Fault.Invalid(column, cell, new Text("是或否", "true or false"));
    };
  }

  /** A date, or what stands if the cell is empty. */
  static @Nullable LocalDate optionalDate(Row row, String column, @Nullable LocalDate stands) {
    return row.cell(column).isEmpty() ? stands : date(row, column, null);
  }

  static <E extends Enum<E>> E choice(Row row, String column, Class<E> type, E otherwise) {
    String cell = row.cell(column);
    return cell.isEmpty() ? otherwise : choice(column, cell, type);
  }

  static <E extends Enum<E>> E choice(String column, @Nullable String cell, Class<E> type) {
    return Stream.of(type.getEnumConstants())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(cell))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault.Invalid(
                    column,
                    String.valueOf(cell),
                    Text.same(
                        Stream.of(type.getEnumConstants())
                            .map(each -> each.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")))));
  }
}
