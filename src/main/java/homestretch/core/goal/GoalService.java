package homestretch.core.goal;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closings;
import homestretch.core.department.DepartmentId;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.store.Code;
import homestretch.core.store.Numbered;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Goals, and how much of them by when: adding and changing while the campaign is open. */
public final class GoalService {
  private final Transactions transactions;
  private final Goals goals;
  private final Closings closings;
  private final Audit audit;
  private final Clock clock;

  public GoalService(
      Transactions transactions, Goals goals, Closings closings, Audit audit, Clock clock) {
    this.transactions = transactions;
    this.goals = goals;
    this.closings = closings;
    this.audit = audit;
    this.clock = clock;
  }

  /** The same by another clock: a sample was not set up on the day that it is first looked at. */
  public GoalService withClock(Clock other) {
    return new GoalService(transactions, goals, closings, audit, other);
  }

  public List<Goal> goals(Campaign campaign) {
    return transactions.read(() -> goals.goals(campaign.id()));
  }

  /** The sections that goals stand in, in their order. */
  public List<Section> sections(Campaign campaign) {
    return transactions.read(() -> goals.sections(campaign.id()));
  }

  public Goal find(Campaign campaign, String code) {
    return transactions.read(
        () ->
            goals
                .goal(campaign.id(), code)
                .or(
                    () ->
                        Optional.ofNullable(
                            Code.find(goals.goals(campaign.id()), Goal::code, Goal::name, code)))
                .orElseThrow(() -> new Fault.NotFound(new Text("指标", "goal"), code)));
  }

