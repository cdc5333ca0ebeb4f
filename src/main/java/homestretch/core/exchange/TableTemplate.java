package homestretch.core.exchange;

import java.util.List;

/**
 * An empty table to be filled in, in one language.
 *
 * @param table its name, such as {@code reports}
 * @param guide what the page that explains it is called
 * @param intro how to fill it in, a sentence a line
 * @param headings of that page's columns: column, needed, what, example
 */
public record TableTemplate(
    String table,
    String guide,
    List<String> intro,
    List<String> headings,
    List<Column> columns,
    List<CodeList> lists) {

  /** What a column holds, so that it can be formatted and checked while it is filled in. */
  public enum Holds {
    TEXT,
    NUMBER,
    DATE
  }

  /**
   * @param header what stands above it
   * @param needed in words
   * @param list which of {@link #lists} its cells are taken from; −1: none
   */
  public record Column(
      String header, String needed, String explanation, String example, Holds holds, int list) {}

  /**
   * What may be chosen.
   *
   * @param names of the codes, as many; empty where a code says all
   */
  public record CodeList(String title, List<String> codes, List<String> names) {}
}
