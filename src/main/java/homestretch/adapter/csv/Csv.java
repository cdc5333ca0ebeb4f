package homestretch.adapter.csv;

import homestretch.core.exchange.Sheet;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads CSV: comma, a header row, UTF-8 with or without BOM, or GB18030 as Excel in China writes
 * it.
 */
public final class Csv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  private Csv() {}

  /** Every {@code .csv} file of a folder, by name. */
  public static List<Sheet> folder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Fault.Invalid("DIR", folder, new Text("一个装有 CSV 文件的目录", "a folder of CSV files"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Sheet> sheets = new ArrayList<>();
      for (Path file :
          files.filter(f -> f.getFileName().toString().endsWith(".csv")).sorted().toList()) {
        sheets.add(sheet(file.getFileName().toString(), Files.readAllBytes(file)));
      }
      if (sheets.isEmpty()) {
        throw new Fault.Invalid(
            "DIR", folder, new Text("一个装有 CSV 文件的目录（里面没有）", "a folder of CSV files (it has none)"));
      }
      return sheets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One file. */
  public static Sheet sheet(String name, byte[] bytes) {
    try (CSVParser parser = FORMAT.parse(new StringReader(decode(bytes)))) {
      List<String> columns = List.of();
      List<Sheet.Row> rows = new ArrayList<>();
      for (CSVRecord record : parser) {
        if (columns.isEmpty()) {
          columns = record.stream().map(String::strip).toList();
          continue;
        }
        if (record.size() > columns.size()) {
          throw new Fault.Invalid(
              name + ":" + parser.getCurrentLineNumber(),
              String.join(",", record.toList()),
              new Text(columns.size() + " 列", columns.size() + " columns"));
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          cells.put(columns.get(i), i < record.size() ? record.get(i).strip() : "");
        }
        if (cells.values().stream().anyMatch(c -> !c.isEmpty())) {
          rows.add(new Sheet.Row(parser.getCurrentLineNumber(), cells));
        }
      }
      return new Sheet(name, columns, rows);
    } catch (IOException | UncheckedIOException e) {
      throw new Fault.Invalid(
          name,
          String.valueOf(e.getMessage()),
          new Text("逗号分隔的 CSV 文件", "a comma-separated CSV file"));
    }
  }

  private static String decode(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, Charset.forName("GB18030"));
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
