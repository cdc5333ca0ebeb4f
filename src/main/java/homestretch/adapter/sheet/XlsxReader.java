package homestretch.adapter.sheet;

import homestretch.core.exchange.RawTable;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * XLSX workbooks (ECMA-376, Part 1), read part by part: what stands in the cells, not how it looks;
 * of a formula its last result. Our own reader, because a library's gives no marks of what is
 * hidden and has no bounds.
 */
final class XlsxReader {
  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private final Reading reading;
  private final String file;
  private final Packed zip;
  private final List<Part> sheets = new ArrayList<>();
  private boolean from1904;

  private record Part(String name, String id, boolean hidden) {}

  private XlsxReader(Reading reading, String file, Packed zip) {
    this.reading = reading;
    this.file = file;
    this.zip = zip;
  }

  static List<RawTable> read(Reading reading, String file, Packed zip)
      throws IOException, XMLStreamException {
    return new XlsxReader(reading, file, zip).tables();
  }

  private List<RawTable> tables() throws IOException, XMLStreamException {
    String book = bookPart();
    book(book);
    String folder = book.contains("/") ? book.substring(0, book.lastIndexOf('/') + 1) : "";
    String name = book.substring(folder.length());
    Map<String, String> targets = new HashMap<>();
    String texts = "";
    String styles = "";
    try (Xml xml = part(folder + "_rels/" + name + ".rels")) {
      while (xml.next()) {
        if (xml.starts() && xml.name().equals("Relationship")) {
          String target = absolute(folder, xml.attribute("Target", ""));
          String type = xml.attribute("Type", "");
          // A sheet may be a chart, a dialog or a macro: none has cells.
          if (type.endsWith("/worksheet")) {
            targets.put(xml.attribute("Id", ""), target);
          } else if (type.endsWith("/sharedStrings")) {
            texts = target;
          } else if (type.endsWith("/styles")) {
            styles = target;
          }
        }
      }
    }
    XlsxStyles formats = styles(styles);
    PackedTexts shared = texts(texts);
    List<RawTable> tables = new ArrayList<>();
    for (Part sheet : sheets) {
      String target = targets.get(sheet.id());
      if (target == null) {
        continue;
      }
      ZipArchiveEntry entry = zip.entry(target);
      if (entry == null) {
        throw notWorkbook(sheet.name());
      }
      try (Xml xml = new Xml(file + "[" + sheet.name() + "]", zip.stream(entry))) {
        tables.add(
            new XlsxSheet(reading, file, sheet.name(), formats, shared, from1904)
                .read(xml, sheet.hidden()));
      }
    }
    return tables;
  }

  private String bookPart() throws IOException, XMLStreamException {
    if (zip.entry("_rels/.rels") != null) {
      try (Xml xml = part("_rels/.rels")) {
        while (xml.next()) {
          if (xml.starts()
              && xml.name().equals("Relationship")
              && xml.attribute("Type", "").endsWith("/officeDocument")) {
            return absolute("", xml.attribute("Target", ""));
          }
        }
      }
    }
    return "xl/workbook.xml";
  }

  private void book(String part) throws IOException, XMLStreamException {
    if (part.endsWith(".bin")) {
      throw new Fault.Invalid(
          file, "XLSB", new Text("XLSX 工作簿（请另存为 .xlsx）", "an XLSX workbook (save it as .xlsx)"));
    }
    try (Xml xml = part(part)) {
      while (xml.next()) {
        if (!xml.starts()) {
          continue;
        }
        if (xml.name().equals("workbookPr")) {
          from1904 = xml.is("date1904");
        } else if (xml.name().equals("sheet")) {
          sheets.add(
              new Part(
                  xml.attribute("name", ""),
                  xml.attribute("id", ""),
                  !xml.attribute("state", "visible").equals("visible")));
          if (sheets.size() > Reading.SHEETS) {
            throw Reading.tooMuch(
                file,
                "",
                "不超过 " + Reading.SHEETS + " 个工作表",
                "a workbook of at most " + Reading.SHEETS + " sheets");
          }
        }
      }
    }
  }

  private XlsxStyles styles(String part) throws IOException, XMLStreamException {
    if (part.isEmpty() || zip.entry(part) == null) {
      return XlsxStyles.none();
    }
    try (Xml xml = part(part)) {
      return XlsxStyles.read(file, xml);
    }
  }

  private PackedTexts texts(String part) throws IOException, XMLStreamException {
    PackedTexts texts = new PackedTexts(reading, file);
    if (!part.isEmpty() && zip.entry(part) != null) {
      try (Xml xml = part(part)) {
        while (xml.next()) {
          if (xml.starts() && xml.name().equals("si")) {
            texts.add(rich(file, xml));
          }
        }
      }
    }
    return texts;
  }

  /**
   * The text of runs, of the element that has just begun; how it is to be read aloud is left out.
   */
  static String rich(String place, Xml xml) throws XMLStreamException {
    int outer = xml.depth();
    String text = "";
    StringBuilder more = new StringBuilder();
    int spoken = Integer.MAX_VALUE;
    while (xml.next()) {
      if (xml.starts()) {
        if (xml.name().equals("rPh") && spoken == Integer.MAX_VALUE) {
          spoken = xml.depth();
        } else if (xml.name().equals("t") && xml.depth() < spoken) {
          String run = xml.content();
          if (text.isEmpty() && more.isEmpty()) {
            text = run;
          } else {
            more.append(more.isEmpty() ? text : "").append(run);
            if (more.length() > Reading.CELL) {
              throw Reading.longCell(place);
            }
          }
        }
      } else if (xml.ends()) {
        if (xml.depth() < outer) {
          break;
        }
        if (xml.depth() < spoken) {
          spoken = Integer.MAX_VALUE;
        }
      }
    }
    return plain(more.isEmpty() ? text : more.toString());
  }

  /** {@code _x000D_} as the character that it stands for, line breaks as one character each. */
  static String plain(String text) {
    String plain = text;
    if (text.contains("_x")) {
      plain =
          ESCAPE
              .matcher(text)
              .replaceAll(
                  escape ->
                      Matcher.quoteReplacement(
                          Character.toString((char) Integer.parseInt(escape.group(1), 16))));
    }
    return plain.indexOf('\r') < 0 ? plain : plain.replace("\r\n", "\n").replace('\r', '\n');
  }

  private Xml part(String name) throws IOException, XMLStreamException {
    ZipArchiveEntry entry = zip.entry(name);
    if (entry == null) {
      throw notWorkbook(name);
    }
    return new Xml(file, zip.stream(entry));
  }

  private static String absolute(String folder, String target) {
    if (target.startsWith("/")) {
      return target.substring(1);
    }
    String path = folder + target;
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    // One step up is all that is ever written: "../xl/worksheets/sheet1.xml".
    return path.replaceFirst("[^/]+/\\.\\./", "");
  }

  private Fault.Invalid notWorkbook(String missing) {
    return new Fault.Invalid(
        file,
        missing,
        new Text("完整的 XLSX 工作簿（缺少这一部分）", "a whole XLSX workbook (this part is missing)"));
  }
}
