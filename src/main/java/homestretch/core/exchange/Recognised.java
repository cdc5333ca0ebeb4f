package homestretch.core.exchange;

import homestretch.core.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a table was understood; given back as a mapping, it is read so again.
 *
 * @param file the file's name
 * @param sheet its sheet; empty where there are none
 * @param table what it holds, such as {@code reports}
 * @param header the lines of the header, one or two
 * @param unit the unit of all its amounts, where one is written above it
 * @param asOf the day of all its figures, where no column has it
 * @param goal the goal of all its figures, where no column has it
 * @param cumulate whether figures are per period and are summed up
 */
public record Recognised(
    String file,
    String sheet,
    String table,
    List<Long> header,
    List<Column> columns,
    @Nullable String unit,
    @Nullable LocalDate asOf,
    @Nullable String goal,
    boolean cumulate) {

  /**
   * @param header as written; of two header rows both, with a slash between
   * @param column what it is, such as {@code department}; empty: not read
   * @param goal the goal of its amounts, if each goal has its own column
   * @param department the same of departments
   * @param asOf the same of dates
   * @param unit the unit of its amounts, if it is written in the header
   * @param at its number from the left, from 1; 0: not said
   */
  public record Column(
      String header,
      String column,
      @Nullable String goal,
      @Nullable String department,
      @Nullable LocalDate asOf,
      @Nullable String unit,
      int at) {}

  /** {@code sheet 上报, header in row 3, 单位 → department, 9月 → value as of 2026-09-30}. */
  public Text text() {
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    String place = sheet.isEmpty() ? file : file + "[" + sheet + "]";
    String lines = String.join("–", header.stream().map(String::valueOf).toList());
    zh.add(place + "：" + table + "，表头在第 " + lines + " 行");
    en.add(place + ": " + table + ", header in row " + lines);
    for (Column c : columns) {
      if (c.column().isEmpty() || c.header().equals(c.column())) {
        continue;
      }
      StringBuilder of = new StringBuilder();
      StringBuilder ofEn = new StringBuilder();
      for (String each : new String[] {c.department(), c.goal()}) {
        if (each != null) {
          of.append(" ").append(each);
          ofEn.append(" of ").append(each);
        }
      }
      if (c.asOf() != null) {
        of.append(" 截至 ").append(c.asOf());
        ofEn.append(" as of ").append(c.asOf());
      }
      if (c.unit() != null) {
        of.append("（").append(c.unit()).append("）");
        ofEn.append(" (").append(c.unit()).append(")");
      }
      String header = c.header().replace('\n', ' ');
      zh.add(header + " → " + c.column() + of);
      en.add(header + " → " + c.column() + ofEn);
    }
    if (unit != null) {
      zh.add("单位 " + unit);
      en.add("in " + unit);
    }
    if (asOf != null) {
      zh.add("截至 " + asOf);
      en.add("as of " + asOf);
    }
    if (goal != null) {
      zh.add("指标 " + goal);
      en.add("goal " + goal);
    }
    if (cumulate) {
      zh.add("逐期相加");
      en.add("summed up period by period");
    }
    return new Text(String.join("，", zh), String.join(", ", en));
  }
}
