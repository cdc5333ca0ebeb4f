package homestretch.core.exchange;

import java.util.Optional;

/** What the columns of figures are called by those who keep spreadsheets, for other doors. */
public final class Headings {
  private Headings() {}

  /**
   * The column of a table of figures that a heading means: {@code department}, {@code goal}, {@code
   * as_of}, {@code value}, {@code denominator} and so on (spec/interface.md, "Import").
   */
  public static Optional<String> ofFigures(String heading) {
    return Aliases.column(Table.REPORTS, heading);
  }
}
