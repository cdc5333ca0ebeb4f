package homestretch.core.exchange;

import homestretch.core.text.NumberReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one raw table is laid out: where its header stands and what each column is.
 *
 * @param headerRows the indices of the header's rows, one or two
 * @param unit what stands above the table as its unit; null: nothing
 * @param asOf the day of all figures, where no column has it; null: not known
 * @param goal the goal of all figures, where no column has it; null: not known
 */
record Layout(
    RawTable raw,
    Table table,
    List<Integer> headerRows,
    List<Column> columns,
    @Nullable String unit,
    @Nullable LocalDate asOf,
    @Nullable String goal,
    boolean cumulate) {

  /**
   * @param index from 0
   * @param text the header as written
   * @param header what it says; {@link Header#NOTHING}: the column is not read
   */
  record Column(int index, String text, Header header) {
    /** The column of our table that it is, or whose amounts it holds. */
    String column(Table table) {
      if (header.column() != null) {
        return header.column();
      }
      return header.isWide() ? measure(table) : "";
    }
  }

  /** What the amounts of a wide table are. */
  static String measure(Table table) {
    return switch (table) {
      case TARGETS -> "target";
      case TARGET_REVISIONS -> "target_then";
      case PLANS -> "percent";
      case DEPARTMENTS, SECTIONS, GOALS, SCHEME, MILESTONES, ADJUSTMENTS, REPORTS -> "value";
    };
  }

  /** The column that the date in a header stands for. */
  static String dateColumn(Table table) {
    return table == Table.PLANS ? "date" : "as_of";
  }

  /** Amounts, of which a wide table has several in a row. */
  static boolean isMeasure(String column) {
    return Set.of("value", "denominator", "target", "target_then", "baseline", "percent")
        .contains(column);
  }

  int firstDataRow() {
    return headerRows.getLast() + 1;
  }

  boolean isWide() {
    return columns.stream().anyMatch(c -> c.header().isWide());
  }

  boolean has(String column) {
    return columns.stream().anyMatch(c -> column.equals(c.header().column()));
  }

  boolean hasGoals() {
    return has("goal") || goal != null || columns.stream().anyMatch(c -> c.header().goal() != null);
  }

  boolean hasDepartments() {
    return has("department") || columns.stream().anyMatch(c -> c.header().department() != null);
  }

  boolean hasDates() {
    return has(dateColumn(table))
        || asOf != null
        || columns.stream().anyMatch(c -> c.header().date() != null);
  }

  /** The columns that the table needs and that are nowhere, not even in its title. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (String needed : table.needed) {
      boolean there =
          has(needed)
              || switch (needed) {
                case "department" -> hasDepartments();
                case "goal" -> hasGoals();
                case "as_of", "date" -> table != Table.TARGET_REVISIONS && hasDates();
                case "value", "target", "percent" -> isWide() && measure(table).equals(needed);
                default -> false;
              };
      if (!there) {
        missing.add(needed);
      }
    }
    return missing;
  }

  /** How well the header is understood: to choose among rows and tables. */
  int score() {
    long named =
        columns.stream()
            .map(c -> c.header().column())
            .filter(java.util.Objects::nonNull)
            .distinct()
            .count();
    long wide = columns.stream().filter(c -> c.header().isWide()).count();
    return (int) (named * 10 + Math.min(wide, 40) * 3 - missing().size() * 15L);
  }

  Layout with(List<Column> other) {
    return new Layout(raw, table, headerRows, other, unit, asOf, goal, cumulate);
  }

  List<Long> headerLines() {
    return headerRows.stream().map(i -> raw.rows().get(i).line()).toList();
  }

  Recognised recognised() {
    return new Recognised(
        raw.file(),
        raw.sheet(),
        table.code(),
        headerLines(),
        columns.stream()
            .filter(c -> !c.text().isEmpty() || !c.column(table).isEmpty())
            .map(
                c ->
                    new Recognised.Column(
                        c.text(),
                        c.column(table),
                        c.header().goal(),
                        c.header().department(),
                        c.header().date(),
                        c.header().unit(),
                        c.index() + 1))
            .toList(),
        unit,
        asOf,
        goal,
        cumulate);
  }

  /** What its columns are, in short. */
  String columnsAsText() {
    return columns.stream()
        .map(Column::text)
        .filter(t -> !t.isEmpty())
        .limit(12)
        .collect(Collectors.joining(", "));
  }

  /** Whether a number stands in one of the columns of numbers. */
  boolean hasAmount(RawTable.Row row) {
    for (Column c : columns) {
      if (Table.isNumber(c.column(table))
          && NumberReader.read(row.cell(c.index()).text()) instanceof NumberReader.One) {
        return true;
      }
    }
    return false;
  }
}
