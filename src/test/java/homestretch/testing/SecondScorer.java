package homestretch.testing;

import homestretch.core.department.Department;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Section;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.Due;
import homestretch.core.score.rule.Efficacy;
import homestretch.core.score.rule.Measure;
import homestretch.core.score.rule.PointsTable;
import homestretch.core.score.rule.Proportional;
import homestretch.core.score.rule.RankPoints;
import homestretch.core.score.rule.Relative;
import homestretch.core.score.rule.ScoringRule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * docs/scoring.md computed a second time, plainly and slowly, from a campaign in memory. It uses
 * the program's records as input and none of its rules or arithmetic.
 */
public final class SecondScorer {
  private final Drive drive;

  public SecondScorer(Drive drive) {
    this.drive = drive;
  }

  /**
   * One department on one goal.
   *
   * @param applies whether the goal's weight counts
   * @param completion null: not known; so are the others
   */
  public record Cell(
      Goal goal,
      boolean applies,
      @Nullable Ratio actual,
      @Nullable Ratio completion,
      @Nullable Ratio credited,
      @Nullable Ratio expected,
      @Nullable Ratio due,
      @Nullable BigDecimal deviation) {
    static Cell without(Goal goal, boolean applies) {
      return new Cell(goal, applies, null, null, null, null, null, null);
    }
  }

  /**
   * One department over all goals, or the whole campaign; as shown.
   *
   * @param sections what each section gives, in their order; null: nothing known
   */
  public record Row(
      @Nullable BigDecimal score,
      BigDecimal coverage,
      boolean provisional,
      @Nullable BigDecimal completion,
      @Nullable BigDecimal raw,
      @Nullable BigDecimal expected,
      @Nullable BigDecimal deviation,
      String light,
      List<@Nullable BigDecimal> sections) {}

  public Cell cell(Department department, Goal goal) {
    List<Report> reports =
        drive.figures.stream()
            .filter(f -> f.department().equals(department.id()) && f.goal().equals(goal.id()))
            .toList();
    if (goal.kind() instanceof GoalKind.Milestones) {
      List<Milestone> steps =
          drive.milestones.stream()
              .filter(m -> m.department().equals(department.id()) && m.goal().equals(goal.id()))
              .toList();
      if (steps.isEmpty()) {
        return Cell.without(goal, false);
      }
      Ratio all = Ratio.ZERO;
      Ratio done = Ratio.ZERO;
      for (Milestone step : steps) {
        all = all.plus(Ratio.of(step.weight()));
        boolean isDone =
            reports.stream()
                .anyMatch(r -> r.figure().step().equals(step.step()) && r.figure().isDone());
        done = isDone ? done.plus(Ratio.of(step.weight())) : done;
      }
      if (reports.isEmpty() && steps.stream().noneMatch(s -> s.due().isBefore(drive.on))) {
        return Cell.without(goal, true);
      }
      return known(
          goal, done, completion(goal, all, null, done), due(department, goal, drive.on), null);
    }
    Target target =
        drive.targets.stream()
            .filter(t -> t.department().equals(department.id()) && t.goal().equals(goal.id()))
            .findFirst()
            .orElse(null);
    if (target == null || !target.applicable() || asksNothing(goal, target)) {
      return Cell.without(goal, false);
    }
    if (reports.isEmpty()) {
      return Cell.without(goal, true);
    }
    Figure figure = reports.getFirst().figure();
    Ratio due = due(department, goal, reports.getFirst().asOf());
    BigDecimal base = figure.denominator();
    Ratio aim = Ratio.of(target.amount());
    if (base == null) {
      Ratio value = Ratio.of(figure.value());
      return known(goal, value, completion(goal, aim, target.baseline(), value), due, aim);
    }
    boolean growth = goal.kind() instanceof GoalKind.Growth;
    if (base.signum() == 0) {
      return growth || figure.value().signum() != 0
          ? Cell.without(goal, false)
          : known(goal, null, Ratio.HUNDRED, due, aim);
    }
    Ratio part = Ratio.of(growth ? figure.value().subtract(base) : figure.value());
    Ratio percent = part.times(Ratio.HUNDRED).over(Ratio.of(growth ? base.abs() : base));
    return known(goal, percent, completion(goal, aim, target.baseline(), percent), due, aim);
  }

