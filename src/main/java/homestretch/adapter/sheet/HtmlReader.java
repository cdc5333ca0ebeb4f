package homestretch.adapter.sheet;

import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.RawTable.Cell;
import homestretch.core.exchange.RawTable.Note;
import homestretch.core.exchange.RawTable.Range;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a web page, which many systems hand out under the name of {@code .xls}: row by row,
 * each forgotten once it is read.
 */
final class HtmlReader {
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  /** Elements that stand in memory at once: one row and what is around the tables. */
  private static final int ELEMENTS = 100_000;

  private static final int MOST_SPANNED_ROWS = 65_534;

  private static final Pattern CHARSET =
      Pattern.compile("(?i)charset\\s*=\\s*[\"']?([\\w-]{2,20})");

  private final Reading reading;
  private final String file;
  private final List<Note> notes = new ArrayList<>();
  private final Map<Element, Rows> rowsOf = new IdentityHashMap<>();
  private final List<Rows> tables = new ArrayList<>();

  private HtmlReader(Reading reading, String file) {
    this.reading = reading;
    this.file = file;
  }

  private static final class Rows {
    final PackedRows rows;
    final List<Range> merged = new ArrayList<>();

    /** Of each column until which line a cell from above reaches. */
    final List<Long> taken = new ArrayList<>();

    long line;

    Rows(PackedRows rows) {
      this.rows = rows;
    }
  }

  static List<RawTable> read(Reading reading, String file, Content content) throws IOException {
    if (content.size() > MOST_BYTES) {
      throw Reading.tooMuch(file, "", "不超过 16 MB 的网页表格", "a web page of at most 16 MB");
    }
    HtmlReader html = new HtmlReader(reading, file);
    try (Reader text = html.text(content);
        StreamParser parser = new StreamParser(Parser.htmlParser()).parse(text, "")) {
      int alive = 0;
      int seen = 0;
      for (Iterator<Element> all = parser.iterator(); all.hasNext(); ) {
        Element element = all.next();
        if (++seen % 1000 == 0) {
          reading.goOn(file);
        }
        if (++alive > ELEMENTS) {
          throw Reading.tooMuch(
              file,
              "",
              "一行不超过 " + ELEMENTS + " 个元素的网页表格",
              "a web page of at most " + ELEMENTS + " elements in a row");
        }
        if (element.normalName().equals("tr")) {
          html.row(element);
          alive -= element.childrenSize();
          element.empty();
          alive = Math.max(alive, 0);
        }
      }
    }
    List<RawTable> tables = new ArrayList<>();
    for (Rows each : html.tables) {
      String name = html.tables.size() == 1 ? "" : "table " + (tables.size() + 1);
      tables.add(
          new RawTable(
              file, name, false, each.rows, List.copyOf(each.merged), List.copyOf(html.notes)));
    }
    return tables;
  }

  private Reader text(Content content) throws IOException {
    byte[] head = content.head(4096);
    Matcher said = CHARSET.matcher(new String(head, StandardCharsets.ISO_8859_1));
    boolean marked = head.length > 1 && (head[0] & 0xFF) >= 0xEF;
    if (!marked && said.find()) {
      String name = said.group(1).toLowerCase(Locale.ROOT);
      if (name.startsWith("gb")) {
        name = "GB18030";
      }
      if (Charset.isSupported(name)) {
        return new InputStreamReader(
            content.stream(),
            Charset.forName(name)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
      }
    }
    Encoding encoding = Encoding.of(reading, file, content);
    if (encoding.guessed() != null) {
      notes.add(encoding.guessed());
    }
    return encoding.reader(content);
  }

  private void row(Element tr) {
    Element table = tr.closest("table");
    if (table == null) {
      return;
    }
    Rows rows = rowsOf.get(table);
    if (rows == null) {
      if (tables.size() >= Reading.SHEETS) {
        throw Reading.tooMuch(
            file, "", "不超过 " + Reading.SHEETS + " 个表格", "at most " + Reading.SHEETS + " tables");
      }
      rows = new Rows(new PackedRows(reading, file));
      rowsOf.put(table, rows);
      tables.add(rows);
    }
    long line = ++rows.line;
    List<Cell> cells = new ArrayList<>();
    int column = 0;
    for (Element td : tr.children()) {
      if (!td.normalName().equals("td") && !td.normalName().equals("th")) {
        continue;
      }
      while (column < rows.taken.size() && rows.taken.get(column) >= line) {
        column++;
      }
      int wide = span(td, "colspan", Reading.COLUMNS);
      int tall = span(td, "rowspan", MOST_SPANNED_ROWS);
      if (column + wide > Reading.COLUMNS) {
        throw Reading.wide(file + ":" + line, td.text());
      }
      while (cells.size() < column) {
        cells.add(Cell.NONE);
      }
      cells.add(cell(td, line));
      while (rows.taken.size() < column + wide) {
        rows.taken.add(0L);
      }
      for (int i = column; i < column + wide; i++) {
        rows.taken.set(i, line + tall - 1);
      }
      if ((wide > 1 || tall > 1) && rows.merged.size() < 100_000) {
        rows.merged.add(new Range(line, line + tall - 1, column, column + wide - 1));
      }
      column += wide;
    }
    rows.rows.add(line, isHidden(tr), cells);
  }

  private static int span(Element td, String attribute, int most) {
    try {
      return Math.clamp(Integer.parseInt(td.attr(attribute).strip()), 1, most);
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  private static boolean isHidden(Element tr) {
    String style = tr.attr("style").replace(" ", "").toLowerCase(Locale.ROOT);
    return tr.hasAttr("hidden") || style.contains("display:none");
  }

  /** The text; where Excel wrote the number beside what is shown of it, the number. */
  private Cell cell(Element td, long line) {
    StringBuilder text = new StringBuilder();
    text(td, text, 0);
    String shown = text.toString().strip();
    if (shown.length() > Reading.CELL) {
      throw Reading.longCell(file + ":" + line);
    }
    BigDecimal number = numberOf(td);
    if (number == null || !shown.matches("[-+]?[\\d.,\\s]*%?")) {
      return Cell.text(shown);
    }
    return new NumberFormat(
            shown.endsWith("%") ? NumberFormat.Shown.PERCENT : NumberFormat.Shown.NUMBER, 0, 0)
        .cell(number, false);
  }

  private static @Nullable BigDecimal numberOf(Element td) {
    String exact = td.attr("x:num");
    try {
      return exact.isBlank() ? null : NumberFormat.number(exact);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** What a browser shows: blanks as one, breaks and paragraphs as line breaks. */
  private static void text(Node node, StringBuilder text, int depth) {
    for (Node child : node.childNodes()) {
      if (child instanceof TextNode letters) {
        String shown = letters.getWholeText().replaceAll("[ \\t\\r\\n\\f]+", " ");
        text.append(
            (text.isEmpty() || text.charAt(text.length() - 1) == '\n') && shown.startsWith(" ")
                ? shown.substring(1)
                : shown);
      } else if (child instanceof Element element && depth < 64) {
        String name = element.normalName();
        boolean block = name.equals("br") || name.equals("p") || name.equals("div");
        if (block && !text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
          text.append('\n');
        }
        if (!name.equals("script") && !name.equals("style") && !name.equals("table")) {
          text(element, text, depth + 1);
        }
      }
    }
  }
}
