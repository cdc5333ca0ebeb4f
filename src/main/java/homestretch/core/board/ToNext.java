package homestretch.core.board;

import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Target;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to draw level with the next rank above.
 *
 * @param points of the score, as shown: the difference of the two shown scores
 * @param goal of which the least more of its target would do it alone; null: none would
 * @param amount how much more of that goal, in its unit, rounded up to what can be reported; null
 *     where {@code goal} is
 */
public record ToNext(BigDecimal points, @Nullable Goal goal, @Nullable BigDecimal amount) {
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
        .map(next -> of(board, standing, next.shown().subtract(score.shown())));
  }

  private static ToNext of(Leaderboard board, Standing standing, BigDecimal points) {
    boolean zero = board.scheme().missing() == Scheme.Missing.ZERO;
    List<Goal> counted =
        standing.goals().stream()
            .filter(g -> zero ? g.state().weighs() : g.pace() != null)
            .map(GoalStanding::goal)
            .toList();
    Sectioning sectioning = new Sectioning(board.setup());
    List<Way> ways =
        standing.goals().stream()
            .filter(g -> g.pace() != null)
            .flatMap(g -> way(g, points, sectioning.share(g.goal(), counted)).stream())
            .toList();
    return ways.stream()
        .min((one, other) -> Exact.compare(one.share(), other.share()))
        .map(way -> new ToNext(points, way.goal(), way.amount()))
        .orElse(new ToNext(points, null, null));
  }

  /**
   * By one goal alone, if its cap leaves room for it.
   *
   * @param moves by how much the score moves with the goal
   */
  private static Optional<Way> way(GoalStanding standing, BigDecimal points, BigFraction moves) {
    Goal goal = standing.goal();
    Pace pace = standing.pace();
    Target target = standing.target();
    if (pace == null
        || target == null
        || target.amount().signum() <= 0
        || goal.direction() != Direction.UP
        || goal.kind().isRate()
        || goal.kind().hasSteps()) {
      return Optional.empty();
    }
    BigFraction more = Exact.fraction(points).divide(moves);
    BigFraction reached = pace.credited().value().add(more);
    if (goal.cap() != null && Exact.compare(reached, Exact.fraction(goal.cap())) > 0) {
      return Optional.empty();
    }
    BigDecimal start =
        goal.period() == Goal.Period.CAMPAIGN && target.baseline() != null
            ? target.baseline()
            : BigDecimal.ZERO;
    BigFraction way = Exact.fraction(target.amount().subtract(start));
    BigDecimal amount =
        more.multiply(way)
            .divide(100)
            .bigDecimalValue(Math.min(goal.decimals(), Exact.DECIMALS), RoundingMode.CEILING);
    return Optional.of(new Way(goal, more, amount));
  }
}
