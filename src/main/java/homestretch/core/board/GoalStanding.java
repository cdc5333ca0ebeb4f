package homestretch.core.board;

import homestretch.core.goal.Goal;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import org.jspecify.annotations.Nullable;

/**
 * One department on one goal.
 *
 * @param target null: the goal does not apply to the department
 * @param report the figure that counts; null: none yet
 * @param pace null unless there are a target and a figure
 */
public record GoalStanding(
    Goal goal, @Nullable Target target, @Nullable Report report, @Nullable Pace pace, Light light) {
  /** What the API calls {@code state}. */
  public enum State {
    REPORTED,
    UNREPORTED,
    NOT_APPLICABLE
  }

  public State state() {
    if (target == null) {
      return State.NOT_APPLICABLE;
    }
    return pace == null ? State.UNREPORTED : State.REPORTED;
  }
}
