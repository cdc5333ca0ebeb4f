package homestretch.adapter.sheet;

import homestretch.core.exchange.Sheet;
import homestretch.core.exchange.Table;
import homestretch.core.text.Figures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** XLSX workbooks, written: a sheet is named like its table, numbers and dates are typed so. */
final class Xlsx {
  /** So many digits a spreadsheet program knows of a number; what it stores beyond is noise. */
  private static final MathContext DIGITS = new MathContext(15);

  private Xlsx() {}

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
