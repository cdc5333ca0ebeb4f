package homestretch.core.board;

import homestretch.core.goal.Goal;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Who stands before whom inside one league, judged on the figures as they are shown, so that what
 * reads the same ranks the same (docs/scoring.md, "Ranks").
 */
final class Ranking {
  static final Comparator<Standing> BY_CODE = Comparator.comparing(s -> s.department().code());

  private final Scheme scheme;
  private final @Nullable Goal goal;

  /**
   * @param goal what alone is ranked by; null: the score or the deviation over all goals
   */
  Ranking(Scheme scheme, @Nullable Goal goal) {
    this.scheme = scheme;
    this.goal = goal;
  }

  /**
   * @param figure what decides, more being better; null: unknown, which comes last. So it is only
   *     where missing goals count as zero
   * @param shown the same as shown, rounded once and not in each comparison
   */
  private record Placed(Standing standing, @Nullable Exact figure, @Nullable BigDecimal shown) {}

  boolean isRanked(Standing standing) {
    // By one goal alone its completion decides, also where its rule gives no points that day.
    boolean known = standing.score() != null || (goal != null && standing.completion() != null);
    return known && (!standing.provisional() || scheme.missing() == Scheme.Missing.ZERO);
  }

  /** Those of a league that are ranked, best first, each with its rank. */
  List<Standing> of(List<Standing> league) {
    Comparator<Placed> bestFirst =
        Comparator.comparing(Placed::shown, Comparator.nullsLast(Comparator.reverseOrder()));
    if (scheme.tieRule() == Scheme.TieRule.SERIAL) {
      bestFirst =
          bestFirst.thenComparing(Placed::figure, Comparator.nullsLast(Comparator.reverseOrder()));
    }
    List<Placed> ordered = new ArrayList<>();
    league.stream().filter(this::isRanked).forEach(s -> ordered.add(placed(s)));
    ordered.sort(bestFirst.thenComparing(Placed::standing, BY_CODE));
    List<Standing> ranked = new ArrayList<>();
    int rank = 0;
    for (int i = 0; i < ordered.size(); i++) {
      boolean tied = i > 0 && alike(ordered.get(i).shown(), ordered.get(i - 1).shown());
      rank =
          switch (scheme.tieRule()) {
            case STANDARD -> tied ? rank : i + 1;
            case DENSE -> tied ? rank : rank + 1;
            case SERIAL -> i + 1;
          };
      ranked.add(ordered.get(i).standing().ranked(rank));
    }
    return ranked;
  }

  private static boolean alike(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null || other == null ? one == other : one.compareTo(other) == 0;
  }

  private Placed placed(Standing standing) {
    Exact figure = deciding(standing);
    return new Placed(standing, figure, figure == null ? null : figure.shown());
  }

  private @Nullable Exact deciding(Standing standing) {
    if (goal == null) {
      return switch (scheme.order()) {
        case SCORE -> standing.score();
        case DEVIATION -> standing.deviation() == null ? null : deviation(standing);
      };
    }
    if (!goal.kind().isGrowth()) {
      // A goal without a figure counts as zero where the scheme ranks it at all.
      return standing.completion() == null
          ? new Exact(BigFraction.ZERO, goal.shownDecimals())
          : standing.completion();
    }
    Pace pace = standing.goals().getFirst().pace();
    Exact growth = pace == null ? null : pace.actual();
    return growth == null
        ? null
        : switch (goal.direction()) {
          case UP -> growth;
          case DOWN -> new Exact(growth.value().negate(), growth.decimals());
        };
  }

  private static Exact deviation(Standing standing) {
    return Exact.of(Objects.requireNonNull(standing.deviation()));
  }
}
