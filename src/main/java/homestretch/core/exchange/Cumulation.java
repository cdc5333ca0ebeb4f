package homestretch.core.exchange;

import homestretch.core.text.DateReader;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of single periods summed up to what they come to since the period's start. */
final class Cumulation {
  private final String place;
  private final Names names;
  private final DateReader.Context years;
  private final Findings findings;

  Cumulation(String place, Names names, DateReader.Context years, Findings findings) {
    this.place = place;
    this.names = names;
    this.years = years;
    this.findings = findings;
  }

  /**
   * @param rows of reports, in any order
   */
  List<Sheet.Row> of(List<Sheet.Row> rows) {
    Map<List<String>, List<Sheet.Row>> series = new LinkedHashMap<>();
    List<Sheet.Row> summed = new ArrayList<>();
    for (Sheet.Row row : rows) {
      String goal = row.cell("goal");
      if (names.facts(goal).filter(g -> g.kind().equals("total")).isEmpty()) {
        findings.warn(
            place,
            row.line(),
            "value",
            "not-summed",
            new Text(
                "不是累计类指标，没有逐期相加", "a goal that does not build up: its figures were not summed up"),
            goal);
        summed.add(row);
        continue;
      }
      // Each year begins anew.
      String year = row.cell("as_of").substring(0, Math.min(4, row.cell("as_of").length()));
      series
          .computeIfAbsent(List.of(row.cell("department"), goal, year), s -> new ArrayList<>())
          .add(row);
    }
    series.forEach((key, all) -> summed.addAll(sum(all)));
    summed.sort(Comparator.comparingLong(Sheet.Row::line));
    return summed;
  }

  private List<Sheet.Row> sum(List<Sheet.Row> rows) {
    List<Sheet.Row> inOrder = new ArrayList<>(rows);
    inOrder.sort(Comparator.comparing(row -> row.cell("as_of")));
    Sheet.Row first = inOrder.getFirst();
    // The first period ends within the first quarter, or something before it is missing.
    String march = years.last().getYear() + "-03-31";
    if (first.cell("as_of").compareTo(march) > 0) {
      findings.warn(
          place,
          first.line(),
          "as_of",
          "cumulate",
          new Text(
              "从这一期开始相加，之前各期按 0 计", "summed up from this period on; those before it count as 0"),
          first.cell("as_of"));
    }
    BigDecimal sum = BigDecimal.ZERO;
    List<Sheet.Row> summed = new ArrayList<>();
    for (Sheet.Row row : inOrder) {
      sum = sum.add(new BigDecimal(row.cell("value")));
      Map<String, String> cells = new HashMap<>(row.cells());
      cells.put("value", sum.toPlainString());
      summed.add(new Sheet.Row(row.line(), cells));
    }
    return summed;
  }
}
