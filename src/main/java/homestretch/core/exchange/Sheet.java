package homestretch.core.exchange;

import java.util.List;
import java.util.Map;

/**
 * One table of a file.
 *
 * @param table what it holds, such as {@code reports}
 * @param file where it came from, such as {@code reports.csv} or {@code book.xlsx[reports]}
 * @param columns the header, as written
 */
public record Sheet(String table, String file, List<String> columns, List<Row> rows) {
  public Sheet {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * @param line the line of the file on which the row stands, from 1
   * @param cells by column; stripped, missing ones empty
   */
  public record Row(long line, Map<String, String> cells) {
    String cell(String column) {
      return cells.getOrDefault(column, "");
    }
  }
}
