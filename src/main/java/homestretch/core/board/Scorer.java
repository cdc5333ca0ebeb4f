package homestretch.core.board;

import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Section;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.score.Weighted;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * From a department's figures to its goals, and from those to its score, completion, deviation and
 * light (docs/scoring.md, "A department's score"). No ranks: those need the league.
 */
final class Scorer {
  private final SetupIndex index;
  private final Sectioning sectioning;

  Scorer(SetupIndex index) {
    this.index = index;
    sectioning = new Sectioning(index.setup());
  }

  Sectioning sectioning() {
    return sectioning;
  }

  /**
   * A department on each goal, in the order of the goals, without points.
   *
   * @param figures what counts on the date, of every department
   */
  List<GoalStanding> cells(Department department, Map<DepartmentId, List<Report>> figures) {
    List<GoalStanding> cells = new ArrayList<>();
    for (Goal goal : index.setup().goals()) {
      cells.add(cell(department.id(), goal, figures));
    }
    return cells;
  }

  /**
   * The departments of a league over all goals, unranked.
   *
   * @param cells of each of them
   */
  List<Standing> standings(List<Department> league, List<List<GoalStanding>> cells) {
    List<List<GoalStanding>> earned = Earnings.of(index.setup().scheme(), cells);
    List<Standing> standings = new ArrayList<>();
    for (int i = 0; i < league.size(); i++) {
      Department department = league.get(i);
      standings.add(weighed(department, earned.get(i), index.pointsOf(department.id()), false));
    }
    return standings;
  }

  /** Ranked by one goal alone: no bonus, no deduction. */
  Standing ofOne(Standing all, Goal goal) {
    return weighed(
        all.department(),
        all.goals().stream().filter(g -> g.goal().id().equals(goal.id())).toList(),
        List.of(),
        true);
  }

  private GoalStanding cell(
      DepartmentId department, Goal goal, Map<DepartmentId, List<Report>> figures) {
    Setup.Cell cell = new Setup.Cell(department, goal.id());
    List<Report> reported =
        // A figure from before the period (last year's, in a ledger that goes on) says nothing.
        figures.getOrDefault(department, List.of()).stream()
            .filter(f -> f.goal().equals(goal.id()))
            .filter(f -> !f.asOf().isBefore(goal.periodStart(index.setup().campaign())))
            .toList();
    Plan plan = index.plan(cell);
    if (goal.kind().hasSteps()) {
      return milestones(goal, cell, plan, reported);
    }
    Target target = index.target(cell);
    Report report = reported.isEmpty() ? null : reported.getFirst();
    for (Department merged : index.mergedInto(department)) {
      Setup.Cell theirs = new Setup.Cell(merged.id(), goal.id());
      Target before = index.target(theirs);
      Report last =
          figures.getOrDefault(merged.id(), List.of()).stream()
              .filter(f -> f.goal().equals(goal.id()))
              .findFirst()
              .orElse(null);
      report = Merger.figure(goal, merged, report, last);
      target = Merger.target(goal, merged, target, before);
    }
    if (target == null || !target.applicable()) {
      return unknown(goal, GoalStanding.State.NOT_APPLICABLE, null, plan, report);
    }
    if (goal.asksNothing(target)) {
      return unknown(goal, GoalStanding.State.NOTHING_ASKED, target, plan, report);
    }
    if (report == null) {
      return unknown(goal, GoalStanding.State.UNREPORTED, target, plan, null);
    }
    if (goal.isStale(
        report.asOf(),
        index.setup().on(),
        index.setup().campaign().deadline(),
        index.setup().calendar())) {
      return unknown(goal, GoalStanding.State.STALE, target, plan, report);
    }
    BigFraction expected = index.expected(goal, department, plan, report.asOf());
    boolean noCases = goal.isWithoutCases(report.figure());
    Exact actual = goal.measured(report.figure());
    if (actual == null && !noCases) {
      return unknown(goal, GoalStanding.State.UNDEFINED, target, plan, report);
    }
    Pace pace =
        actual == null
            ? Pace.ofNoCases(goal, expected)
            : Pace.of(goal, target, actual, expected, index.setup().scheme());
    return new GoalStanding(
        goal,
        noCases ? GoalStanding.State.NO_CASES : GoalStanding.State.REPORTED,
        target,
        plan,
        report,
        List.of(),
        pace,
        index.setup().scheme().light(goal.kind(), pace.deviation()));
  }

