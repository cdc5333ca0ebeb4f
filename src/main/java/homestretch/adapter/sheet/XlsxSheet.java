package homestretch.adapter.sheet;

import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.RawTable.Cell;
import homestretch.core.exchange.RawTable.Kind;
import homestretch.core.exchange.RawTable.Note;
import homestretch.core.exchange.RawTable.Range;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/** One sheet of an XLSX workbook. */
final class XlsxSheet {
  private static final int XFD = 16_384;
  private static final int MERGED = 100_000;

  private final Reading reading;
  private final String file;
  private final String place;
  private final String name;
  private final XlsxStyles styles;
  private final PackedTexts shared;
  private final boolean from1904;

  private final PackedRows rows;
  private final List<Range> merged = new ArrayList<>();
  private final HiddenColumns hiddenColumns = new HiddenColumns();
  private final List<Cell> cells = new ArrayList<>();
  private boolean hiddenUnlessSaid;
  private long line;
  private boolean lineHidden;
  private int column;

  XlsxSheet(
      Reading reading,
      String file,
      String name,
      XlsxStyles styles,
      PackedTexts shared,
      boolean from1904) {
    this.reading = reading;
    this.file = file;
    this.name = name;
    this.place = file + "[" + name + "]";
    this.styles = styles;
    this.shared = shared;
    this.from1904 = from1904;
    this.rows = new PackedRows(reading, file);
  }

  /** Columns that nobody sees, and the first text in each. */
  static final class HiddenColumns {
    private final BitSet hidden = new BitSet();
    private final BitSet said = new BitSet();
    private final List<Note> notes = new ArrayList<>();

    void add(int first, int last) {
      if (first >= 0 && last >= first) {
        hidden.set(first, Math.min(last, XFD) + 1);
      }
    }

    void seen(long line, int column, Cell cell) {
      if (hidden.get(column) && !said.get(column)) {
        said.set(column);
        notes.add(
            new Note(
                line,
                letters(column),
                "hidden-column",
                new Text(
                    letters(column) + " 列是隐藏的，照样读取",
                    "column " + letters(column) + " is hidden and read all the same"),
                cell.text()));
      }
    }

    List<Note> notes() {
      return notes;
    }
  }

  RawTable read(Xml xml, boolean hidden) throws XMLStreamException {
    while (xml.next()) {
      if (xml.starts()) {
        start(xml);
      } else if (xml.ends() && xml.name().equals("row")) {
        rows.add(line, lineHidden, cells);
        cells.clear();
      }
    }
    return new RawTable(file, name, hidden, rows, List.copyOf(merged), hiddenColumns.notes());
  }

  private void start(Xml xml) throws XMLStreamException {
    switch (xml.name()) {
      case "c" -> cell(xml);
      case "row" -> row(xml);
      case "sheetFormatPr" -> hiddenUnlessSaid = xml.is("zeroHeight");
      case "col" -> {
        if (xml.is("hidden") || isNothing(xml.attribute("width", ""))) {
          hiddenColumns.add(xml.integer("min", 0) - 1, xml.integer("max", 0) - 1);
        }
      }
      case "mergeCell" -> merge(xml.attribute("ref", ""));
      default -> {
        // Pictures, conditions and the sheet's own idea of its size are nothing to a reader.
      }
    }
  }

  private static boolean isNothing(String width) {
    return width.equals("0") || width.equals("0.0");
  }

  private void row(Xml xml) {
    String given = xml.attribute("r");
    long next = given == null ? line + 1 : whole(given);
    if (next > Reading.ROWS || next < 1) {
      throw Reading.tall(place + ":" + (given == null ? next : given), "", Reading.ROWS);
    }
    if (next <= line) {
      throw broken("<row r=\"" + given + "\">", "按行号排列的行", "rows in the order of their numbers");
    }
    line = next;
    column = -1;
    lineHidden =
        xml.attribute("hidden") == null
            ? hiddenUnlessSaid || isNothing(xml.attribute("ht", ""))
            : xml.is("hidden");
  }

