package homestretch.core.board;

import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.score.Weighted;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be said of a campaign on a date. Chat, API and page all compute from here.
 * Never changes: new figures make a new one, which shares the departments they do not touch.
 */
public final class Scorebook {
  private static final Comparator<Standing> BY_CODE =
      Comparator.comparing(s -> s.department().code());

  private final Index index;
  private final Map<DepartmentId, List<Report>> figures;

  /** Of every department over all goals, unranked, in the order of the departments. */
  private final Map<DepartmentId, Standing> standings;

  /** Of every league, goal by goal. */
  private final Map<LeagueId, List<Sums>> sums;

  private final Map<Wanted, Leaderboard> boards = new ConcurrentHashMap<>();

  private record Wanted(Optional<LeagueId> league, Optional<GoalId> goal) {}

  /**
   * @param figures what counts on the date: of each department and goal at most one, of a
   *     milestones goal at most one for each step
   */
  public Scorebook(Setup setup, Collection<Report> figures) {
    this.index = new Index(setup);
    this.figures = figures.stream().collect(Collectors.groupingBy(Report::department));
    this.standings = new LinkedHashMap<>();
    this.sums = new HashMap<>();
    for (Department department : setup.departments()) {
      Standing standing = standing(department);
      standings.put(department.id(), standing);
      sums.merge(department.league(), sums(standing), (x, y) -> goalByGoal(x, y, Sums::plus));
    }
  }

  private Scorebook(Scorebook before, Map<Setup.Cell, List<Report>> changed) {
    this.index = before.index;
    this.figures = new HashMap<>(before.figures);
    this.standings = new LinkedHashMap<>(before.standings);
    this.sums = new HashMap<>(before.sums);
    changed.forEach(
        (cell, reports) -> {
          List<Report> all = new ArrayList<>(reports);
          figures.getOrDefault(cell.department(), List.of()).stream()
              .filter(f -> !f.goal().equals(cell.goal()))
              .forEach(all::add);
          figures.put(cell.department(), all);
        });
    changed.keySet().stream()
        .map(cell -> index.countedAs(cell.department()))
        .distinct()
        .forEach(this::renew);
  }

  private void renew(DepartmentId id) {
    Standing was = standings.get(id);
    if (was == null) {
      return;
    }
    Standing is = standing(was.department());
    standings.put(id, is);
    sums.computeIfPresent(
        was.league().id(),
        (league, all) -> goalByGoal(goalByGoal(all, sums(was), Sums::minus), sums(is), Sums::plus));
  }

  private static List<Sums> sums(Standing standing) {
    boolean counted = standing.department().inTotals();
    return standing.goals().stream().map(g -> counted ? Sums.of(g) : Sums.NONE).toList();
  }

