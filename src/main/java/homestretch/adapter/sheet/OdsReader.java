package homestretch.adapter.sheet;

import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.RawTable.Cell;
import homestretch.core.exchange.RawTable.Kind;
import homestretch.core.exchange.RawTable.Range;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** OpenDocument spreadsheets (OASIS ODF 1.3, Part 3): its content.xml, as a stream. */
final class OdsReader {
  private static final MathContext DIGITS = new MathContext(15);

  private final Reading reading;
  private final String file;
  private final Set<String> hiddenStyles = new HashSet<>();
  private final List<RawTable> tables = new ArrayList<>();

  private OdsReader(Reading reading, String file) {
    this.reading = reading;
    this.file = file;
  }

  static List<RawTable> read(Reading reading, String file, Packed zip)
      throws IOException, XMLStreamException {
    ZipArchiveEntry manifest = zip.entry("META-INF/manifest.xml");
    if (manifest != null) {
      try (Xml xml = new Xml(file, zip.stream(manifest))) {
        while (xml.next()) {
          if (xml.starts() && xml.name().equals("encryption-data")) {
            throw Sheets.withPassword(file);
          }
        }
      }
    }
    ZipArchiveEntry content = zip.entry("content.xml");
    if (content == null) {
      throw new Fault.Invalid(
          file,
          "content.xml",
          new Text("完整的 ODS 文件（缺少这一部分）", "a whole ODS file (this part is missing)"));
    }
    OdsReader ods = new OdsReader(reading, file);
    try (Xml xml = new Xml(file, zip.stream(content))) {
      String style = "";
      while (xml.next()) {
        if (!xml.starts()) {
          continue;
        }
        switch (xml.name()) {
          case "style" -> style = xml.attribute("name", "");
          case "table-properties" -> {
            if (xml.attribute("display", "").equals("false")) {
              ods.hiddenStyles.add(style);
            }
          }
          case "table" -> ods.table(xml);
          default -> {
            // Fonts and settings.
          }
        }
      }
    }
    return ods.tables;
  }

  private void table(Xml xml) throws XMLStreamException {
    if (tables.size() >= Reading.SHEETS) {
      throw Reading.tooMuch(
          file,
          "",
          "不超过 " + Reading.SHEETS + " 个工作表",
          "a workbook of at most " + Reading.SHEETS + " sheets");
    }
    String name = xml.attribute("name", "");
    boolean hidden = hiddenStyles.contains(xml.attribute("style-name", ""));
    String place = file + "[" + name + "]";
    PackedRows rows = new PackedRows(reading, file);
    List<Range> merged = new ArrayList<>();
    XlsxSheet.HiddenColumns hiddenColumns = new XlsxSheet.HiddenColumns();
    int outer = xml.depth();
    int columns = 0;
    long line = 0;
    while (xml.next()) {
      if (xml.ends() && xml.depth() < outer) {
        break;
      }
      if (!xml.starts()) {
        continue;
      }
      if (xml.name().equals("table-column")) {
        int repeated = repeated(place, xml, "number-columns-repeated", 16_384);
        if (!isShown(xml)) {
          hiddenColumns.add(columns, columns + repeated - 1);
        }
        columns = Math.min(columns + repeated, 16_384);
      } else if (xml.name().equals("table-row")) {
        boolean rowHidden = !isShown(xml);
        int repeated = repeated(place, xml, "number-rows-repeated", Reading.ROWS);
        List<Cell> cells = row(xml, place, line + 1, merged, hiddenColumns);
        boolean empty = cells.stream().allMatch(cell -> cell.kind() == Kind.EMPTY);
        if (!empty && line + repeated > Reading.ROWS) {
          throw Reading.tall(place, "", Reading.ROWS);
        }
        for (int i = 0; i < (empty ? 1 : repeated); i++) {
          rows.add(line + 1 + i, rowHidden, cells);
        }
        line += repeated;
      }
    }
    tables.add(new RawTable(file, name, hidden, rows, List.copyOf(merged), hiddenColumns.notes()));
  }

  private static boolean isShown(Xml xml) {
    return xml.attribute("visibility", "visible").equals("visible");
  }

  private static int repeated(String place, Xml xml, String attribute, int most) {
    int repeated = xml.integer(attribute, 1);
    if (repeated < 1 || repeated > most) {
      throw Reading.tooMuch(
          place, attribute + "=" + repeated, "1–" + most + " 次重复", "1–" + most + " repetitions");
    }
    return repeated;
  }

