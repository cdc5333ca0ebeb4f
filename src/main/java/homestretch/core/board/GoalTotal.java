package homestretch.core.board;

import homestretch.core.department.League;
import homestretch.core.goal.Goal;
import homestretch.core.score.Pace;
import homestretch.core.text.Exact;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * One goal over many departments: amounts are summed, numerators and denominators too, percentages
 * never averaged (docs/scoring.md, "Kinds of goal").
 *
 * @param league whose; null: of the whole campaign
 * @param departments to which the goal applies
 * @param reported those that reported it
 * @param included those of them whose figures are in the sums: a growth given as a rate without its
 *     two amounts and a ratio without cases are not
 * @param share of what was asked, the part on which there are figures, from 0 to 1
 * @param target of the departments included: the sum; of a ratio or growth weighted by the
 *     denominators; null if there are none
 * @param pace null where {@code target} is
 */
public record GoalTotal(
    Goal goal,
    @Nullable League league,
    int departments,
    int reported,
    int included,
    BigFraction share,
    @Nullable Exact target,
    @Nullable Pace pace) {}
