package homestretch.core.board;

import homestretch.core.goal.Goal;
import homestretch.core.score.Pace;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One goal over many departments: amounts are summed, numerators and denominators too, percentages
 * never averaged (spec/scoring.md, Kinds of goal).
 *
 * @param departments to which the goal applies
 * @param reported those whose figures are in the sums
 * @param target of the departments that reported: the sum; of a ratio or growth weighted by the
 *     denominators; null if nobody did, or the sums say nothing (growth reported as rates)
 * @param pace null where {@code target} is
 */
public record GoalTotal(
    Goal goal, int departments, int reported, @Nullable BigDecimal target, @Nullable Pace pace) {}
