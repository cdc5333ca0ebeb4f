package homestretch.adapter.sheet;

import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.RawTable.Cell;
import homestretch.core.exchange.RawTable.Kind;
import homestretch.core.exchange.RawTable.Range;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Excel 97–2003 workbooks (MS-XLS: BIFF8, and BIFF5 of Excel 95): a stream of records, first those
 * of the workbook, then those of each sheet. Only what says what stands in the cells is read.
 */
final class XlsReader {
  private static final int FORMULA = 0x06;
  private static final int END = 0x0A;
  private static final int DATE_MODE = 0x22;
  private static final int PASSWORD = 0x2F;
  private static final int CONTINUE = 0x3C;
  private static final int CODE_PAGE = 0x42;
  private static final int COLUMN_INFO = 0x7D;
  private static final int SHEET = 0x85;
  private static final int NUMBERS = 0xBD;
  private static final int RICH_LABEL = 0xD6;
  private static final int STYLE = 0xE0;
  private static final int MERGED = 0xE5;
  private static final int SHARED_TEXTS = 0xFC;
  private static final int SHARED_LABEL = 0xFD;
  private static final int NUMBER = 0x203;
  private static final int LABEL = 0x204;
  private static final int TRUTH_OR_ERROR = 0x205;
  private static final int TEXT_OF_FORMULA = 0x207;
  private static final int ROW = 0x208;
  private static final int SMALL_NUMBER = 0x27E;
  private static final int FORMAT = 0x41E;
  private static final int BEGIN = 0x809;

  /** So many cells that come in no order are sorted in memory. */
  private static final int MOST_UNORDERED = 300_000;

  private static final int BIFF8 = 0x600;
  private static final int BIFF5 = 0x500;

  private final Reading reading;
  private final String file;
  private final ByteBuffer book;

  private final List<SheetPart> sheets = new ArrayList<>();
  private final Map<Integer, NumberFormat> formats = new HashMap<>();
  private final List<Integer> styles = new ArrayList<>();
  private final PackedTexts shared;
  private Charset codePage = Charset.forName("windows-1252");
  private boolean from1904;
  private boolean old;

  private record SheetPart(String name, int offset, boolean hidden) {}

  private XlsReader(Reading reading, String file, byte[] book) {
    this.reading = reading;
    this.file = file;
    this.book = ByteBuffer.wrap(book).order(ByteOrder.LITTLE_ENDIAN);
    this.shared = new PackedTexts(reading, file);
  }

  /**
   * @param book the stream of records
   * @throws RuntimeException if it is damaged
   */
  static List<RawTable> read(Reading reading, String file, byte[] book) {
    XlsReader reader = new XlsReader(reading, file, book);
    reader.globals();
    List<RawTable> tables = new ArrayList<>();
    for (SheetPart sheet : reader.sheets) {
      tables.add(reader.sheet(sheet));
    }
    return tables;
  }

  private int u8(int at) {
    return book.get(at) & 0xFF;
  }

  private int u16(int at) {
    return book.getShort(at) & 0xFFFF;
  }

  private void globals() {
    int version = u16(4);
    if (u16(0) != BEGIN || (version != BIFF8 && version != BIFF5)) {
      throw new Fault.Invalid(
          file,
          "",
          new Text(
              "Excel 97–2003 工作簿（请另存为 .xlsx）", "a workbook of Excel 97–2003 (save it as .xlsx)"));
    }
    old = version == BIFF5;
    for (int at = 0; at + 4 <= book.limit(); at += 4 + u16(at + 2)) {
      int body = at + 4;
      switch (u16(at)) {
        case PASSWORD -> throw Sheets.withPassword(file);
        case CODE_PAGE -> codePage = codePage(u16(body));
        case DATE_MODE -> from1904 = u16(body) == 1;
        case FORMAT ->
            formats.put(
                u16(body),
                NumberFormat.of(old ? bytes(body + 3, u8(body + 2)) : text(body + 2, 2)));
        case STYLE -> styles.add(u16(body + 2));
        case SHEET -> sheetPart(body);
        case SHARED_TEXTS -> sharedTexts(at);
        case END -> {
          return;
        }
        default -> {
          // How it looks.
        }
      }
      if (formats.size() + styles.size() > 100_000) {
        throw Reading.tooMuch(file, "", "不超过 100000 种单元格样式", "at most 100,000 cell styles");
      }
    }
  }

