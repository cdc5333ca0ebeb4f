package homestretch.adapter.sheet;

import homestretch.core.exchange.RawTable.Cell;
import homestretch.core.exchange.RawTable.Kind;
import homestretch.core.exchange.RawTable.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;

/**
 * The rows of a table as bytes: a million rows come to some 40 MB here, and to ten times as much as
 * objects. What is more than a few MB lies in a file: held in memory it would be moved about at
 * each collection, while the whole program stands still. A row is made anew each time it is asked
 * for.
 *
 * <p>A row is: its line, whether it is hidden, how many cells, and of each its kind and content; a
 * run of empty cells is one. Numbers are variable in length, seven bits a byte.
 */
final class PackedRows extends AbstractList<Row> implements RandomAccess {
  private static final int PAGE = 256 * 1024;

  /** So many empty rows between two others stand in the table; more say nothing more. */
  private static final int EMPTY_BETWEEN = 100;

  private static final int PERCENT = 0x10;
  private static final int AS_SHOWN = 0x20;
  private static final Kind[] KINDS = Kind.values();

  private final Reading reading;
  private final String file;
  private final Pages pages = new Pages();
  private byte[] page = new byte[0];
  private int used = PAGE;

  /** Where each row begins: the page above, the byte in it below. */
  private long[] starts = new long[64];

  private int size;
  private byte[] row = new byte[512];
  private int length;
  private final List<Row> emptyRows = new ArrayList<>();

  /**
   * @param file its name in errors
   */
  PackedRows(Reading reading, String file) {
    this.reading = reading;
    this.file = file;
  }

  /** Adds a row; empty ones are kept once another follows. */
  void add(long line, boolean hidden, List<Cell> cells) {
    int count = cells.size();
    while (count > 0 && cells.get(count - 1).kind() == Kind.EMPTY) {
      count--;
    }
    if (count == 0) {
      if (emptyRows.size() < EMPTY_BETWEEN) {
        emptyRows.add(new Row(line, hidden, List.of()));
      }
      return;
    }
    if (!emptyRows.isEmpty()) {
      if (size > 0) {
        emptyRows.forEach(empty -> store(empty.line(), empty.hidden(), List.of(), 0));
      }
      emptyRows.clear();
    }
    store(line, hidden, cells, count);
  }

  private void store(long line, boolean hidden, List<Cell> cells, int count) {
    length = 0;
    number(line);
    octet(hidden ? 1 : 0);
    number(count);
    for (int i = 0; i < count; i++) {
      Cell cell = cells.get(i);
      if (cell.kind() == Kind.EMPTY) {
        int run = 1;
        while (cells.get(i + run).kind() == Kind.EMPTY) {
          run++;
        }
        octet(Kind.EMPTY.ordinal());
        number(run);
        i += run - 1;
      } else {
        cell(cell);
      }
    }
    reading.keep(file, length + Long.BYTES);
    if (used + length > page.length) {
      page = pages.add(Math.max(PAGE, length));
      used = 0;
    }
    System.arraycopy(row, 0, page, used, length);
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size + (size >> 1));
    }
    starts[size++] = (pages.size() - 1L) << 32 | used;
    used += length;
  }

  private void cell(Cell cell) {
    LocalDate date = cell.date();
    if (date != null) {
      octet(Kind.DATE.ordinal());
      number(date.toEpochDay() + (1L << 40));
      return;
    }
    BigDecimal number = cell.number();
    String digits = number == null ? "" : number.toString();
    boolean asShown = digits.equals(cell.text());
    octet(cell.kind().ordinal() | (cell.percent() ? PERCENT : 0) | (asShown ? AS_SHOWN : 0));
    text(cell.text());
    if (number != null && !asShown) {
      text(digits);
    }
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    room(bytes.length);
    System.arraycopy(bytes, 0, row, length, bytes.length);
    length += bytes.length;
  }

  private void number(long number) {
    long rest = number;
    while (rest > 0x7F) {
      octet((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    octet((int) rest);
  }

  private void octet(int octet) {
    room(1);
    row[length++] = (byte) octet;
  }

  private void room(int more) {
    if (length + more > row.length) {
      row = Arrays.copyOf(row, Math.max(length + more, row.length * 2));
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Row get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return new Unpacking(pages.get((int) (starts[index] >>> 32)), (int) starts[index]).row();
  }

  /** A walk through the bytes of one row. */
  private static final class Unpacking {
    private final byte[] bytes;
    private int at;

    Unpacking(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    Row row() {
      long line = number();
      boolean hidden = bytes[at++] == 1;
      int count = (int) number();
      Cell[] cells = new Cell[count];
      for (int i = 0; i < count; i++) {
        int head = bytes[at++];
        Kind kind = KINDS[head & 0xF];
        if (kind == Kind.EMPTY) {
          int run = (int) number();
          Arrays.fill(cells, i, i + run, Cell.NONE);
          i += run - 1;
        } else {
          cells[i] = cell(kind, head);
        }
      }
      return new Row(line, hidden, Collections.unmodifiableList(Arrays.asList(cells)));
    }

    private Cell cell(Kind kind, int head) {
      if (kind == Kind.DATE) {
        return Cell.date(LocalDate.ofEpochDay(number() - (1L << 40)));
      }
      String text = text();
      if (kind == Kind.NUMBER) {
        String digits = (head & AS_SHOWN) != 0 ? text : text();
        return Cell.number(text, new BigDecimal(digits), (head & PERCENT) != 0);
      }
      return new Cell(text, kind, null, null, false);
    }

    private String text() {
      int bytesOfText = (int) number();
      String text = new String(bytes, at, bytesOfText, StandardCharsets.UTF_8);
      at += bytesOfText;
      return text;
    }

    private long number() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[at++];
        number |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return number;
        }
      }
    }
  }
}