  private static boolean asksNothing(Goal goal, Target target) {
    boolean nonNegative = goal.minimum() != null && goal.minimum().signum() >= 0;
    boolean amount = !(goal.kind() instanceof GoalKind.Growth);
    boolean fromZero =
        goal.period() == Goal.Period.YEAR
            || target.baseline() == null
            || target.baseline().signum() == 0;
    return goal.direction() == Direction.UP
        && nonNegative
        && amount
        && fromZero
        && target.amount().signum() == 0;
  }

  private Cell known(
      Goal goal, @Nullable Ratio actual, Ratio completion, Ratio expected, @Nullable Ratio aim) {
    int places = goal.shownDecimals();
    BigDecimal deviation = completion.shown(places).subtract(expected.shown(places));
    if (goal.kind() instanceof GoalKind.Growth && actual != null && aim != null) {
      BigDecimal apart =
          actual.shown(places).subtract(aim.times(expected).over(Ratio.HUNDRED).shown(places));
      deviation = goal.direction() == Direction.UP ? apart : apart.negate();
    }
    return new Cell(
        goal,
        true,
        actual,
        completion,
        within(goal, completion),
        expected,
        within(goal, expected),
        deviation);
  }

  private static Ratio within(Goal goal, Ratio percent) {
    Ratio floored = percent.atLeast(Ratio.ZERO);
    return goal.cap() == null ? floored : floored.atMost(Ratio.of(goal.cap()));
  }

  private Ratio completion(Goal goal, Ratio aim, @Nullable BigDecimal baseline, Ratio actual) {
    boolean up = goal.direction() == Direction.UP;
    if (goal.kind() instanceof GoalKind.Growth) {
      Scheme.Growth rule = drive.scheme.growth();
      Ratio better = up ? actual.minus(aim) : aim.minus(actual);
      Ratio limit = Ratio.of(rule.limit());
      return Ratio.of(rule.base())
          .plus(better.times(Ratio.of(rule.step())).atMost(limit).atLeast(Ratio.ZERO.minus(limit)));
    }
    Ratio start =
        goal.period() == Goal.Period.CAMPAIGN && baseline != null ? Ratio.of(baseline) : Ratio.ZERO;
    boolean met = up ? actual.compareTo(aim) >= 0 : actual.compareTo(aim) <= 0;
    Ratio done;
    if (aim.compareTo(start) == 0) {
      return met ? Ratio.HUNDRED : Ratio.ZERO;
    } else if (goal.period() == Goal.Period.CAMPAIGN) {
      done = actual.minus(start).over(aim.minus(start));
    } else if (aim.sign() > 0) {
      done = up ? actual.over(aim) : Ratio.of(2).minus(actual.over(aim));
    } else {
      // Lower is better than a negative target: the share of |target| that is reached.
      done =
          up
              ? Ratio.of(1).plus(actual.minus(aim).over(aim.size()))
              : Ratio.ZERO.minus(actual).over(aim.size());
    }
    return (up ? done : done.atLeast(Ratio.ZERO)).times(Ratio.HUNDRED);
  }

  private Ratio due(@Nullable Department department, Goal goal, LocalDate at) {
    LocalDate start =
        goal.period() == Goal.Period.CAMPAIGN ? drive.campaign.start() : drive.campaign.yearStart();
    LocalDate deadline = drive.campaign.deadline();
    LocalDate from = department == null ? null : department.from();
    LocalDate joined = from != null && from.isAfter(start) ? from : null;
    Plan own = department == null ? null : plan(goal, department);
    if (own != null) {
      return onCurve(own, start, deadline, at);
    }
    Plan common = plan(goal, null);
    if (common != null) {
      Ratio now = onCurve(common, start, deadline, at);
      if (joined == null) {
        return now;
      }
      Ratio before = onCurve(common, start, deadline, joined.minusDays(1));
      Ratio left = Ratio.HUNDRED.minus(before);
      return left.sign() <= 0 || now.compareTo(before) <= 0
          ? Ratio.ZERO
          : now.minus(before).times(Ratio.HUNDRED).over(left);
    }
    boolean buildsUp =
        goal.kind() instanceof GoalKind.Total || goal.kind() instanceof GoalKind.Milestones;
    if (!buildsUp) {
      return Ratio.HUNDRED;
    }
    LocalDate first = joined == null ? start : joined;
    long all = first.until(deadline, ChronoUnit.DAYS) + 1;
    long gone = Math.max(0, Math.min(all, first.until(at, ChronoUnit.DAYS) + 1));
    return Ratio.of(gone).times(Ratio.HUNDRED).over(Ratio.of(all));
  }

