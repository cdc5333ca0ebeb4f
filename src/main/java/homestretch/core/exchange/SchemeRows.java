package homestretch.core.exchange;

import homestretch.core.exchange.Sheet.Row;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.score.rule.WrittenRule;
import homestretch.core.store.Code;
import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a scheme as rows of {@code from, setting, value, code}: each says what is
 * otherwise than in the version before. An empty value takes a weight or an item away.
 */
final class SchemeRows {
  /** Of the whole scheme. */
  private static final List<String> SIMPLE =
      List.of(
          "green_above",
          "yellow_from",
          "order",
          "tie_rule",
          "missing",
          "disclosure",
          "growth_base",
          "growth_step",
          "growth_limit",
          "growth_green_from",
          "growth_yellow_from",
          "shown_decimals",
          "play",
          "reason");

  static final List<String> OF_GOALS = List.of("weight", "cap", "section", "rule");
  static final List<String> OF_ITEMS = List.of("bonus", "deduction", "item_name", "item_name_en");
  static final List<String> OF_GRADES = List.of("grade", "grade_name_en", "grade_share");

  /** All that a row may set. */
  static final List<String> SETTINGS =
      Stream.of(SIMPLE, OF_GOALS, List.of("section_weight"), OF_ITEMS, OF_GRADES)
          .flatMap(List::stream)
          .toList();

  private record Setting(String name, String code) {}

  private final Map<String, Goal> goalOf;
  private final List<Section> sections;

  SchemeRows(Map<String, Goal> goalOf, List<Section> sections) {
    this.goalOf = goalOf;
    this.sections = sections;
  }

  /** Whether an empty value takes it away; what every scheme has needs a value. */
  static boolean isTakenAway(String setting) {
    return !SIMPLE.contains(setting) || List.of("shown_decimals", "play").contains(setting);
  }

  private String code(@Nullable SectionId id) {
    return sections.stream()
        .filter(s -> s.id().equals(id))
        .map(Section::code)
        .findFirst()
        .orElse("none");
  }

  private SectionId section(String code) {
    return sections.stream()
        .filter(s -> Code.same(s.code(), code))
        .map(Section::id)
        .findFirst()
        .orElseThrow(
            () -> new Fault.Invalid("value", code, new Text("已有板块的代码", "the code of a section")));
  }

  /** What the version has otherwise than the one before. */
  List<Map<String, String>> difference(Scheme before, Scheme scheme) {
    Map<Setting, String> was = flat(before);
    Map<Setting, String> is = flat(scheme);
    List<Map<String, String>> rows = new ArrayList<>();
    rows.add(row(scheme.from(), new Setting("reason", ""), scheme.reason()));
    is.forEach(
        (setting, value) -> {
          if (!value.equals(was.get(setting))) {
            rows.add(row(scheme.from(), setting, value));
          }
        });
    was.keySet().stream()
        .filter(setting -> !is.containsKey(setting))
        .forEach(setting -> rows.add(row(scheme.from(), setting, "")));
    return rows;
  }