  private void sheetPart(int body) {
    int kind = u8(body + 5);
    if (kind != 0) {
      return; // A chart or a macro.
    }
    if (sheets.size() >= Reading.SHEETS) {
      throw Reading.tooMuch(
          file,
          "",
          "不超过 " + Reading.SHEETS + " 个工作表",
          "a workbook of at most " + Reading.SHEETS + " sheets");
    }
    String name = old ? bytes(body + 7, u8(body + 6)) : text(body + 6, 1);
    sheets.add(new SheetPart(name, book.getInt(body), (u8(body + 4) & 3) != 0));
  }

  private static Charset codePage(int page) {
    return Charset.forName(
        switch (page) {
          case 932 -> "windows-31j";
          case 936 -> "GBK";
          case 949 -> "x-windows-949";
          case 950 -> "Big5-HKSCS";
          case 1250 -> "windows-1250";
          case 1251 -> "windows-1251";
          default -> "windows-1252";
        });
  }

  private String bytes(int at, int length) {
    byte[] bytes = new byte[length];
    book.get(at, bytes);
    return new String(bytes, codePage);
  }

  /**
   * A text that does not go on in another record.
   *
   * @param lengthBytes how wide its length is
   */
  private String text(int at, int lengthBytes) {
    int length = lengthBytes == 1 ? u8(at) : u16(at);
    int flags = u8(at + lengthBytes);
    int begin = at + lengthBytes + 1 + ((flags & 8) != 0 ? 2 : 0) + ((flags & 4) != 0 ? 4 : 0);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) ((flags & 1) != 0 ? u16(begin + 2 * i) : u8(begin + i)));
    }
    return text.toString();
  }

  /** Texts of the whole workbook; they run on from record to record. */
  private void sharedTexts(int at) {
    Segments segments = new Segments(at);
    long count = segments.u16() | (long) segments.u16() << 16;
    count = segments.u16() | (long) segments.u16() << 16;
    for (long i = 0; i < count && segments.hasMore(); i++) {
      if (i % 1000 == 0) {
        reading.goOn(file);
      }
      shared.add(segments.text());
    }
  }

  /** The content of a record and of those that go on with it. */
  private final class Segments {
    private int at;
    private int end;

    Segments(int record) {
      at = record + 4;
      end = at + XlsReader.this.u16(record + 2);
    }

    boolean hasMore() {
      return at < end || (end + 4 <= book.limit() && XlsReader.this.u16(end) == CONTINUE);
    }

    private void open() {
      while (at >= end) {
        if (XlsReader.this.u16(end) != CONTINUE) {
          throw new IllegalArgumentException("a text without its end");
        }
        at = end + 4;
        end = at + XlsReader.this.u16(end + 2);
      }
    }

    int u8() {
      open();
      return XlsReader.this.u8(at++);
    }

    int u16() {
      return u8() | u8() << 8;
    }

    String text() {
      int length = u16();
      int flags = u8();
      int runs = (flags & 8) != 0 ? u16() : 0;
      long more = (flags & 4) != 0 ? u16() | (long) u16() << 16 : 0;
      if (length > Reading.CELL) {
        throw Reading.longCell(file);
      }
      boolean wide = (flags & 1) != 0;
      StringBuilder text = new StringBuilder(length);
      while (text.length() < length) {
        if (at >= end) {
          // Within a text each further record says anew how wide its characters are.
          wide = (u8() & 1) != 0;
        }
        text.append((char) (wide ? u16() : u8()));
      }
      for (long skip = 4L * runs + more; skip > 0; ) {
        open();
        long step = Math.min(skip, end - at);
        at += (int) step;
        skip -= step;
      }
      return text.toString();
    }
  }

  private RawTable sheet(SheetPart sheet) {
    SheetRecords records = new SheetRecords(sheet);
    records.layout();
    records.cells();
    return new RawTable(
        file,
        sheet.name(),
        sheet.hidden(),
        records.rows,
        List.copyOf(records.merged),
        records.hiddenColumns.notes());
  }

  /** The records of one sheet. */
  private final class SheetRecords {
    private final SheetPart sheet;
    private final BitSet hiddenRows = new BitSet();
    private final XlsxSheet.HiddenColumns hiddenColumns = new XlsxSheet.HiddenColumns();
    private final List<Range> merged = new ArrayList<>();
    private final PackedRows rows = new PackedRows(reading, file);
    private List<Cell> row = new ArrayList<>();
    private int rowNumber = -1;

    /** Where rows do not come in order, which some programs write: all of them, by number. */
    private @Nullable TreeMap<Integer, List<Cell>> unordered;

    private int unorderedCells;
    private int formulaColumn;

    SheetRecords(SheetPart sheet) {
      this.sheet = sheet;
    }

    /** What is hidden and what is merged, which may stand behind the cells. */
    void layout() {
      walk(
          (type, body) -> {
            switch (type) {
              case ROW -> hiddenRows.set(u16(body), (u16(body + 12) & 0x20) != 0);
              case COLUMN_INFO -> {
                if ((u16(body + 8) & 1) != 0 || u16(body + 4) == 0) {
                  hiddenColumns.add(u16(body), Math.min(u16(body + 2), 255));
                }
              }
              case MERGED -> {
                for (int i = 0; i < u16(body); i++) {
                  int range = body + 2 + 8 * i;
                  merged.add(
                      new Range(
                          u16(range) + 1L, u16(range + 2) + 1L, u16(range + 4), u16(range + 6)));
                }
              }
              default -> {
                // Cells come later.
              }
            }
          });
    }

    void cells() {
      if (!isOrdered()) {
        unordered = new TreeMap<>();
      }
      walk(this::record);
      if (unordered != null) {
        unordered.forEach((number, cells) -> rows.add(number + 1L, hiddenRows.get(number), cells));
      } else if (rowNumber >= 0) {
        rows.add(rowNumber + 1L, hiddenRows.get(rowNumber), row);
      }
    }

    private boolean isOrdered() {
      int[] last = {0};
      boolean[] ordered = {true};
      walk(
          (type, body) -> {
            switch (type) {
              case SHARED_LABEL, LABEL, RICH_LABEL, NUMBER, SMALL_NUMBER, NUMBERS, FORMULA -> {
                ordered[0] &= u16(body) >= last[0];
                last[0] = u16(body);
              }
              default -> {
                // No cell.
              }
            }
          });
      return ordered[0];
    }

    private interface Visitor {
      void visit(int type, int body);
    }

    private void walk(Visitor visitor) {
      int depth = 0;
      int records = 0;
      for (int at = sheet.offset(); at + 4 <= book.limit(); at += 4 + u16(at + 2)) {
        if (++records % 1000 == 0) {
          reading.goOn(file);
        }
        int type = u16(at);
        if (type == BEGIN) {
          depth++;
        } else if (type == END) {
          if (--depth <= 0) {
            return;
          }
        } else if (depth == 1) {
          visitor.visit(type, at + 4);
        }
      }
    }

    private void record(int type, int body) {
      switch (type) {
        case SHARED_LABEL -> {
          int index = book.getInt(body + 6);
          if (index < 0 || index >= shared.size()) {
            throw new IllegalArgumentException("a text that is not there");
          }
          put(body, Cell.text(line(shared.get(index))));
        }
        case LABEL, RICH_LABEL ->
            put(body, Cell.text(line(old ? bytes(body + 8, u16(body + 6)) : text(body + 6, 2))));
        case NUMBER -> put(body, number(u16(body + 4), book.getDouble(body + 6)));
        case SMALL_NUMBER -> put(body, small(u16(body + 4), book.getInt(body + 6)));
        case NUMBERS -> {
          int length = u16(body - 2);
          for (int i = 0; 4 + 6 * i + 6 + 2 <= length; i++) {
            int each = body + 4 + 6 * i;
            put(u16(body), u16(body + 2) + i, small(u16(each), book.getInt(each + 2)));
          }
        }
        case TRUTH_OR_ERROR -> put(body, truthOrError(u8(body + 7) == 1, u8(body + 6)));
        case FORMULA -> formula(body);
        case TEXT_OF_FORMULA ->
            put(
                rowNumber,
                formulaColumn,
                Cell.text(line(old ? bytes(body + 2, u16(body)) : text(body, 2))));
        default -> {
          // How it looks.
        }
      }
    }

    private void formula(int body) {
      if (u16(body + 12) != 0xFFFF) {
        put(body, number(u16(body + 4), book.getDouble(body + 6)));
        return;
      }
      switch (u8(body + 6)) {
        case 0 -> {
          put(body, Cell.NONE);
          formulaColumn = u16(body + 2);
        }
        case 1 -> put(body, truthOrError(false, u8(body + 8)));
        case 2 -> put(body, truthOrError(true, u8(body + 8)));
        default -> put(body, Cell.NONE);
      }
    }

    private Cell truthOrError(boolean error, int code) {
      if (!error) {
        return new Cell(code == 0 ? "FALSE" : "TRUE", Kind.BOOLEAN, null, null, false);
      }
      String text =
          switch (code) {
            case 0x00 -> "#NULL!";
            case 0x07 -> "#DIV/0!";
            case 0x0F -> "#VALUE!";
            case 0x17 -> "#REF!";
            case 0x1D -> "#NAME?";
            case 0x24 -> "#NUM!";
            default -> "#N/A";
          };
      return new Cell(text, Kind.ERROR, null, null, false);
    }

    private Cell number(int style, double number) {
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        return new Cell("#NUM!", Kind.ERROR, null, null, false);
      }
      return cell(style, BigDecimal.valueOf(number));
    }

    /** A number in 30 bits: whole or the upper half of a double, perhaps hundredths. */
    private Cell small(int style, int packed) {
      if ((packed & 2) == 0) {
        double number = Double.longBitsToDouble((packed & 0xFFFFFFFCL) << 32);
        return number(style, (packed & 1) != 0 ? number / 100 : number);
      }
      BigDecimal number = BigDecimal.valueOf(packed >> 2);
      return cell(style, (packed & 1) != 0 ? number.movePointLeft(2) : number);
    }

    private Cell cell(int style, BigDecimal number) {
      int id = style < styles.size() ? styles.get(style) : 0;
      NumberFormat format = formats.get(id);
      return (format == null ? NumberFormat.builtIn(id) : format).cell(number, from1904);
    }

    private String line(String text) {
      return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private void put(int body, Cell cell) {
      put(u16(body), u16(body + 2), cell);
    }

    private void put(int to, int column, Cell cell) {
      if (column > 255) {
        throw new IllegalArgumentException("a column beyond the last");
      }
      if (unordered != null) {
        if (++unorderedCells > MOST_UNORDERED) {
          throw Reading.tooMuch(
              file + "[" + sheet.name() + "]",
              "",
              "按行号排列的行（请另存为 .xlsx）",
              "rows in the order of their numbers (save it as .xlsx)");
        }
        row = unordered.computeIfAbsent(to, number -> new ArrayList<>());
        rowNumber = to;
      }
      if (to > rowNumber) {
        if (rowNumber >= 0) {
          rows.add(rowNumber + 1L, hiddenRows.get(rowNumber), row);
          row.clear();
        }
        rowNumber = to;
      }
      while (row.size() <= column) {
        row.add(Cell.NONE);
      }
      row.set(column, cell);
      if (cell.kind() != Kind.EMPTY) {
        hiddenColumns.seen(to + 1L, column, cell);
      }
    }
  }
}
