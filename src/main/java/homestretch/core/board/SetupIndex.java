package homestretch.core.board;

import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Scheme;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** The set-up of a board, made quick to ask. */
final class SetupIndex {
  private final Setup setup;
  private final Map<Setup.Cell, Target> targets = new HashMap<>();
  private final Map<Setup.Cell, List<Milestone>> milestones;
  private final Map<Setup.Cell, Plan> plans = new HashMap<>();
  private final Map<GoalId, Plan> commonPlans = new HashMap<>();
  private final Map<LeagueId, League> leagues = new HashMap<>();
  private final Map<DepartmentId, List<Department>> merged;
  private final Map<DepartmentId, List<Adjustment>> adjustments;
  private final Map<Due, BigFraction> expected = new ConcurrentHashMap<>();

  private final Map<DepartmentId, Department> departments = new HashMap<>();

  private record Due(
      GoalId goal, Optional<DepartmentId> ownPlan, Optional<LocalDate> joined, LocalDate at) {}

  SetupIndex(Setup setup) {
    this.setup = setup;
    setup.targets().forEach(t -> targets.put(new Setup.Cell(t.department(), t.goal()), t));
    setup.leagues().forEach(l -> leagues.put(l.id(), l));
    setup.departments().forEach(d -> departments.put(d.id(), d));
    milestones =
        setup.milestones().stream()
            .collect(Collectors.groupingBy(m -> new Setup.Cell(m.department(), m.goal())));
    merged =
        setup.merged().stream()
            .collect(Collectors.groupingBy(d -> Objects.requireNonNull(d.successor())));
    adjustments =
        setup.adjustments().stream().collect(Collectors.groupingBy(Adjustment::department));
    for (Plan plan : setup.plans()) {
      if (plan.department() == null) {
        commonPlans.put(plan.goal(), plan);
      } else {
        plans.put(new Setup.Cell(plan.department(), plan.goal()), plan);
      }
    }
  }

  Setup setup() {
    return setup;
  }

  /** What counts there on the date; null: none. */
  @Nullable Target target(Setup.Cell cell) {
    return targets.get(cell);
  }

  /** By due date. */
  List<Milestone> milestones(Setup.Cell cell) {
    return milestones.getOrDefault(cell, List.of());
  }

  /** The departments whose figures go on as this one's. */
  List<Department> mergedInto(DepartmentId department) {
    return merged.getOrDefault(department, List.of());
  }

  /** The plan of every department that has none of its own. */
  @Nullable Plan commonPlan(GoalId goal) {
    return commonPlans.get(goal);
  }

  /** The department as which one's figures count: itself, or with which it was merged. */
  DepartmentId countedAs(DepartmentId department) {
    return setup.merged().stream()
        .filter(d -> d.id().equals(department))
        .map(d -> Objects.requireNonNull(d.successor()))
        .findFirst()
        .orElse(department);
  }

  League leagueOf(Department department) {
    return Objects.requireNonNull(leagues.get(department.league()));
  }

  Goal goal(GoalId id) {
    return setup.goals().stream().filter(g -> g.id().equals(id)).findFirst().orElseThrow();
  }

  /** A department's own plan, else the goal's. */
  @Nullable Plan plan(Setup.Cell cell) {
    Plan own = plans.get(cell);
    return own != null ? own : commonPlans.get(cell.goal());
  }

  /**
   * What is due by a day, in percent.
   *
   * @param department whose own dates count: a unit that joined later is held against the share of
   *     its own time, and one with a plan of its own against that; null: of nobody in particular
   */
  BigFraction expected(
      Goal goal, @Nullable DepartmentId department, @Nullable Plan plan, LocalDate at) {
    LocalDate joined = joined(goal, department);
    return expected.computeIfAbsent(
        new Due(
            goal.id(),
            Optional.ofNullable(plan).map(Plan::department),
            Optional.ofNullable(joined),
            at),
        due ->
            Plan.expected(
                goal,
                plan,
                goal.periodStart(setup.campaign()),
                joined,
                setup.campaign().deadline(),
                at));
  }

  /** From when a department is held against the time progress of a goal. */
  LocalDate countedFrom(Goal goal, DepartmentId department) {
    LocalDate joined = joined(goal, department);
    return joined == null ? goal.periodStart(setup.campaign()) : joined;
  }

  /** The day on which a department joined within the goal's period; null: it was there before. */
  private @Nullable LocalDate joined(Goal goal, @Nullable DepartmentId id) {
    Department department = id == null ? null : departments.get(id);
    LocalDate from = department == null ? null : department.from();
    return from != null && from.isAfter(goal.periodStart(setup.campaign())) ? from : null;
  }

  boolean vetoed(DepartmentId department) {
    return adjustments.getOrDefault(department, List.of()).stream()
        .anyMatch(a -> a.kind() == Adjustment.Kind.VETO);
  }

  /** Its entries item by item, each item at most its cap. */
  List<Standing.Points> pointsOf(DepartmentId department) {
    List<Adjustment> entries = adjustments.getOrDefault(department, List.of());
    List<Standing.Points> points = new ArrayList<>();
    for (Scheme.Item item : setup.scheme().items()) {
      BigDecimal entered =
          entries.stream()
              .filter(a -> a.item().equals(item.code()))
              .map(Adjustment::points)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      if (entered.signum() > 0) {
        BigDecimal counted = entered.min(item.cap());
        points.add(
            new Standing.Points(
                item,
                entered,
                switch (item.kind()) {
                  case BONUS -> counted;
                  case DEDUCTION -> counted.negate();
                }));
      }
    }
    return List.copyOf(points);
  }
}
