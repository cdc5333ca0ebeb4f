package homestretch.core.board;

import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
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
  private final SetupIndex index;
  private final Scorer scorer;
  private final Map<DepartmentId, List<Report>> figures;

  /** Of every department what its figures come to, goal by goal, without points. */
  private final Map<DepartmentId, List<GoalStanding>> cells;

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
    this.index = new SetupIndex(setup);
    this.scorer = new Scorer(index);
    this.figures = figures.stream().collect(Collectors.groupingBy(Report::department));
    this.cells = new HashMap<>();
    this.standings = new LinkedHashMap<>();
    this.sums = new HashMap<>();
    for (Department department : setup.departments()) {
      cells.put(department.id(), scorer.cells(department, this.figures));
    }
    // In the order of the departments, whatever their leagues.
    Map<DepartmentId, Standing> scored = new HashMap<>();
    setup.departments().stream()
        .collect(Collectors.groupingBy(Department::league))
        .values()
        .forEach(league -> scored.putAll(standings(league)));
    for (Department department : setup.departments()) {
      Standing standing = Objects.requireNonNull(scored.get(department.id()));
      standings.put(department.id(), standing);
      sums.merge(department.league(), sums(standing), (x, y) -> goalByGoal(x, y, Sums::plus));
    }
  }

  /** Of departments whose figures are compared with one another. */
  private Map<DepartmentId, Standing> standings(List<Department> league) {
    return scorer
        .standings(
            league, league.stream().map(d -> Objects.requireNonNull(cells.get(d.id()))).toList())
        .stream()
        .collect(Collectors.toMap(s -> s.department().id(), s -> s));
  }

  private Scorebook(Scorebook before, Map<Setup.Cell, List<Report>> changed) {
    this.index = before.index;
    this.scorer = before.scorer;
    this.figures = new HashMap<>(before.figures);
    this.cells = new HashMap<>(before.cells);
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
    cells.put(id, scorer.cells(was.department(), figures));
    List<Department> moved =
        Earnings.compareUnits(setup())
            ? standings.values().stream()
                .map(Standing::department)
                .filter(d -> d.league().equals(was.department().league()))
                .toList()
            : List.of(was.department());
    standings.putAll(standings(moved));
    Standing is = Objects.requireNonNull(standings.get(id));
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
    return index.setup();
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
    Setup setup = index.setup();
    Goal goal = wanted == null ? null : index.goal(wanted.id());
    List<League> shown = league == null ? setup.leagues() : List.of(league);
    Map<LeagueId, List<Standing>> byLeague =
        standings.values().stream()
            .map(s -> goal == null ? s : scorer.ofOne(s, goal))
            .collect(Collectors.groupingBy(s -> s.league().id()));
    Ranking ranking = new Ranking(setup.scheme(), goal);
    List<Standing> rows = new ArrayList<>();
    List<Standing> unranked = new ArrayList<>();
    for (League each : shown) {
      List<Standing> inside = byLeague.getOrDefault(each.id(), List.of());
      List<Standing> ranked = ranking.of(inside);
      rows.addAll(goal == null ? Grading.of(ranked, inside.size(), setup.scheme()) : ranked);
      inside.stream()
          .filter(s -> !ranking.isRanked(s))
          .sorted(Ranking.BY_CODE)
          .forEach(unranked::add);
    }
    return new Leaderboard(
        setup,
        shown,
        league,
        goal,
        CutOff.of(rows),
        rows,
        List.copyOf(unranked),
        shown.stream().flatMap(each -> totals(List.of(each), goal, each).stream()).toList(),
        null);
  }

  /** The whole campaign's completion and pace. */
  public Overall overall() {
    return overall(null);
  }

  /**
   * @param league null: the whole campaign
   */
  public Overall overall(@Nullable League league) {
    List<GoalTotal> totals =
        totals(league == null ? index.setup().leagues() : List.of(league), null, league);
    Exact completion = rolled(totals, Pace::credited);
    Exact expected = rolled(totals, Pace::credibleExpected);
    List<Standing> counted =
        standings.values().stream()
            .filter(Standing::applies)
            .filter(s -> s.department().inTotals())
            .filter(s -> league == null || s.league().id().equals(league.id()))
            .toList();
    BigFraction share =
        scorer
            .sectioning()
            .mean(
                totals.stream().filter(t -> t.departments() > 0).toList(),
                GoalTotal::goal,
                GoalTotal::share);
    BigDecimal deviation =
        completion == null || expected == null ? null : completion.shownMinus(expected);
    return new Overall(
        completion,
        rolled(totals, Pace::completion),
        expected,
        deviation,
        deviation == null ? Light.GREY : setup().scheme().light(deviation),
        CutOff.of(counted),
        totals.stream().anyMatch(t -> t.pace() != null && t.goal().kind().hasSteps())
            ? setup().lastCounted()
            : null,
        counted.size(),
        (int) counted.stream().filter(s -> !s.provisional()).count(),
        share == null ? null : scorer.shown(share.multiply(100)),
        totals);
  }

  private @Nullable Exact rolled(List<GoalTotal> totals, Function<Pace, Exact> figure) {
    return scorer.shown(
        scorer
            .sectioning()
            .mean(
                totals,
                GoalTotal::goal,
                t -> t.pace() == null ? null : figure.apply(t.pace()).value()));
  }

  /** From when a department is held against the time progress of a goal. */
  public LocalDate countedFrom(Goal goal, DepartmentId department) {
    return index.countedFrom(goal, department);
  }

  /**
   * One department over all goals, with its rank inside its league.
   *
   * @throws Fault.Conflict if it does not count on the board's day
   */
  public Standing standing(Department department) {
    return find(department.id())
        .orElseThrow(
            () ->
                new Fault.Conflict(
                    CountingTexts.notOn(
                        department.name(), setup().on(), department.from(), department.until())));
  }

  /** The same; empty for one that does not count on the board's day. */
  public Optional<Standing> find(DepartmentId department) {
    return standings.containsKey(department) ? Optional.of(standing(department)) : Optional.empty();
  }

  /** Whether a goal counts on the board's day. */
  public boolean counts(Goal goal) {
    return setup().goals().stream().anyMatch(g -> g.id().equals(goal.id()));
  }

  /**
   * @throws Fault.Conflict if a goal does not count on the board's day
   */
  public void requireCounting(@Nullable Goal goal) {
    if (goal != null && !counts(goal)) {
      throw new Fault.Conflict(
          CountingTexts.notOn(goal.name(), setup().on(), goal.from(), goal.until()));
    }
  }

  /** The same of a department that counts. */
  public Standing standing(DepartmentId department) {
    Standing standing = Objects.requireNonNull(standings.get(department));
    Leaderboard board = leaderboard(standing.league(), null);
    return board.rows().stream()
        .filter(s -> s.department().id().equals(department))
        .findFirst()
        .orElse(standing);
  }

  /** Goal by goal over some leagues; of one that is named on each. */
  private List<GoalTotal> totals(
      List<League> leagues, @Nullable Goal wanted, @Nullable League named) {
    Setup setup = index.setup();
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
                    index.expected(goal, null, index.commonPlan(goal.id()), setup.lastCounted())));
      }
    }
    return List.copyOf(totals);
  }
}
