package homestretch.adapter.sheet;

import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.Sheet;
import homestretch.core.exchange.Table;
import homestretch.core.fault.Fault;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * CSV: comma, a header row. Read as UTF-8 with or without BOM, UTF-16 with BOM, or GB18030 as Excel
 * in China writes it; written as UTF-8 with BOM, as Excel takes it.
 */
final class Csv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  /** What a spreadsheet program would take for a formula, marked by quotes or not. */
  private static final Pattern FORMULA = Pattern.compile("(?s)'*[=+\\-@＝＋－＠\\t\\r].*");

  private static final String BOM = "\uFEFF";

  private Csv() {}

  /**
   * @param table what the file's name says it holds
   * @param file its name in errors
   */
  static Sheet read(String table, String file, byte[] bytes) {
    try (CSVParser parser = FORMAT.parse(new StringReader(decode(file, bytes)))) {
      List<String> columns = List.of();
      List<Sheet.Row> rows = new ArrayList<>();
      for (CSVRecord record : parser) {
        if (columns.isEmpty()) {
          columns = Sheets.header(file, record.stream().map(String::strip).toList());
          continue;
        }
        long line = parser.getCurrentLineNumber() - breaksIn(record);
        if (record.size() > columns.size()) {
          throw new Fault.Invalid(
              file + ":" + line,
              String.join(",", record.toList()),
              new Text(columns.size() + " 列", columns.size() + " columns"));
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          cells.put(columns.get(i), i < record.size() ? unmarked(record.get(i).strip()) : "");
        }
        if (cells.values().stream().anyMatch(c -> !c.isEmpty())) {
          rows.add(new Sheet.Row(line, cells));
        }
      }
      return new Sheet(table, file, columns, rows);
    } catch (IOException | UncheckedIOException e) {
      throw new Fault.Invalid(
          file,
          String.valueOf(e.getMessage()),
          new Text("逗号分隔的 CSV 文件", "a comma-separated CSV file"));
    }
  }

  /** The file as it stands; the separator is the one that divides most rows alike. */
  static RawTable table(String file, byte[] bytes) {
    String text = decode(file, bytes);
    char separator = ',';
    if (text.startsWith("sep=") && text.length() > 5) {
      separator = text.charAt(4);
      text = "\n" + text.substring(5).stripLeading();
    } else {
      long most = 0;
      for (char each : new char[] {',', ';', '\t', '|'}) {
        long lines = text.lines().limit(50).filter(l -> l.indexOf(each) >= 0).count();
        long count =
            text.lines().limit(50).flatMapToInt(String::chars).filter(c -> c == each).count();
        if (lines * 1000 + count > most) {
          most = lines * 1000 + count;
          separator = each;
        }
      }
    }
    CSVFormat format =
        FORMAT.builder().setDelimiter(separator).setLenientEof(true).setTrailingData(true).get();
    try (CSVParser parser = format.parse(new StringReader(text))) {
      List<RawTable.Row> rows = new ArrayList<>();
      for (CSVRecord record : parser) {
        rows.add(
            new RawTable.Row(
                parser.getCurrentLineNumber() - breaksIn(record),
                false,
                record.stream().map(cell -> RawTable.Cell.text(unmarked(cell))).toList()));
      }
      return RawTable.of(file, rows);
    } catch (IOException | UncheckedIOException e) {
      throw new Fault.Invalid(
          file, String.valueOf(e.getMessage()), new Text("CSV 文件", "a CSV file"));
    }
  }

  /** A record ends on the parser's line; it begins as many lines before as it has breaks. */
  private static long breaksIn(CSVRecord record) {
    return record.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
  }

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

  static String unmarked(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
  }

  private static String decode(String file, byte[] bytes) {
    Charset[] charsets =
        starts(bytes, 0xFE, 0xFF) || starts(bytes, 0xFF, 0xFE)
            ? new Charset[] {StandardCharsets.UTF_16}
            : new Charset[] {StandardCharsets.UTF_8, Charset.forName("GB18030")};
    for (Charset charset : charsets) {
      try {
        String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return text.startsWith(BOM) ? text.substring(1) : text;
      } catch (CharacterCodingException e) {
        // The next one, if there is one.
      }
    }
    throw new Fault.Invalid(
        file, "", new Text("UTF-8 或 GB18030 编码的文本", "text in UTF-8 or GB18030"));
  }

  private static boolean starts(byte[] bytes, int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }
}
