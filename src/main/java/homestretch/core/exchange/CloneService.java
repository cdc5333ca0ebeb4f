package homestretch.core.exchange;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.Departments;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.Goals;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.score.Scheme;
import homestretch.core.score.Schemes;
import homestretch.core.store.Transactions;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A campaign for the next year: leagues, departments and who reports for them, goals with their
 * plans, and the scheme go over. Targets, milestones, figures, bonus and deduction entries do not;
 * channels stay with the old campaign, for an address belongs to one.
 */
public final class CloneService {
  private final Transactions transactions;
  private final CampaignService campaigns;
  private final Departments departments;
  private final Goals goals;
  private final Schemes schemes;
  private final Audit audit;
  private final Clock clock;

  public CloneService(
      Transactions transactions,
      CampaignService campaigns,
      Departments departments,
      Goals goals,
      Schemes schemes,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.schemes = schemes;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param wanted the new campaign's own fields; the id and revision given are ignored
   */
  public Campaign clone(Campaign from, Campaign wanted, Actor actor) {
    return transactions.write(
        () -> {
          Campaign to = campaigns.add(wanted, actor);
          int years = to.deadline().getYear() - from.deadline().getYear();
          copyDepartments(from, to);
          Map<SectionId, SectionId> sectionOf = copySections(from, to);
          Map<GoalId, GoalId> goalOf = copyGoals(from, to, sectionOf);
          for (Plan plan : goals.plansOn(from.id(), from.deadline(), null)) {
            // A department's own curve goes with its target, and that is new every year.
            if (plan.department() == null) {
              goals.addPlan(
                  to.id(), shifted(plan, goalOf, to.start(), years), actor, clock.instant());
            }
          }
          copyScheme(from, to, sectionOf, goalOf, actor);
          audit.record(actor, "campaign.clone", to.slug(), from.slug(), null);
          return to;
        });
  }

  private void copyDepartments(Campaign from, Campaign to) {
    Map<LeagueId, LeagueId> leagueOf = new HashMap<>();
    for (League league : departments.leagues(from.id())) {
      League added =
          departments.add(
              new League(
                  new LeagueId(0), to.id(), league.code(), league.name(), league.position(), 0));
      leagueOf.put(league.id(), added.id());
    }
    for (Department department : departments.departments(from.id())) {
      if (!department.countsOn(from.deadline())) {
        continue;
      }
      Department added =
          departments.add(
              department
                  .in(Objects.requireNonNull(leagueOf.get(department.league())))
                  .counting(null, null, null)
                  .stored(new DepartmentId(0), to.id(), department.code(), 0));
      departments.setLinks(added.id(), departments.links(department.id()));
    }
  }

  private Map<SectionId, SectionId> copySections(Campaign from, Campaign to) {
    Map<SectionId, SectionId> sectionOf = new HashMap<>();
    for (Section section : goals.sections(from.id())) {
      if (section.countsOn(from.deadline())) {
        Section added =
            goals.addSection(
                section.stored(new SectionId(0), to.id(), section.code(), 0).counting(null, null));
        sectionOf.put(section.id(), added.id());
      }
    }
    return sectionOf;
  }

  private Map<GoalId, GoalId> copyGoals(
      Campaign from, Campaign to, Map<SectionId, SectionId> sectionOf) {
    Map<GoalId, GoalId> goalOf = new HashMap<>();
    for (Goal goal : goals.goals(from.id())) {
      if (!goal.countsOn(from.deadline())
          || (goal.section() != null && !sectionOf.containsKey(goal.section()))) {
        continue;
      }
      Goal added =
          goals.add(
              goal.stored(new GoalId(0), to.id(), goal.code(), 0)
                  .counting(null, null)
                  .inSection(goal.section() == null ? null : sectionOf.get(goal.section())));
      goalOf.put(goal.id(), added.id());
    }
    return goalOf;
  }

  private static Plan shifted(Plan plan, Map<GoalId, GoalId> goalOf, LocalDate from, int years) {
    return new Plan(
        Objects.requireNonNull(goalOf.get(plan.goal())),
        null,
        from,
        plan.points().stream()
            .map(p -> new Plan.Point(shifted(p.date(), years), p.percent()))
            .toList(),
        0);
  }

  /** A month's end stays one: 28 February becomes 29 in a leap year. */
  static LocalDate shifted(LocalDate date, int years) {
    LocalDate later = date.plusYears(years);
    return date.getDayOfMonth() == date.lengthOfMonth()
        ? later.withDayOfMonth(later.lengthOfMonth())
        : later;
  }

  /** The one that scores today, from the first day on; a campaign without stays without. */
  private void copyScheme(
      Campaign from,
      Campaign to,
      Map<SectionId, SectionId> sectionOf,
      Map<GoalId, GoalId> goalOf,
      Actor actor) {
    if (schemes.versions(from.id()).isEmpty()) {
      return;
    }
    Scheme scheme = schemes.on(from, from.today(clock), null);
    Map<GoalId, Scheme.Weighing> weighings = new HashMap<>();
    scheme
        .weighings()
        .forEach(
            (goal, weighing) -> {
              @Nullable GoalId same = goalOf.get(goal);
              if (same != null) {
                Scheme.Placed placed = weighing.placed();
                weighings.put(
                    same,
                    new Scheme.Weighing(
                        weighing.weight(),
                        weighing.cap(),
                        placed == null
                            ? null
                            : new Scheme.Placed(
                                placed.section() == null ? null : sectionOf.get(placed.section())),
                        weighing.rule()));
              }
            });
    Map<SectionId, BigDecimal> sectionWeights = new HashMap<>();
    scheme
        .sectionWeights()
        .forEach(
            (section, weight) -> {
              @Nullable SectionId same = sectionOf.get(section);
              if (same != null) {
                sectionWeights.put(same, weight);
              }
            });
    schemes.add(
        to.id(),
        new Scheme(
            1,
            to.start(),
            scheme.greenAbove(),
            scheme.yellowFrom(),
            scheme.order(),
            scheme.tieRule(),
            scheme.missing(),
            scheme.disclosure(),
            scheme.growth(),
            weighings,
            sectionWeights,
            scheme.items(),
            scheme.grades(),
            scheme.shownDecimals(),
            scheme.play(),
            from.slug() + " v" + scheme.version()),
        actor,
        clock.instant());
  }
}