  private static long whole(String digits) {
    try {
      return Long.parseLong(digits.strip());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void cell(Xml xml) throws XMLStreamException {
    String reference = xml.attribute("r");
    column = reference == null ? column + 1 : column(reference);
    String type = xml.attribute("t", "n");
    int style = xml.integer("s", 0);
    String value = "";
    String formula = "";
    boolean computed = false;
    boolean valued = false;
    int outer = xml.depth();
    while (xml.next()) {
      if (xml.starts()) {
        switch (xml.name()) {
          case "v" -> {
            value = xml.content();
            valued = true;
          }
          case "f" -> {
            formula = xml.content();
            computed = true;
          }
          case "is" -> {
            value = XlsxReader.rich(at(), xml);
            valued = true;
          }
          default -> {
            // Extensions.
          }
        }
      } else if (xml.ends() && xml.depth() < outer) {
        break;
      }
    }
    if (computed && !valued) {
      put(new Cell("=" + formula, Kind.ERROR, null, null, false));
    } else if (valued) {
      put(cell(type, style, value));
    }
  }

  private void put(Cell cell) {
    if (cell.kind() == Kind.EMPTY) {
      return;
    }
    if (column >= Reading.COLUMNS) {
      throw Reading.wide(at(), cell.text());
    }
    if (cell.text().length() > Reading.CELL) {
      throw Reading.longCell(at());
    }
    while (cells.size() <= column) {
      cells.add(Cell.NONE);
    }
    if (cells.get(column).kind() != Kind.EMPTY) {
      throw broken(letters(column) + line, "每个单元格只出现一次", "each cell once");
    }
    cells.set(column, cell);
    hiddenColumns.seen(line, column, cell);
  }

  private Cell cell(String type, int style, String value) {
    return switch (type) {
      case "s" -> {
        long index = whole(value);
        if (index < 0 || index >= shared.size()) {
          throw broken(value, "工作簿里有的文本编号", "the number of a text that the workbook has");
        }
        yield Cell.text(shared.get((int) index));
      }
      case "str" -> Cell.text(XlsxReader.plain(value));
      case "inlineStr" -> Cell.text(value);
      case "b" ->
          new Cell(
              value.equals("1") || value.equals("true") ? "TRUE" : "FALSE",
              Kind.BOOLEAN,
              null,
              null,
              false);
      case "e" -> new Cell(value, Kind.ERROR, null, null, false);
      case "d" -> isoDate(value);
      default -> value.isBlank() ? Cell.NONE : styles.of(style).cell(number(value), from1904);
    };
  }

  private static Cell isoDate(String value) {
    try {
      return Cell.date(LocalDate.parse(value.substring(0, Math.min(value.length(), 10))));
    } catch (DateTimeParseException e) {
      return Cell.text(value);
    }
  }

  private BigDecimal number(String digits) {
    try {
      return NumberFormat.number(digits);
    } catch (NumberFormatException e) {
      throw broken(digits, "一个数，指数不超过 308", "a number with an exponent of at most 308");
    }
  }

  /** Where a cell is, such as {@code book.xlsx[上报]:B2}. */
  private String at() {
    return place + ":" + letters(column) + line;
  }

  private Fault.Invalid broken(String value, String zh, String en) {
    return new Fault.Invalid(at(), value, new Text(zh, en));
  }

  /** From {@code B2} the column from 0; a row that it names differently is not believed. */
  private int column(String reference) {
    int column = 0;
    int i = 0;
    while (i < reference.length()) {
      char letter = reference.charAt(i);
      if (letter >= 'a' && letter <= 'z') {
        letter -= 32;
      }
      if (letter < 'A' || letter > 'Z') {
        break;
      }
      column = column * 26 + letter - 'A' + 1;
      if (column > XFD) {
        throw new Fault.Invalid(
            place, reference, new Text("A 到 XFD 列的单元格", "a cell of the columns A to XFD"));
      }
      i++;
    }
    if (column == 0) {
      throw new Fault.Invalid(
          place, reference, new Text("单元格的位置，如 B2", "a cell's place, such as B2"));
    }
    if (i < reference.length() && whole(reference.substring(i)) != line) {
      throw new Fault.Invalid(
          place, reference, new Text("第 " + line + " 行的单元格", "a cell of row " + line));
    }
    return column - 1;
  }

  /** {@code B3:B5}. */
  private void merge(String reference) {
    if (merged.size() >= MERGED) {
      throw Reading.tooMuch(
          place, "", "不超过 " + MERGED + " 处合并单元格", "at most " + MERGED + " merged ranges");
    }
    String[] corners = reference.replace("$", "").split(":", 2);
    if (corners.length < 2) {
      return;
    }
    long[] from = corner(corners[0]);
    long[] to = corner(corners[1]);
    if (from[0] >= 1 && to[0] >= from[0] && to[1] >= from[1]) {
      merged.add(new Range(from[0], to[0], (int) from[1], (int) to[1]));
    }
  }

  private long[] corner(String reference) {
    int letters = 0;
    while (letters < reference.length() && !Character.isDigit(reference.charAt(letters))) {
      letters++;
    }
    long row = whole(reference.substring(letters));
    if (row > Reading.ROWS) {
      throw Reading.tall(place, reference, Reading.ROWS);
    }
    return new long[] {row, column(reference.substring(0, letters))};
  }

  /** A column's letters, from 0. */
  static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
      letters.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return letters.toString();
  }
}