  private List<Cell> row(
      Xml xml, String place, long line, List<Range> merged, XlsxSheet.HiddenColumns hiddenColumns)
      throws XMLStreamException {
    List<Cell> cells = new ArrayList<>();
    int outer = xml.depth();
    int column = 0;
    while (xml.next()) {
      if (xml.ends() && xml.depth() < outer) {
        break;
      }
      if (!xml.starts()
          || !(xml.name().equals("table-cell") || xml.name().equals("covered-table-cell"))) {
        continue;
      }
      int repeated = repeated(place, xml, "number-columns-repeated", 16_384);
      int wide = repeated(place, xml, "number-columns-spanned", 16_384);
      int tall = repeated(place, xml, "number-rows-spanned", Reading.ROWS);
      if ((wide > 1 || tall > 1) && merged.size() < 100_000) {
        merged.add(new Range(line, line + tall - 1, column, column + wide - 1));
      }
      Cell cell = cell(xml, place + ":" + XlsxSheet.letters(column) + line);
      if (cell.kind() != Kind.EMPTY) {
        if (column + repeated > Reading.COLUMNS) {
          throw Reading.wide(place + ":" + XlsxSheet.letters(column) + line, cell.text());
        }
        while (cells.size() < column) {
          cells.add(Cell.NONE);
        }
        for (int i = 0; i < repeated; i++) {
          cells.add(cell);
          hiddenColumns.seen(line, column + i, cell);
        }
      }
      column += repeated;
    }
    return cells;
  }

  private static Cell cell(Xml xml, String place) throws XMLStreamException {
    String type = xml.attribute("value-type", "");
    String value = xml.attribute("value", "");
    String date = xml.attribute("date-value", "");
    String truth = xml.attribute("boolean-value", "");
    String said = xml.attribute("string-value", "");
    boolean computed = xml.attribute("formula") != null;
    String text = text(xml, place);
    return switch (type) {
      case "float", "currency" -> number(place, value, text, false);
      case "percentage" -> number(place, value, text, true);
      case "date" -> date(date);
      case "boolean" ->
          new Cell(truth.equals("true") ? "TRUE" : "FALSE", Kind.BOOLEAN, null, null, false);
      default ->
          computed && (text.startsWith("#") || text.startsWith("Err:"))
              ? new Cell(text, Kind.ERROR, null, null, false)
              : Cell.text(text.isEmpty() ? said : text);
    };
  }

  private static Cell number(String place, String value, String text, boolean percent) {
    try {
      BigDecimal number = NumberFormat.number(value).round(DIGITS).stripTrailingZeros();
      number = number.setScale(Math.max(number.scale(), 0));
      String plain = number.toPlainString();
      // A code that is shown as 01 is written so in the cell's text.
      boolean zeros = text.length() <= 30 && text.matches("0+" + plain);
      return Cell.number(zeros ? text : plain, number, percent);
    } catch (NumberFormatException e) {
      throw new Fault.Invalid(
          place, value, new Text("一个数，指数不超过 308", "a number with an exponent of at most 308"));
    }
  }

  private static Cell date(String value) {
    try {
      return Cell.date(LocalDate.parse(value.substring(0, Math.min(10, value.length()))));
    } catch (DateTimeParseException e) {
      return Cell.text(value);
    }
  }

  /** The paragraphs of the cell that has just begun, a line each; its comments are left out. */
  private static String text(Xml xml, String place) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    int outer = xml.depth();
    int noted = Integer.MAX_VALUE;
    int paragraphs = 0;
    boolean inParagraph = false;
    while (xml.next()) {
      if (xml.starts()) {
        switch (xml.name()) {
          case "annotation" -> noted = Math.min(noted, xml.depth());
          case "p" -> {
            if (xml.depth() < noted) {
              text.append(paragraphs++ > 0 ? "\n" : "");
              inParagraph = true;
            }
          }
          case "s" -> {
            if (inParagraph) {
              text.append(" ".repeat(Math.clamp(xml.integer("c", 1), 1, 100)));
            }
          }
          case "line-break" -> text.append(inParagraph ? "\n" : "");
          case "tab" -> text.append(inParagraph ? "\t" : "");
          default -> {
            // Spans and links: their text counts.
          }
        }
      } else if (xml.isText() && inParagraph && xml.depth() < noted) {
        text.append(xml.text());
      } else if (xml.ends()) {
        if (xml.depth() < outer) {
          break;
        }
        if (xml.depth() < noted) {
          noted = Integer.MAX_VALUE;
        }
        if (xml.name().equals("p")) {
          inParagraph = false;
        }
      }
      if (text.length() > Reading.CELL) {
        throw Reading.longCell(place);
      }
    }
    return text.toString();
  }
}
