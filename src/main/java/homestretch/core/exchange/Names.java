package homestretch.core.exchange;

import homestretch.core.department.Department;
import homestretch.core.department.League;
import homestretch.core.goal.Goal;
import homestretch.core.text.Measure;
import homestretch.core.text.Text;
import homestretch.core.text.Words;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * By what departments, goals and leagues are called in tables: their codes, their names in both
 * languages, their short names; those that the same import brings too.
 */
final class Names {
  /**
   * What a cell of a goal needs to know of it.
   *
   * @param unit as it is counted
   * @param kind {@code total}, {@code level} …
   */
  record GoalFacts(
      String code, String name, String unitName, Measure unit, Measure unitEn, String kind) {
    /** Whether its figures are percentages. */
    boolean isPercentage() {
      return kind.equals("growth")
          || kind.equals("ratio")
          || unitName.equals("%")
          || unitName.equals("％");
    }
  }

  /** Things of one kind by what they are called. */
  private static final class Index {
    private final Map<String, String> byCode = new LinkedHashMap<>();
    private final Map<String, Set<String>> byKey = new HashMap<>();
    private final Map<String, Optional<String>> asked = new HashMap<>();

    void add(String code, String... names) {
      asked.clear();
      byCode.put(code, names.length == 0 ? code : names[0]);
      put(code, code);
      for (String name : names) {
        put(name, code);
      }
    }

    private void put(String name, String code) {
      String key = Words.key(name);
      if (!key.isEmpty()) {
        byKey.computeIfAbsent(key, k -> new TreeSet<>()).add(code);
      }
    }

    Optional<String> find(String text) {
      if (byCode.containsKey(text)) {
        return Optional.of(text);
      }
      return asked.computeIfAbsent(
          text,
          t -> {
            Set<String> codes = byKey.getOrDefault(Words.key(t), Set.of());
            return codes.size() == 1 ? Optional.of(codes.iterator().next()) : Optional.empty();
          });
    }

    Set<String> all(String text) {
      return byKey.getOrDefault(Words.key(text), Set.of());
    }

    /** What might have been meant: the same without leading zeros, or one that holds the other. */
    Set<String> near(String text) {
      Set<String> near = new LinkedHashSet<>(all(text));
      String key = Words.key(text);
      if (key.isEmpty()) {
        return near;
      }
      String bare = key.replaceFirst("^0+(?=.)", "");
      byCode.forEach(
          (code, name) -> {
            String other = Words.key(code).replaceFirst("^0+(?=.)", "");
            if (other.equals(bare)
                || key.length() > 1
                    && (Words.key(name).contains(key) || key.contains(Words.key(name)))) {
              near.add(code);
            }
          });
      return near;
    }
  }

  private final Index departments = new Index();
  private final Index goals = new Index();
  private final Index leagues = new Index();
  private final Map<String, GoalFacts> facts = new HashMap<>();

  Names(List<League> leagues, List<Department> departments, List<Goal> goals) {
    leagues.forEach(l -> this.leagues.add(l.code(), l.name().zh(), l.name().en()));
    departments.forEach(d -> this.departments.add(d.code(), d.name().zh(), d.name().en()));
    goals.forEach(
        g -> {
          this.goals.add(g.code(), g.name().zh(), g.name().en());
          facts.put(
              g.code(),
              new GoalFacts(
                  g.code(),
                  g.name().zh(),
                  g.unit().zh(),
                  Measure.of(g.unit().zh()),
                  Measure.of(g.unit().en()),
                  g.kind().name()));
        });
  }

  /** One that the same import brings. */
  void addDepartment(Sheet.Row row) {
    String code = row.cell("code");
    if (!code.isEmpty()) {
      departments.add(code, row.cell("name"), row.cell("name_en"), row.cell("short_name"));
    }
  }

  /** The same of a goal; what its row does not say stays as it was. */
  void addGoal(Sheet.Row row) {
    String code = row.cell("code");
    if (code.isEmpty()) {
      return;
    }
    goals.add(code, row.cell("name"), row.cell("name_en"));
    GoalFacts before = facts.get(code);
    String unit = row.cell("unit");
    String unitEn = row.cell("unit_en");
    String kind = row.cell("kind");
    facts.put(
        code,
        new GoalFacts(
            code,
            row.cell("name"),
            unit,
            Measure.of(unit),
            unitEn.isEmpty() ? Measure.of(unit) : Measure.of(unitEn),
            kind.isEmpty() ? before == null ? "total" : before.kind() : kind));
  }

  Optional<String> department(String text) {
    return departments.find(text);
  }

  Optional<String> goal(String text) {
    return goals.find(text);
  }

  Optional<GoalFacts> facts(String code) {
    return Optional.ofNullable(facts.get(code));
  }

  /** Every goal, the one with the longest name first. */
  List<GoalFacts> longestFirst() {
    return facts.values().stream()
        .sorted((a, b) -> Integer.compare(b.name().length(), a.name().length()))
        .toList();
  }

  Text expectedDepartment(String text) {
    return expected(departments, text, new Text("已有单位的代码或名称", "the code or name of a department"));
  }

  Text expectedGoal(String text) {
    return expected(goals, text, new Text("已有指标的代码或名称", "the code or name of a goal"));
  }

  private static Text expected(Index index, String text, Text what) {
    Set<String> near = index.near(text);
    if (near.isEmpty()) {
      return what;
    }
    String named =
        String.join(
            "、",
            near.stream()
                .limit(5)
                .map(code -> code + " " + Objects.requireNonNullElse(index.byCode.get(code), ""))
                .map(String::strip)
                .toList());
    return index.all(text).size() > 1
        ? new Text("代码，因为这样称呼的不止一个：" + named, "a code, for more than one is called so: " + named)
        : new Text(what.zh() + "（是不是 " + named + "？）", what.en() + " (is it " + named + "?)");
  }
}
