package homestretch.core.exchange;

import java.util.List;
import java.util.Map;

/**
 * One table of a file.
 *
 * @param file its name, such as {@code reports.csv}
 * @param columns the header, as written
 */
public record Sheet(String file, List<String> columns, List<Row> rows) {
  /**
   * @param line the line of the file on which the row stands, from 1
   * @param cells by column; stripped, missing ones empty
   */
  public record Row(long line, Map<String, String> cells) {}
}
