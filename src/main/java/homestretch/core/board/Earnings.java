package homestretch.core.board;

import homestretch.core.goal.Goal;
import homestretch.core.goal.Target;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.Due;
import homestretch.core.score.rule.Earned;
import homestretch.core.score.rule.Earned.Basis;
import homestretch.core.score.rule.Efficacy;
import homestretch.core.score.rule.Measure;
import homestretch.core.score.rule.PointsTable;
import homestretch.core.score.rule.Proportional;
import homestretch.core.score.rule.RankPoints;
import homestretch.core.score.rule.Relative;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What each goal gives each unit of one league by its scoring rule (docs/scoring.md, "Scoring
 * rules"). Only figures that count are compared: a unit without one moves nobody.
 */
final class Earnings {
  private final Scheme scheme;

  private Earnings(Scheme scheme) {
    this.scheme = scheme;
  }

  /** Whether a figure of one unit may move the points of another. */
  static boolean compareUnits(Setup setup) {
    return setup.goals().stream().anyMatch(g -> setup.scheme().rule(g.id()).comparesUnits());
  }

  /**
   * @param cells of each unit, goal by goal
   * @return the same in the same order, with what each gives
   */
  static List<List<GoalStanding>> of(Scheme scheme, List<List<GoalStanding>> cells) {
    Earnings earnings = new Earnings(scheme);
    List<List<GoalStanding>> earned = new ArrayList<>();
    cells.forEach(unit -> earned.add(new ArrayList<>()));
    int goals = cells.isEmpty() ? 0 : cells.getFirst().size();
    for (int i = 0; i < goals; i++) {
      int at = i;
      List<GoalStanding> column = cells.stream().map(unit -> unit.get(at)).toList();
      List<@Nullable Earned> points = earnings.column(column);
      for (int unit = 0; unit < cells.size(); unit++) {
        Earned each = points.get(unit);
        GoalStanding cell = column.get(unit);
        earned.get(unit).add(each == null ? cell : cell.earning(each));
      }
    }
    return earned;
  }

  /** One goal over the units of the league. */
  private List<@Nullable Earned> column(List<GoalStanding> cells) {
    Goal goal = cells.getFirst().goal();
    ScoringRule rule = scheme.rule(goal.id());
    List<Entry> entries = new ArrayList<>();
    List<@Nullable Earned> earned = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      GoalStanding cell = cells.get(i);
      Pace pace = cell.pace();
      earned.add(null);
      if (pace != null) {
        entries.add(new Entry(i, cell, pace));
      }
    }
    if (!rule.unfit(goal).isEmpty()) {
      entries.forEach(e -> earned.set(e.at(), new Earned(rule, null, Basis.Nothing.UNFIT)));
      return earned;
    }
    switch (rule) {
      case Efficacy efficacy when rule.comparesUnits() ->
          efficacy(efficacy, goal, read(entries, earned, rule, efficacy.by()), earned);
      case RankPoints rank -> ranks(rank, goal, read(entries, earned, rule, rank.by()), earned);
      case Relative relative ->
          relative(relative, goal, read(entries, earned, rule, relative.by()), earned);
      case Proportional _, Due _, PointsTable _, Efficacy _ ->
          entries.forEach(e -> earned.set(e.at(), alone(rule, goal, e.pace())));
    }
    return earned;
  }

  /** A unit that has a figure. */
  private record Entry(int at, GoalStanding cell, Pace pace) {
    BigDecimal shown(Measure by) {
      return Objects.requireNonNull(pace.shown(by));
    }
  }

  private static Earned earned(ScoringRule rule, Goal goal, BigFraction points, Basis basis) {
    return new Earned(rule, new Exact(points, goal.shownDecimals()), basis);
  }

  /**
   * By a rule that compares nobody with others.
   *
   * @throws IllegalArgumentException for one that does
   */
  static Earned alone(ScoringRule rule, Goal goal, Pace pace) {
    return switch (rule) {
      case Proportional _ -> new Earned(rule, pace.credited(), new Basis.Credited());
      case Due due -> due(due, goal, pace);
      case PointsTable table -> {
        BigDecimal figure = pace.shown(table.by());
        boolean lower = table.by().isLowerBetter(goal);
        yield figure == null
            ? new Earned(rule, null, Basis.Nothing.NO_FIGURE)
            : earned(rule, goal, table.points(figure, lower), new Basis.Read(figure, lower));
      }
      case Efficacy efficacy -> {
        Efficacy.Range range = efficacy.range();
        BigDecimal figure = pace.shown(efficacy.by());
        if (range == null) {
          throw new IllegalArgumentException(rule + " compares units");
        }
        yield figure == null
            ? new Earned(rule, null, Basis.Nothing.NO_FIGURE)
            : between(efficacy, goal, figure, range, 0);
      }
      case RankPoints _, Relative _ -> throw new IllegalArgumentException(rule + " compares units");
    };
  }

  private static Earned due(Due rule, Goal goal, Pace pace) {
    Exact due = pace.credibleExpected();
    return due.signum() == 0
        ? new Earned(rule, null, Basis.Nothing.NOTHING_DUE)
        : earned(
            rule,
            goal,
            rule.points(pace.credited().value(), due.value(), goal.cap()),
            new Basis.OfDue(pace.credited(), due, goal.cap()));
  }

  private static Earned between(
      Efficacy rule, Goal goal, BigDecimal figure, Efficacy.Range range, int units) {
    return earned(
        rule,
        goal,
        rule.points(figure, range.worst(), range.best()),
        new Basis.Between(figure, range.worst(), range.best(), units));
  }

  /** Those that have what the rule reads; the others get nothing, for that reason. */
  private static List<Entry> read(
      List<Entry> entries, List<@Nullable Earned> earned, ScoringRule rule, Measure by) {
    List<Entry> read = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.pace().shown(by) == null) {
        earned.set(entry.at(), new Earned(rule, null, Basis.Nothing.NO_FIGURE));
      } else {
        read.add(entry);
      }
    }
    return read;
  }

  private static void efficacy(
      Efficacy rule, Goal goal, List<Entry> entries, List<@Nullable Earned> earned) {
    if (entries.isEmpty()) {
      return;
    }
    List<BigDecimal> figures = entries.stream().map(e -> e.shown(rule.by())).sorted().toList();
    Efficacy.Range range =
        rule.by().isLowerBetter(goal)
            ? new Efficacy.Range(figures.getLast(), figures.getFirst())
            : new Efficacy.Range(figures.getFirst(), figures.getLast());
    for (Entry entry : entries) {
      earned.set(entry.at(), between(rule, goal, entry.shown(rule.by()), range, entries.size()));
    }
  }

  /**
   * Equal figures as shown have equal points, whatever the scheme prints: where it numbers them one
   * by one ({@link Scheme.TieRule#SERIAL}), they have those of the rank that they would share.
   */
  private void ranks(
      RankPoints rule, Goal goal, List<Entry> entries, List<@Nullable Earned> earned) {
    Comparator<BigDecimal> best =
        rule.by().isLowerBetter(goal) ? Comparator.naturalOrder() : Comparator.reverseOrder();
    List<Entry> ordered = new ArrayList<>(entries);
    ordered.sort(Comparator.<Entry, BigDecimal>comparing(e -> e.shown(rule.by()), best));
    List<Integer> ranks = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      boolean tied =
          i > 0
              && ordered.get(i).shown(rule.by()).compareTo(ordered.get(i - 1).shown(rule.by()))
                  == 0;
      ranks.add(
          tied
              ? ranks.getLast()
              : switch (scheme.tieRule()) {
                case STANDARD, SERIAL -> i + 1;
                case DENSE -> i == 0 ? 1 : ranks.getLast() + 1;
              });
    }
    Map<Integer, Integer> equal = new HashMap<>();
    ranks.forEach(rank -> equal.merge(rank, 1, Integer::sum));
    for (int i = 0; i < ordered.size(); i++) {
      int rank = ranks.get(i);
      Entry entry = ordered.get(i);
      earned.set(
          entry.at(),
          earned(
              rule,
              goal,
              rule.points(rank),
              new Basis.Placed(
                  entry.shown(rule.by()),
                  rank,
                  Objects.requireNonNull(equal.get(rank)),
                  ordered.size())));
    }
  }

  /** Ratios without cases are in no roll-up, and so not in the mean. */
  private static void relative(
      Relative rule, Goal goal, List<Entry> entries, List<@Nullable Earned> earned) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal weights = BigDecimal.ZERO;
    int units = 0;
    boolean absolute = false;
    for (Entry entry : entries) {
      if (entry.cell().state() == GoalStanding.State.NO_CASES) {
        continue;
      }
      Target target = entry.cell().target();
      BigDecimal weight =
          switch (rule.mean()) {
            case PLAIN -> BigDecimal.ONE;
            case WEIGHTED -> target == null ? BigDecimal.ZERO : target.amount().abs();
          };
      sum = sum.add(weight.multiply(entry.shown(rule.by())));
      weights = weights.add(weight);
      absolute |=
          rule.mean() == Relative.Mean.WEIGHTED && target != null && target.amount().signum() < 0;
      units++;
    }
    if (weights.signum() == 0) {
      entries.forEach(e -> earned.set(e.at(), new Earned(rule, null, Basis.Nothing.NO_MEAN)));
      return;
    }
    Exact mean =
        new Exact(Exact.fraction(sum).divide(Exact.fraction(weights)), goal.shownDecimals());
    boolean lower = rule.by().isLowerBetter(goal);
    for (Entry entry : entries) {
      BigDecimal figure = entry.shown(rule.by());
      earned.set(
          entry.at(),
          earned(
              rule,
              goal,
              rule.points(Relative.difference(figure, mean.shown(), lower)),
              new Basis.FromMean(figure, mean, sum, weights, units, absolute, lower)));
    }
  }
}
