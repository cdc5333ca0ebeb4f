package homestretch.core.exchange;

import homestretch.core.text.DateReader;
import homestretch.core.text.Measure;
import homestretch.core.text.NumberReader;
import homestretch.core.text.NumberReader.Style;
import homestretch.core.text.Text;
import homestretch.core.text.Words;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cells of one file as the plain texts that our own files have: {@code 2026-10-31}, {@code 1234.5},
 * a code, a choice. What can be read in two ways is told apart by the file's other cells, or
 * refused with both readings.
 */
final class CellReader {
  private static final Set<String> NOT_APPLICABLE = Set.of("n/a", "na", "不适用", "notapplicable");
  private static final Set<String> NO_CAP =
      Set.of("none", "无", "不封顶", "不设上限", "nocap", "unlimited");
  private static final Set<String> CODES = Set.of("code", "league_code", "parent", "successor");
  private static final Set<String> PERCENTAGES = Set.of("percent", "cap", "weight");
  private static final Set<String> PERCENT_UNITS =
      Set.of("个百分点", "百分点", "pp", "ppt", "points", "percentagepoints", "percent", "%");

  /** By column what people write for each choice. */
  private static final Map<String, Map<String, String>> CHOICES = new HashMap<>();

  static {
    choice("direction", "up", "正向|越高越好|越大越好|增|升|上升|高优|higher|↑|正");
    choice("direction", "down", "逆向|负向|反向|越低越好|越小越好|减|降|下降|低优|lower|↓|负");
    choice("kind", "total", "累计|累计值|总量|总额|cumulative|sum");
    choice("kind", "level", "时点|时点值|存量|水平|stock");
    choice("kind", "growth", "增速|增长|增幅|增长率|rate of growth");
    choice("kind", "ratio", "比率|比例|占比|率|rate");
    choice("kind", "milestones", "节点|里程碑|milestone|steps");
    choice("kind", "bonus", "加分");
    choice("kind", "deduction", "减分|扣分");
    choice("kind", "veto", "一票否决|否决");
    choice("period", "year", "年|年度|全年|自然年");
    choice("period", "campaign", "战役|活动期|考核期");
    choice("due_every", "none", "无|不定期");
    choice("due_every", "day", "日|每日|每天|日报|daily");
    choice("due_every", "week", "周|每周|周报|weekly");
    choice("due_every", "month", "月|每月|月报|monthly");
    choice("due_every", "quarter", "季|季度|每季|每季度|季报|quarterly");
    choice("state", "provisional", "初报|待核|待核定|快报|暂报|未核定");
    choice("state", "verified", "已核定|核定|已审核|审核通过");
    choice("state", "revised", "更正|已更正|修订");
    choice("in_totals", "true", "是|计入|yes|y|1");
    choice("in_totals", "false", "否|不计入|no|n|0");
  }

  private static void choice(String column, String canonical, String words) {
    Map<String, String> of = CHOICES.computeIfAbsent(column, c -> new HashMap<>());
    of.put(Words.key(canonical), canonical);
    for (String word : words.split("\\|")) {
      of.put(Words.key(word), canonical);
    }
  }

  /** What a cell of an amount needs to know. */
  record Amount(
      String column,
      Names.@Nullable GoalFacts goal,
      @Nullable String unit,
      boolean hasDenominator) {}

  /** Says why a cell cannot be read; its place is known outside. */
  static final class Unreadable extends RuntimeException {
    private final transient Text expected;

    Unreadable(Text expected) {
      super(expected.en(), null, false, false);
      this.expected = expected;
    }

    Text expected() {
      return expected;
    }
  }

  private final String file;
  private final Findings findings;
  private final DateReader.Context years;
  private final Set<Style> styles = EnumSet.noneOf(Style.class);
  private final Set<DateReader.Order> orders = EnumSet.noneOf(DateReader.Order.class);
  private final Map<String, String> readDates = new HashMap<>();

