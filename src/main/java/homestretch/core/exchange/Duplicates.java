package homestretch.core.exchange;

import homestretch.core.exchange.Sheet.Row;
import homestretch.core.text.Text;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one import says twice: which of both is meant is not for us to guess. */
final class Duplicates {
  private static final Map<Table, List<String>> KEYS = new EnumMap<>(Table.class);

  static {
    KEYS.put(Table.DEPARTMENTS, List.of("code"));
    KEYS.put(Table.GOALS, List.of("code"));
    KEYS.put(Table.TARGETS, List.of("department", "goal", "from"));
    KEYS.put(Table.TARGET_REVISIONS, List.of("department", "goal", "as_of"));
    KEYS.put(Table.PLANS, List.of("goal", "department", "from", "date"));
    KEYS.put(Table.MILESTONES, List.of("department", "goal", "step", "from"));
    KEYS.put(Table.REPORTS, List.of("department", "goal", "as_of", "milestone"));
  }

  private record Place(Sheet sheet, long line) {}

  private final Findings findings;

  Duplicates(Findings findings) {
    this.findings = findings;
  }

  void check(List<Sheet> sheets) {
    Map<Table, Map<String, Place>> seen = new EnumMap<>(Table.class);
    for (Sheet sheet : sheets) {
      Table table = Table.of(sheet.table()).orElseThrow();
      List<String> key = KEYS.get(table);
      if (key == null) {
        continue;
      }
      Map<String, Place> ofTable = seen.computeIfAbsent(table, t -> new HashMap<>());
      for (Row row : sheet.rows()) {
        Place before = ofTable.putIfAbsent(key(row, key), new Place(sheet, row.line()));
        if (before != null) {
          twice(sheet, row, key, before);
        }
      }
    }
  }

  private void twice(Sheet sheet, Row row, List<String> key, Place before) {
    if (findings.isFull()) {
      return;
    }
    String where =
        before.sheet().file().equals(sheet.file())
            ? String.valueOf(before.line())
            : before.sheet().file() + ":" + before.line();
    String column = key.getLast().equals("milestone") ? "as_of" : key.getLast();
    if (column.equals("from")) {
      column = key.get(key.size() - 2);
    }
    findings.wrong(
        sheet.file(),
        row.line(),
        column,
        String.join(" ", key.stream().map(row::cell).filter(c -> !c.isEmpty()).toList()),
        new Text(
            "每项只出现一次（第 " + where + " 行已经有了）",
            "each only once (line " + where + " says it already)"));
  }

  private static String key(Row row, List<String> columns) {
    StringBuilder key = new StringBuilder();
    for (String column : columns) {
      key.append(row.cell(column)).append('\t');
    }
    return key.toString();
  }
}
