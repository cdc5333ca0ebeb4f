package homestretch.core.board;

import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.SectionId;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.rule.WrittenRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What changed since a board was published that is no performance; footnotes name it. */
final class WhatChanged {
  private WhatChanged() {}

  /**
   * @param published everything as it stood when the board was published
   * @param restated the same figures as corrected since, under today's rules
   * @param now today's board
   */
  static Leaderboard.Since since(Scorebook published, Leaderboard restated, Leaderboard now) {
    Map<DepartmentId, Department> then = new HashMap<>();
    published.setup().departments().forEach(d -> then.put(d.id(), d));
    Leaderboard as = published.leaderboard(null, null);
    Map<DepartmentId, Standing> figures = new HashMap<>();
    Stream.concat(as.rows().stream(), as.unranked().stream())
        .forEach(s -> figures.put(s.department().id(), s));
    List<Department> revised = new ArrayList<>();
    List<Department> retargeted = new ArrayList<>();
    List<Department> moved = new ArrayList<>();
    for (Standing standing :
        Stream.concat(restated.rows().stream(), restated.unranked().stream()).toList()) {
      Department department = standing.department();
      Department before = then.get(department.id());
      Standing was = figures.get(department.id());
      if (before == null || was == null) {
        continue;
      }
      if (!before.league().equals(department.league())) {
        moved.add(department);
      }
      if (standing.goals().stream().anyMatch(g -> isRevised(of(was, g.goal()), g))) {
        revised.add(department);
      }
      if (standing.goals().stream().anyMatch(g -> isRetargeted(of(was, g.goal()), g))) {
        retargeted.add(department);
      }
    }
    return new Leaderboard.Since(
        published.setup().on(),
        List.copyOf(revised),
        List.copyOf(retargeted),
        List.copyOf(moved),
        isReweighed(published.setup(), now.setup()));
  }

  private static @Nullable GoalStanding of(Standing standing, Goal goal) {
    return standing.goals().stream()
        .filter(g -> g.goal().id().equals(goal.id()))
        .findFirst()
        .orElse(null);
  }

  private static boolean isRevised(@Nullable GoalStanding was, GoalStanding is) {
    if (was == null) {
      return false;
    }
    Report before = was.report();
    Report after = is.report();
    if (before == null || after == null) {
      return before != after;
    }
    return !before.figure().sameAs(after.figure())
        || !before.asOf().equals(after.asOf())
        || done(was) != done(is);
  }

  private static long done(GoalStanding standing) {
    return standing.steps().stream().filter(s -> s.report() != null).count();
  }

  private static boolean isRetargeted(@Nullable GoalStanding was, GoalStanding is) {
    if (was == null) {
      return false;
    }
    Target before = was.target();
    Target after = is.target();
    if (before == null || after == null) {
      return before != after;
    }
    return before.amount().compareTo(after.amount()) != 0
        || !Objects.equals(
            was.plan() == null ? List.of() : was.plan().points(),
            is.plan() == null ? List.of() : is.plan().points());
  }

  private static boolean isReweighed(Setup then, Setup now) {
    return !rules(then).equals(rules(now))
        || then.scheme().order() != now.scheme().order()
        || then.scheme().missing() != now.scheme().missing()
        || !then.scheme().growth().equals(now.scheme().growth())
        || !sections(then).equals(sections(now));
  }

  private record Rule(String weight, String cap, @Nullable SectionId section, String rule) {}

  private static Map<SectionId, String> sections(Setup setup) {
    return new Sectioning(setup)
        .sections().stream()
            .collect(
                Collectors.toMap(
                    s -> s.value().id(), s -> s.weight().stripTrailingZeros().toPlainString()));
  }

  private static Map<GoalId, Rule> rules(Setup setup) {
    return setup.goals().stream()
        .collect(
            Collectors.toMap(
                Goal::id,
                g ->
                    new Rule(
                        g.weight().stripTrailingZeros().toPlainString(),
                        g.cap() == null ? "" : g.cap().stripTrailingZeros().toPlainString(),
                        g.section(),
                        WrittenRule.of(setup.scheme().rule(g.id())))));
  }
}
