package homestretch.core.exchange;

import homestretch.core.exchange.Layout.Column;
import homestretch.core.fault.Violation;
import homestretch.core.text.DateReader.Grain;
import homestretch.core.text.Text;
import homestretch.core.text.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lays tables out as a mapping says. What does not fit the files is named with its line. */
final class MappedTables {
  /** So far down a header can stand. */
  private static final int SEARCHED_ROWS = 1_000;

  /** A layout and what it was made from. */
  record Mapped(Layout layout, Mapping.Given given) {}

  private final Mapping mapping;
  private final ImportOptions options;
  private final Findings findings;

  private final LayoutFinder finder;

  MappedTables(ImportOptions options, LayoutFinder finder, Findings findings) {
    this.finder = finder;
    this.mapping = options.mapping();
    this.options = options;
    this.findings = findings;
  }

  /**
   * @param tables that are read
   * @param all that were given, hidden ones too
   */
  List<Mapped> layouts(List<RawTable> tables, List<RawTable> all) {
    List<Mapped> layouts = new ArrayList<>();
    for (Mapping.Given given : mapping.tables()) {
      if (all.stream().noneMatch(given::isOf)) {
        boolean file = all.stream().noneMatch(given::isOfFile);
        wrong(
            given.line(),
            file ? "file" : "sheet",
            file ? given.as().file() : given.as().sheet(),
            oneOf(all.stream().map(raw -> file ? raw.file() : raw.sheet()).distinct().toList()));
      } else if (!given.skip()) {
        for (RawTable raw : tables) {
          if (given.isOf(raw) && !raw.rows().isEmpty()) {
            layout(raw, given).ifPresent(layout -> layouts.add(new Mapped(layout, given)));
          }
        }
      }
    }
    return layouts;
  }

  private static Text oneOf(List<String> names) {
    String all = names.stream().limit(12).collect(Collectors.joining(", "));
    return new Text("其中之一：" + all, "one of " + all);
  }

  private void wrong(int line, String key, String value, Text expected) {
    findings.violations.add(new Violation(mapping.place(line, key), value, expected));
  }

  private Optional<Layout> layout(RawTable raw, Mapping.Given given) {
    Recognised as = given.as();
    Table table = Table.of(as.table()).orElseThrow();
    List<Integer> header = new ArrayList<>();
    for (int i = 0; i < raw.rows().size() && i < SEARCHED_ROWS; i++) {
      if (as.header().contains(raw.rows().get(i).line())) {
        header.add(i);
      }
    }
    if (header.size() != as.header().size()) {
      String lines = as.header().stream().map(String::valueOf).collect(Collectors.joining(", "));
      long last = raw.rows().getLast().line();
      wrong(
          given.line(),
          "header",
          lines,
          new Text(
              raw.place() + " 里不空的行，至多第 " + last + " 行",
              "rows of " + raw.place() + " that are not empty, at most row " + last));
      return Optional.empty();
    }
    List<String> texts =
        LayoutFinder.headerTexts(
            raw,
            raw.rows().get(header.getFirst()),
            header.size() > 1 ? raw.rows().get(header.getLast()) : null);
    Header[] headers = new Header[texts.size()];
    Arrays.fill(headers, Header.NOTHING);
    boolean right = true;
    for (int i = 0; i < as.columns().size(); i++) {
      Recognised.Column column = as.columns().get(i);
      Integer index = index(raw, texts, column, given.columnLines().get(i));
      if (index == null) {
        right = false;
      } else if (!column.column().isEmpty()) {
        headers[index] =
            new Header(
                column.column(),
                column.goal(),
                column.department(),
                column.asOf(),
                column.asOf() == null ? null : Grain.DAY,
                column.unit(),
                false);
      }
    }
    if (!right) {
      return Optional.empty();
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      columns.add(new Column(i, texts.get(i), headers[i]));
    }
    return Optional.of(
        new Layout(
            raw,
            table,
            header,
            columns,
            as.unit(),
            asOf(raw, table, given, header.getFirst(), columns),
            as.goal() != null ? as.goal() : options.goal(),
            as.cumulate() || options.cumulate()));
  }

