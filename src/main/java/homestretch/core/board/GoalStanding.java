package homestretch.core.board;

import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.text.Figures;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One department on one goal.
 *
 * @param target null: the goal does not apply to the department; of a milestones goal the weight of
 *     all its steps
 * @param plan null: none
 * @param report the figure that counts, or would if it were not too old; null: none yet. Of a
 *     milestones goal the step last done
 * @param steps of a milestones goal, by due date; empty elsewhere
 * @param pace null unless the state is {@link State#REPORTED}
 */
public record GoalStanding(
    Goal goal,
    State state,
    @Nullable Target target,
    @Nullable Plan plan,
    @Nullable Report report,
    List<Step> steps,
    @Nullable Pace pace,
    Light light) {
  /** What the API calls {@code state}. */
  public enum State {
    REPORTED,
    UNREPORTED,
    /** Older than the reporting interval and its grace: counts as not reported. */
    STALE,
    /** A growth on a base of 0: left out of the score, and said so. */
    UNDEFINED,
    NOT_APPLICABLE;

    /** Whether the goal's weight counts for the department. */
    boolean weighs() {
      return switch (this) {
        case REPORTED, UNREPORTED, STALE -> true;
        case UNDEFINED, NOT_APPLICABLE -> false;
      };
    }
  }

  /**
   * @param report the entry that says done; null: not done
   * @param light red: past its date and not done; yellow: done late; green: done in time; grey: not
   *     due yet
   */
  public record Step(Milestone milestone, @Nullable Report report, Light light) {}

  /**
   * What is still needed each working day, and where it ends at this pace, in the goal's unit,
   * unrounded (spec/scoring.md, Completion, pace, light).
   *
   * @param requiredDaily null: nothing more is needed, or working days are not known
   * @param forecast null: the goal does not build up, or nothing is expected yet
   */
  public record Outlook(@Nullable BigDecimal requiredDaily, @Nullable BigDecimal forecast) {}

  public Outlook outlook(OptionalLong workingDaysLeft) {
    Target to = target;
    Pace now = pace;
    if (to == null || now == null || goal.kind().isRate() || !steps.isEmpty()) {
      return new Outlook(null, null);
    }
    BigDecimal open = to.amount().subtract(now.actual());
    boolean needed = goal.direction() == Direction.UP && open.signum() > 0;
    BigDecimal daily =
        needed && workingDaysLeft.isPresent() && workingDaysLeft.getAsLong() > 0
            ? open.divide(BigDecimal.valueOf(workingDaysLeft.getAsLong()), Figures.PRECISE)
            : null;
    if (!goal.kind().buildsUp() || now.expected().signum() == 0) {
      return new Outlook(daily, null);
    }
    BigDecimal start =
        goal.period() == Goal.Period.CAMPAIGN && to.baseline() != null
            ? to.baseline()
            : BigDecimal.ZERO;
    return new Outlook(
        daily,
        start.add(
            now.actual()
                .subtract(start)
                .multiply(Figures.HUNDRED)
                .divide(now.expected(), Figures.PRECISE)));
  }
}
