package homestretch.adapter.sheet;

import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.RawTable.Cell;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Text files of rows and cells (RFC 4180 and its relatives): the separator is found, quotes may
 * stand in a cell that does not begin with one, a line ends by CR, LF or both.
 */
final class CsvReader {
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};

  /** So much of the file tells the separator. */
  private static final int SAMPLE = 64 * 1024;

  private static final int SAMPLE_ROWS = 200;

  /** A row may have more empty cells than a table has columns, but not any number. */
  private static final int MOST_CELLS = 16_384;

  /** What our own export marks so that a spreadsheet program does not compute it. */
  private static final Pattern FORMULA = Pattern.compile("(?s)'+[=+\\-@＝＋－＠\\t\\r].*");

  private static final int END = -1;

  private final String file;
  private final char separator;
  private final Reader in;
  private final char[] buffer = new char[16 * 1024];
  private int at;
  private int filled;

  /** The line that the next character stands on. */
  private long line = 1;

  private CsvReader(String file, char separator, Reader in) {
    this.file = file;
    this.separator = separator;
    this.in = in;
  }

  static RawTable read(Reading reading, String file, Content content) throws IOException {
    Encoding encoding = Encoding.of(reading, file, content);
    char separator = ',';
    boolean said = false;
    try (Reader text = encoding.reader(content)) {
      char[] head = new char[SAMPLE];
      int length = 0;
      for (int read = text.read(head); read > 0; read = text.read(head, length, SAMPLE - length)) {
        length += read;
      }
      String sample = new String(head, 0, length);
      if (sample.startsWith("\uFEFF")) {
        sample = sample.substring(1);
      }
      if (sample.indexOf('\0') >= 0) {
        throw new Fault.Invalid(
            file, "", new Text("文本或表格文件（这是二进制内容）", "a text or spreadsheet file (this is binary)"));
      }
      // Excel's own way to say it, in the first line.
      String unquoted = sample.startsWith("\"sep=") ? sample.substring(1) : sample;
      if (unquoted.startsWith("sep=") && unquoted.length() > 4) {
        separator = unquoted.charAt(4);
        said = true;
      } else {
        separator = separator(file, sample, length == SAMPLE);
      }
    } catch (CharacterCodingException e) {
      throw damaged(file, encoding);
    }
    PackedRows rows = new PackedRows(reading, file);
    try (Reader text = encoding.reader(content)) {
      CsvReader csv = new CsvReader(file, separator, text);
      List<String> cells = new ArrayList<>();
      List<Cell> row = new ArrayList<>();
      for (long from = csv.row(cells); from > 0; from = csv.row(cells)) {
        if (from % 512 == 0) {
          reading.goOn(file);
        }
        if (from > Reading.LINES) {
          throw Reading.tall(file, "", Reading.LINES);
        }
        row.clear();
        for (String cell : cells) {
          row.add(Cell.text(FORMULA.matcher(cell).matches() ? cell.substring(1) : cell));
        }
        for (int i = Reading.COLUMNS; i < cells.size(); i++) {
          if (!cells.get(i).isBlank()) {
            throw Reading.wide(file + ":" + from, cells.get(i));
          }
        }
        while (row.size() > Reading.COLUMNS) {
          row.removeLast();
        }
        if (!said || from > 1) {
          rows.add(from, false, row);
        }
      }
    } catch (CharacterCodingException e) {
      throw damaged(file, encoding);
    }
    return new RawTable(
        file,
        "",
        false,
        rows,
        List.of(),
        encoding.guessed() == null ? List.of() : List.of(encoding.guessed()));
  }

  private static Fault.Invalid damaged(String file, Encoding encoding) {
    String name = encoding.charset().name();
    return new Fault.Invalid(
        file,
        "",
        new Text(
            "完整的 " + name + " 文本（有的字节不是，请另存为 UTF-8）",
            "sound text in " + name + " (some of its bytes are not; save it as UTF-8)"));
  }

  /** The one that divides most rows into the same number of cells. */
  private static char separator(String file, String sample, boolean cut) throws IOException {
    char best = ',';
    long most = 0;
    for (char candidate : SEPARATORS) {
      if (sample.indexOf(candidate) < 0) {
        continue;
      }
      CsvReader csv = new CsvReader(file, candidate, new StringReader(sample));
      Map<Integer, Integer> rowsOf = new HashMap<>();
      List<String> cells = new ArrayList<>();
      try {
        int rows = 0;
        while (rows < SAMPLE_ROWS && csv.row(cells) > 0) {
          rows++;
          if (cells.size() > 1) {
            rowsOf.merge(cells.size(), 1, Integer::sum);
          }
        }
      } catch (Fault.Invalid e) {
        // A quote that is not closed: in what is cut off, or it will be said when all is read.
        if (!cut && rowsOf.isEmpty()) {
          continue;
        }
      }
      for (Map.Entry<Integer, Integer> each : rowsOf.entrySet()) {
        long score = each.getValue() * 100_000L + each.getKey();
        if (score > most) {
          most = score;
          best = candidate;
        }
      }
    }
    return best;
  }

  /** Reads a row's cells; the line on which it begins, 0 after the last. */
  private long row(List<String> cells) throws IOException {
    cells.clear();
    int next = next();
    if (next == END) {
      return 0;
    }
    if (next == '\uFEFF' && line == 1) {
      next = next();
    }
    long from = line;
    StringBuilder cell = new StringBuilder();
    while (true) {
      if (next == '"' && isBlank(cell)) {
        cell.setLength(0);
        next = quoted(cell);
        continue;
      }
      if (next == separator || next == '\n' || next == END) {
        if (cells.size() >= MOST_CELLS) {
          throw Reading.wide(file + ":" + from, "");
        }
        cells.add(cell.toString());
        cell.setLength(0);
        if (next != separator) {
          if (next == '\n') {
            line++;
          }
          return from;
        }
      } else {
        append(cell, next, from);
      }
      next = next();
    }
  }

  private static boolean isBlank(StringBuilder cell) {
    for (int i = 0; i < cell.length(); i++) {
      if (cell.charAt(i) != ' ') {
        return false;
      }
    }
    return true;
  }

  /** After an opening quote: what follows the closing one. */
  private int quoted(StringBuilder cell) throws IOException {
    long from = line;
    while (true) {
      int next = next();
      if (next == END) {
        throw new Fault.Invalid(
            file + ":" + from,
            cell.substring(0, Math.min(cell.length(), 40)).lines().findFirst().orElse(""),
            new Text(
                "成对的引号（这里开始的引号没有结束）", "quotes in pairs (the one that begins here has no end)"));
      }
      if (next == '"') {
        int after = next();
        if (after != '"') {
          return after;
        }
      } else if (next == '\n') {
        line++;
      }
      append(cell, next, from);
    }
  }

  private void append(StringBuilder cell, int next, long from) {
    if (cell.length() >= Reading.CELL) {
      throw Reading.longCell(file + ":" + from);
    }
    cell.append((char) next);
  }

  /** The next character, each line end as a line feed. */
  private int next() throws IOException {
    if (at == filled && !fill()) {
      return END;
    }
    char next = buffer[at++];
    if (next == '\0') {
      throw new Fault.Invalid(
          file + ":" + line,
          "",
          new Text("文本或表格文件（这是二进制内容）", "a text or spreadsheet file (this is binary)"));
    }
    if (next != '\r') {
      return next;
    }
    if ((at < filled || fill()) && buffer[at] == '\n') {
      at++;
    }
    return '\n';
  }

  private boolean fill() throws IOException {
    filled = Math.max(0, in.read(buffer));
    at = 0;
    return filled > 0;
  }
}
