package homestretch.core.board;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole team: each goal's amounts summed over the departments that reported it, held against
 * the sum of their targets, then weighted like a department's score. Percentages never averaged.
 * Unrounded; null while nothing was reported.
 *
 * @param reported departments with every applicable goal reported
 * @param totals goal by goal, in the order of the goals
 */
public record Overall(
    @Nullable BigDecimal completion,
    @Nullable BigDecimal expected,
    @Nullable BigDecimal deviation,
    @Nullable LocalDate cutOff,
    int departments,
    int reported,
    List<GoalTotal> totals) {}
