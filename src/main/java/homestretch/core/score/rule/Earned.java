package homestretch.core.score.rule;

import homestretch.core.text.Exact;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a goal gives a unit before its weight, and from what.
 *
 * @param points null: there are none, for the reason that the basis is
 */
public record Earned(ScoringRule rule, @Nullable Exact points, Basis basis) {
  /** What the rule was given. Figures as shown. */
  public sealed interface Basis {
    /** The credited completion, for {@link Proportional}. */
    record Credited() implements Basis {}

    /**
     * For {@link Due}.
     *
     * @param due capped like what is credited
     */
    record OfDue(Exact credited, Exact due, @Nullable BigDecimal cap) implements Basis {}

    /** For {@link PointsTable}. */
    record Read(BigDecimal figure, boolean lowerIsBetter) implements Basis {}

    /**
     * For {@link Efficacy}.
     *
     * @param units of the league whose figures the two are of; 0: they are given
     */
    record Between(BigDecimal figure, BigDecimal worst, BigDecimal best, int units)
        implements Basis {}

    /**
     * For {@link RankPoints}.
     *
     * @param equal how many have that rank
     * @param units that are ranked
     */
    record Placed(BigDecimal figure, int rank, int equal, int units) implements Basis {}

    /**
     * For {@link Relative}. Not each unit's own: a unit sees how it stands, not what others have.
     *
     * @param mean {@code sum ÷ weights}, shown with the goal's decimals
     * @param sum of the figures, each by its weight
     * @param units whose figures they are
     * @param absolute whether some target is below 0, and weighs as if it were above
     */
    record FromMean(
        BigDecimal figure,
        Exact mean,
        BigDecimal sum,
        BigDecimal weights,
        int units,
        boolean absolute,
        boolean lowerIsBetter)
        implements Basis {}

    /** Why there are no points; the goal is then left out of the score. */
    enum Nothing implements Basis {
      /** Nothing was due yet, so that there is nothing to divide by. */
      NOTHING_DUE,
      /** A ratio without cases has no value that could be read. */
      NO_FIGURE,
      /** The kind or direction of the goal was changed, and the rule does not go with it. */
      UNFIT,
      /** There is no mean: only ratios without cases, or targets that are all 0. */
      NO_MEAN
    }
  }
}
