package homestretch.adapter.sheet;

import homestretch.core.exchange.Sheet;
import homestretch.core.exchange.Table;
import homestretch.core.text.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** CSV files, written: UTF-8 with a mark and a comma, as Excel takes them. */
final class Csv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  /** What a spreadsheet program would take for a formula, marked by quotes or not. */
  private static final Pattern FORMULA = Pattern.compile("(?s)'*[=+\\-@＝＋－＠\\t\\r].*");

  private static final String BOM = "\uFEFF";

  private Csv() {}

  static byte[] write(Sheet sheet) {
    StringBuilder text = new StringBuilder(BOM);
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      printer.printRecord(sheet.columns());
      for (Sheet.Row row : sheet.rows()) {
        List<String> cells = new ArrayList<>();
        for (String column : sheet.columns()) {
          String cell = row.cells().getOrDefault(column, "");
          cells.add(Table.isNumber(column) && Figures.parse(cell) != null ? cell : marked(cell));
        }
        printer.printRecord(cells);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A quote before it, so that a spreadsheet program shows the cell and does not compute it. */
  static String marked(String cell) {
    return FORMULA.matcher(cell).matches() ? "'" + cell : cell;
  }
}
