package homestretch.core.exchange.staged;

import homestretch.core.audit.Actor;
import homestretch.core.board.Scorebook;
import homestretch.core.board.Setup;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.CampaignService;
import homestretch.core.campaign.Campaigns;
import homestretch.core.campaign.Closing;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.League;
import homestretch.core.department.Link;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalService;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionService;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.report.ReportService;
import homestretch.core.report.Reports;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Scheme;
import homestretch.core.score.SchemeService;
import homestretch.core.store.Numbers;
import homestretch.core.store.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as it stood when it was read, and what an import makes of it: the services that guard
 * every change work on it as they do on the database. Nothing is locked and nothing is written
 * until {@link #store}.
 */
public final class Stage {
  /** So many entries of others are looked at before it is simpler to read everything again. */
  private static final int MOST_BETWEEN = 1000;

  /** Somebody changed what the import was checked against; it is to be checked anew. */
  public static final class Overtaken extends RuntimeException {
    Overtaken() {
      super("overtaken", null, false, false);
    }
  }

  /** All that is read, in one transaction and a fixed number of statements. */
  private record Read(
      Campaigns.Changes changes,
      long lastEntry,
      @Nullable Closing closing,
      List<League> leagues,
      List<Department> departments,
      Map<DepartmentId, List<Link>> links,
      List<Section> sections,
      List<Goal> goals,
      List<Target> targets,
      List<Plan> plans,
      List<Milestone> milestones,
      List<Scheme> schemes,
      List<Adjustment> adjustments,
      Optional<LocalDate> published,
      Set<DepartmentId> own) {
    static Read nothing() {
      return new Read(
          Campaigns.Changes.NONE,
          0,
          null,
          List.of(),
          List.of(),
          Map.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          Set.of());
    }

    static Read of(Ports ports, CampaignId campaign, Actor actor) {
      return new Read(
          ports.campaigns().changes(campaign),
          ports.reports().last(campaign),
          ports.closings().standing(campaign).orElse(null),
          ports.departments().leagues(campaign),
          ports.departments().departments(campaign),
          ports.departments().links(campaign),
          ports.goals().sections(campaign),
          ports.goals().goals(campaign),
          ports.goals().targetVersions(campaign),
          ports.goals().planVersions(campaign),
          ports.goals().milestoneVersions(campaign),
          ports.schemes().versions(campaign),
          ports.adjustments().all(campaign),
          ports.published().apply(campaign),
          ports.reports().reportedBy(campaign, actor));
    }
  }

  private final Transactions transactions;
  private final Ports ports;
  private final Clock clock;
  private final Campaign campaign;
  private final Actor actor;
  private final boolean isNew;
  private final Read read;
  private final StagedDepartments stagedDepartments;
  private final StagedGoals stagedGoals;
  private final StagedSchemes stagedSchemes;
  private final StagedAdjustments stagedAdjustments;
  private final StagedReports stagedReports;
  private final StagedAudit stagedAudit = new StagedAudit();
  private final DepartmentService departments;
  private final GoalService goals;
  private final SectionService sections;
  private final SchemeService schemes;
  private final ReportService reports;

  /**
   * Reads what stands.
   *
   * @param into revision 0: it is new, and added when all is stored
   * @param kept false: nothing of it will be stored
   */
  public Stage(
      Transactions transactions,
      Ports ports,
      Clock clock,
      Campaign into,
      Actor actor,
      boolean kept) {
    this.transactions = transactions;
    this.ports = ports;
    this.clock = clock;
    this.actor = actor;
    isNew = into.revision() == 0;
    Numbers numbers = ports.numbers();
    campaign =
        isNew
            ? into.numbered(new CampaignId(numbers.fresh(Numbers.Of.CAMPAIGN, kept).getAsLong()))
            : into;
    read = isNew ? Read.nothing() : transactions.read(() -> Read.of(ports, campaign.id(), actor));
    InMemory inMemory = new InMemory();
    StagedClosings closings = new StagedClosings(read.closing());
    stagedDepartments =
        new StagedDepartments(read.leagues(), read.departments(), read.links(), numbers, kept);
    stagedGoals =
        new StagedGoals(
            read.sections(),
            read.goals(),
            read.lastEntry() > 0,
            read.targets(),
            read.plans(),
            read.milestones(),
            numbers,
            kept);
    stagedSchemes = new StagedSchemes(read.schemes());
    stagedAdjustments = new StagedAdjustments(read.adjustments());
    stagedReports = new StagedReports(campaign, actor, read.own());
    departments =
        new DepartmentService(
            inMemory, stagedDepartments, closings, id -> read.published(), stagedAudit, clock);
    goals = new GoalService(inMemory, stagedGoals, closings, stagedAudit, clock);
    sections = new SectionService(inMemory, stagedGoals, closings, stagedAudit);
    schemes =
        new SchemeService(
            inMemory,
            stagedSchemes,
            stagedAdjustments,
            closings,
            id -> read.published(),
            stagedAudit,
            clock);
    reports =
        new ReportService(
            inMemory,
            stagedReports,
            stagedGoals,
            stagedDepartments,
            stagedSchemes,
            closings,
            stagedAudit,
            clock);
    // Whatever the import brings: a campaign that is closed takes nothing.
    closings.requireOpen(campaign.id());
  }

  public Campaign campaign() {
    return campaign;
  }

  public DepartmentService departments() {
    return departments;
  }

  public GoalService goals() {
    return goals;
  }

  public SectionService sections() {
    return sections;
  }

  public SchemeService schemes() {
    return schemes;
  }

  public ReportService reports() {
    return reports;
  }

  public StagedReports ledger() {
    return stagedReports;
  }

  /** Reads what stands of some departments and goals, of those that were not read yet. */
  public void load(Set<StagedReports.Pair> pairs) {
    if (read.lastEntry() == 0) {
      stagedReports.noteNothing(pairs);
    } else {
      transactions.readAll(() -> stagedReports.load(pairs, ports.reports()));
    }
  }

  /**
   * A day's board as it would be with what is staged.
   *
   * @param book as it stands
   */
  public Scorebook applied(Scorebook book) {
    Setup setup = book.setup();
    LocalDate on = setup.on();
    CampaignId id = campaign.id();
    Set<Department> untouched = Set.copyOf(read.departments());
    List<Department> all = new ArrayList<>(setup.departments());
    for (Department each : stagedDepartments.departments(id)) {
      if (!untouched.contains(each)) {
        all.removeIf(d -> d.id().equals(each.id()));
        if (each.countsOn(on)) {
          all.add(each);
        }
      }
    }
    List<Adjustment> entries = new ArrayList<>(setup.adjustments());
    stagedAdjustments.added().stream().filter(a -> !a.on().isAfter(on)).forEach(entries::add);
    Scheme scheme = stagedSchemes.on(campaign, on, null);
    Setup after =
        setup.with(
            scheme,
            stagedDepartments.leagues(id),
            all,
            stagedGoals.sections(id).stream().filter(s -> s.countsOn(on)).toList(),
            stagedGoals.goals(id).stream().filter(g -> g.countsOn(on)).toList(),
            stagedGoals.targetsOn(id, on, null),
            stagedGoals.plansOn(id, on, null),
            stagedGoals.milestonesOn(id, on, null),
            entries);
    Set<GoalId> withSteps = byStep().map(Goal::id).collect(Collectors.toSet());
    Reports.Counting counting = new Reports.Counting(setup.lastCounted(), setup.entered(), null);
    Map<Setup.Cell, List<Report>> changed = new HashMap<>();
    for (StagedReports.Pair pair : stagedReports.touched()) {
      if (!withSteps.contains(pair.goal())) {
        changed.put(
            new Setup.Cell(pair.department(), pair.goal()),
            stagedReports.latest(pair.department(), pair.goal(), counting));
      }
    }
    return new Scorebook(after, book.figures()).with(changed);
  }

  private Stream<Goal> byStep() {
    return stagedGoals.goals(campaign.id()).stream().filter(g -> g.kind().hasSteps());
  }

  /** Codes of goals with staged figures that {@link #applied} does not count. */
  public List<String> notApplied() {
    Set<GoalId> touched =
        stagedReports.touched().stream().map(StagedReports.Pair::goal).collect(Collectors.toSet());
    return byStep().filter(g -> touched.contains(g.id())).map(Goal::code).sorted().toList();
  }

  /**
   * Stores all of it, inside a transaction.
   *
   * @param progress told after each part
   * @throws Overtaken if somebody changed what it was checked against
   */
  public void store(CampaignService campaigns, Runnable progress) {
    CampaignId id = campaign.id();
    Instant now = clock.instant();
    if (isNew) {
      if (ports.numbers().isTaken(Numbers.Of.CAMPAIGN, id.value())) {
        throw new Overtaken();
      }
      campaigns.addNumbered(campaign, actor);
    } else {
      ports.closings().requireOpen(id);
      if (isOvertaken()) {
        throw new Overtaken();
      }
    }
    if (stagedDepartments.isOvertaken(ports.numbers())
        || stagedGoals.isOvertaken(ports.numbers())) {
      throw new Overtaken();
    }
    stagedDepartments.store(ports.departments(), now);
    stagedGoals.store(id, ports.goals(), actor, now);
    stagedSchemes.store(id, ports.schemes(), now);
    stagedAdjustments.store(id, ports.adjustments());
    progress.run();
    if (stagedReports.addedCount() > 0) {
      stagedReports.gather();
      ports.reports().appendAll(id, stagedReports.added(now), stagedReports.addedCount());
      progress.run();
    }
    ports.audit().recordAll(actor, stagedAudit.changes().iterator());
    ports
        .audit()
        .recordAll(
            actor,
            stagedReports.changes(
                stagedDepartments.departments(id).stream()
                    .collect(Collectors.toMap(Department::id, Department::code)),
                stagedGoals.goals(id).stream().collect(Collectors.toMap(Goal::id, Goal::code))));
    progress.run();
  }

  private boolean isOvertaken() {
    Campaigns.Changes now = ports.campaigns().changes(campaign.id());
    if (now.setup() != read.changes().setup()) {
      return true;
    }
    if (now.ledger() == read.changes().ledger()) {
      return false;
    }
    List<Report> between = ports.reports().since(campaign.id(), read.lastEntry(), MOST_BETWEEN);
    return between.size() == MOST_BETWEEN || between.stream().anyMatch(stagedReports::concerns);
  }
}
