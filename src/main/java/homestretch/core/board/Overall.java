package homestretch.core.board;

import homestretch.core.score.Light;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole team: each goal's amounts summed over the departments that reported it, held against
 * the sum of their targets, credited within the goal's cap, then weighted like a department's score
 * (docs/scoring.md, "Completion, pace, light"). Percentages never averaged. Null while nothing was
 * reported.
 *
 * @param completion of what is credited
 * @param raw the same without the goals' caps
 * @param expected what was due, within the same caps
 * @param deviation shown completion − shown expected
 * @param light by the deviation; grey while nothing was reported
 * @param cutOff of its figures
 * @param stepsOn the day on which steps are held against their plan, whenever one was done; null:
 *     there are none among the figures
 * @param departments that count in totals and to which any goal applies
 * @param reported of them those with every applicable goal reported
 * @param targetShare of what was asked, weighted like the goals, the part on which there are
 *     figures; in percent
 * @param totals goal by goal, in the order of the goals
 */
public record Overall(
    @Nullable Exact completion,
    @Nullable Exact raw,
    @Nullable Exact expected,
    @Nullable BigDecimal deviation,
    Light light,
    @Nullable CutOff cutOff,
    @Nullable LocalDate stepsOn,
    int departments,
    int reported,
    @Nullable Exact targetShare,
    List<GoalTotal> totals) {
  /** Whether steps are all that there is. */
  boolean isOnlySteps() {
    return totals.stream().filter(t -> t.pace() != null).allMatch(t -> t.goal().kind().hasSteps());
  }

  /** Whether there are figures on all that was asked. */
  public boolean isComplete() {
    return reported == departments;
  }
}
