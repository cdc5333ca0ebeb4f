package homestretch.core.exchange;

import homestretch.core.exchange.Layout.Column;
import homestretch.core.text.DateReader;
import homestretch.core.text.DateReader.Grain;
import homestretch.core.text.NumberReader;
import homestretch.core.text.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the header of a raw table, and says what its columns are. */
final class LayoutFinder {
  /** So far down a header is looked for. */
  private static final int SEARCHED = 40;

  /** So many rows are looked at to tell a column by what it holds. */
  private static final int SAMPLED = 30;

  private static final Pattern TARGETS =
      Pattern.compile("目标|任务|预算|计划|指标值|target|budget", Pattern.CASE_INSENSITIVE);
  private static final Pattern PLANS =
      Pattern.compile("计划|序时|进度安排|时间表|plan|schedule", Pattern.CASE_INSENSITIVE);

  /** What a column may be taken for by its header, while it is full of departments or goals. */
  private static final Set<String> MAY_BE_ANOTHER =
      Set.of("state", "note", "evidence", "milestone");

  private static final Set<Table> OF_GOALS =
      Set.of(Table.REPORTS, Table.TARGETS, Table.PLANS, Table.TARGET_REVISIONS);

  private static final Pattern UNIT_ROW =
      Pattern.compile(
          "(?:计量|金额)?单位\\s*[:：]\\s*([^\\s，。；;()（）]{1,24})|(?:in|unit:?|units:?)\\s+([a-z0-9"
              + " ]{2,20}(?:yuan|rmb|cny|usd))");
  private static final List<Pattern> DATES =
      List.of(
          Pattern.compile(
              "(?:截至|截止|截止到|as of|as at)\\s*(?:日期)?[:：]?\\s*([0-9〇一二三四五六七八九十年月日./-]{4,14}[末底]?)"),
          Pattern.compile("((?:19|20)\\d{2}年\\s*\\d{1,2}月\\s*\\d{1,2}[日号])"),
          Pattern.compile("(?<!\\d)((?:19|20)\\d{2}[-./]\\d{1,2}[-./]\\d{1,2})(?!\\d)"),
          Pattern.compile("((?:19|20)\\d{2}年?\\s*1月?[-—–~至到]\\d{1,2}月)"),
          Pattern.compile("((?:19|20)\\d{2}年\\s*\\d{1,2}月)"),
          Pattern.compile("((?:19|20)\\d{2}年\\s*(?:第?[一二三四1-4]个?季度|前[一二三四1-4]个?季度|[上下]半年))"),
          Pattern.compile("(?<!\\d)((?:19|20)\\d{2}[-.]\\d{1,2})(?![\\d.-])"),
          Pattern.compile("(?<!\\d)((?:19|20)\\d{6})(?!\\d)"),
          Pattern.compile("(?<!\\d)((?:19|20)\\d{2}\\s?[Qq][1-4])"),
          Pattern.compile("(?<![\\d年-])(1月?[-—–~至到]\\d{1,2}月|\\d{1,2}月(?:\\d{1,2}日|份|末|底)?)"));

  private final Names names;
  private final DateReader.Context years;
  private final ImportOptions options;

  LayoutFinder(Names names, DateReader.Context years, ImportOptions options) {
    this.names = names;
    this.years = years;
    this.options = options;
  }

  /**
   * @param named the table that the file or the sheet is named after; null: none
   * @return empty if nothing in it looks like one of our tables
   */
  Optional<Layout> find(RawTable raw, @Nullable Table named) {
    List<Layout> all = new ArrayList<>();
    for (Table table : named == null ? Table.values() : new Table[] {named}) {
      if (named == null && table == Table.SECTIONS) {
        // A code and a name are in many tables: sections are known by their file's name alone.
        continue;
      }
      candidates(raw, table).stream()
          .max(Comparator.comparingInt(Layout::score))
          .ifPresent(all::add);
    }
    Comparator<Layout> better =
        Comparator.<Layout>comparingInt(l -> -l.missing().size())
            .thenComparingInt(Layout::score)
            .thenComparingInt(l -> l.table() == Table.REPORTS ? 1 : 0);
    if (named != null) {
      return all.stream().max(better);
    }
    return all.stream().filter(l -> l.missing().isEmpty() && saysSo(l)).max(better);
  }

