package homestretch.core.board;

import homestretch.core.department.DepartmentId;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Target;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.text.Figures;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a goal comes to over some departments. Sums are exact, so that a department can be taken out
 * again when its figure changes, and nothing need be added up anew.
 *
 * @param departments to which the goal applies
 * @param reported those whose figures are in the sums
 * @param rates those of them that gave a rate without its two amounts: then there is no total
 * @param actual amounts, or numerators
 * @param target amounts, or percentages times denominators
 * @param due the size of each department times what it should have done by now
 * @param size the absolute targets, or denominators
 */
record Sums(
    int departments,
    int reported,
    int rates,
    BigDecimal actual,
    BigDecimal denominator,
    BigDecimal target,
    BigDecimal baseline,
    BigDecimal due,
    BigDecimal size) {
  static final Sums NONE =
      new Sums(
          0,
          0,
          0,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          BigDecimal.ZERO);

  /** What one department contributes. */
  static Sums of(GoalStanding cell) {
    Target target = cell.target();
    Pace pace = cell.pace();
    if (!cell.state().weighs() || target == null || pace == null) {
      return cell.state().weighs() ? NONE.counting(0, 0) : NONE;
    }
    BigDecimal amount = target.amount();
    BigDecimal baseline = target.baseline() == null ? BigDecimal.ZERO : target.baseline();
    if (!cell.goal().kind().isRate()) {
      return new Sums(
          1,
          1,
          0,
          pace.actual(),
          BigDecimal.ZERO,
          amount,
          baseline,
          amount.abs().multiply(pace.expected()),
          amount.abs());
    }
    Figure figure = cell.report() == null ? null : cell.report().figure();
    BigDecimal base = figure == null ? null : figure.denominator();
    if (figure == null || base == null) {
      return NONE.counting(1, 1);
    }
    return new Sums(
        1,
        1,
        0,
        figure.value(),
        base,
        amount.multiply(base.abs()),
        BigDecimal.ZERO,
        base.abs().multiply(pace.expected()),
        base.abs());
  }

  private Sums counting(int reported, int rates) {
    return new Sums(1, reported, rates, actual, denominator, target, baseline, due, size);
  }

  Sums plus(Sums other) {
    return new Sums(
        departments + other.departments,
        reported + other.reported,
        rates + other.rates,
        actual.add(other.actual),
        denominator.add(other.denominator),
        target.add(other.target),
        baseline.add(other.baseline),
        due.add(other.due),
        size.add(other.size));
  }

  Sums minus(Sums other) {
    return new Sums(
        departments - other.departments,
        reported - other.reported,
        rates - other.rates,
        actual.subtract(other.actual),
        denominator.subtract(other.denominator),
        target.subtract(other.target),
        baseline.subtract(other.baseline),
        due.subtract(other.due),
        size.subtract(other.size));
  }

  /**
   * @param expected of a goal whose targets are all 0, where nothing weighs the departments'
   * @param start the first day of the sum's target
   */
  GoalTotal total(Goal goal, Scheme scheme, Supplier<BigDecimal> expected, LocalDate start) {
    boolean rate = goal.kind().isRate();
    @Nullable BigDecimal measured =
        rate ? Figure.of(actual, denominator).measured(goal.kind()) : actual;
    if (reported == 0 || rates > 0 || measured == null || (rate && size.signum() == 0)) {
      return new GoalTotal(goal, departments, reported, null, null);
    }
    BigDecimal wanted = rate ? target.divide(size, Figures.PRECISE) : target;
    Target sum = Target.of(new DepartmentId(0), goal.id(), wanted, baseline, start);
    return new GoalTotal(
        goal,
        departments,
        reported,
        wanted,
        Pace.of(
            goal,
            sum,
            measured,
            size.signum() == 0 ? expected.get() : due.divide(size, Figures.PRECISE),
            scheme));
  }
}