  private static List<Sums> goalByGoal(
      List<Sums> one, List<Sums> other, BinaryOperator<Sums> operation) {
    List<Sums> combined = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      combined.add(operation.apply(one.get(i), other.get(i)));
    }
    return combined;
  }

  /**
   * The same date with other figures.
   *
   * @param changed what counts now where a department meets a goal; empty lists: nothing any more
   */
  public Scorebook with(Map<Setup.Cell, List<Report>> changed) {
    return changed.isEmpty() ? this : new Scorebook(this, changed);
  }

  public Setup setup() {
    return index.setup;
  }

  /** The figures that count, in no order. */
  public List<Report> figures() {
    return figures.values().stream().flatMap(List::stream).toList();
  }

  /** The board of one league or all, of one goal or the score over all. */
  public Leaderboard leaderboard(@Nullable League league, @Nullable Goal goal) {
    return boards.computeIfAbsent(
        new Wanted(
            Optional.ofNullable(league).map(League::id), Optional.ofNullable(goal).map(Goal::id)),
        wanted -> board(league, goal));
  }

  private Leaderboard board(@Nullable League league, @Nullable Goal wanted) {
    Setup setup = index.setup;
    Goal goal = wanted == null ? null : index.goal(wanted.id());
    List<League> shown = league == null ? setup.leagues() : List.of(league);
    Map<LeagueId, List<Standing>> byLeague =
        standings.values().stream()
            .map(s -> goal == null ? s : ofOne(s, goal))
            .collect(Collectors.groupingBy(s -> s.league().id()));
    List<Standing> rows = new ArrayList<>();
    List<Standing> unranked = new ArrayList<>();
    for (League each : shown) {
      List<Standing> inside = byLeague.getOrDefault(each.id(), List.of());
      rows.addAll(rank(inside.stream().filter(this::isRanked).toList(), goal));
      inside.stream().filter(s -> !isRanked(s)).sorted(BY_CODE).forEach(unranked::add);
    }
    return new Leaderboard(
        setup,
        shown,
        league,
        goal,
        CutOff.over(rows.stream().map(Standing::cutOff)),
        rows,
        List.copyOf(unranked),
        shown.stream().flatMap(each -> totals(List.of(each), goal, each).stream()).toList(),
        null);
  }

  /** The whole team's completion and pace. */
  public Overall overall() {
    List<GoalTotal> totals = totals(index.setup.leagues(), null, null);
    List<Weighted<Pace>> rolled = new ArrayList<>();
    for (GoalTotal total : totals) {
      if (total.pace() != null) {
        rolled.add(new Weighted<>(total.goal().weight(), total.pace()));
      }
    }
    Exact completion = shown(Weighted.mean(rolled, p -> p.credited().value()));
    Exact expected = shown(Weighted.mean(rolled, p -> p.credibleExpected().value()));
    List<Standing> counted =
        standings.values().stream()
            .filter(Standing::applies)
            .filter(s -> s.department().inTotals())
            .toList();
    BigFraction share =
        Weighted.mean(
            totals.stream()
                .filter(t -> t.departments() > 0)
                .map(t -> new Weighted<>(t.goal().weight(), t.share()))
                .toList(),
            each -> each);
    return new Overall(
        completion,
        shown(Weighted.mean(rolled, p -> p.completion().value())),
        expected,
        completion == null || expected == null ? null : completion.shownMinus(expected),
        CutOff.over(counted.stream().map(Standing::cutOff)),
        counted.size(),
        (int) counted.stream().filter(s -> !s.provisional()).count(),
        share == null ? null : shown(share.multiply(100)),
        totals);
  }

  /** One department over all goals, with its rank inside its league. */
  public Standing standing(DepartmentId department) {
    Standing standing = Objects.requireNonNull(standings.get(department));
    Leaderboard board = leaderboard(standing.league(), null);
    return board.rows().stream()
        .filter(s -> s.department().id().equals(department))
        .findFirst()
        .orElse(standing);
  }

  private Standing standing(Department department) {
    List<GoalStanding> cells = new ArrayList<>();
    for (Goal goal : index.setup.goals()) {
      cells.add(cell(department.id(), goal));
    }
    return weighed(department, cells, index.pointsOf(department.id()), false);
  }

  /** Ranked by one goal alone: no bonus, no deduction. */
  private Standing ofOne(Standing all, Goal goal) {
    return weighed(
        all.department(),
        all.goals().stream().filter(g -> g.goal().id().equals(goal.id())).toList(),
        List.of(),
        true);
  }

  private GoalStanding cell(DepartmentId department, Goal goal) {
    Setup.Cell cell = new Setup.Cell(department, goal.id());
    List<Report> reported =
        // A figure from before the period (last year's, in a ledger that goes on) says nothing.
        figures.getOrDefault(department, List.of()).stream()
            .filter(f -> f.goal().equals(goal.id()))
            .filter(f -> !f.asOf().isBefore(goal.periodStart(index.setup.campaign())))
            .toList();
    Plan plan = index.plan(cell);
    if (goal.kind().hasSteps()) {
      return milestones(goal, cell, plan, reported);
    }
    Target target = index.targets.get(cell);
    Report report = reported.isEmpty() ? null : reported.getFirst();
    for (Department merged : index.merged.getOrDefault(department, List.of())) {
      Setup.Cell theirs = new Setup.Cell(merged.id(), goal.id());
      Target before = index.targets.get(theirs);
      Report last =
          figures.getOrDefault(merged.id(), List.of()).stream()
              .filter(f -> f.goal().equals(goal.id()))
              .findFirst()
              .orElse(null);
      report = Merger.figure(goal, merged, report, last);
      target = Merger.target(goal, merged, target, before);
    }
    if (target == null || !target.applicable()) {
      return unknown(goal, GoalStanding.State.NOT_APPLICABLE, null, plan, report);
    }
    if (goal.asksNothing(target)) {
      return unknown(goal, GoalStanding.State.NOTHING_ASKED, target, plan, report);
    }
    if (report == null) {
      return unknown(goal, GoalStanding.State.UNREPORTED, target, plan, null);
    }
    if (goal.isStale(
        report.asOf(),
        index.setup.on(),
        index.setup.campaign().deadline(),
        index.setup.calendar())) {
      return unknown(goal, GoalStanding.State.STALE, target, plan, report);
    }
    BigFraction expected = index.expected(goal, department, plan, report.asOf());
    boolean noCases = goal.isWithoutCases(report.figure());
    Exact actual = goal.measured(report.figure());
    if (actual == null && !noCases) {
      return unknown(goal, GoalStanding.State.UNDEFINED, target, plan, report);
    }
    Pace pace =
        actual == null
            ? Pace.ofNoCases(goal, expected)
            : Pace.of(goal, target, actual, expected, index.setup.scheme());
    return new GoalStanding(
        goal,
        noCases ? GoalStanding.State.NO_CASES : GoalStanding.State.REPORTED,
        target,
        plan,
        report,
        List.of(),
        pace,
        index.setup.scheme().light(goal.kind(), pace.deviation()));
  }

  private static GoalStanding unknown(
      Goal goal,
      GoalStanding.State state,
      @Nullable Target target,
      @Nullable Plan plan,
      @Nullable Report report) {
    return new GoalStanding(goal, state, target, plan, report, List.of(), null, Light.GREY);
  }

  /** Weight of the steps done / weight of all; a step overdue is red, one made up for yellow. */
  private GoalStanding milestones(
      Goal goal, Setup.Cell cell, @Nullable Plan plan, List<Report> reported) {
    List<Milestone> planned = index.milestones.getOrDefault(cell, List.of());
    if (planned.isEmpty()) {
      return unknown(goal, GoalStanding.State.NOT_APPLICABLE, null, plan, null);
    }
    Map<String, Report> done = new HashMap<>();
    reported.stream().filter(r -> r.figure().isDone()).forEach(r -> done.put(r.figure().step(), r));
    BigDecimal all = BigDecimal.ZERO;
    BigDecimal reached = BigDecimal.ZERO;
    Report last = null;
    Light worst = Light.GREEN;
    List<GoalStanding.Step> steps = new ArrayList<>();
    for (Milestone milestone : planned) {
      all = all.add(milestone.weight());
      Report report = done.get(milestone.step());
      Light light = light(milestone, report);
      steps.add(new GoalStanding.Step(milestone, report, light));
      worst = light == Light.GREY ? worst : worst.worse(light);
      if (report != null) {
        reached = reached.add(milestone.weight());
        last = last == null || report.asOf().isAfter(last.asOf()) ? report : last;
      }
    }
    Target target =
        Target.of(cell.department(), goal.id(), all, null, index.setup.campaign().start());
    Pace pace =
        Pace.of(
            goal,
            target,
            Exact.of(reached),
            index.expected(goal, cell.department(), plan, index.setup.lastCounted()),
            index.setup.scheme());
    return new GoalStanding(
        goal,
        GoalStanding.State.REPORTED,
        target,
        plan,
        last,
        List.copyOf(steps),
        pace,
        worst.worse(index.setup.scheme().light(goal.kind(), pace.deviation())));
  }

  private Light light(Milestone milestone, @Nullable Report done) {
    if (done == null) {
      return milestone.due().isBefore(index.setup.on()) ? Light.RED : Light.GREY;
    }
    return done.asOf().isAfter(milestone.due()) ? Light.YELLOW : Light.GREEN;
  }

  /**
   * @param alone whether it is of one goal, whose raw completion and own deviation then speak for
   *     themselves
   */
  private Standing weighed(
      Department department,
      List<GoalStanding> cells,
      List<Standing.Points> points,
      boolean alone) {
    List<Weighted<GoalStanding>> applicable = new ArrayList<>();
    BigDecimal weights = BigDecimal.ZERO;
    BigDecimal reported = BigDecimal.ZERO;
    for (GoalStanding cell : cells) {
      if (cell.state().weighs()) {
        applicable.add(new Weighted<>(cell.goal().weight(), cell));
        weights = weights.add(cell.goal().weight());
        if (cell.pace() != null) {
          reported = reported.add(cell.goal().weight());
        }
      }
    }
    boolean zero = index.setup.scheme().missing() == Scheme.Missing.ZERO;
    Exact mean =
        shown(
            Weighted.mean(
                applicable,
                c ->
                    c.pace() != null
                        ? c.pace().credited().value()
                        : zero ? BigFraction.ZERO : null));
    Pace only = alone && !cells.isEmpty() ? cells.getFirst().pace() : null;
    Exact completion = only != null ? only.completion() : mean(applicable, Pace::credited);
    Exact expected = only != null ? only.expected() : mean(applicable, Pace::credibleExpected);
    BigDecimal deviation =
        only != null
            ? only.deviation()
            : completion == null || expected == null ? null : completion.shownMinus(expected);
    return new Standing(
        null,
        department,
        index.leagueOf(department),
        mean == null ? null : withPoints(mean, points),
        mean,
        new Exact(
            weights.signum() == 0
                ? BigFraction.ZERO
                : Exact.percent(Exact.fraction(reported), Exact.fraction(weights)),
            Exact.DECIMALS),
        reported.compareTo(weights) < 0,
        completion,
        mean(applicable, Pace::completion),
        expected,
        deviation,
        completion == null || expected == null || expected.signum() == 0
            ? null
            : shown(Exact.percent(completion.value(), expected.value())),
        light(cells, deviation, alone),
        cutOff(cells),
        List.copyOf(cells),
        points,
        index.vetoed(department.id()),
        null);
  }

  private static @Nullable Exact mean(
      List<Weighted<GoalStanding>> cells, Function<Pace, Exact> figure) {
    return shown(
        Weighted.mean(cells, c -> c.pace() == null ? null : figure.apply(c.pace()).value()));
  }

  /** With bonus and deduction; the score is not below 0. */
  private static Exact withPoints(Exact mean, List<Standing.Points> points) {
    BigFraction sum =
        points.stream()
            .map(p -> Exact.fraction(p.counted()))
            .reduce(mean.value(), BigFraction::add);
    return new Exact(sum.signum() < 0 ? BigFraction.ZERO : sum, mean.decimals());
  }

  /** Of the figures that count; a step is done on its day, which is no cut-off. */
  private static @Nullable CutOff cutOff(List<GoalStanding> cells) {
    return CutOff.over(
        cells.stream()
            .filter(c -> c.pace() != null && c.steps().isEmpty())
            .map(GoalStanding::report)
            .map(r -> CutOff.of(r == null ? null : r.asOf())));
  }

  private Light light(List<GoalStanding> cells, @Nullable BigDecimal deviation, boolean alone) {
    if (alone && !cells.isEmpty()) {
      return cells.getFirst().light();
    }
    return deviation == null ? Light.GREY : index.setup.scheme().light(deviation);
  }

  private boolean isRanked(Standing standing) {
    return standing.score() != null
        && (!standing.provisional() || index.setup.scheme().missing() == Scheme.Missing.ZERO);
  }

  /** Ranks on the figures as shown, so that what reads the same ranks the same. */
  private List<Standing> rank(List<Standing> standings, @Nullable Goal goal) {
    record Placed(Standing standing, Exact figure) {}
    Scheme.TieRule ties = index.setup.scheme().tieRule();
    Comparator<Placed> bestFirst =
        Comparator.comparing((Placed p) -> p.figure().shown()).reversed();
    if (ties == Scheme.TieRule.SERIAL) {
      bestFirst = bestFirst.thenComparing(Comparator.comparing(Placed::figure).reversed());
    }
    List<Placed> ordered = new ArrayList<>();
    standings.forEach(s -> ordered.add(new Placed(s, ordering(s, goal))));
    ordered.sort(bestFirst.thenComparing(Placed::standing, BY_CODE));
    List<Standing> ranked = new ArrayList<>();
    int rank = 0;
    for (int i = 0; i < ordered.size(); i++) {
      boolean tied =
          i > 0
              && ordered.get(i).figure().shown().compareTo(ordered.get(i - 1).figure().shown())
                  == 0;
      rank =
          switch (ties) {
            case STANDARD -> tied ? rank : i + 1;
            case DENSE -> tied ? rank : rank + 1;
            case SERIAL -> i + 1;
          };
      ranked.add(ordered.get(i).standing().ranked(rank));
    }
    return ranked;
  }

  /** What a board is ordered by, more being better; a board of one growth goal by the growth. */
  private Exact ordering(Standing standing, @Nullable Goal goal) {
    Exact figure;
    if (goal != null && goal.kind().isGrowth()) {
      Pace pace = standing.goals().getFirst().pace();
      Exact growth = pace == null ? null : pace.actual();
      figure =
          growth == null || goal.direction() == Direction.UP
              ? growth
              : new Exact(growth.value().negate(), growth.decimals());
    } else if (goal != null) {
      figure = standing.completion();
    } else {
      BigDecimal deviation = standing.deviation();
      figure =
          switch (index.setup.scheme().order()) {
            case SCORE -> standing.score();
            case DEVIATION -> deviation == null ? null : Exact.of(deviation);
          };
    }
    // Unknown only where missing goals count as zero and nothing at all was reported.
    return figure == null ? new Exact(BigFraction.ZERO, Exact.DECIMALS) : figure;
  }

  /** Goal by goal over some leagues; of one that is named on each. */
  private List<GoalTotal> totals(
      List<League> leagues, @Nullable Goal wanted, @Nullable League named) {
    Setup setup = index.setup;
    List<GoalTotal> totals = new ArrayList<>();
    for (int i = 0; i < setup.goals().size(); i++) {
      Goal goal = setup.goals().get(i);
      if (wanted == null || wanted.equals(goal)) {
        Sums sum = Sums.NONE;
        for (League league : leagues) {
          List<Sums> inside = sums.get(league.id());
          sum = inside == null ? sum : sum.plus(inside.get(i));
        }
        totals.add(
            sum.total(
                goal,
                named,
                setup.scheme(),
                () ->
                    index.expected(
                        goal, null, index.commonPlans.get(goal.id()), setup.lastCounted())));
      }
    }
    return List.copyOf(totals);
  }

  /** A percentage of a department or of all, shown as the scheme says. */
  private static @Nullable Exact shown(@Nullable BigFraction figure) {
    return figure == null ? null : new Exact(figure, Exact.DECIMALS);
  }

  /** The set-up, made quick to ask. */
  private static final class Index {
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
        GoalId goal, Optional<DepartmentId> ownPlan, LocalDate start, LocalDate at) {}

    Index(Setup setup) {
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
     * @param department whose own dates count: a unit that joined later is held against the share
     *     of its own time; null: of nobody in particular
     */
    BigFraction expected(
        Goal goal, @Nullable DepartmentId department, @Nullable Plan plan, LocalDate at) {
      LocalDate start = start(goal, department);
      return expected.computeIfAbsent(
          new Due(goal.id(), Optional.ofNullable(plan).map(Plan::department), start, at),
          due -> Plan.expected(goal, plan, start, setup.campaign().deadline(), at));
    }

    LocalDate start(Goal goal, @Nullable DepartmentId department) {
      LocalDate start = goal.periodStart(setup.campaign());
      LocalDate joined = department == null ? null : joined(department);
      return joined != null && joined.isAfter(start) ? joined : start;
    }

    private @Nullable LocalDate joined(DepartmentId department) {
      return Objects.requireNonNull(departments.get(department)).from();
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
}