  private static GoalStanding unknown(
      Goal goal,
      GoalStanding.State state,
      @Nullable Target target,
      @Nullable Plan plan,
      @Nullable Report report) {
    return new GoalStanding(goal, state, target, plan, report, List.of(), null, Light.GREY);
  }

  /** Weight of the steps done / weight of all; a step overdue is red, one made up for yellow. */
  private GoalStanding milestones(
      Goal goal, Setup.Cell cell, @Nullable Plan plan, List<Report> reported) {
    List<Milestone> planned = index.milestones(cell);
    if (planned.isEmpty()) {
      return unknown(goal, GoalStanding.State.NOT_APPLICABLE, null, plan, null);
    }
    Map<String, Report> done = new HashMap<>();
    reported.stream().filter(r -> r.figure().isDone()).forEach(r -> done.put(r.figure().step(), r));
    BigDecimal all = BigDecimal.ZERO;
    BigDecimal reached = BigDecimal.ZERO;
    Report last = null;
    Light worst = Light.GREEN;
    List<GoalStanding.Step> steps = new ArrayList<>();
    for (Milestone milestone : planned) {
      all = all.add(milestone.weight());
      Report report = done.get(milestone.step());
      Light light = light(milestone, report);
      steps.add(new GoalStanding.Step(milestone, report, light));
      worst = light == Light.GREY ? worst : worst.worse(light);
      if (report != null) {
        reached = reached.add(milestone.weight());
        last = last == null || report.asOf().isAfter(last.asOf()) ? report : last;
      }
    }
    Target target =
        Target.of(cell.department(), goal.id(), all, null, index.setup().campaign().start());
    if (reported.isEmpty() && worst != Light.RED) {
      // Nobody has said anything, and nothing was due: that is no zero.
      return new GoalStanding(
          goal,
          GoalStanding.State.UNREPORTED,
          target,
          plan,
          null,
          List.copyOf(steps),
          null,
          Light.GREY);
    }
    Pace pace =
        Pace.of(
            goal,
            target,
            Exact.of(reached),
            index.expected(goal, cell.department(), plan, index.setup().lastCounted()),
            index.setup().scheme());
    return new GoalStanding(
        goal,
        GoalStanding.State.REPORTED,
        target,
        plan,
        last,
        List.copyOf(steps),
        pace,
        worst.worse(index.setup().scheme().light(goal.kind(), pace.deviation())));
  }

  private Light light(Milestone milestone, @Nullable Report done) {
    if (done == null) {
      return milestone.due().isBefore(index.setup().on()) ? Light.RED : Light.GREY;
    }
    return done.asOf().isAfter(milestone.due()) ? Light.YELLOW : Light.GREEN;
  }

  /**
   * @param alone whether it is of one goal, whose raw completion and own deviation then speak for
   *     themselves
   */
  private Standing weighed(
      Department department,
      List<GoalStanding> cells,
      List<Standing.Points> points,
      boolean alone) {
    List<GoalStanding> applicable = cells.stream().filter(c -> c.state().weighs()).toList();
    Exact mean = shown(points(applicable));
    Pace only = alone && !cells.isEmpty() ? cells.getFirst().pace() : null;
    Exact completion = only != null ? only.completion() : mean(applicable, Pace::credited);
    Exact expected = only != null ? only.expected() : mean(applicable, Pace::credibleExpected);
    BigDecimal deviation =
        only != null
            ? only.deviation()
            : completion == null || expected == null ? null : completion.shownMinus(expected);
    return new Standing(
        null,
        department,
        index.leagueOf(department),
        mean == null ? null : withPoints(mean, points),
        mean,
        coverage(applicable),
        applicable.stream().anyMatch(c -> c.pace() == null),
        completion,
        mean(applicable, Pace::completion),
        expected,
        deviation,
        completion == null || expected == null || expected.signum() == 0
            ? null
            : shown(Exact.percent(completion.value(), expected.value())),
        light(cells, deviation, alone),
        cutOff(cells),
        alone ? List.of() : sections(applicable),
        List.copyOf(cells),
        points,
        null,
        index.vetoed(department.id()),
        null);
  }

