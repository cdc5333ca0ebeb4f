package homestretch.core.exchange;

import homestretch.core.exchange.Layout.Column;
import homestretch.core.text.NumberReader;
import homestretch.core.text.Text;
import homestretch.core.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table, each with its names resolved to codes and its amounts in units of ours;
 * what cannot be read, is left out or was filled down is said.
 */
final class TableRows {
  /** Columns that a merged cell, or an empty one below it, is filled down in. */
  private static final Map<Table, Set<String>> FILLED =
      Map.of(
          Table.REPORTS, Set.of("department", "goal", "as_of"),
          Table.TARGETS, Set.of("department", "goal"),
          Table.TARGET_REVISIONS, Set.of("department", "goal"),
          Table.MILESTONES, Set.of("department", "goal"),
          Table.PLANS, Set.of("goal"),
          Table.DEPARTMENTS, Set.of("league"));

  /** So many rows are read between two looks up. */
  private static final int ROWS_BETWEEN = 500;

  /** Rows of all tables of an import together; one import's thread alone counts. */
  static final class Counted {
    private final long inAll;
    private long done;

    Counted(long inAll) {
      this.inAll = inAll;
    }
  }

  private final Layout layout;
  private final Table table;
  private final RawTable raw;
  private final String place;
  private final CellReader cells;
  private final List<Column> dimensions;
  private final List<Column> measures;
  private final Map<String, RawTable.Cell> above = new HashMap<>();
  private final Names names;
  private final ImportOptions options;
  private final Findings findings;
  private final Progress progress;
  private final Counted counted;
  private final LeftOut leftOut;
  private final Consumer<Sheet.Row> each;
  private int hidden;
  private long firstHidden;
  private final boolean wide;
  private final Map<List<Object>, List<Column>> groups = new LinkedHashMap<>();

  /**
   * @param progress told of the rows that were read
   * @param each takes a row that could be read
   */
  TableRows(
      Layout layout,
      CellReader cells,
      Names names,
      ImportOptions options,
      Findings findings,
      Progress progress,
      Counted counted,
      Consumer<Sheet.Row> each) {
    this.layout = layout;
    this.cells = cells;
    this.names = names;
    this.options = options;
    this.findings = findings;
    this.progress = progress;
    this.counted = counted;
    this.each = each;
    table = layout.table();
    raw = layout.raw();
    place = raw.place();
    wide = layout.isWide();
    dimensions =
        layout.columns().stream()
            .filter(c -> !c.column(table).isEmpty())
            .filter(c -> !(wide && Layout.isMeasure(c.column(table))))
            .toList();
    leftOut = new LeftOut(layout, dimensions, names);
    measures =
        layout.columns().stream().filter(c -> wide && Layout.isMeasure(c.column(table))).toList();
    for (Column c : measures) {
      Header h = c.header();
      List<Object> key = new ArrayList<>();
      key.add(String.valueOf(h.goal()));
      key.add(String.valueOf(h.department()));
      key.add(String.valueOf(h.date()));
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(c);
    }
  }

  void read() {
    List<RawTable.Row> all = raw.rows();
    int first = layout.firstDataRow();
    if (first < all.size() && LeftOut.isNumbering(all.get(first))) {
      first++;
    }
    learn(all, first);
    for (int i = first; i < all.size() && !findings.isFull(); i++) {
      row(all.get(i));
      if (++counted.done % ROWS_BETWEEN == 0) {
        progress.at(counted.done, counted.inAll);
      }
    }
    if (hidden > 0 && options.hidden() == null) {
      findings.wrong(
          place,
          firstHidden,
          "",
          hidden + " hidden",
          new Text(
              "没有隐藏或筛选掉的行（这里有 " + hidden + " 行）；--hidden read 读取它们，--hidden skip 跳过它们",
              "no hidden or filtered rows (there are "
                  + hidden
                  + "); --hidden read takes them, --hidden skip passes them over"));
    }
  }

  private void learn(List<RawTable.Row> all, int first) {
    List<Column> numbers = new ArrayList<>();
    List<Column> dates = new ArrayList<>();
    for (Column c : layout.columns()) {
      String name = c.column(table);
      if (table != Table.SCHEME && Table.isNumber(name)) {
        numbers.add(c);
      } else if (Table.isDate(name)) {
        dates.add(c);
      }
    }
    for (int i = first; i < all.size(); i++) {
      RawTable.Row row = all.get(i);
      for (Column c : numbers) {
        cells.learnNumber(row.cell(c.index()));
      }
      if (i < first + 5000) {
        for (Column c : dates) {
          cells.learnDate(row.cell(c.index()));
        }
      }
    }
  }