  CellReader(String file, Findings findings, DateReader.Context years) {
    this.file = file;
    this.findings = findings;
    this.years = years;
  }

  /** Looks at a cell of numbers before any is read: how does this file write them? */
  void learnNumber(RawTable.Cell cell) {
    if (cell.kind() == RawTable.Kind.TEXT && styles.size() < 2) {
      styles.addAll(NumberReader.tells(cell.text()));
    }
  }

  /** The same of dates. */
  void learnDate(RawTable.Cell cell) {
    if (cell.kind() == RawTable.Kind.TEXT && cell.text().length() <= 20) {
      DateReader.read(cell.text(), years)
          .filter(r -> r.byOrder().size() == 1)
          .ifPresent(
              r -> {
                DateReader.Order order = r.byOrder().keySet().iterator().next();
                if (order != DateReader.Order.YEAR_MONTH_DAY) {
                  orders.add(order);
                }
              });
    }
  }

  /** A text of people: trimmed of all that is not seen. */
  static String text(RawTable.Cell cell) {
    return Words.trimmed(cell.text());
  }

  String code(RawTable.Cell cell, long line, String column) {
    String text = text(cell);
    BigDecimal number = cell.number();
    if (number != null && !text.equals(number.stripTrailingZeros().toPlainString())) {
      findings.warn(
          file,
          line,
          column,
          "code",
          new Text(
              "单元格里是数 " + number.stripTrailingZeros().toPlainString() + "，按显示的样子读作 " + text,
              "the cell holds the number "
                  + number.stripTrailingZeros().toPlainString()
                  + "; it is taken as shown, "
                  + text),
          text);
    }
    return text;
  }

  /** Whatever stands in a column that is no amount. */
  String plain(Table table, String column, RawTable.Cell cell, long line) {
    if (table != Table.SCHEME && CODES.contains(column)) {
      return code(cell, line, column);
    }
    if (Table.isDate(column)) {
      return table == Table.SCHEME ? dateOrText(column, cell, line) : date(column, cell, line);
    }
    if (table != Table.SCHEME && Table.isNumber(column)) {
      String key = Words.key(cell.text());
      if (column.equals("cap") && NO_CAP.contains(key)) {
        return "none";
      }
      return amount(new Amount(column, null, null, false), cell, line);
    }
    String text = text(cell);
    Map<String, String> choices = CHOICES.get(column);
    if (choices != null && table != Table.SCHEME) {
      return choices.getOrDefault(Words.key(text), text);
    }
    return text;
  }

  /** One day of a scheme that cannot be read hides no other row: its text is refused with them. */
  private String dateOrText(String column, RawTable.Cell cell, long line) {
    try {
      return date(column, cell, line);
    } catch (Unreadable unreadable) {
      return text(cell);
    }
  }

  /**
   * @return {@code 2026-10-31}; empty if the cell is
   */
  String date(String column, RawTable.Cell cell, long line) {
    LocalDate date = cell.date();
    if (date != null) {
      return date.toString();
    }
    String text = text(cell);
    String known = readDates.get(text);
    if (known != null) {
      return known;
    }
    if (text.isEmpty() || NumberReader.isNone(text)) {
      return "";
    }
    Optional<DateReader.Result> read = DateReader.read(text, years);
    if (read.isEmpty()) {
      throw new Unreadable(
          new Text(
              "日期，如 2026-10-31、2026年10月31日、2026/10/31、2026年10月、2026Q3",
              "a date, such as 2026-10-31, 2026/10/31, 31 Oct 2026, 2026-10, 2026Q3"));
    }
    Optional<LocalDate> only = read.get().only();
    if (only.isEmpty() && orders.size() == 1) {
      only = Optional.ofNullable(read.get().byOrder().get(orders.iterator().next()));
    }
    if (only.isEmpty()) {
      String readings =
          read.get().byOrder().values().stream()
              .distinct()
              .map(LocalDate::toString)
              .collect(Collectors.joining(" / "));
      throw new Unreadable(
          new Text(
              "只有一种读法的日期（这里可读作 " + readings + "，文件里没有别的单元格能说明）",
              "a date with one reading (this is " + readings + ", and no other cell tells which)"));
    }
    LocalDate found = only.get();
    switch (read.get().grain()) {
      case DAY -> {
        // Said in full.
      }
      case MONTH, QUARTER, HALF, YEAR ->
          findings.warn(
              file,
              line,
              column,
              "period-end",
              new Text("按期末 " + found + " 读取", "taken as its last day, " + found),
              text);
      case SERIAL ->
          findings.warn(
              file,
              line,
              column,
              "date-serial",
              new Text("按表格程序的日期序号读作 " + found, "a spreadsheet's day number, taken as " + found),
              text);
    }
    String iso = found.toString();
    if (readDates.size() < 5000) {
      readDates.put(text, iso);
    }
    return iso;
  }

