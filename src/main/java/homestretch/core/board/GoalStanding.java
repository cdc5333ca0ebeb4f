package homestretch.core.board;

import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.score.rule.Earned;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import org.apache.commons.numbers.fraction.BigFraction;
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
 * @param pace null unless the state is {@link State#REPORTED} or {@link State#NO_CASES}
 * @param earned by the goal's scoring rule; null where {@code pace} is
 */
public record GoalStanding(
    Goal goal,
    State state,
    @Nullable Target target,
    @Nullable Plan plan,
    @Nullable Report report,
    List<Step> steps,
    @Nullable Pace pace,
    Light light,
    @Nullable Earned earned) {
  /** Before the league's figures are known. */
  GoalStanding(
      Goal goal,
      State state,
      @Nullable Target target,
      @Nullable Plan plan,
      @Nullable Report report,
      List<Step> steps,
      @Nullable Pace pace,
      Light light) {
    this(goal, state, target, plan, report, steps, pace, light, null);
  }

  GoalStanding earning(Earned points) {
    return new GoalStanding(goal, state, target, plan, report, steps, pace, light, points);
  }

  /** What it gives before its weight; null: not known, or nothing by its rule. */
  public @Nullable Exact points() {
    return earned == null ? null : earned.points();
  }

  /** What the API calls {@code state}. */
  public enum State {
    REPORTED,
    UNREPORTED,
    /** Older than the reporting interval and its grace: counts as not reported. */
    STALE,
    /** A ratio of 0 of 0: met, and in no roll-up. */
    NO_CASES,
    /** A growth on a base of 0: left out of the score, and said so. */
    UNDEFINED,
    /** A target of 0 where more is better and nothing can be below 0: it does not apply. */
    NOTHING_ASKED,
    NOT_APPLICABLE;

    /** Whether anything is asked of the department. */
    boolean applies() {
      return switch (this) {
        case REPORTED, NO_CASES, UNREPORTED, STALE, UNDEFINED -> true;
        case NOTHING_ASKED, NOT_APPLICABLE -> false;
      };
    }

    /** Whether the goal's weight counts for the department. */
    public boolean weighs() {
      return switch (this) {
        case REPORTED, NO_CASES, UNREPORTED, STALE -> true;
        case UNDEFINED, NOTHING_ASKED, NOT_APPLICABLE -> false;
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
   * unrounded (docs/scoring.md, "Completion, pace, light").
   *
   * @param requiredDaily null: nothing more is needed or can come, or working days are not known
   * @param forecast null: the goal does not build up, or less than 5 % is due yet
   */
  public record Outlook(@Nullable Exact requiredDaily, @Nullable Exact forecast) {}

  /** From which share of the target on, in percent, a forecast says anything. */
  private static final BigDecimal FORECAST_FROM_PERCENT = BigDecimal.valueOf(5);

  /** The amount that is held against the target; of steps the weight of those done. */
  BigDecimal amount() {
    Exact actual = pace == null ? null : pace.actual();
    return actual == null ? BigDecimal.ZERO : actual.shown();
  }

  public Outlook outlook(OptionalLong workingDaysLeft) {
    Target to = target;
    Pace now = pace;
    Exact actual = now == null ? null : now.actual();
    if (to == null || now == null || actual == null || goal.kind().isRate() || !steps.isEmpty()) {
      return new Outlook(null, null);
    }
    BigFraction open = Exact.fraction(to.amount()).subtract(actual.value());
    boolean needed = goal.direction() == Direction.UP && open.signum() > 0;
    Exact daily =
        needed && workingDaysLeft.isPresent() && workingDaysLeft.getAsLong() > 0
            ? new Exact(open.divide(workingDaysLeft.getAsLong()), goal.shownDecimals())
            : null;
    if (!goal.kind().buildsUp() || now.expected().shown().compareTo(FORECAST_FROM_PERCENT) < 0) {
      return new Outlook(daily, null);
    }
    BigFraction start =
        goal.period() == Goal.Period.CAMPAIGN && to.baseline() != null
            ? Exact.fraction(to.baseline())
            : BigFraction.ZERO;
    return new Outlook(
        daily,
        new Exact(
            start.add(Exact.percent(actual.value().subtract(start), now.expected().value())),
            goal.shownDecimals()));
  }
}
