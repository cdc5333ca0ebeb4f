package homestretch.core.exchange;

import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table as it stands in a file, before anything is understood of it: whoever knows a file
 * format makes these (adapter/sheet), and {@link TableReader} alone finds headers, units and dates
 * in them.
 *
 * <p>Nothing is left out here: title rows, empty rows between, hidden rows and hidden sheets are
 * all in it, with their marks. Only empty cells at the end of a row and empty rows at the end of
 * the table are dropped (a workbook may have styled cells far away).
 *
 * @param file the file's own name without folders, such as {@code reports.csv}; inside a ZIP file
 *     the entry's
 * @param sheet the sheet's name; empty where the format has no sheets
 * @param hidden whether the sheet is hidden
 * @param rows from top to bottom; both lists may be views that make rows and cells when asked, so
 *     that a million rows need not be objects all at once
 * @param merged ranges of merged cells; only the upper left cell of each has content
 * @param notes what the reader of the file had to assume or noticed, such as the encoding
 */
public record RawTable(
    String file,
    String sheet,
    boolean hidden,
    List<Row> rows,
    List<Range> merged,
    List<Note> notes) {

  /** A table without sheets, merged cells or notes. */
  public static RawTable of(String file, List<Row> rows) {
    return new RawTable(file, "", false, rows, List.of(), List.of());
  }

  /** Its name in messages: {@code reports.csv} or {@code book.xlsx[上报]}. */
  public String place() {
    return sheet.isEmpty() ? file : file + "[" + sheet + "]";
  }

  /**
   * @param line the line of the file (of text files: on which the row begins) or the row's number
   *     in the sheet, from 1
   * @param hidden whether the row is hidden, by hand or by a filter
   * @param cells from the first column on; missing ones at the end are empty
   */
  public record Row(long line, boolean hidden, List<Cell> cells) {
    public Cell cell(int column) {
      return column < cells.size() ? cells.get(column) : Cell.NONE;
    }
  }

  /** What a cell holds, as far as the format says. Text files know TEXT and EMPTY alone. */
  public enum Kind {
    EMPTY,
    TEXT,
    NUMBER,
    DATE,
    BOOLEAN,
    /** {@code #REF!} and the like; the text says which. */
    ERROR
  }

  /**
   * @param text what a person sees in the cell, as near as it can be known; of a number its exact
   *     digits without grouping (a code shown as 01 by a format of zeros: {@code 01}); of a date
   *     {@code 2026-10-31}; not trimmed
   * @param number of a NUMBER, as the file stores it: 0.9 for a cell that shows 90%; a double's
   *     noise already rounded away at 15 significant digits; null else
   * @param date of a DATE, its time of day dropped; null else
   * @param percent a NUMBER whose format is one of percent
   */
  public record Cell(
      String text,
      Kind kind,
      @Nullable BigDecimal number,
      @Nullable LocalDate date,
      boolean percent) {
    public static final Cell NONE = new Cell("", Kind.EMPTY, null, null, false);

    public static Cell text(String text) {
      return text.isEmpty() ? NONE : new Cell(text, Kind.TEXT, null, null, false);
    }

    public static Cell number(String text, BigDecimal number, boolean percent) {
      return new Cell(text, Kind.NUMBER, number, null, percent);
    }

    public static Cell date(LocalDate date) {
      return new Cell(date.toString(), Kind.DATE, null, date, false);
    }
  }

  /**
   * A range of merged cells.
   *
   * @param firstLine as {@link Row#line}
   * @param firstColumn from 0
   */
  public record Range(long firstLine, long lastLine, int firstColumn, int lastColumn) {}

  /**
   * What the reader of a file noticed.
   *
   * @param line 0: of the whole table
   * @param column empty: of the whole row
   * @param code a stable word for programs, such as {@code encoding}
   * @param sample of the cells in question; may be empty
   */
  public record Note(long line, String column, String code, Text message, String sample) {}
}
