package homestretch.core.command;

import homestretch.core.department.Department;
import homestretch.core.exchange.Headings;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.text.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows below a row of headings, as they are copied from a spreadsheet: a column for each goal, or
 * columns called 单位, 指标, 数值 and 截至. Rows without headings are no table: a line like another.
 */
final class FigureTable {
  private final FigureLine line;
  private final List<String> headings;
  private final List<String[]> rows;
  private final List<FigureLine.Item> items = new ArrayList<>();
  private final List<Violation> wrong = new ArrayList<>();
  private final Set<Department> named = new LinkedHashSet<>();

  private FigureTable(FigureLine line, List<String> headings, List<String[]> rows) {
    this.line = line;
    this.headings = headings;
    this.rows = rows;
  }

  /** The table that a text is; null: it is none. */
  static @Nullable FigureTable of(String typed, FigureLine line) {
    List<String[]> rows = typed.lines().filter(l -> !l.isBlank()).map(l -> l.split("\t")).toList();
    if (rows.size() < 2 || typed.indexOf('\t') < 0) {
      return null;
    }
    List<String> headings = new ArrayList<>();
    for (String cell : rows.getFirst()) {
      headings.add(cell.strip());
    }
    List<String[]> below = rows.subList(1, rows.size());
    // The blank above a column of departments is lost where a message is trimmed.
    boolean shifted =
        below.stream()
            .allMatch(row -> row.length == headings.size() + 1 && line.department(row[0]) != null);
    if (shifted) {
      headings.addFirst("");
    }
    boolean byGoal =
        headings.stream().anyMatch(h -> line.goal(h) != null)
            && headings.stream().allMatch(h -> line.goal(h) != null || !isFigure(h))
            && below.stream()
                .flatMap(row -> List.of(row).stream())
                .noneMatch(cell -> line.goal(cell) != null);
    boolean byColumn =
        headings.stream().noneMatch(h -> line.goal(h) != null)
            && isThere(headings, "goal")
            && (isThere(headings, "value") || isThere(headings, "milestone"));
    return byGoal || byColumn ? new FigureTable(line, headings, below) : null;
  }

  private static boolean isThere(List<String> headings, String column) {
    return headings.stream()
        .anyMatch(h -> Headings.ofFigures(h).filter(column::equals).isPresent());
  }

  private static boolean isFigure(String cell) {
    return Words.halfWidth(cell).matches("[-+−]?\\d.*");
  }

  FigureLine.Reading read() {
    @Nullable Department department = null;
    for (String[] row : rows) {
      @Nullable Department own = department(row);
      // Of merged cells only the first row has the text.
      department = own == null ? department : own;
      row(row, department, day(row));
    }
    return new FigureLine.Reading(
        List.copyOf(items), List.copyOf(named), wrong.stream().distinct().toList());
  }

  private String heading(int i) {
    return i < headings.size() ? headings.get(i) : "";
  }

  private String column(int i) {
    return Headings.ofFigures(heading(i)).orElse("");
  }

  private @Nullable Department department(String[] row) {
    @Nullable Department found = null;
    String said = "";
    for (int i = 0; i < row.length; i++) {
      Department here = line.goal(heading(i)) == null ? line.department(row[i]) : null;
      if (here == null || !column(i).isEmpty() && !column(i).equals("department")) {
        continue;
      }
      named.add(here);
      if (found != null && !found.id().equals(here.id())) {
        wrong.add(
            new Violation("department", said + ", " + row[i].strip(), ReportTexts.ONE_DEPARTMENT));
      }
      found = here;
      said = row[i].strip();
    }
    return found;
  }

  private @Nullable LocalDate day(String[] row) {
    @Nullable LocalDate day = null;
    for (int i = 0; i < row.length; i++) {
      String cell = row[i].strip();
      if (column(i).equals("as_of") ? !cell.isEmpty() : isLooseDay(i, cell)) {
        LocalDate read = line.day(cell, wrong);
        day = read == null ? day : read;
      }
    }
    return day;
  }

  private boolean isLooseDay(int i, String cell) {
    return column(i).isEmpty() && line.goal(heading(i)) == null && FigureLine.isDay(cell);
  }

  private void row(String[] row, @Nullable Department department, @Nullable LocalDate asOf) {
    @Nullable Goal goal = null;
    String said = "";
    String value = "";
    String unit = "";
    String denominator = "";
    for (int i = 0; i < row.length; i++) {
      String cell = row[i].strip();
      Goal above = line.goal(heading(i));
      if (cell.isEmpty()) {
        continue;
      }
      if (above != null) {
        items.add(new FigureLine.Item(above, heading(i), cell, department, asOf));
        continue;
      }
      switch (column(i)) {
        case "goal" -> {
          goal = line.goal(cell);
          said = cell;
          if (goal == null) {
            wrong.add(line.unclear(cell));
          }
        }
        case "value", "milestone" -> value = cell;
        case "denominator" -> denominator = cell;
        case "as_of" -> {
          // Read already, for the whole row.
        }
        default -> {
          if (column(i).equals("department") && line.department(cell) == null) {
            unit = cell;
          } else if (line.department(cell) == null && !isLooseDay(i, cell)) {
            String named = heading(i).isEmpty() ? cell : heading(i);
            wrong.add(new Violation("goal", named, ReportTexts.COLUMNS));
          }
        }
      }
    }
    if (!unit.isEmpty()) {
      // 单位 is a unit of measure as well.
      if (goal != null && (unit.equals(goal.unit().zh()) || unit.equals(goal.unit().en()))) {
        value = value.isEmpty() ? "" : value + unit;
      } else {
        wrong.add(line.unclear(unit));
      }
    }
    if (goal != null && !value.isEmpty()) {
      items.add(
          new FigureLine.Item(
              goal,
              said,
              denominator.isEmpty() ? value : value + "/" + denominator,
              department,
              asOf));
    } else if (goal != null) {
      wrong.add(new Violation("value", said, FigureTexts.expected(goal)));
    }
  }
}