  private static Map<String, String> row(LocalDate from, Setting setting, String value) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("from", from.toString());
    row.put("setting", setting.name());
    row.put("value", value);
    row.put("code", setting.code());
    return row;
  }

  /**
   * The version that these rows make of the one before.
   *
   * @param rows of one date, at least one; each looked at by {@link SchemeRowChecks}
   */
  Scheme apply(Scheme before, LocalDate from, List<Row> rows) {
    Map<Setting, String> settings = flat(before);
    String reason = "";
    for (Row row : rows) {
      Setting setting = setting(row);
      String value = row.cell("value");
      if (setting.name().equals("reason")) {
        reason = value;
      } else if (value.isEmpty()) {
        settings.remove(setting);
      } else {
        settings.put(setting, value);
      }
    }
    checkNamed(rows, settings);
    return scheme(from, settings, reason);
  }

  /** A name or a share of nothing would be dropped without a word. */
  private static void checkNamed(List<Row> rows, Map<Setting, String> settings) {
    List<Violation> wrong = new ArrayList<>();
    for (Row row : rows) {
      String code = row.cell("code");
      boolean ofItem = List.of("item_name", "item_name_en").contains(row.cell("setting"));
      boolean ofGrade = List.of("grade_name_en", "grade_share").contains(row.cell("setting"));
      boolean isThere =
          Stream.of(ofItem ? List.of("bonus", "deduction") : List.of("grade"))
              .flatMap(List::stream)
              .anyMatch(name -> settings.containsKey(new Setting(name, code)));
      if ((ofItem || ofGrade) && !isThere && !row.cell("value").isEmpty()) {
        wrong.add(
            new Violation(
                "code",
                code,
                ofItem
                    ? new Text(
                        "方案中的加减分项（bonus 或 deduction）", "an item of the scheme (bonus or deduction)")
                    : new Text("方案中的等次（grade）", "a grade of the scheme (grade)")));
      }
    }
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
  }

  /** A section under the code that it has, in whichever case the row writes it. */
  private Setting setting(Row row) {
    String code = row.cell("code");
    return new Setting(
        row.cell("setting"),
        row.cell("setting").equals("section_weight") ? code(section(code)) : code);
  }

  private Map<Setting, String> flat(Scheme s) {
    Map<Setting, String> flat = new LinkedHashMap<>();
    put(flat, "green_above", s.greenAbove());
    put(flat, "yellow_from", s.yellowFrom());
    flat.put(new Setting("order", ""), Table.lower(s.order()));
    flat.put(new Setting("tie_rule", ""), Table.lower(s.tieRule()));
    flat.put(new Setting("missing", ""), Table.lower(s.missing()));
    flat.put(new Setting("disclosure", ""), Table.lower(s.disclosure()));
    put(flat, "growth_base", s.growth().base());
    put(flat, "growth_step", s.growth().step());
    put(flat, "growth_limit", s.growth().limit());
    put(flat, "growth_green_from", s.growth().greenFrom());
    put(flat, "growth_yellow_from", s.growth().yellowFrom());
    flat.put(new Setting("shown_decimals", ""), Integer.toString(s.shownDecimals()));
    flat.put(new Setting("play", ""), Table.lower(s.play()));
    for (Goal goal : goalOf.values()) {
      Scheme.Weighing weighing = s.weighings().get(goal.id());
      if (weighing != null) {
        BigDecimal cap = weighing.cap();
        flat.put(new Setting("weight", goal.code()), Table.plain(weighing.weight()));
        flat.put(new Setting("cap", goal.code()), cap == null ? "none" : Table.plain(cap));
        if (weighing.placed() != null) {
          flat.put(new Setting("section", goal.code()), code(weighing.placed().section()));
        }
        if (!weighing.rule().equals(ScoringRule.DEFAULT)) {
          flat.put(new Setting("rule", goal.code()), WrittenRule.of(weighing.rule()));
        }
      }
    }
    for (Section section : sections) {
      BigDecimal weight = s.sectionWeights().get(section.id());
      if (weight != null) {
        flat.put(new Setting("section_weight", section.code()), Table.plain(weight));
      }
    }
    for (Scheme.Grade grade : s.grades()) {
      String name = grade.name().zh();
      flat.put(new Setting("grade", name), Table.plain(grade.from()));
      flat.put(new Setting("grade_name_en", name), grade.name().en());
      if (grade.share() != null) {
        flat.put(new Setting("grade_share", name), Table.plain(grade.share()));
      }
    }
    for (Scheme.Item item : s.items()) {
      flat.put(new Setting(Table.lower(item.kind()), item.code()), Table.plain(item.cap()));
      flat.put(new Setting("item_name", item.code()), item.name().zh());
      flat.put(new Setting("item_name_en", item.code()), item.name().en());
    }
    return flat;
  }

  private static void put(Map<Setting, String> flat, String name, BigDecimal value) {
    flat.put(new Setting(name, ""), Table.plain(value));
  }

  private Scheme scheme(LocalDate from, Map<Setting, String> settings, String reason) {
    Map<String, String> simple = new HashMap<>();
    Map<GoalId, Scheme.Weighing> weighings = new HashMap<>();
    Map<SectionId, BigDecimal> sectionWeights = new HashMap<>();
    List<Scheme.Item> items = new ArrayList<>();
    List<Scheme.Grade> grades = new ArrayList<>();
    settings.forEach(
        (setting, value) -> {
          String code = setting.code();
          switch (setting.name()) {
            case "weight", "cap", "section", "rule" -> {
              Goal goal = goalOf.get(code);
              if (goal == null) {
                throw new Fault.Invalid("code", code, new Text("已有指标的代码", "the code of a goal"));
              }
              String weight = settings.getOrDefault(new Setting("weight", code), "");
              String placed = settings.getOrDefault(new Setting("section", code), "");
              String cap = settings.getOrDefault(new Setting("cap", code), "");
              weighings.put(
                  goal.id(),
                  new Scheme.Weighing(
                      weight.isEmpty() ? goal.weight() : number(weight),
                      cap.isEmpty() ? goal.cap() : cap.equals("none") ? null : number(cap),
                      placed.isEmpty()
                          ? null
                          : new Scheme.Placed(placed.equals("none") ? null : section(placed)),
                      rule(goal, settings.getOrDefault(new Setting("rule", code), ""))));
            }
            case "section_weight" -> sectionWeights.put(section(code), number(value));
            case "grade" -> {
              String share = settings.getOrDefault(new Setting("grade_share", code), "");
              grades.add(
                  new Scheme.Grade(
                      new Text(
                          code, settings.getOrDefault(new Setting("grade_name_en", code), code)),
                      number(value),
                      share.isEmpty() ? null : number(share)));
            }
            case "bonus", "deduction" -> {
              String name = settings.getOrDefault(new Setting("item_name", code), code);
              items.add(
                  new Scheme.Item(
                      code,
                      new Text(
                          name, settings.getOrDefault(new Setting("item_name_en", code), name)),
                      Cells.choice("setting", setting.name(), Scheme.Item.Kind.class),
                      number(value)));
            }
            case "item_name", "item_name_en", "grade_name_en", "grade_share" -> {
              // Read with the item or the grade that they belong to.
            }
            default -> simple.put(setting.name(), value);
          }
        });
    grades.sort(Comparator.comparing(Scheme.Grade::from).reversed());
    return new Scheme(
        0,
        from,
        number(simple.get("green_above")),
        number(simple.get("yellow_from")),
        Cells.choice("value", simple.get("order"), Scheme.Order.class),
        Cells.choice("value", simple.get("tie_rule"), Scheme.TieRule.class),
        Cells.choice("value", simple.get("missing"), Scheme.Missing.class),
        Cells.choice("value", simple.get("disclosure"), Scheme.Disclosure.class),
        new Scheme.Growth(
            number(simple.get("growth_base")),
            number(simple.get("growth_step")),
            number(simple.get("growth_limit")),
            number(simple.get("growth_green_from")),
            number(simple.get("growth_yellow_from"))),
        weighings,
        sectionWeights,
        items,
        grades,
        wholeNumber(simple.get("shown_decimals")),
        Cells.choice("value", simple.getOrDefault("play", "on"), Scheme.Play.class),
        reason);
  }

  private static ScoringRule rule(Goal goal, String written) {
    if (written.isEmpty()) {
      return ScoringRule.DEFAULT;
    }
    return WrittenRule.read(written, goal);
  }

  private static int wholeNumber(@Nullable String value) {
    BigDecimal number = value == null ? BigDecimal.valueOf(Exact.DECIMALS) : number(value);
    // What is no whole number, or a long one, is refused with the range by the scheme itself.
    return number.stripTrailingZeros().scale() > 0 || number.precision() > 3
        ? -1
        : number.intValueExact();
  }

  private static BigDecimal number(@Nullable String value) {
    return Cells.number("value", value == null ? "" : value);
  }
}
