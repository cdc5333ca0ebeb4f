package homestretch.core.goal;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.store.Numbered;
import homestretch.core.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Goals, and how much of them by when (port). Where {@code known} is null, all versions count; else
 * those entered by then, and a first version always.
 */
public interface Goals extends Sections {
  Goal add(Goal goal);

  /**
   * @return false if the revision is not the stored one any more
   */
  boolean change(Goal goal);

  /**
   * Changes many.
   *
   * @return false if the revision of one is not the stored one any more
   */
  boolean changeAll(List<Goal> goals);

  /** Adds many, with the ids that they have; the campaign is theirs. */
  void addAll(List<Goal> goals);

  /** In the order of position, code. */
  List<Goal> goals(CampaignId campaign);

  Optional<Goal> goal(CampaignId campaign, String code);

  /** Whether any figure was ever entered in the campaign. */
  boolean hasFigures(CampaignId campaign);

  /** Appends a version; the version given is ignored. */
  Target addTarget(CampaignId campaign, Target target, Actor actor, Instant at);

  /** Appends many at once, with the versions that they have. */
  void addTargets(CampaignId campaign, List<Target> targets, Actor actor, Instant at);

  /** The targets that count on a day: of each department and goal the latest from, then version. */
  List<Target> targetsOn(CampaignId campaign, LocalDate on, @Nullable Instant known);

  /** Every version, oldest first. */
  List<Target> versions(DepartmentId department, GoalId goal);

  /** Every version of every target, oldest first. */
  List<Target> targetVersions(CampaignId campaign);

  /** Appends a version of a whole curve; the version given is ignored. */
  Plan addPlan(CampaignId campaign, Plan plan, Actor actor, Instant at);

  /**
   * Appends many at once, with the versions that they have.
   *
   * @param ids of the stored rows, one for each
   */
  void addPlans(CampaignId campaign, List<Plan> plans, LongSupplier ids, Actor actor, Instant at);

  /** The plans that count on a day: of each goal and department the latest from, then version. */
  List<Plan> plansOn(CampaignId campaign, LocalDate on, @Nullable Instant known);

  /** Every version of every plan, oldest first, those without points too. */
  List<Plan> planVersions(CampaignId campaign);

  /**
   * The same of one plan.
   *
   * @param department null: the plan of every department that has none of its own
   */
  List<Plan> planVersions(GoalId goal, @Nullable DepartmentId department);

  /** Appends a version of a step; the version given is ignored. */
  Milestone addMilestone(CampaignId campaign, Milestone milestone, Actor actor, Instant at);

  /** Appends many at once, with the versions that they have. */
  void addMilestones(CampaignId campaign, List<Milestone> milestones, Actor actor, Instant at);

  /** The steps that count on a day, without those taken away; by goal, department, due date. */
  List<Milestone> milestonesOn(CampaignId campaign, LocalDate on, @Nullable Instant known);

  /** The same of one department and goal. */
  List<Milestone> milestonesOn(DepartmentId department, GoalId goal, LocalDate on);

  /** Every version of every step, oldest first, those taken away too. */
  List<Milestone> milestoneVersions(CampaignId campaign);

  /** The same of one department and goal. */
  List<Milestone> milestoneVersions(DepartmentId department, GoalId goal);

  /** What there is of a goal, kind by kind; nothing of what there is none. */
  Map<Text, Long> uses(GoalId goal);

  void remove(CampaignId campaign, GoalId goal);

  /** Every version of every target with its number, oldest first. */
  List<Numbered<Target>> numberedTargets(CampaignId campaign);

  /** Every version of every plan with its number, oldest first. */
  List<Numbered<Plan>> numberedPlans(CampaignId campaign);

  /** Every version of every step with its number, oldest first. */
  List<Numbered<Milestone>> numberedMilestones(CampaignId campaign);

  /** Removes one version. */
  void removeTarget(CampaignId campaign, long id);

  /** Removes one version with its points. */
  void removePlan(CampaignId campaign, long id);

  /** Removes one version. */
  void removeMilestone(CampaignId campaign, long id);
}