  private @Nullable Plan plan(Goal goal, @Nullable Department department) {
    return drive.plans.stream()
        .filter(p -> p.goal().equals(goal.id()))
        .filter(
            p ->
                department == null
                    ? p.department() == null
                    : department.id().equals(p.department()))
        .findFirst()
        .orElse(null);
  }

  /** Day by day along the curve, which is as plain as it can be. */
  private static Ratio onCurve(Plan plan, LocalDate start, LocalDate deadline, LocalDate at) {
    List<Plan.Point> points = new ArrayList<>(plan.points());
    BigDecimal last = points.getLast().percent();
    if (points.getLast().date().isBefore(deadline)) {
      points.add(new Plan.Point(deadline, last.max(BigDecimal.valueOf(100))));
    }
    LocalDate from = start.minusDays(1);
    Ratio low = Ratio.ZERO;
    for (Plan.Point point : points) {
      Ratio high = Ratio.of(point.percent());
      long days = from.until(point.date(), ChronoUnit.DAYS);
      for (LocalDate day = from; day.isBefore(point.date()); day = day.plusDays(1)) {
        if (!day.isBefore(at)) {
          return at.isBefore(start)
              ? Ratio.ZERO
              : low.plus(
                  high.minus(low)
                      .times(Ratio.of(from.until(day, ChronoUnit.DAYS)))
                      .over(Ratio.of(days)));
        }
      }
      from = point.date();
      low = high;
    }
    return low;
  }

  public Row row(Department department) {
    List<Cell> cells =
        drive.goals.stream().map(g -> cell(department, g)).filter(Cell::applies).toList();
    boolean zero = drive.scheme.missing() == Scheme.Missing.ZERO;
    Function<Cell, @Nullable Ratio> earned =
        c -> c.credited() == null && zero ? Ratio.ZERO : points(department, c);
    int places = drive.scheme.shownDecimals();
    Ratio points = whole(cells, earned);
    BigDecimal score =
        points == null ? null : points.plus(entries(department)).atLeast(Ratio.ZERO).shown(places);
    Ratio covered = whole(cells, c -> c.credited() == null ? Ratio.ZERO : Ratio.HUNDRED);
    List<@Nullable BigDecimal> sections = new ArrayList<>();
    for (Section section : drive.sections) {
      Ratio inside = inside(cells, section, earned);
      sections.add(inside == null ? null : inside.shown(places));
    }
    return weighted(
        cells,
        score,
        (covered == null ? Ratio.ZERO : covered).shown(places),
        cells.stream().anyMatch(c -> c.credited() == null),
        sections);
  }

  /**
   * What a goal gives by its scoring rule.
   *
   * @return null: not known, or nothing
   */
  public @Nullable Ratio points(Department department, Cell cell) {
    if (cell.credited() == null || cell.due() == null) {
      return null;
    }
    ScoringRule rule = drive.scheme.rule(cell.goal().id());
    return switch (rule) {
      case Proportional _ -> cell.credited();
      case Due _ -> {
        if (cell.due().sign() == 0) {
          yield null;
        }
        Ratio part = cell.credited().over(cell.due()).times(Ratio.HUNDRED);
        BigDecimal cap = cell.goal().cap();
        yield cap == null ? part : part.atMost(Ratio.of(cap));
      }
      case PointsTable table -> table(table, cell);
      case Efficacy efficacy -> efficacy(efficacy, department, cell);
      case RankPoints ranks -> ranked(ranks, department, cell);
      case Relative relative -> relative(relative, department, cell);
    };
  }

  /** As it is shown; less being better it is turned round. */
  private static @Nullable Ratio figure(Cell cell, Measure by) {
    int places = cell.goal().shownDecimals();
    if (cell.completion() == null || cell.deviation() == null) {
      return null;
    }
    if (by == Measure.COMPLETION) {
      return Ratio.of(cell.completion().shown(places));
    }
    if (by == Measure.DEVIATION) {
      return Ratio.of(cell.deviation());
    }
    if (cell.actual() == null) {
      return null;
    }
    return Ratio.of(cell.actual().shown(places));
  }

  private static Ratio turned(Ratio figure, Goal goal, Measure by) {
    boolean turns =
        goal.direction() == Direction.DOWN && (by == Measure.VALUE || by == Measure.GROWTH);
    return turns ? Ratio.ZERO.minus(figure) : figure;
  }

