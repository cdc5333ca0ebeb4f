package homestretch.core.board;

import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Target;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.Due;
import homestretch.core.score.rule.Efficacy;
import homestretch.core.score.rule.PointsTable;
import homestretch.core.score.rule.Proportional;
import homestretch.core.score.rule.RankPoints;
import homestretch.core.score.rule.Relative;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to draw level with the next rank above.
 *
 * @param points of the score, as shown: the difference of the two shown scores
 * @param goal of which the least more of its target would do it alone; null: none would
 * @param amount how much more of that goal, in its unit, rounded up to what can be reported; null
 *     where {@code goal} is
 * @param leftOut goals of which nothing can be said: their points depend on what other units have,
 *     so that who gains there moves the others too; more of them may give fewer points; they are no
 *     amount of which more could be reported (rates, steps, less being better, a target of 0); or
 *     nothing is reported of them, and counts as 0
 */
public record ToNext(
    BigDecimal points, @Nullable Goal goal, @Nullable BigDecimal amount, List<Goal> leftOut) {
  /** Past every cap and band: what gives no more there never does. */
  private static final BigDecimal FAR = BigDecimal.valueOf(1_000_000);

  /**
   * @param exact with bonus and deduction, also below 0
   * @param wanted as shown
   * @param points from the one as shown to the other
   */
  private record Score(BigFraction exact, BigDecimal wanted, BigDecimal points) {}

  private record Way(Goal goal, BigFraction share, BigDecimal amount) {}

  /** Empty for a leader, and where the board is not ordered by the score. */
  public static Optional<ToNext> of(Leaderboard board, Standing standing) {
    Integer rank = standing.rank();
    Exact score = standing.score();
    if (rank == null
        || score == null
        || board.goal() != null
        || board.scheme().order() != Scheme.Order.SCORE) {
      return Optional.empty();
    }
    return board.rowsOf(standing.league()).stream()
        .filter(r -> r.rank() != null && r.rank() < rank && r.score() != null)
        .max(Comparator.comparing(Standing::rank))
        .map(Standing::score)
        .map(
            next ->
                of(
                    board,
                    standing,
                    new Score(
                        standing.points().stream()
                            .map(p -> Exact.fraction(p.counted()))
                            .reduce(
                                Objects.requireNonNull(standing.mean()).value(), BigFraction::add),
                        next.shown(),
                        next.shown().subtract(score.shown()))));
  }

  private static ToNext of(Leaderboard board, Standing standing, Score score) {
    BigDecimal points = score.points();
    boolean zero = board.scheme().missing() == Scheme.Missing.ZERO;
    Scheme scheme = board.scheme();
    List<Goal> counted =
        standing.goals().stream()
            .filter(g -> g.points() != null || (zero && g.pace() == null && g.state().weighs()))
            .map(GoalStanding::goal)
            .toList();
    Sectioning sectioning = new Sectioning(board.setup());
    List<GoalStanding> known = standing.goals().stream().filter(g -> g.points() != null).toList();
    List<Goal> leftOut =
        standing.goals().stream()
            .filter(g -> counted.contains(g.goal()))
            .filter(g -> isUntold(g, scheme))
            .map(GoalStanding::goal)
            .toList();
    List<Way> ways =
        known.stream()
            .filter(g -> !leftOut.contains(g.goal()))
            .flatMap(g -> way(g, score, sectioning.share(g.goal(), counted), scheme).stream())
            .toList();
    return ways.stream()
        .min((one, other) -> Exact.compare(one.share(), other.share()))
        .map(way -> new ToNext(points, way.goal(), way.amount(), leftOut))
        .orElse(new ToNext(points, null, null, leftOut));
  }

  private static boolean isUntold(GoalStanding standing, Scheme scheme) {
    Goal goal = standing.goal();
    ScoringRule rule = scheme.rule(goal.id());
    Exact points = standing.points();
    if (points == null
        || rule.comparesUnits()
        || (rule instanceof PointsTable table
            && !table.isMonotone(table.by().isLowerBetter(goal)))) {
      return true;
    }
    return !isAmount(standing) && !isFull(points, rule, goal);
  }

  /** Whether nothing could give more. */
  private static boolean isFull(Exact points, ScoringRule rule, Goal goal) {
    BigDecimal most =
        switch (rule) {
          case Proportional _, Due _ -> goal.cap();
          case PointsTable _, Efficacy _, RankPoints _, Relative _ -> ScoringRule.MOST;
        };
    return most != null && Exact.compare(points.value(), Exact.fraction(most)) >= 0;
  }

  /** Whether more of it brings it nearer to its target, in proportion. */
  private static boolean isAmount(GoalStanding standing) {
    Goal goal = standing.goal();
    Target target = standing.target();
    return target != null
        && goal.direction() == Direction.UP
        && !goal.kind().isRate()
        && !goal.kind().hasSteps()
        && way(goal, target).signum() > 0;
  }

  /** What is 100 percent: of a target below 0 its size (docs/scoring.md, "Kinds of goal"). */
  private static BigDecimal way(Goal goal, Target target) {
    return switch (goal.period()) {
      case YEAR -> target.amount().abs();
      case CAMPAIGN ->
          target.baseline() == null ? target.amount() : target.amount().subtract(target.baseline());
    };
  }

  /**
   * By one goal alone, if its cap or its rule leaves room for it.
   *
   * @param moves by how much the score moves with the goal
   */
  private static Optional<Way> way(
      GoalStanding standing, Score score, BigFraction moves, Scheme scheme) {
    Goal goal = standing.goal();
    Pace pace = standing.pace();
    Target target = standing.target();
    if (pace == null || target == null || !isAmount(standing)) {
      return Optional.empty();
    }
    BigFraction more = Exact.fraction(score.points()).divide(moves);
    BigFraction way = Exact.fraction(way(goal, target));
    int decimals = Math.min(goal.decimals(), Exact.DECIMALS);
    ScoringRule rule = scheme.rule(goal.id());
    if (!(rule instanceof Proportional)) {
      return search(standing, pace, target, score, moves, decimals, scheme)
          .map(amount -> new Way(goal, Exact.percent(Exact.fraction(amount), way), amount));
    }
    BigFraction reached = pace.credited().value().add(more);
    if (goal.cap() != null && Exact.compare(reached, Exact.fraction(goal.cap())) > 0) {
      return Optional.empty();
    }
    // Below 0 nothing is credited: that has to be made good first.
    BigFraction open = reached.subtract(pace.completion().value());
    BigDecimal amount =
        open.multiply(way).divide(100).bigDecimalValue(decimals, RoundingMode.CEILING);
    return Optional.of(new Way(goal, open, amount));
  }

  /** The least that gives so many points more, as the rule says it; more is never worse. */
  private static Optional<BigDecimal> search(
      GoalStanding standing,
      Pace pace,
      Target target,
      Score score,
      BigFraction moves,
      int decimals,
      Scheme scheme) {
    BigFraction base = score.exact();
    BigDecimal wanted = score.wanted();
    Exact actual = pace.actual();
    Exact has = standing.points();
    if (actual == null || has == null) {
      return Optional.empty();
    }
    Goal goal = standing.goal();
    ScoringRule rule = scheme.rule(goal.id());
    Predicate<BigDecimal> suffices =
        amount -> {
          Exact with = Exact.of(actual.shown().add(amount));
          Exact points =
              Earnings.alone(
                      rule, goal, Pace.of(goal, target, with, pace.expected().value(), scheme))
                  .points();
          return points != null
              && new Exact(
                          base.add(moves.multiply(points.value().subtract(has.value()))),
                          scheme.shownDecimals())
                      .shown()
                      .compareTo(wanted)
                  >= 0;
        };
    BigDecimal unit = BigDecimal.ONE.movePointLeft(decimals);
    BigDecimal size = target.amount().abs().max(way(goal, target));
    if (!suffices.test(size.multiply(FAR).add(FAR))) {
      return Optional.empty();
    }
    BigInteger below = BigInteger.ONE.negate();
    BigInteger enough = size.divide(unit, 0, RoundingMode.CEILING).toBigInteger();
    while (!suffices.test(unit.multiply(new BigDecimal(enough)))) {
      below = enough;
      enough = enough.shiftLeft(1);
    }
    while (enough.subtract(below).compareTo(BigInteger.ONE) > 0) {
      BigInteger middle = below.add(enough).shiftRight(1);
      if (suffices.test(unit.multiply(new BigDecimal(middle)))) {
        enough = middle;
      } else {
        below = middle;
      }
    }
    return Optional.of(unit.multiply(new BigDecimal(enough)));
  }
}
