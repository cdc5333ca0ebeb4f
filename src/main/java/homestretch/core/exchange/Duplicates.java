package homestretch.core.exchange;

import homestretch.core.exchange.Sheet.Row;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one import says twice: which of both is meant is not for us to guess. */
final class Duplicates {
  private static final List<String> FIGURE = List.of("department", "goal", "as_of", "milestone");
  private static final Map<Table, List<String>> KEYS = new EnumMap<>(Table.class);

  static {
    KEYS.put(Table.DEPARTMENTS, List.of("code"));
    KEYS.put(Table.GOALS, List.of("code"));
    KEYS.put(Table.TARGETS, List.of("department", "goal", "from"));
    KEYS.put(Table.TARGET_REVISIONS, List.of("department", "goal", "as_of"));
    KEYS.put(Table.PLANS, List.of("goal", "department", "from", "date"));
    KEYS.put(Table.MILESTONES, List.of("department", "goal", "step", "from"));
  }

  private record Place(TableReader.ReadTable sheet, long line) {}

  private final Findings findings;

  Duplicates(Findings findings) {
    this.findings = findings;
  }

  /** Of all tables but figures: those are checked as they come, for there may be a million. */
  void check(List<TableReader.ReadTable> sheets) {
    Map<Table, Map<String, Place>> seen = new EnumMap<>(Table.class);
    for (TableReader.ReadTable sheet : sheets) {
      Table table = sheet.table();
      List<String> key = KEYS.get(table);
      if (key == null) {
        continue;
      }
      Map<String, Place> ofTable = seen.computeIfAbsent(table, t -> new HashMap<>());
      sheet
          .rows()
          .accept(
              row -> {
                Place before = ofTable.putIfAbsent(key(row, key), new Place(sheet, row.line()));
                if (before != null) {
                  twice(
                      findings,
                      sheet.file(),
                      row.line(),
                      key,
                      row,
                      before.sheet().file(),
                      before.line());
                }
              });
    }
  }

  /** A figure that the tables say twice. */
  static void twice(
      Findings findings, String file, long line, Row row, String fileBefore, long lineBefore) {
    twice(findings, file, line, FIGURE, row, fileBefore, lineBefore);
  }

  private static void twice(
      Findings findings,
      String file,
      long line,
      List<String> key,
      Row row,
      String fileBefore,
      long lineBefore) {
    if (findings.isFull()) {
      return;
    }
    String where =
        fileBefore.equals(file) ? String.valueOf(lineBefore) : fileBefore + ":" + lineBefore;
    String column = key.getLast().equals("milestone") ? "as_of" : key.getLast();
    if (column.equals("from")) {
      column = key.get(key.size() - 2);
    }
    findings.wrong(
        file,
        line,
        column,
        String.join(" ", key.stream().map(row::cell).filter(c -> !c.isEmpty()).toList()),
        new Text(
            "每项只出现一次（第 " + where + " 行已经有了）",
            "each only once (line " + where + " says it already)"));
  }

  private static String key(Row row, List<String> columns) {
    StringBuilder key = new StringBuilder();
    for (String column : columns) {
      key.append(Code.folded(row.cell(column))).append('\t');
    }
    return key.toString();
  }
}
