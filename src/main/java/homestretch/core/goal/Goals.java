package homestretch.core.goal;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Goals and targets (port). */
public interface Goals {
  Goal add(Goal goal);

  /**
   * @return false if the revision is not the stored one any more
   */
  boolean change(Goal goal);

  /** In the order of position, code. */
  List<Goal> goals(CampaignId campaign);

  Optional<Goal> goal(CampaignId campaign, String code);

  /** Appends a version; the version given is ignored. */
  Target addTarget(CampaignId campaign, Target target, Actor actor, Instant at);

  /** The targets that count on a day: of each department and goal the latest from, then version. */
  List<Target> targetsOn(CampaignId campaign, LocalDate on);

  /** Every version, oldest first. */
  List<Target> versions(DepartmentId department, GoalId goal);
}