  /**
   * Whether amounts below goals or months are called targets or a plan anywhere: without a word
   * they may as well be figures, and which of them is not for us to guess.
   */
  private boolean saysSo(Layout layout) {
    if (layout.table() != Table.TARGETS && layout.table() != Table.PLANS
        || layout.has(Layout.measure(layout.table()))) {
      return true;
    }
    Pattern words = layout.table() == Table.TARGETS ? TARGETS : PLANS;
    List<String> texts = new ArrayList<>(titles(layout.raw(), layout.headerRows().getFirst()));
    layout.columns().forEach(c -> texts.add(Words.halfWidth(c.text())));
    return texts.stream().anyMatch(text -> words.matcher(withoutGoals(text)).find());
  }

  /** A goal's own name may hold such a word: 一般公共预算收入. */
  private String withoutGoals(String text) {
    String rest = text;
    for (Names.GoalFacts goal : names.longestFirst()) {
      if (goal.name().length() > 1) {
        rest = rest.replace(goal.name(), " ");
      }
    }
    return rest;
  }

  private List<Layout> candidates(RawTable raw, Table table) {
    List<Layout> all = new ArrayList<>();
    HeaderReader headers = new HeaderReader(table, names, years);
    int rows = Math.min(SEARCHED, raw.rows().size());
    for (int i = 0; i < rows; i++) {
      RawTable.Row row = raw.rows().get(i);
      List<Column> single = columns(row, null, raw, table, headers);
      if (single == null) {
        continue;
      }
      Layout one = layout(raw, table, List.of(i), single);
      if (isHeader(one)) {
        all.add(one);
      }
      if (i + 1 < raw.rows().size()) {
        List<Column> joined = columns(row, raw.rows().get(i + 1), raw, table, headers);
        if (joined != null) {
          Layout two = layout(raw, table, List.of(i, i + 1), joined);
          if (isHeader(two)) {
            all.add(two);
          }
        }
      }
    }
    return all;
  }

  private static boolean isHeader(Layout layout) {
    long named =
        layout.columns().stream()
            .filter(c -> c.header().column() != null && !c.header().isWide())
            .count();
    long known = layout.columns().stream().filter(c -> !c.header().isNothing()).count();
    long filled = layout.columns().stream().filter(c -> !c.text().isEmpty()).count();
    return named >= 1 && known >= 2 && known * 4 >= filled
        || known >= 2 && known == filled && named >= 1;
  }

  private Layout layout(RawTable raw, Table table, List<Integer> header, List<Column> columns) {
    Layout plain = new Layout(raw, table, header, columns, null, null, null, options.cumulate());
    if (!OF_GOALS.contains(table)) {
      return plain;
    }
    Layout told = plain.with(byContent(plain));
    List<String> titles = titles(raw, header.getFirst());
    LocalDate asOf = null;
    if (table == Table.REPORTS
        && !told.has("as_of")
        && told.columns().stream().allMatch(c -> c.header().date() == null)) {
      asOf =
          options.asOf() != null
              ? options.asOf()
              : titles.stream().flatMap(t -> date(t).stream()).findFirst().orElse(null);
    }
    String goal = null;
    if (!told.has("goal") && told.columns().stream().allMatch(c -> c.header().goal() == null)) {
      String given = options.goal();
      goal =
          given != null
              ? names.goal(given).orElse(given)
              : titles.stream().flatMap(t -> goal(t).stream()).findFirst().orElse(null);
    }
    String unit = titles.stream().flatMap(t -> unit(t).stream()).findFirst().orElse(null);
    return new Layout(raw, table, header, told.columns(), unit, asOf, goal, options.cumulate());
  }

  /** The rows above the header, then the sheet's name and the file's. */
  static List<String> titles(RawTable raw, int header) {
    List<String> titles = new ArrayList<>();
    for (int i = 0; i < header; i++) {
      for (RawTable.Cell cell : raw.rows().get(i).cells()) {
        if (cell.kind() != RawTable.Kind.EMPTY) {
          titles.add(Words.halfWidth(Words.trimmed(cell.text())));
        }
      }
    }
    titles.add(Words.halfWidth(raw.sheet()));
    titles.add(Words.halfWidth(raw.file().replaceFirst("\\.[A-Za-z]+$", "")));
    return titles;
  }