  private void row(RawTable.Row row) {
    String first = "";
    int filled = 0;
    for (RawTable.Cell cell : row.cells()) {
      if (cell.kind() != RawTable.Kind.EMPTY) {
        String text = Words.trimmed(cell.text());
        if (!text.isEmpty()) {
          filled++;
          if (first.isEmpty()) {
            first = text;
          }
        }
      }
    }
    if (filled == 0) {
      return;
    }
    if (leftOut.is(row, first, filled)) {
      findings.ignored.add(
          place
              + ":"
              + row.line()
              + ": "
              + (first.length() > 40 ? first.substring(0, 40) + "…" : first.replace('\n', ' ')));
      return;
    }
    if (row.hidden()) {
      if (hidden++ == 0) {
        firstHidden = row.line();
      }
      if (options.hidden() == ImportOptions.Hidden.SKIP) {
        findings.warn(
            place,
            row.line(),
            "",
            "hidden",
            new Text("隐藏的行，已跳过", "a hidden row, passed over"),
            first);
        return;
      }
      if (options.hidden() == ImportOptions.Hidden.READ) {
        findings.warn(
            place, row.line(), "", "hidden", new Text("隐藏的行，已读取", "a hidden row, read"), first);
      }
    }
    if (wide) {
      wide(row);
    } else {
      narrow(row);
    }
  }

  /** The cell, or the one above it that it is merged with or was left empty below. */
  private RawTable.Cell filledDown(RawTable.Row row, Column c, boolean withAmount) {
    RawTable.Cell cell = row.cell(c.index());
    String column = c.column(table);
    if (!FILLED.getOrDefault(table, Set.of()).contains(column)) {
      return cell;
    }
    if (!Words.trimmed(cell.text()).isEmpty()) {
      above.put(column, cell);
      return cell;
    }
    RawTable.Cell before = above.get(column);
    if (before == null || !withAmount) {
      return cell;
    }
    boolean merged =
        raw.merged().stream()
            .anyMatch(
                r ->
                    r.firstLine() < row.line()
                        && row.line() <= r.lastLine()
                        && r.firstColumn() <= c.index()
                        && c.index() <= r.lastColumn());
    if (!merged) {
      findings.warn(
          place,
          row.line(),
          column,
          "filled-down",
          new Text("空单元格，按上一行读取", "an empty cell, taken as the one above it"),
          CellReader.text(before));
    }
    return before;
  }

  private void narrow(RawTable.Row row) {
    Map<String, String> read = new HashMap<>();
    boolean[] wrong = {false};
    boolean withAmount =
        table == Table.DEPARTMENTS || table == Table.MILESTONES || layout.hasAmount(row);
    dimensions(row, read, wrong, withAmount, false);
    if (isPassedOver(read)) {
      each.accept(new Sheet.Row(row.line(), read));
      return;
    }
    String code = read.getOrDefault("goal", "");
    Names.GoalFacts facts = names.facts(code).orElse(null);
    boolean hasDenominator =
        dimensions.stream()
            .filter(c -> c.column(table).equals("denominator"))
            .anyMatch(c -> !NumberReader.isNone(row.cell(c.index()).text()));
    boolean none = false;
    for (Column c : dimensions) {
      String column = c.column(table);
      if (isAmount(column)) {
        String value = amount(row, c, column, facts, hasDenominator, wrong);
        read.put(column, value);
        none |= column.equals("value") && value.isEmpty() && !wrong[0];
      }
    }
    if (none && table == Table.REPORTS) {
      noFigure(row, read);
    } else if (!wrong[0]) {
      each.accept(new Sheet.Row(row.line(), read));
    }
  }

  private void noFigure(RawTable.Row row, Map<String, String> read) {
    findings.ignored.add(
        place
            + ":"
            + row.line()
            + ": "
            + read.getOrDefault("department", "")
            + " "
            + read.getOrDefault("goal", "")
            + " –");
  }