  /**
   * The day of all figures: as the command says, as the mapping says, as the title says. A mapping
   * of last month beside a title of this month is not taken for either.
   */
  private @Nullable LocalDate asOf(
      RawTable raw, Table table, Mapping.Given given, int header, List<Column> columns) {
    LocalDate kept = given.as().asOf();
    boolean inColumns =
        columns.stream()
            .anyMatch(c -> "as_of".equals(c.header().column()) || c.header().date() != null);
    if (options.asOf() != null || table != Table.REPORTS || inColumns) {
      return inColumns ? null : options.asOf() != null ? options.asOf() : kept;
    }
    LocalDate title =
        LayoutFinder.titles(raw, header).stream()
            .flatMap(text -> finder.date(text).stream())
            .findFirst()
            .orElse(null);
    if (kept != null && title != null && !kept.equals(title)) {
      wrong(
          given.line(),
          "asOf",
          kept.toString(),
          new Text(
              title + "，如 " + raw.place() + " 的标题所写；或用 --as-of 指明",
              title + " as the title of " + raw.place() + " says, or the day by --as-of"));
    }
    return kept != null ? kept : title;
  }

  /** Where a column stands: by its header; of several alike, and without one, by its number. */
  private @Nullable Integer index(
      RawTable raw, List<String> texts, Recognised.Column column, int line) {
    String wanted = Words.key(column.header());
    List<Integer> alike = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (Words.key(texts.get(i)).equals(wanted)) {
        alike.add(i);
      }
    }
    int at = column.at() - 1;
    if (alike.size() == 1 && !wanted.isEmpty()) {
      return alike.getFirst();
    }
    if (alike.contains(at)) {
      return at;
    }
    if (alike.size() > 1 && !wanted.isEmpty()) {
      String numbers =
          alike.stream().map(i -> String.valueOf(i + 1)).collect(Collectors.joining(", "));
      wrong(
          line,
          "at",
          column.at() == 0 ? "" : String.valueOf(column.at()),
          new Text(
              "列号，因为“" + column.header() + "”不止一列：" + numbers,
              "a column's number, for more than one is called “"
                  + column.header()
                  + "”: "
                  + numbers));
      return null;
    }
    String seen = texts.stream().filter(t -> !t.isEmpty()).collect(Collectors.joining(", "));
    wrong(
        line,
        "header",
        column.header(),
        new Text(raw.place() + " 的列：" + seen, "a column of " + raw.place() + ": " + seen));
    return null;
  }

  /** The same with codes for what is called by name; done once the names are all known. */
  Layout resolved(Mapped mapped, Names names) {
    Layout layout = mapped.layout();
    Mapping.Given given = mapped.given();
    List<Recognised.Column> said = given.as().columns();
    for (int i = 0; i < said.size(); i++) {
      code(names, "goal", said.get(i).goal(), given.columnLines().get(i));
      code(names, "department", said.get(i).department(), given.columnLines().get(i));
    }
    code(names, "goal", given.as().goal(), given.line());
    List<Column> columns =
        layout.columns().stream()
            .map(
                c -> {
                  Header h = c.header();
                  return new Column(
                      c.index(),
                      c.text(),
                      new Header(
                          h.column(),
                          h.goal() == null ? null : names.goal(h.goal()).orElse(h.goal()),
                          h.department() == null
                              ? null
                              : names.department(h.department()).orElse(h.department()),
                          h.date(),
                          h.grain(),
                          h.unit(),
                          false));
                })
            .toList();
    String goal = layout.goal();
    return new Layout(
        layout.raw(),
        layout.table(),
        layout.headerRows(),
        columns,
        layout.unit(),
        layout.asOf(),
        goal == null ? null : names.goal(goal).orElse(goal),
        layout.cumulate());
  }

  private void code(Names names, String key, @Nullable String called, int line) {
    if (called == null) {
      return;
    }
    boolean goal = key.equals("goal");
    if ((goal ? names.goal(called) : names.department(called)).isEmpty()) {
      wrong(
          line,
          key,
          Objects.requireNonNull(called),
          goal ? names.expectedGoal(called) : names.expectedDepartment(called));
    }
  }
}
