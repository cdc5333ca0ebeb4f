package homestretch.core.exchange.staged;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.Goals;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.goal.Target;
import homestretch.core.store.Numbered;
import homestretch.core.store.Numbers;
import homestretch.core.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link Goals} as read, with what an import adds and changes. */
final class StagedGoals implements Goals {
  private record Cell(@Nullable DepartmentId department, GoalId goal) {}

  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final Map<String, Goal> goals = new LinkedHashMap<>();
  private final boolean hasFigures;
  private final Map<Cell, List<Target>> targets = new HashMap<>();
  private final Map<Cell, List<Plan>> plans = new HashMap<>();
  private final Map<Cell, List<Milestone>> milestones = new HashMap<>();
  private final LongSupplier sectionNumbers;
  private final LongSupplier goalNumbers;
  private final LongSupplier planNumbers;
  private final List<Section> addedSections = new ArrayList<>();
  private final List<Section> changedSections = new ArrayList<>();
  private final List<Goal> added = new ArrayList<>();
  private final List<Goal> changed = new ArrayList<>();
  private final List<Target> addedTargets = new ArrayList<>();
  private final List<Plan> addedPlans = new ArrayList<>();
  private final List<Milestone> addedMilestones = new ArrayList<>();

  StagedGoals(
      List<Section> sections,
      List<Goal> goals,
      boolean hasFigures,
      List<Target> targets,
      List<Plan> plans,
      List<Milestone> milestones,
      Numbers numbers,
      boolean kept) {
    this.hasFigures = hasFigures;
    sections.forEach(s -> this.sections.put(s.code(), s));
    goals.forEach(g -> this.goals.put(g.code(), g));
    targets.forEach(this::keep);
    plans.forEach(this::keep);
    milestones.forEach(this::keep);
    sectionNumbers = numbers.fresh(Numbers.Of.SECTION, kept);
    goalNumbers = numbers.fresh(Numbers.Of.GOAL, kept);
    planNumbers = numbers.fresh(Numbers.Of.PLAN, kept);
  }

  /** Whether somebody took the numbers of those that are to be added. */
  boolean isOvertaken(Numbers numbers) {
    return (!added.isEmpty() && numbers.isTaken(Numbers.Of.GOAL, added.getFirst().id().value()))
        || (!addedSections.isEmpty()
            && numbers.isTaken(Numbers.Of.SECTION, addedSections.getFirst().id().value()));
  }

  void store(CampaignId campaign, Goals into, Actor actor, Instant at) {
    into.addSections(addedSections);
    for (Section section : changedSections) {
      if (!into.changeSection(section)) {
        throw new Fault.Stale();
      }
    }
    into.addAll(added);
    if (!into.changeAll(changed)) {
      throw new Fault.Stale();
    }
    into.addTargets(campaign, addedTargets, actor, at);
    into.addPlans(campaign, addedPlans, planNumbers, actor, at);
    into.addMilestones(campaign, addedMilestones, actor, at);
  }

  private void keep(Target t) {
    targets.computeIfAbsent(new Cell(t.department(), t.goal()), c -> new ArrayList<>()).add(t);
  }

  private void keep(Plan p) {
    plans.computeIfAbsent(new Cell(p.department(), p.goal()), c -> new ArrayList<>()).add(p);
  }

  private void keep(Milestone m) {
    milestones.computeIfAbsent(new Cell(m.department(), m.goal()), c -> new ArrayList<>()).add(m);
  }

  @Override
  public Section addSection(Section s) {
    Section section =
        s.stored(new SectionId(sectionNumbers.getAsLong()), s.campaign(), s.code(), 1);
    addedSections.add(section);
    sections.put(section.code(), section);
    return section;
  }

  @Override
  public boolean changeSection(Section s) {
    Section before = sections.get(s.code());
    if (before == null || before.revision() != s.revision()) {
      return false;
    }
    changedSections.add(s);
    sections.put(s.code(), s.stored(s.id(), s.campaign(), s.code(), s.revision() + 1));
    return true;
  }

  @Override
  public List<Section> sections(CampaignId campaign) {
    return List.copyOf(sections.values());
  }

  @Override
  public void addSections(List<Section> all) {
    throw InMemory.notAsked();
  }

  @Override
  public Map<Text, Long> usesOfSection(SectionId section) {
    throw InMemory.notAsked();
  }

  @Override
  public void removeSection(CampaignId campaign, SectionId section) {
    throw InMemory.notAsked();
  }

  @Override
  public Goal add(Goal g) {
    Goal goal = g.stored(new GoalId(goalNumbers.getAsLong()), g.campaign(), g.code(), 1);
    added.add(goal);
    goals.put(goal.code(), goal);
    return goal;
  }

  @Override
  public boolean change(Goal g) {
    Goal before = goals.get(g.code());
    if (before == null || before.revision() != g.revision()) {
      return false;
    }
    changed.add(g);
    goals.put(g.code(), g.stored(g.id(), g.campaign(), g.code(), g.revision() + 1));
    return true;
  }

  @Override
  public List<Goal> goals(CampaignId campaign) {
    return List.copyOf(goals.values());
  }

  @Override
  public Optional<Goal> goal(CampaignId campaign, String code) {
    return Optional.ofNullable(goals.get(code));
  }

  @Override
  public boolean hasFigures(CampaignId campaign) {
    return hasFigures;
  }