  private void wide(RawTable.Row row) {
    Map<String, String> base = new HashMap<>();
    boolean[] wrong = {false};
    boolean any = false;
    for (Column c : measures) {
      any |= !NumberReader.isNone(row.cell(c.index()).text());
    }
    if (!any) {
      findings.ignored.add(place + ":" + row.line() + ": –");
      return;
    }
    dimensions(row, base, wrong, true, true);
    if (wrong[0]) {
      return;
    }
    for (List<Column> group : groups.values()) {
      Map<String, String> read = new HashMap<>(base);
      Header h = group.getFirst().header();
      if (h.goal() != null) {
        read.put("goal", h.goal());
      }
      if (h.department() != null) {
        read.put("department", h.department());
      }
      if (h.date() != null && (table == Table.REPORTS || table == Table.PLANS)) {
        read.put(Layout.dateColumn(table), h.date().toString());
      }
      if (group.stream().allMatch(c -> NumberReader.isNone(row.cell(c.index()).text()))) {
        continue;
      }
      boolean[] bad = {false};
      if (!isPassedOver(read)) {
        Names.GoalFacts facts = names.facts(read.getOrDefault("goal", "")).orElse(null);
        boolean hasDenominator =
            group.stream().anyMatch(c -> c.column(table).equals("denominator"));
        for (Column c : group) {
          String column = c.column(table);
          read.put(column, amount(row, c, column, facts, hasDenominator, bad));
        }
      }
      if (!bad[0]) {
        each.accept(new Sheet.Row(row.line(), read));
      }
    }
  }

  private boolean isAmount(String column) {
    return (table == Table.REPORTS
            || table == Table.TARGETS
            || table == Table.TARGET_REVISIONS
            || table == Table.PLANS)
        && Layout.isMeasure(column);
  }

  private void dimensions(
      RawTable.Row row,
      Map<String, String> read,
      boolean[] wrong,
      boolean withAmount,
      boolean wideRow) {
    for (Column c : dimensions) {
      String column = c.column(table);
      if (isAmount(column)) {
        continue;
      }
      RawTable.Cell cell = filledDown(row, c, withAmount);
      try {
        read.put(column, dimension(column, cell, row));
      } catch (CellReader.Unreadable unreadable) {
        wrong[0] = true;
        findings.wrong(place, row.line(), column, CellReader.text(cell), unreadable.expected());
      }
    }
    if (layout.goal() != null) {
      String goal = layout.goal();
      if (names.facts(goal).isEmpty()) {
        wrong[0] = true;
        findings.wrong(place, row.line(), "goal", goal, names.expectedGoal(goal));
      }
      read.put("goal", goal);
    }
    if (layout.asOf() != null) {
      read.put("as_of", layout.asOf().toString());
    }
  }

  private String dimension(String column, RawTable.Cell cell, RawTable.Row row) {
    long line = row.line();
    boolean ofOthers = table != Table.DEPARTMENTS && table != Table.GOALS && table != Table.SCHEME;
    if (ofOthers && column.equals("department")) {
      String text = cells.code(cell, line, column);
      if (text.isEmpty()) {
        return "";
      }
      Optional<String> code = names.department(text);
      if (code.isPresent()) {
        return code.get();
      }
      // A row of a goal that is not wanted is not read, whatever else is in it.
      if (!options.onlyGoals().isEmpty() && isPassedOver(goalOf(row))) {
        return text;
      }
      throw new CellReader.Unreadable(names.expectedDepartment(text));
    }
    if (ofOthers && column.equals("goal")) {
      String text = cells.code(cell, line, column);
      if (text.isEmpty()) {
        return "";
      }
      Optional<String> code = names.goal(text);
      if (code.isPresent()) {
        return code.get();
      }
      if (!options.onlyGoals().isEmpty() && !options.onlyGoals().contains(text)) {
        return text;
      }
      throw new CellReader.Unreadable(names.expectedGoal(text));
    }
    return cells.plain(table, column, cell, line);
  }

  private Map<String, String> goalOf(RawTable.Row row) {
    for (Column c : dimensions) {
      if (c.column(table).equals("goal")) {
        String text = CellReader.text(row.cell(c.index()));
        return Map.of("goal", names.goal(text).orElse(text));
      }
    }
    return Map.of();
  }

  private boolean isPassedOver(Map<String, String> read) {
    String goal = read.getOrDefault(table == Table.GOALS ? "code" : "goal", "");
    return !options.onlyGoals().isEmpty() && !goal.isEmpty() && !options.onlyGoals().contains(goal);
  }

  private String amount(
      RawTable.Row row,
      Column c,
      String column,
      Names.@Nullable GoalFacts facts,
      boolean hasDenominator,
      boolean[] wrong) {
    RawTable.Cell cell = row.cell(c.index());
    boolean percentage = column.equals("percent");
    String unit = c.header().unit() != null ? c.header().unit() : layout.unit();
    try {
      return cells.amount(
          new CellReader.Amount(
              column, percentage ? null : facts, percentage ? null : unit, hasDenominator),
          cell,
          row.line());
    } catch (CellReader.Unreadable unreadable) {
      wrong[0] = true;
      findings.wrong(
          place,
          row.line(),
          wide ? c.text().replace('\n', ' ') : column,
          CellReader.text(cell),
          unreadable.expected());
      return "";
    }
  }
}