  /** Of everybody in the league who has one, turned round where less is better. */
  private List<Ratio> league(Department department, Goal goal, Measure by, boolean withoutCases) {
    List<Ratio> all = new ArrayList<>();
    for (Department other : drive.departments) {
      Cell cell = cell(other, goal);
      Ratio figure = figure(cell, by);
      boolean noCases =
          cell.actual() == null && goal.kind() instanceof GoalKind.Ratio && figure != null;
      if (other.league().equals(department.league())
          && figure != null
          && (withoutCases || !noCases)) {
        all.add(turned(figure, goal, by));
      }
    }
    return all;
  }

  private static @Nullable Ratio table(PointsTable table, Cell cell) {
    Ratio figure = figure(cell, table.by());
    if (figure == null) {
      return null;
    }
    Ratio own = turned(figure, cell.goal(), table.by());
    PointsTable.Band below = null;
    PointsTable.Band above = null;
    for (PointsTable.Band band : table.bands()) {
      Ratio at = turned(Ratio.of(band.at()), cell.goal(), table.by());
      if (at.compareTo(own) <= 0) {
        boolean nearer =
            below == null
                || at.compareTo(turned(Ratio.of(below.at()), cell.goal(), table.by())) > 0;
        below = nearer ? band : below;
      } else {
        boolean nearer =
            above == null
                || at.compareTo(turned(Ratio.of(above.at()), cell.goal(), table.by())) < 0;
        above = nearer ? band : above;
      }
    }
    if (below == null) {
      return Ratio.of(table.before());
    }
    Ratio low = Ratio.of(below.points());
    Ratio past = own.minus(turned(Ratio.of(below.at()), cell.goal(), table.by()));
    boolean steps = table.mode() == PointsTable.Mode.STEP;
    if (above != null) {
      Ratio way =
          turned(Ratio.of(above.at()), cell.goal(), table.by())
              .minus(turned(Ratio.of(below.at()), cell.goal(), table.by()));
      return steps ? low : low.plus(Ratio.of(above.points()).minus(low).times(past).over(way));
    }
    if (past.sign() == 0) {
      return low;
    }
    PointsTable.Beyond beyond = table.beyond();
    if (beyond == null) {
      return table.after() == null ? low : Ratio.of(table.after());
    }
    Ratio parts = past.over(Ratio.of(beyond.every()));
    Ratio counted = steps ? new Ratio(parts.above().divide(parts.below()), BigInteger.ONE) : parts;
    return low.plus(counted.times(Ratio.of(beyond.points())))
        .atMost(Ratio.of(beyond.most()))
        .atLeast(low);
  }

  private @Nullable Ratio efficacy(Efficacy rule, Department department, Cell cell) {
    Ratio figure = figure(cell, rule.by());
    if (figure == null) {
      return null;
    }
    Ratio own = turned(figure, cell.goal(), rule.by());
    Ratio worst = own;
    Ratio best = own;
    if (rule.range() != null) {
      worst = turned(Ratio.of(rule.range().worst()), cell.goal(), rule.by());
      best = turned(Ratio.of(rule.range().best()), cell.goal(), rule.by());
    } else {
      for (Ratio other : league(department, cell.goal(), rule.by(), true)) {
        worst = worst.atMost(other);
        best = best.atLeast(other);
      }
    }
    Ratio floor = Ratio.of(rule.floor());
    Ratio span = Ratio.of(rule.span());
    return best.compareTo(worst) == 0
        ? floor.plus(span)
        : floor
            .plus(span.times(own.minus(worst)).over(best.minus(worst)))
            .atLeast(Ratio.ZERO)
            .atMost(Ratio.HUNDRED);
  }

  /** By counting who reads better, also where the board lets nobody share a rank. */
  private @Nullable Ratio ranked(RankPoints rule, Department department, Cell cell) {
    Ratio figure = figure(cell, rule.by());
    if (figure == null) {
      return null;
    }
    Ratio own = turned(figure, cell.goal(), rule.by());
    List<Ratio> better = new ArrayList<>();
    for (Ratio other : league(department, cell.goal(), rule.by(), true)) {
      boolean counted =
          other.compareTo(own) > 0
              && (drive.scheme.tieRule() != Scheme.TieRule.DENSE || !better.contains(other));
      if (counted) {
        better.add(other);
      }
    }
    Ratio points =
        switch (rule.ladder()) {
          case RankPoints.Ladder.Listed listed ->
              better.size() < listed.points().size()
                  ? Ratio.of(listed.points().get(better.size()))
                  : Ratio.of(rule.floor());
          case RankPoints.Ladder.Stepped stepped ->
              Ratio.of(stepped.first())
                  .minus(Ratio.of(stepped.step()).times(Ratio.of(better.size())));
        };
    return points.atLeast(Ratio.of(rule.floor()));
  }

