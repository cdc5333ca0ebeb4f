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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
   * @param said how the goal was called
   * @param department null: none was named
   * @param asOf null: no day was named
   */
  record Item(
      Goal goal,
      String said,
      String value,
      @Nullable Department department,
      @Nullable LocalDate asOf) {
    private Item of(@Nullable Department other, @Nullable LocalDate day) {
      return new Item(goal, said, value, other, day);
    }
  }

  /**
   * What a line says.
   *
   * @param departments all that it names
   * @param wrong everything that is not clear, of the field {@code goal}, {@code value}, {@code
   *     department} or {@code as_of}
   */
  record Reading(List<Item> items, List<Department> departments, List<Violation> wrong) {}

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

  Reading read(String typed) {
    FigureTable table = FigureTable.of(typed, this);
    if (table != null) {
      return table.read();
    }
    Walk walk = new Walk();
    for (String part : PARTS.split(typed)) {
      if (!part.isBlank()) {
        walk.part(List.of(part.strip().split("[\\s\\p{Z}]+")));
      }
    }
    return walk.end();
  }

  /**
   * Goes through the words of a line. A department holds for all figures behind it until another is
   * named; one behind a part's figures, where none stands before them, is theirs.
   */
  private final class Walk {
    private final List<Item> items = new ArrayList<>();
    private final List<Violation> wrong = new ArrayList<>();
    private final Set<Department> named = new LinkedHashSet<>();
    private @Nullable Department department;

    /** Whether a figure is of that department already. */
    private boolean used = true;

    /** Whether departments stand behind their figures here. */
    private boolean behind;

    /** Named behind the part's figures, of which none was named before. */
    private @Nullable Department trailing;

    /** As the department, and the trailing one, was called. */
    private String unitSaid = "";

    private @Nullable LocalDate asOf;

    /** The day of the one figure that is read; null: it has none of its own yet. */
    private @Nullable LocalDate own;

    private @Nullable Goal goal;
    private String said = "";
    private final StringBuilder value = new StringBuilder();

    void part(List<String> words) {
      int first = items.size();
      boolean lost = false;
      asOf = null;
      own = null;
      int at = 0;
      while (at < words.size()) {
        Named<Goal> found = longest(words, at, FigureLine.this::goal);
        String word = words.get(at);
        boolean between = goal == null || !value.isEmpty();
        Goal glued = found == null && between ? beginsWith(word) : null;
        Named<Department> unit =
            found == null && glued == null && !lost && mayBeDepartment(word)
                ? longest(words, at, FigureLine.this::department)
                : null;
        if (found != null) {
          begin(found.thing(), String.join(" ", words.subList(at, at + found.words())));
          lost = false;
          at += found.words() - 1;
        } else if (glued != null) {
          String name = nameIn(glued, word);
          begin(glued, word.substring(0, name.length()));
          lost = false;
          value.append(word.substring(name.length()).replaceFirst("^[:：=＝]", ""));
        } else if (DAY.matcher(word).matches() && (between || hasFigure(words, at + 1))) {
          day(word);
        } else if (unit != null) {
          name(unit.thing(), String.join(" ", words.subList(at, at + unit.words())));
          at += unit.words() - 1;
        } else if (goal == null) {
          if (!lost) {
            wrong.add(unclear(word));
          }
          // What follows belongs to it, up to the next goal.
          lost = true;
        } else {
          value.append(value.isEmpty() ? "" : " ").append(word);
        }
        at++;
      }
      close();
      for (int i = first; i < items.size(); i++) {
        Item item = items.get(i);
        items.set(
            i,
            item.of(
                item.department() == null ? trailing : item.department(),
                item.asOf() == null ? asOf : item.asOf()));
      }
      if (trailing != null) {
        department = trailing;
        behind = true;
        trailing = null;
      }
    }

    /** Whether the goal's figure is still to come behind a day. */
    private boolean hasFigure(List<String> words, int at) {
      return at < words.size()
          && longest(words, at, FigureLine.this::goal) == null
          && beginsWith(words.get(at)) == null;
    }

    /** A figure is no department, whatever codes there are; nor is a step. */
    private boolean mayBeDepartment(String word) {
      return goal == null
          || !Character.isDigit(word.codePointAt(0))
              && (!value.isEmpty() || !goal.kind().hasSteps());
    }

    private void begin(Goal next, String as) {
      close();
      if (trailing != null) {
        wrong.add(new Violation("department", unitSaid, ReportTexts.departmentFirst(next)));
        department = trailing;
        trailing = null;
      }
      goal = next;
      said = as.replaceFirst("[:：=＝]$", "");
    }

    private void day(String word) {
      LocalDate read = FigureLine.this.day(word, wrong);
      if (read != null) {
        if (own != null && !own.equals(read)) {
          wrong.add(new Violation("as_of", own + ", " + read, ReportTexts.ONE_DAY));
        }
        own = read;
        asOf = read;
      }
    }

    private void name(Department unit, String as) {
      named.add(unit);
      boolean behindFigure = goal != null && !value.isEmpty();
      if (behindFigure) {
        boolean isTheirs = department == null || behind && used;
        if (isTheirs) {
          department = null;
        }
        close();
        goal = null;
        if (isTheirs) {
          trailing = unit;
          unitSaid = as;
          return;
        }
      }
      Department before = trailing != null ? trailing : used ? null : department;
      if (before != null && !before.id().equals(unit.id())) {
        wrong.add(new Violation("department", unitSaid + ", " + as, ReportTexts.ONE_DEPARTMENT));
      }
      department = unit;
      unitSaid = as;
      trailing = null;
      used = false;
      behind = false;
    }

    private void close() {
      Goal of = goal;
      if (of == null) {
        return;
      }
      goal = null;
      own = null;
      used = true;
      if (value.isEmpty()) {
        wrong.add(new Violation("value", said, FigureTexts.expected(of)));
        return;
      }
      String typed = value.toString().replaceFirst("^[:：=＝]\\s*", "");
      value.setLength(0);
      items.add(new Item(of, said, typed, department, asOf));
    }

    Reading end() {
      Department idle = department;
      if (!used && idle != null && wrong.isEmpty() && !goals.isEmpty()) {
        wrong.add(
            new Violation(
                "department", unitSaid, ReportTexts.figureBehind(unitSaid, goals.getFirst())));
      }
      return new Reading(List.copyOf(items), List.copyOf(named), List.copyOf(wrong));
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

  @Nullable Goal goal(String name) {
    String text = name.strip();
    Goal named = Code.find(goals, Goal::code, Goal::name, text);
    return named != null || text.length() < 2
        ? named
        : lookup.spelled(goals, Naming::namesOf, text);
  }

  @Nullable Department department(String name) {
    String text = name.strip();
    Department found = Code.find(departments, Department::code, Department::name, text);
    if (found != null || text.isEmpty()) {
      return found;
    }
    List<Department> brief =
        departments.stream().filter(d -> Code.same(d.shortName(), text)).toList();
    return brief.size() == 1 ? brief.getFirst() : null;
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

  /** Whether a cell or a word is a day. */
  static boolean isDay(String word) {
    return DAY.matcher(word).matches();
  }

  /** The day of a word; null, and said, if there is no such day. */
  @Nullable LocalDate day(String word, List<Violation> wrong) {
    try {
      // No form of a day in a line reads another way in English.
      return Dates.parse("as_of", AS_OF.matcher(word).replaceFirst(""), today, Language.ZH);
    } catch (Fault.Invalid e) {
      wrong.addAll(e.violations());
      return null;
    }
  }

  Violation unclear(String word) {
    boolean department =
        lookup.find(goals, Naming::namesOf, word).isEmpty()
            && departments.stream()
                .flatMap(d -> Naming.namesOf(d).stream())
                .anyMatch(name -> Words.key(name).contains(Words.key(word)));
    return department
        ? new Violation(
            "department",
            word,
            Naming.suggestion(DeskTexts.DEPARTMENT, departments, Naming::namesOf, lookup, word))
        : new Violation(
            "goal", word, Naming.suggestion(DeskTexts.GOAL, goals, Naming::namesOf, lookup, word));
  }
}