  /**
   * A number in the unit that its goal counts in.
   *
   * @return digits; empty if there is no figure; {@code n/a} for a target that does not apply
   */
  String amount(Amount of, RawTable.Cell cell, long line) {
    String shown = text(cell);
    BigDecimal typed = cell.number();
    if (cell.kind() == RawTable.Kind.ERROR) {
      throw new Unreadable(
          new Text("一个数（单元格里是公式的错误）", "a number (the cell has the error of a formula)"));
    }
    if (typed != null) {
      if (!NumberReader.fits(typed)) {
        throw new Unreadable(tooLong());
      }
      return inUnit(of, typed, cell.percent(), true, "", "", shown, line);
    }
    if (of.column().equals("target") && NOT_APPLICABLE.contains(Words.key(shown))) {
      return "n/a";
    }
    NumberReader.Result result = NumberReader.read(cell.text());
    NumberReader.One one =
        switch (result) {
          case NumberReader.None none -> null;
          case NumberReader.Not not -> throw new Unreadable(expected(of, not.expected()));
          case NumberReader.One only -> only;
          case NumberReader.Two two -> {
            if (styles.size() != 1) {
              String readings =
                  two.point().number().toPlainString()
                      + " / "
                      + two.comma().number().toPlainString();
              throw new Unreadable(
                  new Text(
                      "只有一种读法的数（这里可读作 " + readings + "，文件里没有别的单元格能说明）",
                      "a number with one reading (this is "
                          + readings
                          + ", and no other cell tells which)"));
            }
            yield two.in(styles.iterator().next());
          }
        };
    if (one == null) {
      return "";
    }
    if (one.rounded()) {
      findings.warn(
          file,
          line,
          of.column(),
          "rounded",
          new Text(
              "计算带来的尾数已去掉，读作 " + one.number().toPlainString(),
              "the noise of a computed number was taken off: " + one.number().toPlainString()),
          shown);
    }
    return inUnit(of, one.number(), one.percent(), false, one.unit(), one.currency(), shown, line);
  }