  private @Nullable Ratio relative(Relative rule, Department department, Cell cell) {
    Ratio figure = figure(cell, rule.by());
    if (figure == null) {
      return null;
    }
    Ratio sum = Ratio.ZERO;
    Ratio weights = Ratio.ZERO;
    for (Department other : drive.departments) {
      Cell theirs = cell(other, cell.goal());
      Ratio read = figure(theirs, rule.by());
      boolean noCases = theirs.actual() == null;
      if (other.league().equals(department.league()) && read != null && !noCases) {
        Ratio weight =
            rule.mean() == Relative.Mean.PLAIN ? Ratio.of(1) : aim(other, cell.goal()).size();
        sum = sum.plus(weight.times(read));
        weights = weights.plus(weight);
      }
    }
    if (weights.sign() == 0) {
      return null;
    }
    Ratio mean = Ratio.of(sum.over(weights).shown(cell.goal().shownDecimals()));
    Ratio better =
        turned(figure, cell.goal(), rule.by()).minus(turned(mean, cell.goal(), rule.by()));
    return Ratio.of(rule.base())
        .plus(Ratio.of(rule.step()).times(better))
        .atMost(Ratio.of(rule.most()))
        .atLeast(Ratio.of(rule.least()));
  }

  /** What the goals of a section come to; null: nothing is known of it. */
  private static @Nullable Ratio inside(
      List<Cell> cells, Section section, Function<Cell, @Nullable Ratio> figure) {
    Ratio sum = Ratio.ZERO;
    Ratio weights = Ratio.ZERO;
    for (Cell cell : cells) {
      Ratio known = figure.apply(cell);
      if (known != null && section.id().equals(cell.goal().section())) {
        sum = sum.plus(known.times(Ratio.of(cell.goal().weight())));
        weights = weights.plus(Ratio.of(cell.goal().weight()));
      }
    }
    return weights.sign() == 0 ? null : sum.over(weights);
  }

  /** Sections by their weights, with every goal that stands in none beside them. */
  private @Nullable Ratio whole(List<Cell> cells, Function<Cell, @Nullable Ratio> figure) {
    Ratio sum = Ratio.ZERO;
    Ratio weights = Ratio.ZERO;
    for (Section section : drive.sections) {
      Ratio known = inside(cells, section, figure);
      if (known != null) {
        sum = sum.plus(known.times(weight(section)));
        weights = weights.plus(weight(section));
      }
    }
    for (Cell cell : cells) {
      Ratio known = cell.goal().section() == null ? figure.apply(cell) : null;
      if (known != null) {
        sum = sum.plus(known.times(Ratio.of(cell.goal().weight())));
        weights = weights.plus(Ratio.of(cell.goal().weight()));
      }
    }
    return weights.sign() == 0 ? null : sum.over(weights);
  }

  private Ratio weight(Section section) {
    BigDecimal given = drive.scheme.sectionWeights().getOrDefault(section.id(), section.weight());
    if (given != null) {
      return Ratio.of(given);
    }
    Ratio all = Ratio.ZERO;
    for (Goal goal : drive.goals) {
      all = section.id().equals(goal.section()) ? all.plus(Ratio.of(goal.weight())) : all;
    }
    return all;
  }

  private Ratio entries(Department department) {
    Ratio sum = Ratio.ZERO;
    for (Scheme.Item item : drive.scheme.items()) {
      Ratio entered = Ratio.ZERO;
      for (Adjustment entry : drive.adjustments) {
        if (entry.department().equals(department.id()) && entry.item().equals(item.code())) {
          entered = entered.plus(Ratio.of(entry.points()));
        }
      }
      Ratio counted = entered.atMost(Ratio.of(item.cap()));
      sum = item.kind() == Scheme.Item.Kind.BONUS ? sum.plus(counted) : sum.minus(counted);
    }
    return sum;
  }

