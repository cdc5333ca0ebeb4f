package homestretch.adapter.sheet;

import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.Sheet;
import homestretch.core.exchange.Table;
import homestretch.core.fault.Fault;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/**
 * XLSX workbooks: a sheet is named like a table, or the workbook's only sheet holds the table that
 * the file is named after.
 */
final class Xlsx {
  /** So many digits a spreadsheet program knows of a number; what it stores beyond is noise. */
  private static final MathContext DIGITS = new MathContext(15);

  /** Format numbers that mean a date in every locale (ECMA-376, 18.8.30, and the Chinese ones). */
  private static final Pattern DATE_CODES = Pattern.compile("1[4-7]|2[27-9]|3[0-6]|5[0-8]");

  private static final Pattern NOT_FORMAT = Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]");
  private static final Pattern DECIMALS = Pattern.compile("[#,]*0\\.(0+)");

  private Xlsx() {}

  static List<Sheet> read(String table, String file, byte[] bytes) {
    try (ReadableWorkbook book =
        new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, true))) {
      List<org.dhatim.fastexcel.reader.Sheet> visible =
          book.getSheets().filter(s -> s.getVisibility() == SheetVisibility.VISIBLE).toList();
      List<Sheet> sheets = new ArrayList<>();
      for (org.dhatim.fastexcel.reader.Sheet sheet : visible) {
        String name = Sheets.table(sheet.getName());
        boolean only = visible.size() == 1 && !Sheets.isTable(name);
        sheets.add(read(only ? table : name, file + "[" + sheet.getName() + "]", sheet));
      }
      return sheets;
    } catch (IOException | ExcelReaderException | IllegalStateException e) {
      throw new Fault.Invalid(
          file, String.valueOf(e.getMessage()), new Text("XLSX 工作簿", "an XLSX workbook"));
    }
  }

  private static Sheet read(String table, String file, org.dhatim.fastexcel.reader.Sheet sheet)
      throws IOException {
    List<String> columns = new ArrayList<>();
    List<Sheet.Row> rows = new ArrayList<>();
    try (Stream<Row> all = sheet.openStream()) {
      for (Row row : (Iterable<Row>) all::iterator) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < row.getCellCount(); i++) {
          texts.add(row.getOptionalCell(i).map(Xlsx::text).orElse("").strip());
        }
        if (texts.stream().allMatch(String::isEmpty)) {
          continue;
        }
        if (columns.isEmpty()) {
          while (texts.getLast().isEmpty()) {
            texts.removeLast();
          }
          columns.addAll(Sheets.header(file, texts));
          continue;
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          cells.put(columns.get(i), i < texts.size() ? texts.get(i) : "");
        }
        rows.add(new Sheet.Row(row.getRowNum(), cells));
      }
    }
    return new Sheet(table, file, columns, rows);
  }

  /** Every sheet as it stands. */
  static List<RawTable> tables(String file, byte[] bytes) {
    try (ReadableWorkbook book =
        new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, true))) {
      List<RawTable> tables = new ArrayList<>();
      for (org.dhatim.fastexcel.reader.Sheet sheet : book.getSheets().toList()) {
        List<RawTable.Row> rows = new ArrayList<>();
        try (Stream<Row> all = sheet.openStream()) {
          all.forEach(
              row -> {
                List<RawTable.Cell> cells = new ArrayList<>();
                for (int i = 0; i < row.getCellCount(); i++) {
                  cells.add(row.getOptionalCell(i).map(Xlsx::raw).orElse(RawTable.Cell.NONE));
                }
                while (!cells.isEmpty() && cells.getLast().kind() == RawTable.Kind.EMPTY) {
                  cells.removeLast();
                }
                rows.add(new RawTable.Row(row.getRowNum(), row.isHidden(), cells));
              });
        }
        tables.add(
            new RawTable(
                file,
                sheet.getName(),
                sheet.getVisibility() != SheetVisibility.VISIBLE,
                rows,
                List.of(),
                List.of()));
      }
      return tables;
    } catch (IOException | ExcelReaderException | IllegalStateException e) {
      throw new Fault.Invalid(
          file, String.valueOf(e.getMessage()), new Text("XLSX 工作簿", "an XLSX workbook"));
    }
  }

  private static RawTable.Cell raw(Cell cell) {
    BigDecimal number = number(cell);
    if (number == null) {
      return RawTable.Cell.text(cell.getText());
    }
    if (isDate(cell)) {
      return RawTable.Cell.date(cell.asDate().toLocalDate());
    }
    String format = cell.getDataFormatString();
    BigDecimal exact = number.round(DIGITS);
    String text = exact.stripTrailingZeros().toPlainString();
    if (format != null && format.matches("0{2,}") && text.length() < format.length()) {
      text = "0".repeat(format.length() - text.length()) + text;
    }
    return RawTable.Cell.number(text, exact, format != null && format.contains("%"));
  }

  /** The cell as it would stand in a CSV file. */
  private static String text(Cell cell) {
    BigDecimal number = number(cell);
    if (number == null) {
      return cell.getText();
    }
    if (isDate(cell)) {
      LocalDateTime at = cell.asDate();
      return at.toLocalTime().equals(LocalTime.MIDNIGHT)
          ? at.toLocalDate().toString()
          : at.toString();
    }
    BigDecimal exact = number.round(DIGITS).stripTrailingZeros();
    int places = Math.max(exact.scale(), decimals(cell));
    return exact.setScale(Math.max(places, 0)).toPlainString();
  }

  private static @Nullable BigDecimal number(Cell cell) {
    if (cell.getType() == CellType.NUMBER) {
      return cell.asNumber();
    }
    if (cell.getType() != CellType.FORMULA || !(cell.getValue() instanceof BigDecimal computed)) {
      return null;
    }
    return computed;
  }

  private static boolean isDate(Cell cell) {
    Integer code = cell.getDataFormatId();
    if (code == null) {
      return false;
    }
    String format = cell.getDataFormatString();
    return DATE_CODES.matcher(code.toString()).matches()
        || (format != null
            && NOT_FORMAT
                .matcher(format.toLowerCase(Locale.ROOT))
                .replaceAll("")
                .matches(".*[yd].*"));
  }

  /** As many places as the cell shows: 12.50 stays 12.50. */
  private static int decimals(Cell cell) {
    String format = cell.getDataFormatString();
    Matcher matcher = DECIMALS.matcher(format == null ? "" : format);
    return matcher.matches() ? matcher.group(1).length() : 0;
  }

  static byte[] write(List<Sheet> sheets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(out, "Homestretch", "1.0")) {
      for (Sheet sheet : sheets) {
        Worksheet page = book.newWorksheet(sheet.table());
        page.freezePane(0, 1);
        for (int column = 0; column < sheet.columns().size(); column++) {
          String name = sheet.columns().get(column);
          page.value(0, column, name);
          page.style(0, column).bold().set();
          for (int row = 0; row < sheet.rows().size(); row++) {
            write(
                page, row + 1, column, name, sheet.rows().get(row).cells().getOrDefault(name, ""));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void write(Worksheet page, int row, int column, String name, String cell) {
    if (cell.isEmpty()) {
      return;
    }
    BigDecimal number = Table.isNumber(name) ? Figures.parse(cell) : null;
    if (number != null && number.precision() <= DIGITS.getPrecision()) {
      page.value(row, column, number);
      if (number.scale() > 0) {
        page.style(row, column).format("0." + "0".repeat(number.scale())).set();
      }
    } else if (Table.isDate(name)) {
      page.value(row, column, LocalDate.parse(cell));
      page.style(row, column).format("yyyy-mm-dd").set();
    } else {
      page.value(row, column, cell);
    }
  }
}