  /**
   * Adds the goal, or changes the one of the same code.
   *
   * @param goal revision 0: whatever stands is replaced; another: only that one
   * @throws Fault.Invalid if the campaign has figures and the change would score them otherwise
   */
  public Goal put(Campaign campaign, Goal goal, Actor actor) {
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          Optional<Goal> before =
              goals.goals(campaign.id()).stream()
                  .filter(g -> Code.same(g.code(), goal.code()))
                  .findFirst();
          String subject = campaign.slug() + "/" + goal.code();
          if (before.isEmpty()) {
            Goal added = goals.add(goal);
            audit.record(actor, "goal.add", subject, null, added);
            return added;
          }
          Goal wanted =
              goal.stored(
                  before.get().id(),
                  campaign.id(),
                  before.get().code(),
                  goal.revision() == 0 ? before.get().revision() : goal.revision());
          if (wanted.equals(before.get())) {
            return before.get();
          }
          List<Violation> rescored = rescored(campaign, before.get(), wanted);
          if (!rescored.isEmpty() && goals.hasFigures(campaign.id())) {
            throw new Fault.Invalid(rescored);
          }
          if (!goals.change(wanted)) {
            throw new Fault.Stale();
          }
          audit.record(actor, "goal.change", subject, before.get(), wanted);
          return goals.goal(campaign.id(), before.get().code()).orElseThrow();
        });
  }

  /** What of a change would score figures otherwise that were scored before. */
  private List<Violation> rescored(Campaign campaign, Goal before, Goal wanted) {
    List<Violation> all = new ArrayList<>();
    Text version =
        new Text("；要改请新建一个从某日起生效的评分方案版本", "; a version of the scheme changes it from a date on");
    if (!same(before.weight(), wanted.weight())) {
      all.add(kept("weight", before.weight(), wanted.weight(), version));
    }
    if (!same(before.cap(), wanted.cap())) {
      all.add(kept("cap", before.cap(), wanted.cap(), version));
    }
    if (!Objects.equals(before.section(), wanted.section())) {
      all.add(
          kept(
              "section",
              code(campaign, before.section()),
              code(campaign, wanted.section()),
              version));
    }
    Text other = new Text("；要改请另建一个指标", "; make another goal instead");
    if (!before.kind().equals(wanted.kind())) {
      all.add(kept("kind", before.kind().name(), wanted.kind().name(), other));
    }
    if (before.direction() != wanted.direction()) {
      all.add(kept("direction", before.direction(), wanted.direction(), other));
    }
    if (before.period() != wanted.period()) {
      all.add(kept("period", before.period(), wanted.period(), other));
    }
    return all;
  }

  private @Nullable String code(Campaign campaign, @Nullable SectionId section) {
    return goals.sections(campaign.id()).stream()
        .filter(s -> s.id().equals(section))
        .map(Section::code)
        .findFirst()
        .orElse(null);
  }

  private static Violation kept(
      String field, @Nullable Object stands, @Nullable Object wanted, Text instead) {
    String is = written(stands);
    return new Violation(
        field,
        written(wanted),
        new Text(
            "不变（" + is + "），因为战役已有上报数据" + instead.zh(),
            is + " as it is, for the campaign has figures" + instead.en()));
  }

  private static String written(@Nullable Object value) {
    return switch (value) {
      case null -> "none";
      case BigDecimal number -> number.toPlainString();
      case Enum<?> choice -> choice.name().toLowerCase(Locale.ROOT);
      default -> value.toString();
    };
  }

  private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null || other == null ? one == other : one.compareTo(other) == 0;
  }

  /**
   * Removes a goal of which there is nothing yet.
   *
   * @param expected the revision that the caller has read; 0: whichever it is
   * @throws Fault.Conflict naming what there is of it: it can be ended by {@code until}
   */
  public void remove(Campaign campaign, Goal goal, int expected, Actor actor) {
    transactions.writeAll(
        () -> {
          closings.requireOpen(campaign.id());
          if (expected != 0 && expected != goal.revision()) {
            throw new Fault.Stale();
          }
          Map<Text, Long> uses = goals.uses(goal.id());
          if (!uses.isEmpty()) {
            throw new Fault.Conflict(
                new Text(
                    "指标“"
                        + goal.code()
                        + "”已有"
                        + uses.entrySet().stream()
                            .map(use -> use.getValue() + " " + use.getKey().zh())
                            .collect(Collectors.joining("、"))
                        + "，不能删除；可设 until 让它从某日起不再计入",
                    "there are "
                        + uses.entrySet().stream()
                            .map(use -> use.getValue() + " " + use.getKey().en())
                            .collect(Collectors.joining(", "))
                        + " of the goal “"
                        + goal.code()
                        + "”; give it an until, after which it does not count"));
          }
          goals.remove(campaign.id(), goal.id());
          audit.record(actor, "goal.remove", campaign.slug() + "/" + goal.code(), goal, null);
        });
  }

  /** Every version of every target with its number. */
  public List<Numbered<Target>> numberedTargets(Campaign campaign) {
    return transactions.read(() -> goals.numberedTargets(campaign.id()));
  }

  /** Every version of every plan with its number. */
  public List<Numbered<Plan>> numberedPlans(Campaign campaign) {
    return transactions.read(() -> goals.numberedPlans(campaign.id()));
  }

  /** Every version of every step with its number. */
  public List<Numbered<Milestone>> numberedMilestones(Campaign campaign) {
    return transactions.read(() -> goals.numberedMilestones(campaign.id()));
  }

  /** Removes a version of a target that was a mistake: what stood before it stands again. */
  public void removeTarget(Campaign campaign, Numbered<Target> target, Actor actor) {
    remove(campaign, "target.remove", target, actor, id -> goals.removeTarget(campaign.id(), id));
  }

  /** Removes a version of a plan that was a mistake. */
  public void removePlan(Campaign campaign, Numbered<Plan> plan, Actor actor) {
    remove(campaign, "plan.remove", plan, actor, id -> goals.removePlan(campaign.id(), id));
  }

  /** Removes a version of a step that was a mistake. */
  public void removeMilestone(Campaign campaign, Numbered<Milestone> step, Actor actor) {
    remove(
        campaign, "milestone.remove", step, actor, id -> goals.removeMilestone(campaign.id(), id));
  }

  private void remove(
      Campaign campaign, String action, Numbered<?> version, Actor actor, LongConsumer remover) {
    transactions.writeAll(
        () -> {
          closings.requireOpen(campaign.id());
          remover.accept(version.id());
          audit.record(actor, action, campaign.slug() + "/" + version.id(), version.thing(), null);
        });
  }

  /** The targets that count on a day. */
  public List<Target> targets(Campaign campaign, LocalDate on) {
    return transactions.read(() -> goals.targetsOn(campaign.id(), on, null));
  }

  /** Every version, oldest first. */
  public List<Target> targetVersions(Campaign campaign) {
    return transactions.read(() -> goals.targetVersions(campaign.id()));
  }

  /** Every version of one department's target, oldest first. */
  public List<Target> targetVersions(DepartmentId department, GoalId goal) {
    return transactions.read(() -> goals.versions(department, goal));
  }

  /** Sets a target as a new version; the same target again adds none. */
  public Target setTarget(Campaign campaign, Target target, Actor actor) {
    checkFrom(campaign, target.from());
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          Optional<Target> standing =
              goals.versions(target.department(), target.goal()).stream()
                  .filter(t -> !t.from().isAfter(target.from()))
                  .max(Comparator.comparing(Target::from).thenComparing(Target::version));
          if (standing.isPresent()
              && standing.get().applicable() == target.applicable()
              && same(standing.get().amount(), target.amount())
              && same(standing.get().baseline(), target.baseline())) {
            return standing.get();
          }
          Target added = goals.addTarget(campaign.id(), target, actor, clock.instant());
          audit.record(
              actor,
              "target.set",
              campaign.slug() + "/" + target.department().value() + "/" + target.goal().value(),
              standing.orElse(null),
              added);
          return added;
        });
  }

  /** The plans that count on a day. */
  public List<Plan> plans(Campaign campaign, LocalDate on) {
    return transactions.read(() -> goals.plansOn(campaign.id(), on, null));
  }

  /** Every version, oldest first. */
  public List<Plan> planVersions(Campaign campaign) {
    return transactions.read(() -> goals.planVersions(campaign.id()));
  }

  /** The version of a plan that counts on a day, one that takes it away too. */
  public Optional<Plan> plan(GoalId goal, @Nullable DepartmentId department, LocalDate on) {
    return transactions.read(
        () ->
            goals.planVersions(goal, department).stream()
                .filter(p -> !p.from().isAfter(on))
                .max(Comparator.comparing(Plan::from).thenComparing(Plan::version)));
  }

  /**
   * Sets a whole curve as a new version; the same curve again adds none, one without points takes
   * the plan away.
   *
   * @throws Fault.Invalid if a point lies outside the goal's period
   */
  public Plan setPlan(Campaign campaign, Goal goal, Plan plan, Actor actor) {
    checkFrom(campaign, plan.from());
    LocalDate start = goal.periodStart(campaign);
    for (Plan.Point point : plan.points()) {
      if (point.date().isBefore(start) || point.date().isAfter(campaign.deadline())) {
        throw new Fault.Invalid(
            "date",
            point.date(),
            new Text(
                start + " 至 " + campaign.deadline() + " 之间的日期",
                "a date from " + start + " to " + campaign.deadline()));
      }
    }
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          Optional<Plan> standing = plan(plan.goal(), plan.department(), plan.from());
          if (standing.isPresent()
              ? sameCurve(standing.get().points(), plan.points())
              : plan.points().isEmpty()) {
            return standing.orElse(plan);
          }
          Plan added = goals.addPlan(campaign.id(), plan, actor, clock.instant());
          audit.record(
              actor,
              "plan.set",
              campaign.slug()
                  + "/"
                  + goal.code()
                  + (plan.department() == null ? "" : "/" + plan.department().value()),
              standing.orElse(null),
              added);
          return added;
        });
  }

  private static boolean sameCurve(List<Plan.Point> one, List<Plan.Point> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!one.get(i).date().equals(other.get(i).date())
          || !same(one.get(i).percent(), other.get(i).percent())) {
        return false;
      }
    }
    return true;
  }

  /** The steps that count on a day. */
  public List<Milestone> milestones(Campaign campaign, LocalDate on) {
    return transactions.read(() -> goals.milestonesOn(campaign.id(), on, null));
  }

  /** Every version, oldest first. */
  public List<Milestone> milestoneVersions(Campaign campaign) {
    return transactions.read(() -> goals.milestoneVersions(campaign.id()));
  }

  /** The version of a step that counts on a day, one that takes it away too. */
  public Optional<Milestone> step(DepartmentId department, GoalId goal, String step, LocalDate on) {
    return transactions.read(
        () ->
            goals.milestoneVersions(department, goal).stream()
                .filter(m -> m.step().equals(step) && !m.from().isAfter(on))
                .max(Comparator.comparing(Milestone::from).thenComparing(Milestone::version)));
  }

  /**
   * Sets a step as a new version; the same step again adds none.
   *
   * @throws Fault.Invalid if the goal has no steps or the step is due after the deadline
   */
  public Milestone setMilestone(Campaign campaign, Goal goal, Milestone step, Actor actor) {
    checkFrom(campaign, step.from());
    if (!goal.kind().hasSteps()) {
      throw new Fault.Invalid(
          "goal", goal.code(), new Text("kind 为 milestones 的指标", "a goal of the kind milestones"));
    }
    if (step.due().isAfter(campaign.deadline()) || step.due().getYear() < 1990) {
      throw new Fault.Invalid(
          "due",
          step.due(),
          new Text(
              "不晚于截止日 " + campaign.deadline() + " 的日期",
              "a date not after the deadline, " + campaign.deadline()));
    }
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          Optional<Milestone> standing =
              step(step.department(), step.goal(), step.step(), step.from());
          if (standing.isPresent()
              && standing.get().due().equals(step.due())
              && same(standing.get().weight(), step.weight())) {
            return standing.get();
          }
          Milestone added = goals.addMilestone(campaign.id(), step, actor, clock.instant());
          audit.record(
              actor,
              "milestone.set",
              campaign.slug()
                  + "/"
                  + step.department().value()
                  + "/"
                  + goal.code()
                  + "/"
                  + step.step(),
              standing.orElse(null),
              added);
          return added;
        });
  }

  /** A version from after the deadline would never count: a slip of the pen. */
  private static void checkFrom(Campaign campaign, LocalDate from) {
    if (from.isAfter(campaign.deadline()) || from.getYear() < 1990) {
      throw new Fault.Invalid(
          "from",
          from,
          new Text(
              "不晚于截止日 " + campaign.deadline() + " 的日期",
              "a date not after the deadline, " + campaign.deadline()));
    }
  }
}