  Optional<LocalDate> date(String title) {
    for (Pattern pattern : DATES) {
      Matcher matcher = pattern.matcher(title);
      List<LocalDate> found = new ArrayList<>();
      while (matcher.find()) {
        DateReader.only(matcher.group(1).replace(" ", ""), years).ifPresent(found::add);
      }
      if (!found.isEmpty()) {
        // Two days in one title: which of them is meant is not for us to guess.
        return found.stream().distinct().count() == 1
            ? Optional.of(found.getFirst())
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Optional<String> goal(String title) {
    Set<String> found = new HashSet<>();
    String rest = title;
    for (Names.GoalFacts goal : names.longestFirst()) {
      if (goal.name().length() > 1 && rest.contains(goal.name())) {
        found.add(goal.code());
        rest = rest.replace(goal.name(), " ");
      }
    }
    for (String word : title.split("[^A-Za-z0-9_.-]+")) {
      if (names.facts(word).isPresent()) {
        found.add(word);
      }
    }
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
  }

  private static Optional<String> unit(String title) {
    Matcher matcher = UNIT_ROW.matcher(title.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      String unit = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      // 单位：某某局 names who filled it in.
      boolean all = true;
      for (String each : unit.split("[、，,;/]")) {
        all &= !each.isEmpty() && Header.UNIT.matcher(each).matches();
      }
      if (all) {
        return Optional.of(unit.strip());
      }
    }
    return Optional.empty();
  }

  /**
   * @param lower the second row of the header; null: there is none
   * @return null if the row cannot be a header: it has numbers
   */
  private @Nullable List<Column> columns(
      RawTable.Row upper,
      RawTable.@Nullable Row lower,
      RawTable raw,
      Table table,
      HeaderReader headers) {
    int width =
        Math.min(2000, Math.max(upper.cells().size(), lower == null ? 0 : lower.cells().size()));
    List<Column> columns = new ArrayList<>();
    RawTable.Cell carried = RawTable.Cell.NONE;
    boolean joined = false;
    for (int i = 0; i < width; i++) {
      RawTable.Cell above = upper.cell(i);
      RawTable.Cell below = lower == null ? RawTable.Cell.NONE : lower.cell(i);
      boolean isCarried = false;
      if (lower != null && unit(Words.halfWidth(Words.trimmed(above.text()))).isPresent()) {
        // 单位：万元 stands above a header, it is no part of one.
        return null;
      }
      if (above.kind() != RawTable.Kind.EMPTY) {
        carried = above;
      } else if (below.kind() != RawTable.Kind.EMPTY && isCovered(raw, upper.line(), i, carried)) {
        above = carried;
        isCarried = true;
      }
      Header top = headers.read(above);
      Header bottom = headers.read(below);
      if (top.isNothing() && isNumber(above) || bottom.isNothing() && isNumber(below)) {
        return null;
      }
      if (lower != null
          && below.kind() != RawTable.Kind.EMPTY
          && above.kind() != RawTable.Kind.EMPTY) {
        boolean dimension =
            top.column() != null && !Layout.isMeasure(top.column()) && !top.isWide();
        if (dimension && !isCarried && bottom.column() == null) {
          // Below a header 单位 stands a unit: that row is data.
          return null;
        }
        joined = true;
      }
      if (lower != null
          && above.kind() == RawTable.Kind.EMPTY
          && bottom.isWide()
          && bottom.column() == null
          && i == 0) {
        return null;
      }
      Header both =
          lower == null
              ? top
              : top.isNothing() ? bottom : bottom.isNothing() ? top : top.and(bottom);
      // 当月 and 累计 below 完成: the lower one says more.
      columns.add(new Column(i, headerText(above, below), both));
    }
    return lower != null && !joined ? null : once(columns, table);
  }

  private static boolean isCovered(RawTable raw, long line, int column, RawTable.Cell carried) {
    if (carried.kind() == RawTable.Kind.EMPTY) {
      return false;
    }
    if (raw.merged().isEmpty()) {
      return true;
    }
    return raw.merged().stream()
        .anyMatch(
            r ->
                r.firstLine() <= line
                    && line <= r.lastLine()
                    && r.firstColumn() <= column
                    && column <= r.lastColumn());
  }

  private static boolean isNumber(RawTable.Cell cell) {
    return cell.kind() == RawTable.Kind.NUMBER
        || cell.kind() == RawTable.Kind.DATE
        || cell.kind() == RawTable.Kind.TEXT
            && NumberReader.read(cell.text()) instanceof NumberReader.One;
  }

  /** Of a wide table, columns that say less than the others are not read: sums over the row. */
  private static List<Column> once(List<Column> columns, Table table) {
    boolean dated =
        columns.stream()
            .anyMatch(c -> c.header().date() != null && c.header().grain() != Grain.YEAR);
    boolean hasDates =
        columns.stream().anyMatch(c -> Layout.dateColumn(table).equals(c.header().column()));
    boolean ofGoals = columns.stream().anyMatch(c -> c.header().goal() != null);
    boolean hasGoals = columns.stream().anyMatch(c -> "goal".equals(c.header().column()));
    List<Column> all = new ArrayList<>();
    for (Column column : columns) {
      Header h = column.header();
      String measure = column.column(table);
      boolean less =
          Layout.isMeasure(measure)
              && (dated && !hasDates && h.date() == null && !measure.equals("baseline")
                  || ofGoals && !hasGoals && h.goal() == null);
      // The year alone says that it is the plan of that year.
      boolean lastYear = h.grain() == Grain.YEAR && table == Table.REPORTS;
      all.add(
          less || lastYear ? new Column(column.index(), column.text(), Header.NOTHING) : column);
    }
    return all;
  }

  /** A column without a header that we know, but full of departments or goals, is one of them. */
  private List<Column> byContent(Layout layout) {
    List<Column> columns = new ArrayList<>(layout.columns());
    for (String dimension : new String[] {"department", "goal"}) {
      List<Column> named =
          columns.stream().filter(c -> dimension.equals(c.header().column())).toList();
      boolean wide =
          columns.stream()
              .anyMatch(
                  c ->
                      dimension.equals("goal")
                          ? c.header().goal() != null
                          : c.header().department() != null);
      if (named.isEmpty() && wide) {
        continue;
      }
      List<Column> asked =
          named.isEmpty()
              ? columns.stream()
                  .filter(
                      c ->
                          c.header().isNothing()
                              || MAY_BE_ANOTHER.contains(String.valueOf(c.header().column())))
                  .toList()
              : named;
      if (named.size() == 1) {
        continue;
      }
      Column best = null;
      double most = named.isEmpty() ? 0.5 : -1;
      for (Column column : asked) {
        double share = share(layout, column.index(), dimension);
        if (share > most) {
          most = share;
          best = column;
        }
      }
      for (Column column : asked) {
        if (column.equals(best)) {
          columns.set(
              columns.indexOf(column),
              new Column(
                  column.index(),
                  column.text(),
                  new Header(dimension, null, null, null, null, null, false)));
        } else if (!named.isEmpty()) {
          columns.set(
              columns.indexOf(column), new Column(column.index(), column.text(), Header.NOTHING));
        }
      }
    }
    return columns;
  }

  private double share(Layout layout, int column, String dimension) {
    int filled = 0;
    int known = 0;
    List<RawTable.Row> rows = layout.raw().rows();
    for (int i = layout.firstDataRow(); i < rows.size() && filled < SAMPLED; i++) {
      String text = Words.trimmed(rows.get(i).cell(column).text());
      if (!text.isEmpty()) {
        filled++;
        if ((dimension.equals("goal") ? names.goal(text) : names.department(text)).isPresent()) {
          known++;
        }
      }
    }
    return filled == 0 ? 0 : (double) known / filled;
  }

  /** The header of each column as written; of two rows both, with a slash between. */
  static List<String> headerTexts(RawTable raw, RawTable.Row upper, RawTable.@Nullable Row lower) {
    int width = Math.max(upper.cells().size(), lower == null ? 0 : lower.cells().size());
    List<String> texts = new ArrayList<>();
    RawTable.Cell carried = RawTable.Cell.NONE;
    for (int i = 0; i < width; i++) {
      RawTable.Cell above = upper.cell(i);
      RawTable.Cell below = lower == null ? RawTable.Cell.NONE : lower.cell(i);
      if (above.kind() != RawTable.Kind.EMPTY) {
        carried = above;
      } else if (below.kind() != RawTable.Kind.EMPTY && isCovered(raw, upper.line(), i, carried)) {
        above = carried;
      }
      texts.add(headerText(above, below));
    }
    return texts;
  }

  private static String headerText(RawTable.Cell above, RawTable.Cell below) {
    String top = Words.trimmed(above.text());
    String under = Words.trimmed(below.text());
    return top.isEmpty() ? under : under.isEmpty() || under.equals(top) ? top : top + "/" + under;
  }
}