  private String inUnit(
      Amount of,
      BigDecimal number,
      boolean percent,
      boolean stored,
      String unit,
      String currency,
      String shown,
      long line) {
    Names.GoalFacts goal = of.goal();
    boolean wantsPercent =
        goal == null
            ? PERCENTAGES.contains(of.column())
            : goal.isPercentage() && !of.hasDenominator() || of.column().equals("percent");
    if (percent) {
      if (!wantsPercent) {
        throw new Unreadable(expected(of, new Text("一个数，不是百分数", "a number, not a percentage")));
      }
      BigDecimal value = stored ? number.movePointRight(2) : number;
      if (stored) {
        findings.warn(
            file,
            line,
            of.column(),
            "percent",
            new Text(
                "百分比格式的单元格，读作 " + plain(value) + "（百分之）",
                "a cell in percent format, taken as " + plain(value) + " percent"),
            plain(value) + "%");
      }
      return plain(value);
    }
    if (!currency.isEmpty()) {
      if (goal != null
          && goal.unit().base().equals("元")
          && Set.of("$", "us$", "usd", "€", "eur", "£").contains(currency)) {
        throw new Unreadable(expected(of, new Text("一个数", "a number")));
      }
      findings.warn(
          file,
          line,
          of.column(),
          "currency",
          new Text(
              "货币符号没有计入，按" + (goal == null ? "原数" : " " + goal.unitName()) + "读取",
              "the currency sign was passed over; it is taken in "
                  + (goal == null ? "the unit of the table" : goal.unitName())),
          shown);
    }
    if (goal == null || wantsPercent || of.hasDenominator()) {
      if (!unit.isEmpty()
          && !(wantsPercent && PERCENT_UNITS.contains(Words.key(unit)))
          && !(goal != null && Words.key(unit).equals(Words.key(goal.unitName())))) {
        throw new Unreadable(expected(of, new Text("一个数，如 99.68", "a number, such as 99.68")));
      }
      return plain(number);
    }
    String written = unit.isEmpty() ? of.unit() == null ? "" : of.unit() : unit;
    if (written.isEmpty()) {
      return plain(number);
    }
    Optional<Measure.Conversion> conversion = conversion(written, goal, !unit.isEmpty());
    if (conversion.isEmpty()) {
      if (!unit.isEmpty()) {
        throw new Unreadable(expected(of, new Text("一个数", "a number")));
      }
      findings.warn(
          file,
          line,
          of.column(),
          "unit",
          new Text(
              "表上写的单位是 " + written + "，指标“" + goal.name() + "”按 " + goal.unitName() + " 读取，没有换算",
              "the table says "
                  + written
                  + "; “"
                  + goal.name()
                  + "” is taken in "
                  + goal.unitName()
                  + ", not converted"),
          shown);
      return plain(number);
    }
    if (conversion.get().isNone()) {
      return plain(number);
    }
    BigDecimal converted = conversion.get().of(number).stripTrailingZeros();
    if (!NumberReader.fits(converted)) {
      throw new Unreadable(tooLong());
    }
    findings.warn(
        file,
        line,
        of.column(),
        "unit",
        new Text(
            "由 "
                + written
                + " 换算为 "
                + goal.unitName()
                + "："
                + plain(number)
                + " → "
                + plain(converted),
            "converted from "
                + written
                + " to "
                + goal.unitName()
                + ": "
                + plain(number)
                + " → "
                + plain(converted)),
        shown);
    return plain(converted);
  }

  /**
   * @param inCell whether the unit stands in the cell itself; one above the table may list several
   */
  private static Optional<Measure.Conversion> conversion(
      String written, Names.GoalFacts goal, boolean inCell) {
    if (Words.key(written).equals(Words.key(goal.unitName()))) {
      Measure same = goal.unit();
      return same.to(same);
    }
    for (String each : inCell ? new String[] {written} : written.split("[、，,;；/]")) {
      Measure measure = Measure.of(each);
      Optional<Measure.Conversion> conversion =
          measure.to(goal.unit()).or(() -> measure.to(goal.unitEn()));
      // A bare 亿 is one of whatever the goal counts.
      if (conversion.isPresent()) {
        return conversion;
      }
    }
    return Optional.empty();
  }

  private static Text expected(Amount of, Text otherwise) {
    Names.GoalFacts goal = of.goal();
    return goal == null || goal.unitName().isEmpty()
        ? otherwise
        : new Text(
            otherwise.zh() + "，单位 " + goal.unitName(), otherwise.en() + ", in " + goal.unitName());
  }

  private static Text tooLong() {
    return new Text(
        "最多 " + NumberReader.MOST_DIGITS + " 位、其中小数最多 " + NumberReader.MOST_DECIMALS + " 位的数",
        "a number of at most "
            + NumberReader.MOST_DIGITS
            + " digits, "
            + NumberReader.MOST_DECIMALS
            + " of them decimals");
  }

  private static String plain(BigDecimal number) {
    return (number.scale() < 0 ? number.setScale(0) : number).toPlainString();
  }
}