  /**
   * What the goals give, weighed; one not reported gives nothing or 0, as the scheme says, and one
   * that has no points by its rule is left out.
   */
  private @Nullable BigFraction points(List<GoalStanding> applicable) {
    boolean zero = index.setup().scheme().missing() == Scheme.Missing.ZERO;
    return sectioning.mean(
        applicable,
        GoalStanding::goal,
        c -> {
          Exact points = c.points();
          return points != null
              ? points.value()
              : zero && c.pace() == null ? BigFraction.ZERO : null;
        });
  }

  private Exact coverage(List<GoalStanding> applicable) {
    BigFraction covered =
        sectioning.mean(
            applicable,
            GoalStanding::goal,
            c -> c.pace() == null ? BigFraction.ZERO : BigFraction.of(100));
    return new Exact(
        covered == null ? BigFraction.ZERO : covered, index.setup().scheme().shownDecimals());
  }

  private List<SectionStanding> sections(List<GoalStanding> applicable) {
    List<SectionStanding> sections = new ArrayList<>();
    for (Weighted<Section> each : sectioning.sections()) {
      List<GoalStanding> inside =
          applicable.stream().filter(c -> each.value().id().equals(c.goal().section())).toList();
      Exact completion = mean(inside, Pace::credited);
      Exact expected = mean(inside, Pace::credibleExpected);
      BigDecimal deviation =
          completion == null || expected == null ? null : completion.shownMinus(expected);
      sections.add(
          new SectionStanding(
              each.value(),
              each.weight(),
              shown(points(inside)),
              inside.isEmpty() ? null : coverage(inside),
              completion,
              expected,
              deviation,
              deviation == null ? Light.GREY : index.setup().scheme().light(deviation)));
    }
    return List.copyOf(sections);
  }

  private @Nullable Exact mean(List<GoalStanding> cells, Function<Pace, Exact> figure) {
    return shown(
        sectioning.mean(
            cells,
            GoalStanding::goal,
            c -> c.pace() == null ? null : figure.apply(c.pace()).value()));
  }

  /** With bonus and deduction; the score is not below 0. */
  private static Exact withPoints(Exact mean, List<Standing.Points> points) {
    BigFraction sum =
        points.stream()
            .map(p -> Exact.fraction(p.counted()))
            .reduce(mean.value(), BigFraction::add);
    return new Exact(sum.signum() < 0 ? BigFraction.ZERO : sum, mean.decimals());
  }

  /** Of the figures that count; a step is done on its day, which is no cut-off. */
  private static @Nullable CutOff cutOff(List<GoalStanding> cells) {
    return CutOff.over(
        cells.stream()
            .filter(c -> c.pace() != null && c.steps().isEmpty())
            .map(GoalStanding::report)
            .map(r -> CutOff.of(r == null ? null : r.asOf())));
  }

  private Light light(List<GoalStanding> cells, @Nullable BigDecimal deviation, boolean alone) {
    if (alone && !cells.isEmpty()) {
      return cells.getFirst().light();
    }
    return deviation == null ? Light.GREY : index.setup().scheme().light(deviation);
  }

  /** A percentage of a department or of all, shown as the scheme says. */
  @Nullable Exact shown(@Nullable BigFraction figure) {
    return figure == null ? null : new Exact(figure, index.setup().scheme().shownDecimals());
  }
}
