package homestretch.core.objection;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.GoalId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a department says against its figures while they are frozen.
 *
 * @param closing the version of the closing during which it was raised
 * @param goal null: against all of it
 * @param answer null: it is open
 */
public record Objection(
    long id,
    CampaignId campaign,
    int closing,
    DepartmentId department,
    @Nullable GoalId goal,
    String reason,
    String evidence,
    Actor by,
    Instant at,
    State state,
    @Nullable Answer answer) {
  /** What has become of it. */
  public enum State {
    OPEN,
    /** The figure was, or will be, corrected. */
    ACCEPTED,
    REJECTED,
    /** By whoever raised it. */
    WITHDRAWN
  }

  /** What was decided, by whom and why. */
  public record Answer(String reason, Actor by, Instant at) {}
}
