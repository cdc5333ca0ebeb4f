package homestretch.core.board;

import homestretch.core.department.Department;
import homestretch.core.department.League;
import homestretch.core.score.Light;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A department's score, light and rank on a date. Percentages unrounded; null where not known.
 *
 * @param rank inside the league; null: not ranked
 * @param score weighted mean of what is credited
 * @param coverage weight reported / weight applicable, in percent
 * @param provisional something that applies was not reported
 * @param completion weighted mean of the raw completions
 */
public record Standing(
    @Nullable Integer rank,
    Department department,
    League league,
    @Nullable BigDecimal score,
    BigDecimal coverage,
    boolean provisional,
    @Nullable BigDecimal completion,
    @Nullable BigDecimal expected,
    @Nullable BigDecimal deviation,
    @Nullable BigDecimal paceRatio,
    Light light,
    List<GoalStanding> goals) {
  /** Whether any of the goals scored has a target for the department. */
  boolean applies() {
    return goals.stream().anyMatch(g -> g.target() != null);
  }

  Standing ranked(int rank) {
    return new Standing(
        rank,
        department,
        league,
        score,
        coverage,
        provisional,
        completion,
        expected,
        deviation,
        paceRatio,
        light,
        goals);
  }
}
