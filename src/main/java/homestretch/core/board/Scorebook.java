package homestretch.core.board;

import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.score.Weighted;
import homestretch.core.text.Figures;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that scores a campaign on one date, and the one place that computes it: chat, API and
 * page all show what comes from here.
 *
 * @param targets those that count on the date
 * @param figures the ledger's latest on the date, at most one for each department and goal
 */
public record Scorebook(
    Campaign campaign,
    LocalDate on,
    Scheme scheme,
    List<League> leagues,
    List<Department> departments,
    List<Goal> goals,
    List<Target> targets,
    List<Report> figures) {
  private record Cell(DepartmentId department, GoalId goal) {}

  private static final Comparator<Standing> BY_CODE =
      Comparator.comparing(s -> s.department().code());

  /** The board of one league or all, of one goal or the score over all. */
  public Leaderboard leaderboard(@Nullable League league, @Nullable Goal goal) {
    List<League> shown = league == null ? leagues : List.of(league);
    List<Goal> scored = goal == null ? goals : List.of(goal);
    List<Standing> standings = standings(scored);
    List<Standing> rows = new ArrayList<>();
    List<Standing> unranked = new ArrayList<>();
    for (League each : shown) {
      List<Standing> inside = standings.stream().filter(s -> s.league().equals(each)).toList();
      rows.addAll(rank(inside.stream().filter(this::isRanked).toList(), goal != null));
      inside.stream().filter(s -> !isRanked(s)).sorted(BY_CODE).forEach(unranked::add);
    }
    List<Standing> all = new ArrayList<>(rows);
    all.addAll(unranked);
    return new Leaderboard(
        campaign, shown, league, goal, on, cutOff(all), scheme, rows, List.copyOf(unranked));
  }

  /** The whole team's completion and pace. */
  public Overall overall() {
    List<Standing> standings = standings(goals);
    List<Weighted<Pace>> rolled = new ArrayList<>();
    for (int i = 0; i < goals.size(); i++) {
      Goal goal = goals.get(i);
      int column = i;
      Pace pace = rollUp(goal, standings.stream().map(s -> s.goals().get(column)).toList());
      if (pace != null) {
        rolled.add(new Weighted<>(goal.weight(), pace));
      }
    }
    BigDecimal completion = Weighted.mean(rolled, Pace::completion);
    BigDecimal expected = Weighted.mean(rolled, Pace::expected);
    return new Overall(
        completion,
        expected,
        completion == null || expected == null ? null : completion.subtract(expected),
        cutOff(standings),
        departments.size(),
        (int) standings.stream().filter(s -> !s.provisional()).count());
  }

  /** One department over all goals, with its rank inside its league. */
  public Standing standing(Department department) {
    Leaderboard board = leaderboard(leagueOf(department), null);
    return java.util.stream.Stream.concat(board.rows().stream(), board.unranked().stream())
        .filter(s -> s.department().id().equals(department.id()))
        .findFirst()
        .orElseThrow();
  }

  public League leagueOf(Department department) {
    return leagues.stream()
        .filter(l -> l.id().equals(department.league()))
        .findFirst()
        .orElseThrow();
  }

  private List<Standing> standings(List<Goal> scored) {
    Map<Cell, Target> targetOf = new HashMap<>();
    targets.forEach(t -> targetOf.put(new Cell(t.department(), t.goal()), t));
    Map<Cell, Report> figureOf = new HashMap<>();
    figures.forEach(f -> figureOf.put(new Cell(f.department(), f.goal()), f));
    Map<LeagueId, League> leagueOf = new HashMap<>();
    leagues.forEach(l -> leagueOf.put(l.id(), l));
    Map<LocalDate, Map<Goal.Period, BigDecimal>> expected = new HashMap<>();
    List<Standing> standings = new ArrayList<>();
    for (Department department : departments) {
      List<GoalStanding> cells = new ArrayList<>();
      for (Goal goal : scored) {
        Cell cell = new Cell(department.id(), goal.id());
        cells.add(cell(goal, targetOf.get(cell), figureOf.get(cell), expected));
      }
      League league = Objects.requireNonNull(leagueOf.get(department.league()));
      standings.add(standing(department, league, cells));
    }
    return standings;
  }

  private GoalStanding cell(
      Goal goal,
      @Nullable Target target,
      @Nullable Report figure,
      Map<LocalDate, Map<Goal.Period, BigDecimal>> expected) {
    // A figure from before the period (last year's, in a ledger that goes on) says nothing of it.
    Report counted =
        figure == null || figure.asOf().isBefore(goal.periodStart(campaign)) ? null : figure;
    if (target == null || counted == null) {
      return new GoalStanding(goal, target, counted, null, Light.GREY);
    }
    BigDecimal due =
        expected
            .computeIfAbsent(counted.asOf(), d -> new HashMap<>())
            .computeIfAbsent(goal.period(), p -> goal.expected(campaign, counted.asOf()));
    Pace pace = Pace.of(goal, target, counted.value(), due);
    return new GoalStanding(goal, target, counted, pace, scheme.light(pace.deviation()));
  }

  private Standing standing(Department department, League league, List<GoalStanding> cells) {
    List<Weighted<GoalStanding>> applicable = new ArrayList<>();
    BigDecimal weights = BigDecimal.ZERO;
    BigDecimal reported = BigDecimal.ZERO;
    for (GoalStanding cell : cells) {
      if (cell.target() != null) {
        applicable.add(new Weighted<>(cell.goal().weight(), cell));
        weights = weights.add(cell.goal().weight());
        if (cell.pace() != null) {
          reported = reported.add(cell.goal().weight());
        }
      }
    }
    boolean zero = scheme.missing() == Scheme.Missing.ZERO;
    BigDecimal score =
        Weighted.mean(
            applicable,
            c -> c.pace() != null ? c.pace().credited() : zero ? BigDecimal.ZERO : null);
    BigDecimal completion =
        Weighted.mean(applicable, c -> c.pace() == null ? null : c.pace().completion());
    BigDecimal expected =
        Weighted.mean(applicable, c -> c.pace() == null ? null : c.pace().expected());
    BigDecimal deviation =
        completion == null || expected == null ? null : completion.subtract(expected);
    return new Standing(
        null,
        department,
        league,
        score,
        weights.signum() == 0
            ? BigDecimal.ZERO
            : reported.multiply(Figures.HUNDRED).divide(weights, Figures.PRECISE),
        reported.compareTo(weights) < 0,
        completion,
        expected,
        deviation,
        completion == null || expected == null || expected.signum() == 0
            ? null
            : completion.multiply(Figures.HUNDRED).divide(expected, Figures.PRECISE),
        deviation == null ? Light.GREY : scheme.light(deviation),
        List.copyOf(cells));
  }

  private boolean isRanked(Standing standing) {
    return standing.score() != null
        && (!standing.provisional() || scheme.missing() == Scheme.Missing.ZERO);
  }

  /** Competition ranks on the figures as shown, so that what reads the same ranks the same. */
  private List<Standing> rank(List<Standing> standings, boolean oneGoal) {
    List<Standing> ordered = new ArrayList<>(standings);
    ordered.sort(
        Comparator.comparing((Standing s) -> ordering(s, oneGoal))
            .reversed()
            .thenComparing(BY_CODE));
    List<Standing> ranked = new ArrayList<>();
    int rank = 0;
    for (int i = 0; i < ordered.size(); i++) {
      boolean tied =
          i > 0
              && ordering(ordered.get(i), oneGoal).compareTo(ordering(ordered.get(i - 1), oneGoal))
                  == 0;
      if (!tied) {
        rank =
            switch (scheme.tieRule()) {
              case STANDARD -> i + 1;
              case DENSE -> rank + 1;
            };
      }
      ranked.add(ordered.get(i).ranked(rank));
    }
    return ranked;
  }

  private BigDecimal ordering(Standing standing, boolean oneGoal) {
    BigDecimal figure =
        oneGoal
            ? standing.completion()
            : switch (scheme.order()) {
              case SCORE -> standing.score();
              case DEVIATION -> standing.deviation();
            };
    // Unknown only where missing goals count as zero and nothing at all was reported.
    return Figures.shown(figure == null ? BigDecimal.ZERO : figure);
  }

  /** Sums of amounts over the departments that reported; null if none did. */
  private @Nullable Pace rollUp(Goal goal, List<GoalStanding> cells) {
    BigDecimal actual = BigDecimal.ZERO;
    BigDecimal amount = BigDecimal.ZERO;
    BigDecimal baseline = BigDecimal.ZERO;
    BigDecimal due = BigDecimal.ZERO;
    BigDecimal size = BigDecimal.ZERO;
    Target first = null;
    for (GoalStanding cell : cells) {
      Target target = cell.target();
      Pace pace = cell.pace();
      Report report = cell.report();
      if (target != null && pace != null && report != null) {
        first = first == null ? target : first;
        actual = actual.add(report.value());
        amount = amount.add(target.amount());
        baseline = baseline.add(target.baseline() == null ? BigDecimal.ZERO : target.baseline());
        due = due.add(target.amount().abs().multiply(pace.expected()));
        size = size.add(target.amount().abs());
      }
    }
    if (first == null) {
      return null;
    }
    Target sum =
        new Target(first.department(), goal.id(), amount, baseline, first.from(), first.version());
    BigDecimal expected =
        size.signum() == 0 ? goal.expected(campaign, on) : due.divide(size, Figures.PRECISE);
    return Pace.of(goal, sum, actual, expected);
  }

  private static @Nullable LocalDate cutOff(List<Standing> standings) {
    return standings.stream()
        .flatMap(s -> s.goals().stream())
        .filter(c -> c.pace() != null)
        .map(GoalStanding::report)
        .filter(Objects::nonNull)
        .map(Report::asOf)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
