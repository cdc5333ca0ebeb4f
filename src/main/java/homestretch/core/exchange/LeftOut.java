package homestretch.core.exchange;

import homestretch.core.exchange.Layout.Column;
import homestretch.core.text.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Rows of a table that hold no figures: sums, notes, numberings, a header once more. */
final class LeftOut {
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
  private static final Pattern NUMBERING =
      Pattern.compile("\\d{1,2}|[甲乙丙丁戊]|栏次|行次|[(（]\\d{1,2}[)）]|[a-e]");

  private static final int MOST_ASKED = 10_000;

  private final Layout layout;
  private final Table table;
  private final List<Column> dimensions;
  private final Names names;
  private final Map<String, Boolean> totals = new HashMap<>();
  private final Map<String, Boolean> notes = new HashMap<>();

  /**
   * @param dimensions the columns that say whose and of what a row is
   */
  LeftOut(Layout layout, List<Column> dimensions, Names names) {
    this.layout = layout;
    this.table = layout.table();
    this.dimensions = dimensions;
    this.names = names;
  }

  /**
   * Whether a row is none of ours.
   *
   * @param first its first cell with something in it
   * @param filled so many of its cells have something in them
   */
  boolean is(RawTable.Row row, String first, int filled) {
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
    if (isNote(first) && !layout.hasAmount(row)) {
      return true;
    }
    if (filled == 1 && first.length() > 20 && !layout.hasAmount(row)) {
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

  /** A row 1, 2, 3 … or 甲, 乙 … under the header. */
  static boolean isNumbering(RawTable.Row row) {
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
}
