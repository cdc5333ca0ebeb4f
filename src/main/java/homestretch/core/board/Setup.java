package homestretch.core.board;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closing;
import homestretch.core.campaign.Countdown;
import homestretch.core.campaign.WorkCalendar;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.League;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.goal.Target;
import homestretch.core.report.Reports;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Scheme;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that a board of a date is made of, but for the figures: what counts on that date, and was
 * known by then.
 *
 * @param on the date, at most the cut-off of a closed campaign
 * @param known what was entered later does not count (“as it was known then”); null: all does (“as
 *     corrected since”)
 * @param closing null while the campaign is open
 * @param departments that count on the date, in their leagues of that date
 * @param sections that count on the date, with the weights of the scheme
 * @param goals that count on the date, with the weights, caps and sections of the scheme; not those
 *     of a section that does not count
 * @param merged departments whose figures go on as another's by that date
 * @param begunBy figures first sent later do not count; null: all do
 */
public record Setup(
    Campaign campaign,
    LocalDate on,
    @Nullable Instant known,
    @Nullable Closing closing,
    Scheme scheme,
    List<League> leagues,
    List<Department> departments,
    List<Section> sections,
    List<Goal> goals,
    List<Target> targets,
    List<Plan> plans,
    List<Milestone> milestones,
    List<Adjustment> adjustments,
    WorkCalendar calendar,
    List<Department> merged,
    @Nullable Instant begunBy) {
  public Setup {
    sections = sections.stream().map(scheme::applied).toList();
    Set<SectionId> counting = sections.stream().map(Section::id).collect(Collectors.toSet());
    goals =
        goals.stream()
            .map(scheme::applied)
            .filter(g -> g.section() == null || counting.contains(g.section()))
            .toList();
  }

  /** Without sections, with nobody merged, and every figure that is known. */
  public Setup(
      Campaign campaign,
      LocalDate on,
      @Nullable Instant known,
      @Nullable Closing closing,
      Scheme scheme,
      List<League> leagues,
      List<Department> departments,
      List<Goal> goals,
      List<Target> targets,
      List<Plan> plans,
      List<Milestone> milestones,
      List<Adjustment> adjustments,
      WorkCalendar calendar) {
    this(
        campaign,
        on,
        known,
        closing,
        scheme,
        leagues,
        departments,
        List.of(),
        goals,
        targets,
        plans,
        milestones,
        adjustments,
        calendar,
        List.of(),
        null);
  }

  /**
   * The rules of this day over the figures of an earlier board (docs/scoring.md, "Ranks"): those
   * that had been sent by then, as corrected since.
   *
   * @param then the day of that board
   * @param sentBy when it was read
   * @param entries its bonus and deduction
   */
  Setup restating(LocalDate then, Instant sentBy, List<Adjustment> entries) {
    return new Setup(
        campaign,
        then,
        known,
        closing,
        scheme,
        leagues,
        departments,
        sections,
        goals,
        targets,
        plans,
        milestones,
        entries,
        calendar,
        merged,
        sentBy);
  }

  /**
   * The same day under a scheme that does not hold yet.
   *
   * @param ownSections with their own weights
   * @param ownGoals with their own weights and caps
   */
  public Setup under(Scheme other, List<Section> ownSections, List<Goal> ownGoals) {
    return with(
        other,
        leagues,
        departments,
        ownSections.stream().filter(s -> s.countsOn(on)).toList(),
        ownGoals.stream().filter(g -> g.countsOn(on)).toList(),
        targets,
        plans,
        milestones,
        adjustments);
  }

  /** The same day with other rules and amounts than those that hold, to see what they would do. */
  public Setup with(
      Scheme otherScheme,
      List<League> otherLeagues,
      List<Department> otherDepartments,
      List<Section> otherSections,
      List<Goal> otherGoals,
      List<Target> otherTargets,
      List<Plan> otherPlans,
      List<Milestone> otherMilestones,
      List<Adjustment> otherAdjustments) {
    return new Setup(
        campaign,
        on,
        known,
        closing,
        otherScheme,
        otherLeagues,
        otherDepartments,
        otherSections,
        otherGoals,
        otherTargets,
        otherPlans,
        otherMilestones,
        otherAdjustments,
        calendar,
        merged,
        begunBy);
  }

  /** The same for one department alone, as far as its own score and light go. */
  Setup only(DepartmentId department) {
    return new Setup(
        campaign,
        on,
        known,
        closing,
        scheme,
        leagues,
        departments.stream().filter(d -> d.id().equals(department)).toList(),
        sections,
        goals,
        targets,
        plans,
        milestones,
        adjustments,
        calendar,
        merged,
        begunBy);
  }

  /** Which figures count. */
  Reports.Counting counting() {
    return new Reports.Counting(lastCounted(), entered(), begunBy);
  }

  /** Where a department meets a goal. */
  public record Cell(DepartmentId department, GoalId goal) {}

  /**
   * Until when something must have been entered to count: of a final campaign at the latest when it
   * was closed, whatever came into the tables since; null: whenever.
   */
  public @Nullable Instant entered() {
    return entered(closing, known);
  }

  static @Nullable Instant entered(@Nullable Closing closing, @Nullable Instant known) {
    Closing.Outcome outcome = closing == null || !closing.isFinal() ? null : closing.outcome();
    return outcome == null || (known != null && known.isBefore(outcome.at()))
        ? known
        : outcome.at();
  }

  /** Working days in which figures can still come; none once the board is frozen or final. */
  public OptionalLong workingDaysToUse(Countdown countdown) {
    return closing == null ? countdown.workingDaysLeft() : OptionalLong.empty();
  }

  /** The last day whose figures count: days after the deadline do not. */
  public LocalDate lastCounted() {
    return on.isAfter(campaign.deadline()) ? campaign.deadline() : on;
  }
}
