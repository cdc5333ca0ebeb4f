package homestretch.core.exchange;

import homestretch.core.exchange.Layout.Column;
import homestretch.core.text.Cut;
import homestretch.core.text.DateReader;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Raw tables as tables of ours: headers found, names resolved to codes, units converted, wide ones
 * turned into long ones, sums and notes left out. Whatever is decided here is said: as recognised,
 * as a warning, as not read, or as a fault.
 */
final class TableReader {
  private static final Pattern RUNNING_NUMBER = Pattern.compile("序号|行号|no\\.?|#|№");

  /** So many rows are looked at for a sample of a column that is not read. */
  private static final int SEARCHED_FOR_SAMPLE = 200;

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
  private TableRows.Counted counted = new TableRows.Counted(0);
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
    counted = new TableRows.Counted(tables.stream().mapToLong(raw -> raw.rows().size()).sum());
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
          layout.table(), place, List.copyOf(used), each -> rows(chosen, each).read());
    }
    List<Sheet.Row> rows = new ArrayList<>();
    rows(chosen, rows::add).read();
    List<Sheet.Row> summed =
        layout.table() == Table.REPORTS
            ? new Cumulation(place, names, years, findings).of(rows)
            : rows;
    return ReadTable.of(layout.table(), place, List.copyOf(used), summed);
  }

  private TableRows rows(Layout layout, Consumer<Sheet.Row> each) {
    return new TableRows(
        layout, cells(layout.raw().place()), names, options, findings, progress, counted, each);
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
}
