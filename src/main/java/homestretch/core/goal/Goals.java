package homestretch.core.goal;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goals, and how much of them by when (port). Where {@code known} is null, all versions count; else
 * those entered by then, and a first version always.
 */
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
  List<Target> targetsOn(CampaignId campaign, LocalDate on, @Nullable Instant known);

  /** Every version, oldest first. */
  List<Target> versions(DepartmentId department, GoalId goal);

  /** Appends a version of a whole curve; the version given is ignored. */
  Plan addPlan(CampaignId campaign, Plan plan, Actor actor, Instant at);

  /** The plans that count on a day: of each goal and department the latest from, then version. */
  List<Plan> plansOn(CampaignId campaign, LocalDate on, @Nullable Instant known);

  /** Appends a version of a step; the version given is ignored. */
  Milestone addMilestone(CampaignId campaign, Milestone milestone, Actor actor, Instant at);

  /** The steps that count on a day, without those taken away; by goal, department, due date. */
  List<Milestone> milestonesOn(CampaignId campaign, LocalDate on, @Nullable Instant known);
}
