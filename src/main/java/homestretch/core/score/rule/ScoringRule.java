package homestretch.core.score.rule;

import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * How the progress of a goal becomes its points, from 0 to 100 before the weight (docs/scoring.md,
 * "Scoring rules"). Figures are read as they are shown; points are exact.
 */
public sealed interface ScoringRule
    permits Proportional, Due, PointsTable, Efficacy, RankPoints, Relative {
  ScoringRule DEFAULT = new Proportional();

  BigDecimal MOST = BigDecimal.valueOf(100);

  /** The name that API, tables and documentation have for it. */
  String type();

  /** What people call it. */
  Text name();

  /** Whether points depend on what the other units of the league have. */
  boolean comparesUnits();

  /**
   * What of it does not go with a goal.
   *
   * @return each with its field, such as {@code by}; empty: it fits
   */
  default List<Violation> unfit(Goal goal) {
    return List.of();
  }

  /** Within 0 and 100. */
  static BigFraction bounded(BigFraction points) {
    return Numbers.between(points, BigDecimal.ZERO, MOST);
  }
}
