package homestretch.core.command;

import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.store.Code;
import homestretch.core.text.Language;
import homestretch.core.text.Lookup;
import homestretch.core.text.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads figures without options: {@code GBR 60.2}, {@code GBR 60.2, INV 130 截至10-31}, {@code
 * 一般公共预算收入60.2亿元}, a row of a spreadsheet, or rows below their headings. What is not clear is said;
 * nothing of a line is passed over.
 */
final class FigureLine {
  /** What is understood; feeds the help and a test. */
  static final List<String> EXAMPLES = List.of("GBR 60.2", "GBR 60.2, INV 130", "GBR 60.2 截至10-31");

  /** Words that one name may have. */
  private static final int LONGEST_NAME = 8;

  private static final Pattern PARTS =
      Pattern.compile("[\\n;；、]|(?<!\\d)[,，]|[,，](?!\\d{3}(?:\\D|$))");
  private static final Pattern DAY =
      Pattern.compile(
          "(?:截至|as[ _]of)?[:：]?(?:\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}[日号]?|\\d{1,2}月\\d{1,2}[日号]?"
              + "|\\d{1,2}-\\d{1,2}|今天|昨天|上月末|today|yesterday)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern AS_OF = Pattern.compile("^(?:截至|as[ _]of)[:：]?");

  /**
   * One figure.
   *
   * @param department null: none was named
   * @param asOf null: no day was named
   */
  record Item(Goal goal, String value, @Nullable Department department, @Nullable LocalDate asOf) {}

  private final List<Goal> goals;
  private final List<Department> departments;
  private final LocalDate today;
  private final Lookup lookup;

  /**
   * @param departments that may be named
   */
  FigureLine(List<Goal> goals, List<Department> departments, LocalDate today, Lookup lookup) {
    this.goals = goals;
    this.departments = departments;
    this.today = today;
    this.lookup = lookup;
  }

  /** Whether it may be figures rather than the name of one goal. */
  static boolean isOne(String typed) {
    return typed.strip().chars().anyMatch(c -> Character.isWhitespace(c))
        || Words.halfWidth(typed).chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * @throws Fault.Invalid of the field {@code goal} with everything that is not clear
   */
  List<Item> read(String typed) {
    List<Violation> wrong = new ArrayList<>();
    List<Item> items = table(typed, wrong);
    if (items.isEmpty() && wrong.isEmpty()) {
      for (String part : PARTS.split(typed)) {
        if (!part.isBlank()) {
          items.addAll(part(part.strip(), wrong));
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
    return items;
  }

  /** Rows below a row of headings, as they are copied from a spreadsheet; empty: it is no table. */
  private List<Item> table(String typed, List<Violation> wrong) {
    List<String[]> rows = typed.lines().filter(l -> !l.isBlank()).map(l -> l.split("\t")).toList();
    List<Item> items = new ArrayList<>();
    if (rows.size() < 2 || rows.getFirst().length < 2) {
      return items;
    }
    List<@Nullable Goal> columns = new ArrayList<>();
    for (String cell : rows.getFirst()) {
      columns.add(goal(cell));
    }
    if (columns.stream().allMatch(c -> c == null)) {
      return items;
    }
    for (String[] row : rows.subList(1, rows.size())) {
      @Nullable Department department = null;
      @Nullable LocalDate asOf = null;
      for (int i = 0; i < row.length; i++) {
        String cell = row[i].strip();
        if (i >= columns.size() || columns.get(i) == null) {
          if (DAY.matcher(cell).matches()) {
            asOf = day(cell);
          } else if (department(cell) != null) {
            department = department(cell);
          } else if (!cell.isEmpty()) {
            wrong.add(unclear(cell));
          }
        }
      }
      for (int i = 0; i < Math.min(row.length, columns.size()); i++) {
        Goal goal = columns.get(i);
        if (goal != null && !row[i].isBlank()) {
          items.add(new Item(goal, row[i].strip(), department, asOf));
        }
      }
    }
    return items;
  }

  private List<Item> part(String part, List<Violation> wrong) {
    List<String> words = List.of(part.split("\\s+"));
    List<Item> items = new ArrayList<>();
    @Nullable Department department = null;
    @Nullable LocalDate asOf = null;
    @Nullable Goal goal = null;
    StringBuilder value = new StringBuilder();
    int at = 0;
    while (at < words.size()) {
      Named<Goal> named = longest(words, at, this::goal);
      String word = words.get(at);
      if (named != null) {
        close(items, goal, value, department, asOf, wrong);
        goal = named.thing();
        at += named.words();
        continue;
      }
      Goal glued = goal == null || !value.isEmpty() ? beginsWith(word) : null;
      if (glued != null) {
        close(items, goal, value, department, asOf, wrong);
        goal = glued;
        value.append(word.substring(nameIn(glued, word).length()).replaceFirst("^[:：=＝]", ""));
      } else if (DAY.matcher(word).matches() && (goal == null || !value.isEmpty())) {
        asOf = day(word);
      } else if (goal == null) {
        Named<Department> unit = longest(words, at, this::department);
        if (unit == null) {
          wrong.add(unclear(word));
          return items;
        }
        department = unit.thing();
        at += unit.words() - 1;
      } else {
        value.append(value.isEmpty() ? "" : " ").append(word);
      }
      at++;
    }
    close(items, goal, value, department, asOf, wrong);
    if (asOf != null) {
      LocalDate day = asOf;
      items.replaceAll(
          i -> i.asOf() == null ? new Item(i.goal(), i.value(), i.department(), day) : i);
    }
    return items;
  }

  private static void close(
      List<Item> items,
      @Nullable Goal goal,
      StringBuilder value,
      @Nullable Department department,
      @Nullable LocalDate asOf,
      List<Violation> wrong) {
    if (goal == null) {
      return;
    }
    if (value.isEmpty()) {
      wrong.add(new Violation("value", goal.code(), FigureTexts.expected(goal)));
    } else {
      items.add(new Item(goal, value.toString().replaceFirst("^[:：=＝]\\s*", ""), department, asOf));
      value.setLength(0);
    }
  }

  private record Named<T>(T thing, int words) {}

  private interface Finder<T> {
    @Nullable T find(String name);
  }

  private static <T> @Nullable Named<T> longest(List<String> words, int from, Finder<T> finder) {
    for (int to = Math.min(words.size(), from + LONGEST_NAME); to > from; to--) {
      T thing = finder.find(String.join(" ", words.subList(from, to)).replaceFirst("[:：=＝]$", ""));
      if (thing != null) {
        return new Named<>(thing, to - from);
      }
    }
    return null;
  }

  private @Nullable Goal goal(String name) {
    String text = name.strip();
    Goal named = Code.find(goals, Goal::code, Goal::name, text);
    return named != null || text.length() < 2
        ? named
        : lookup.spelled(goals, Naming::namesOf, text);
  }

  private @Nullable Department department(String name) {
    return Code.find(departments, Department::code, Department::name, name.strip());
  }

  /** The goal whose name a word begins with, the figure following without a blank. */
  private @Nullable Goal beginsWith(String word) {
    Goal best = null;
    for (Goal goal : goals) {
      String name = nameIn(goal, word);
      if (!name.isEmpty() && (best == null || name.length() > nameIn(best, word).length())) {
        best = goal;
      }
    }
    return best;
  }

  /** By which name a word begins with a goal and goes on with a figure; empty: it does not. */
  private static String nameIn(Goal goal, String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    String best = "";
    for (String name : Naming.namesOf(goal)) {
      if (name.length() > best.length()
          && lower.startsWith(name.toLowerCase(Locale.ROOT))
          && Words.halfWidth(word.substring(name.length())).matches("[:=]?[-−+]?\\d.*")) {
        best = name;
      }
    }
    return best;
  }

  private LocalDate day(String word) {
    // No form of a day in a line reads another way in English.
    return Dates.parse("as_of", AS_OF.matcher(word).replaceFirst(""), today, Language.ZH);
  }

  private Violation unclear(String word) {
    return new Violation(
        "goal", word, Naming.suggestion(DeskTexts.GOAL, goals, Naming::namesOf, lookup, word));
  }
}