  @Override
  public Target addTarget(CampaignId campaign, Target t, Actor actor, Instant at) {
    int version =
        versions(t.department(), t.goal()).stream().mapToInt(Target::version).max().orElse(0) + 1;
    Target target =
        new Target(
            t.department(), t.goal(), t.amount(), t.baseline(), t.from(), t.applicable(), version);
    addedTargets.add(target);
    keep(target);
    return target;
  }

  @Override
  public List<Target> versions(DepartmentId department, GoalId goal) {
    return targets.getOrDefault(new Cell(department, goal), List.of());
  }

  @Override
  public Plan addPlan(CampaignId campaign, Plan p, Actor actor, Instant at) {
    int version =
        planVersions(p.goal(), p.department()).stream().mapToInt(Plan::version).max().orElse(0) + 1;
    Plan plan = new Plan(p.goal(), p.department(), p.from(), p.points(), version);
    addedPlans.add(plan);
    keep(plan);
    return plan;
  }

  @Override
  public List<Plan> planVersions(GoalId goal, @Nullable DepartmentId department) {
    return plans.getOrDefault(new Cell(department, goal), List.of());
  }

  @Override
  public Milestone addMilestone(CampaignId campaign, Milestone m, Actor actor, Instant at) {
    int version =
        milestoneVersions(m.department(), m.goal()).stream()
                .filter(other -> other.step().equals(m.step()))
                .mapToInt(Milestone::version)
                .max()
                .orElse(0)
            + 1;
    Milestone milestone =
        new Milestone(m.department(), m.goal(), m.step(), m.due(), m.weight(), m.from(), version);
    addedMilestones.add(milestone);
    keep(milestone);
    return milestone;
  }

  @Override
  public List<Milestone> milestoneVersions(DepartmentId department, GoalId goal) {
    return milestones.getOrDefault(new Cell(department, goal), List.of());
  }

  /** In any order: an import asks which there are. */
  @Override
  public List<Milestone> milestonesOn(DepartmentId department, GoalId goal, LocalDate on) {
    Map<String, Milestone> latest = new LinkedHashMap<>();
    milestoneVersions(department, goal).stream()
        .filter(m -> !m.from().isAfter(on))
        .sorted(Comparator.comparing(Milestone::from).thenComparing(Milestone::version))
        .forEach(m -> latest.put(m.step(), m));
    return latest.values().stream()
        .filter(m -> m.weight().signum() > 0)
        .sorted(Comparator.comparing(Milestone::due).thenComparing(Milestone::step))
        .toList();
  }

  @Override
  public void addAll(List<Goal> all) {
    throw InMemory.notAsked();
  }

  @Override
  public boolean changeAll(List<Goal> all) {
    throw InMemory.notAsked();
  }

  @Override
  public void addTargets(CampaignId campaign, List<Target> all, Actor actor, Instant at) {
    throw InMemory.notAsked();
  }

  @Override
  public void addPlans(
      CampaignId campaign, List<Plan> all, LongSupplier ids, Actor actor, Instant at) {
    throw InMemory.notAsked();
  }

  @Override
  public void addMilestones(CampaignId campaign, List<Milestone> all, Actor actor, Instant at) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Target> targetsOn(CampaignId campaign, LocalDate on, @Nullable Instant known) {
    return targets.values().stream()
        .flatMap(
            versions ->
                versions.stream()
                    .filter(v -> !v.from().isAfter(on))
                    .max(Comparator.comparing(Target::from).thenComparing(Target::version))
                    .stream())
        .toList();
  }

  @Override
  public List<Target> targetVersions(CampaignId campaign) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Plan> plansOn(CampaignId campaign, LocalDate on, @Nullable Instant known) {
    return plans.values().stream()
        .flatMap(
            versions ->
                versions.stream()
                    .filter(v -> !v.from().isAfter(on))
                    .max(Comparator.comparing(Plan::from).thenComparing(Plan::version))
                    .stream())
        .filter(plan -> !plan.points().isEmpty())
        .toList();
  }

  @Override
  public List<Plan> planVersions(CampaignId campaign) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Milestone> milestonesOn(CampaignId campaign, LocalDate on, @Nullable Instant known) {
    return milestones.keySet().stream()
        .flatMap(
            cell ->
                cell.department() == null
                    ? Stream.of()
                    : milestonesOn(cell.department(), cell.goal(), on).stream())
        .toList();
  }

  @Override
  public List<Milestone> milestoneVersions(CampaignId campaign) {
    throw InMemory.notAsked();
  }

  @Override
  public Map<Text, Long> uses(GoalId goal) {
    throw InMemory.notAsked();
  }

  @Override
  public void remove(CampaignId campaign, GoalId goal) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Numbered<Target>> numberedTargets(CampaignId campaign) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Numbered<Plan>> numberedPlans(CampaignId campaign) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Numbered<Milestone>> numberedMilestones(CampaignId campaign) {
    throw InMemory.notAsked();
  }

  @Override
  public void removeTarget(CampaignId campaign, long id) {
    throw InMemory.notAsked();
  }

  @Override
  public void removePlan(CampaignId campaign, long id) {
    throw InMemory.notAsked();
  }

  @Override
  public void removeMilestone(CampaignId campaign, long id) {
    throw InMemory.notAsked();
  }
}
