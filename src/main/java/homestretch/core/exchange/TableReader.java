package homestretch.core.exchange;

import homestretch.core.exchange.Layout.Column;
import homestretch.core.text.Cut;
import homestretch.core.text.DateReader;
import homestretch.core.text.NumberReader;
import homestretch.core.text.Text;
import homestretch.core.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Raw tables as tables of ours: headers found, names resolved to codes, units converted, wide ones
 * turned into long ones, sums and notes left out. Whatever is decided here is said: as recognised,
 * as a warning, as not read, or as a fault.
 */
final class TableReader {
  private static final Pattern TOTAL =
      Pattern.compile(
          "(合计|总计|小计|共计|累计|总和|汇总|平均|平均值|全市|全县|全区|全省|全市合计|全市总计|全区合计|合计数|总数|total|totals|subtotal|sub-total|grandtotal|sum|average|overall)[:：]?");
  private static final Pattern TOTAL_END = Pattern.compile(".*(合计|小计|总计|subtotal|total)[:：]?");
  private static final Pattern NOTE =
      Pattern.compile(
          "^([*※]|[（(]?(注|备注|说明|附注|填表说明|填表人|填报人|制表|制表人|审核|审核人|复核|复核人|负责人|单位负责人|联系人|联系电话|电话|填报单位|填报日期|填表日期|报送日期|数据来源|来源|签字|签章|盖章|note|notes|source|sources|prepared"
              + " by|checked by|approved"
              + " by|signature|remark|remarks)\\s*(\\d*)[）)]?\\s*([:：.、。,，]|$)).*",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern RUNNING_NUMBER = Pattern.compile("序号|行号|no\\.?|#|№");

  /** So many rows are looked at for a sample of a column that is not read. */
  private static final int SEARCHED_FOR_SAMPLE = 200;

  private static final Pattern NUMBERING =
      Pattern.compile("\\d{1,2}|[甲乙丙丁戊]|栏次|行次|[(（]\\d{1,2}[)）]|[a-e]");

  /** Columns that a merged cell, or an empty one below it, is filled down in. */
  private static final Map<Table, Set<String>> FILLED =
      Map.of(
          Table.REPORTS, Set.of("department", "goal", "as_of"),
          Table.TARGETS, Set.of("department", "goal"),
          Table.TARGET_REVISIONS, Set.of("department", "goal"),
          Table.MILESTONES, Set.of("department", "goal"),
          Table.PLANS, Set.of("goal"),
          Table.DEPARTMENTS, Set.of("league"));

  private static final int MOST_ASKED = 10_000;

  /** So many rows are read between two looks up. */
  private static final int ROWS_BETWEEN = 500;

  /** What was read. */
  record Reading(List<ReadTable> tables, List<Recognised> recognised) {}

  /**
   * One table as it was understood.
   *
   * @param file where it stands, such as {@code book.xlsx[reports]}
   * @param columns those of ours that it has
   * @param rows hands its rows over, once; of figures they are read only then, for there may be a
   *     million of them
   */
  record ReadTable(
      Table table, String file, List<String> columns, Consumer<Consumer<Sheet.Row>> rows) {
    static ReadTable of(Table table, String file, List<String> columns, List<Sheet.Row> rows) {
      return new ReadTable(table, file, columns, rows::forEach);
    }
  }

  private final Names names;
  private final DateReader.Context years;
  private final ImportOptions options;
  private final Findings findings;
  private final Progress progress;
  private long rowsDone;
  private long rowsInAll;
  private final Map<String, CellReader> cellReaders = new HashMap<>();

  /**
   * @param progress told of the rows that were read
   */
  TableReader(
      Names names,
      DateReader.Context years,
      ImportOptions options,
      Findings findings,
      Progress progress) {
    this.progress = progress;
    this.names = names;
    this.years = years;
    this.options = options;
    this.findings = findings;
  }

  Reading read(List<RawTable> tables) {
    rowsInAll = tables.stream().mapToLong(raw -> raw.rows().size()).sum();
    for (RawTable raw : tables) {
      for (RawTable.Note note : raw.notes()) {
        findings.warn(
            raw.place(), note.line(), note.column(), note.code(), note.message(), note.sample());
      }
    }
    List<RawTable> rest = new ArrayList<>();
    for (RawTable raw : tables) {
      if (raw.rows().isEmpty()) {
        continue;
      }
      if (raw.hidden() && options.hidden() != ImportOptions.Hidden.READ) {
        findings.ignored.add(raw.place());
        findings.warn(
            raw.place(),
            0,
            "",
            "hidden",
            new Text("隐藏的工作表，没有读取", "a hidden sheet, not read"),
            raw.sheet());
      } else {
        rest.add(raw);
      }
    }
    List<RawTable> unread = new ArrayList<>();
    MappedTables mapping =
        new MappedTables(options, new LayoutFinder(names, years, options), findings);
    List<MappedTables.Mapped> mapped = mapping.layouts(rest, tables);
    for (RawTable raw : List.copyOf(rest)) {
      if (options.mapping().names(raw)) {
        rest.remove(raw);
        if (mapped.stream().noneMatch(m -> m.layout().raw() == raw)) {
          unread.add(raw);
        }
      }
    }
    // Beside tables that are called what they are, one called otherwise is none of them.
    if (tables.stream().anyMatch(raw -> isNamed(raw, tables))) {
      rest.stream().filter(raw -> !isNamed(raw, tables)).forEach(unread::add);
      rest.removeAll(unread);
    }
    Map<Table, List<ReadTable>> sheets = new LinkedHashMap<>();
    List<Recognised> recognised = new ArrayList<>();
    // Departments and goals first: the other tables call them by the names given there.
    for (Table table : new Table[] {Table.DEPARTMENTS, Table.GOALS}) {
      for (MappedTables.Mapped each : mapped) {
        if (each.layout().table() == table) {
          take(table, each.layout(), sheets, recognised, false);
        }
      }
      for (RawTable raw : List.copyOf(rest)) {
        Optional<Layout> layout = layout(raw).filter(l -> l.table() == table);
        if (layout.isPresent()) {
          rest.remove(raw);
          take(table, layout.get(), sheets, recognised, true);
        }
      }
    }
    for (MappedTables.Mapped each : mapped) {
      if (each.layout().table() != Table.DEPARTMENTS && each.layout().table() != Table.GOALS) {
        Layout layout = mapping.resolved(each, names);
        sheets
            .computeIfAbsent(layout.table(), t -> new ArrayList<>())
            .add(sheet(layout, recognised, false));
      }
    }
    List<Layout> layouts = new ArrayList<>();
    for (RawTable raw : rest) {
      layout(raw).ifPresentOrElse(layouts::add, () -> unread.add(raw));
    }
    for (Layout layout : layouts) {
      sheets
          .computeIfAbsent(layout.table(), t -> new ArrayList<>())
          .add(sheet(layout, recognised, true));
      alsoTargets(layout)
          .ifPresent(
              targets ->
                  sheets
                      .computeIfAbsent(Table.TARGETS, t -> new ArrayList<>())
                      .add(sheet(targets, recognised, false)));
    }
    unread.forEach(raw -> findings.ignored.add(raw.place()));
    if (sheets.isEmpty() && findings.violations.isEmpty()) {
      findings.violations.add(
          new homestretch.core.fault.Violation(
              "files",
              tables.stream().map(RawTable::place).distinct().collect(Collectors.joining(", ")),
              new Text(
                  "一张看得懂的表：表头里有单位、指标、截至、数值等列，或文件名为 " + fileNames() + " 之一；也可以用 --map 指明各列",
                  "a table with a header such as department, goal, as_of, value, or a file named"
                      + " one of "
                      + fileNames()
                      + "; --map says what the columns are")));
    }
    return new Reading(sheets.values().stream().flatMap(List::stream).toList(), recognised);
  }

  /** Departments or goals, whose names count for the tables that come after. */
  private void take(
      Table table,
      Layout layout,
      Map<Table, List<ReadTable>> sheets,
      List<Recognised> recognised,
      boolean sayUnread) {
    ReadTable sheet = sheet(layout, recognised, sayUnread);
    sheets.computeIfAbsent(table, t -> new ArrayList<>()).add(sheet);
    sheet.rows().accept(table == Table.GOALS ? names::addGoal : names::addDepartment);
  }

  /** Whether it is called like a table: by its sheet, or by its file if no sheet of it is. */
  private static boolean isNamed(RawTable raw, List<RawTable> tables) {
    if (!raw.sheet().isEmpty() && Aliases.table(raw.sheet()).isPresent()) {
      return true;
    }
    boolean anotherSheetIs =
        tables.stream()
            .anyMatch(
                other ->
                    other.file().equals(raw.file())
                        && !other.sheet().isEmpty()
                        && Aliases.table(other.sheet()).isPresent());
    return !anotherSheetIs && Aliases.table(raw.file()).isPresent();
  }

  private static String fileNames() {
    return Stream.of(Table.values())
        .map(table -> table.code() + ".csv")
        .collect(Collectors.joining(", "));
  }

  private Optional<Layout> layout(RawTable raw) {
    LayoutFinder finder = new LayoutFinder(names, years, options);
    Optional<Table> bySheet = raw.sheet().isEmpty() ? Optional.empty() : Aliases.table(raw.sheet());
    Optional<Table> byFile = Aliases.table(raw.file());
    Table named = bySheet.or(() -> byFile).orElse(null);
    Optional<Layout> found = finder.find(raw, named);
    if (named == null || found.isPresent() && found.get().missing().isEmpty()) {
      return found;
    }
    // A name may say less than the header does: 数据.xlsx with targets in it.
    Optional<Layout> byHeader = finder.find(raw, null);
    boolean plainlyNamed =
        raw.sheet().isEmpty()
                && raw.file().toLowerCase(java.util.Locale.ROOT).startsWith(named.code())
            || raw.sheet().strip().equalsIgnoreCase(named.code());
    return byHeader.isPresent() && !plainlyNamed
        ? byHeader
        : found.isPresent() && plainlyNamed
            ? found
            : plainlyNamed ? Optional.of(nothing(raw, named)) : byHeader;
  }

  /** A file named like a table, without a header that we know: its columns are all missing. */
  private static Layout nothing(RawTable raw, Table table) {
    return new Layout(raw, table, List.of(0), List.of(), null, null, null, false);
  }

  /** A table of figures that was not named as one may have the targets in it too. */
  private Optional<Layout> alsoTargets(Layout layout) {
    if (layout.table() != Table.REPORTS
        || Aliases.table(layout.raw().file()).isPresent()
        || Aliases.table(layout.raw().sheet()).isPresent()) {
      return Optional.empty();
    }
    return new LayoutFinder(names, years, options)
        .find(layout.raw(), Table.TARGETS)
        .filter(l -> l.missing().isEmpty() && l.has("target"))
        .filter(l -> l.headerRows().equals(layout.headerRows()));
  }

  private CellReader cells(String file) {
    return cellReaders.computeIfAbsent(file, f -> new CellReader(f, findings, years));
  }

  private ReadTable sheet(Layout layout, List<Recognised> recognised, boolean sayUnread) {
    RawTable raw = layout.raw();
    String place = raw.place();
    long headerLine = layout.headerLines().getFirst();
    for (String missing : layout.missing()) {
      findings.wrong(place, headerLine, missing, "", missingColumn(layout, missing));
    }
    List<Column> columns = columns(layout);
    Layout chosen = layout.with(columns);
    for (Column column : columns) {
      if (!column.text().isEmpty() && column.column(layout.table()).isEmpty()) {
        findings.ignored.add(place + ": " + column.text().replace('\n', ' '));
        if (sayUnread && !RUNNING_NUMBER.matcher(Words.key(column.text())).matches()) {
          notRead(chosen, column);
        }
      }
    }
    recognised.add(chosen.recognised());
    if (!layout.missing().isEmpty()) {
      return ReadTable.of(layout.table(), place, List.of(), List.of());
    }
    Set<String> used = new LinkedHashSet<>();
    columns.forEach(c -> used.add(c.column(layout.table())));
    used.remove("");
    used.addAll(layout.table().needed);
    if (layout.table() == Table.REPORTS && !layout.cumulate()) {
      return new ReadTable(
          layout.table(), place, List.copyOf(used), each -> new Rows(chosen, each).read());
    }
    List<Sheet.Row> rows = new ArrayList<>();
    new Rows(chosen, rows::add).read();
    List<Sheet.Row> summed =
        layout.table() == Table.REPORTS
            ? new Cumulation(place, names, years, findings).of(rows)
            : rows;
    return ReadTable.of(layout.table(), place, List.copyOf(used), summed);
  }

  /** A column with something in it that is not taken is named with the first of its cells. */
  private void notRead(Layout layout, Column column) {
    List<RawTable.Row> rows = layout.raw().rows();
    int last = Math.min(rows.size(), layout.firstDataRow() + SEARCHED_FOR_SAMPLE);
    for (int i = layout.firstDataRow(); i < last; i++) {
      String sample = Words.trimmed(rows.get(i).cell(column.index()).text());
      if (!sample.isEmpty()) {
        findings.warn(
            layout.raw().place(),
            rows.get(i).line(),
            column.text().replace('\n', ' '),
            "not-read",
            new Text("这一列没有读取", "this column was not read"),
            sample.length() > 80 ? Cut.to(sample, 80) : sample);
        return;
      }
    }
  }

  private static Text missingColumn(Layout layout, String missing) {
    String seen = layout.columnsAsText();
    String how =
        switch (missing) {
          case "as_of" -> "，或用 --as-of 给出日期";
          case "goal" -> "，或用 --goal 给出指标";
          default -> "";
        };
    String howEn =
        switch (missing) {
          case "as_of" -> ", or the date by --as-of";
          case "goal" -> ", or the goal by --goal";
          default -> "";
        };
    return new Text(
        "有 " + missing + " 这一列" + (seen.isEmpty() ? "" : "（现有：" + seen + "）") + how,
        "a column " + missing + (seen.isEmpty() ? "" : " (there are: " + seen + ")") + howEn);
  }

  /** Of columns that say the same, the one that is meant; where that is not plain, a fault. */
  private List<Column> columns(Layout layout) {
    Map<List<Object>, List<Column>> same = new LinkedHashMap<>();
    for (Column column : layout.columns()) {
      String name = column.column(layout.table());
      if (!name.isEmpty()) {
        Header h = column.header();
        List<Object> key = new ArrayList<>();
        key.add(name);
        key.add(String.valueOf(h.goal()));
        key.add(String.valueOf(h.department()));
        key.add(String.valueOf(h.date()));
        same.computeIfAbsent(key, k -> new ArrayList<>()).add(column);
      }
    }
    Set<Integer> dropped = new LinkedHashSet<>();
    long line = layout.headerLines().getFirst();
    for (List<Column> group : same.values()) {
      List<Column> kept = new ArrayList<>(group);
      if (kept.size() > 1 && kept.stream().anyMatch(c -> !c.header().perPeriod())) {
        kept.removeIf(c -> c.header().perPeriod() != layout.cumulate() && c.header().perPeriod());
      }
      String name = group.getFirst().column(layout.table());
      List<Column> exact =
          kept.stream().filter(c -> Aliases.key(c.text()).equals(Aliases.key(name))).toList();
      if (kept.size() > 1 && exact.size() == 1) {
        kept = new ArrayList<>(exact);
      }
      if (kept.size() > 1) {
        findings.wrong(
            layout.raw().place(),
            line,
            name,
            kept.stream().map(Column::text).collect(Collectors.joining(", ")),
            new Text(
                "只有一列是 " + name + "；请改列名，或用 --map 指明",
                "one column that is " + name + "; rename the others, or say which by --map"));
      }
      Column first = kept.getFirst();
      if (first.header().perPeriod() && !layout.cumulate()) {
        findings.wrong(
            layout.raw().place(),
            line,
            name,
            first.text(),
            new Text(
                "自年初累计的数；当期数请加 --cumulate 逐期相加",
                "figures since the year's start; for figures of one period each, --cumulate sums"
                    + " them up"));
      }
      group.stream().filter(c -> !c.equals(first)).forEach(c -> dropped.add(c.index()));
    }
    return layout.columns().stream()
        .map(c -> dropped.contains(c.index()) ? new Column(c.index(), c.text(), Header.NOTHING) : c)
        .toList();
  }

  /** The rows of one table. */
  private final class Rows {
    private final Layout layout;
    private final Table table;
    private final RawTable raw;
    private final String place;
    private final CellReader cells;
    private final List<Column> dimensions;
    private final List<Column> measures;
    private final Map<String, RawTable.Cell> above = new HashMap<>();
    private final Map<String, Boolean> totals = new HashMap<>();
    private final Map<String, Boolean> notes = new HashMap<>();
    private final Consumer<Sheet.Row> each;
    private int hidden;
    private long firstHidden;
    private final boolean wide;
    private final Map<List<Object>, List<Column>> groups = new LinkedHashMap<>();

    /**
     * @param each takes a row that could be read
     */
    Rows(Layout layout, Consumer<Sheet.Row> each) {
      this.layout = layout;
      this.each = each;
      table = layout.table();
      raw = layout.raw();
      place = raw.place();
      cells = cells(raw.place());
      wide = layout.isWide();
      dimensions =
          layout.columns().stream()
              .filter(c -> !c.column(table).isEmpty())
              .filter(c -> !(wide && Layout.isMeasure(c.column(table))))
              .toList();
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
      if (first < all.size() && isNumbering(all.get(first))) {
        first++;
      }
      learn(all, first);
      for (int i = first; i < all.size() && !findings.isFull(); i++) {
        row(all.get(i));
        if (++rowsDone % ROWS_BETWEEN == 0) {
          progress.at(rowsDone, rowsInAll);
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

    private boolean isNumbering(RawTable.Row row) {
      int next = 1;
      int filled = 0;
      for (RawTable.Cell cell : row.cells()) {
        String text = Words.trimmed(cell.text());
        if (text.isEmpty()) {
          continue;
        }
        filled++;
        if (!NUMBERING.matcher(text).matches()) {
          return false;
        }
        String digits = text.replaceAll("\\D", "");
        if (!digits.isEmpty() && Integer.parseInt(digits) != next++) {
          return false;
        }
      }
      return filled > 1;
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
      if (isLeftOut(row, first, filled)) {
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

    private boolean isLeftOut(RawTable.Row row, String first, int filled) {
      if (table == Table.SCHEME || table == Table.ADJUSTMENTS) {
        return false;
      }
      for (Column c : dimensions) {
        String column = c.column(table);
        if (column.equals("department")
            || column.equals("goal")
            || column.equals("name")
            || column.equals("code")) {
          String cell = row.cell(c.index()).text();
          String text = isTotal(cell) ? Words.key(cell) : "";
          if (!text.isEmpty()
              && names.department(text).isEmpty()
              && names.goal(text).isEmpty()
              && !isOurs(row)) {
            return true;
          }
        }
      }
      if (isTotal(first)
          && TOTAL.matcher(Words.key(first)).matches()
          && names.department(first).isEmpty()
          && names.goal(first).isEmpty()
          && !isOurs(row)) {
        return true;
      }
      if (isNote(first) && !hasAmount(row)) {
        return true;
      }
      if (filled == 1 && first.length() > 20 && !hasAmount(row)) {
        return true;
      }
      // The header once more, at the top of a printed page.
      int same = 0;
      for (Column c : layout.columns()) {
        if (!c.text().isEmpty() && Words.trimmed(row.cell(c.index()).text()).equals(c.text())) {
          same++;
        }
      }
      return same > 1 && same >= filled;
    }

    private boolean isTotal(String cell) {
      return known(
          totals,
          cell,
          text -> {
            String key = Words.key(text);
            return TOTAL.matcher(key).matches() || TOTAL_END.matcher(key).matches();
          });
    }

    private boolean isNote(String first) {
      return known(notes, first, text -> NOTE.matcher(text).matches());
    }

    /** The same few hundred names stand in a million rows. */
    private static boolean known(
        Map<String, Boolean> asked, String text, Predicate<String> question) {
      Boolean before = asked.get(text);
      if (before != null) {
        return before;
      }
      boolean answer = question.test(text);
      if (asked.size() < MOST_ASKED) {
        asked.put(text, answer);
      }
      return answer;
    }

    /** A unit with a code and a league of its own is one, whatever it is called. */
    private boolean isOurs(RawTable.Row row) {
      return (table == Table.DEPARTMENTS || table == Table.GOALS)
          && dimensions.stream()
              .filter(c -> table.needed.contains(c.column(table)))
              .noneMatch(c -> Words.trimmed(row.cell(c.index()).text()).isEmpty());
    }

    private boolean hasAmount(RawTable.Row row) {
      for (Column c : layout.columns()) {
        if (Table.isNumber(c.column(table))
            && NumberReader.read(row.cell(c.index()).text()) instanceof NumberReader.One) {
          return true;
        }
      }
      return false;
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
          table == Table.DEPARTMENTS || table == Table.MILESTONES || hasAmount(row);
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
      boolean ofOthers =
          table != Table.DEPARTMENTS && table != Table.GOALS && table != Table.SCHEME;
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
      return !options.onlyGoals().isEmpty()
          && !goal.isEmpty()
          && !options.onlyGoals().contains(goal);
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
}