  private Row weighted(
      List<Cell> cells,
      @Nullable BigDecimal score,
      BigDecimal coverage,
      boolean provisional,
      List<@Nullable BigDecimal> sections) {
    int places = drive.scheme.shownDecimals();
    Ratio credited = whole(cells, Cell::credited);
    Ratio raw = whole(cells, Cell::completion);
    Ratio due = whole(cells, Cell::due);
    if (credited == null || raw == null || due == null) {
      return new Row(score, coverage, provisional, null, null, null, null, "GREY", sections);
    }
    BigDecimal completion = credited.shown(places);
    BigDecimal expected = due.shown(places);
    BigDecimal deviation = completion.subtract(expected);
    String light =
        deviation.compareTo(new BigDecimal("-10")) > 0
            ? "GREEN"
            : deviation.compareTo(new BigDecimal("-30")) >= 0 ? "YELLOW" : "RED";
    return new Row(
        score,
        coverage,
        provisional,
        completion,
        raw.shown(places),
        expected,
        deviation,
        light,
        sections);
  }

  /** The whole campaign: sums goal by goal, credited, then weighted. */
  public Row whole() {
    List<Cell> totals = new ArrayList<>();
    for (Goal goal : drive.goals) {
      totals.add(total(goal));
    }
    return weighted(totals, null, BigDecimal.ZERO, false, List.of());
  }

  private Cell total(Goal goal) {
    boolean rate = goal.kind() instanceof GoalKind.Growth || goal.kind() instanceof GoalKind.Ratio;
    Ratio actual = Ratio.ZERO;
    Ratio base = Ratio.ZERO;
    Ratio aim = Ratio.ZERO;
    Ratio start = Ratio.ZERO;
    Ratio size = Ratio.ZERO;
    Ratio due = Ratio.ZERO;
    int counted = 0;
    for (Department department : drive.departments) {
      Cell cell = cell(department, goal);
      if (!department.inTotals() || cell.expected() == null) {
        continue;
      }
      Ratio wanted = aim(department, goal);
      Ratio weight = wanted.size();
      if (rate) {
        Figure figure =
            drive.figures.stream()
                .filter(f -> f.department().equals(department.id()) && f.goal().equals(goal.id()))
                .findFirst()
                .orElseThrow()
                .figure();
        if (figure.denominator() == null || figure.denominator().signum() == 0) {
          continue;
        }
        weight = Ratio.of(figure.denominator()).size();
        actual = actual.plus(Ratio.of(figure.value()));
        base = base.plus(Ratio.of(figure.denominator()));
        aim = aim.plus(wanted.times(weight));
      } else {
        actual = cell.actual() == null ? actual : actual.plus(cell.actual());
        aim = aim.plus(wanted);
        start = start.plus(baseline(department, goal));
      }
      size = size.plus(weight);
      due = due.plus(weight.times(cell.expected()));
      counted++;
    }
    if (counted == 0 || (rate && base.sign() == 0)) {
      return Cell.without(goal, true);
    }
    if (rate) {
      boolean growth = goal.kind() instanceof GoalKind.Growth;
      Ratio part = growth ? actual.minus(base) : actual;
      actual = part.times(Ratio.HUNDRED).over(growth ? base.size() : base);
      aim = aim.over(size);
    }
    // Where all targets are 0 nothing weighs the units: what is due of nobody in particular.
    Ratio expected = size.sign() == 0 ? due(null, goal, drive.on) : due.over(size);
    BigDecimal baseline = new BigDecimal(start.above()).divide(new BigDecimal(start.below()));
    return known(goal, actual, completion(goal, aim, baseline, actual), expected, aim);
  }

  private Ratio aim(Department department, Goal goal) {
    if (goal.kind() instanceof GoalKind.Milestones) {
      return drive.milestones.stream()
          .filter(m -> m.department().equals(department.id()) && m.goal().equals(goal.id()))
          .map(m -> Ratio.of(m.weight()))
          .reduce(Ratio.ZERO, Ratio::plus);
    }
    return Ratio.of(target(department, goal).amount());
  }

  private Ratio baseline(Department department, Goal goal) {
    BigDecimal baseline =
        goal.kind() instanceof GoalKind.Milestones ? null : target(department, goal).baseline();
    return baseline == null ? Ratio.ZERO : Ratio.of(baseline);
  }

  private Target target(Department department, Goal goal) {
    return drive.targets.stream()
        .filter(t -> t.department().equals(department.id()) && t.goal().equals(goal.id()))
        .findFirst()
        .orElseThrow();
  }
}
