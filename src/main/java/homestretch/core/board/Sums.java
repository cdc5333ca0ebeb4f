package homestretch.core.board;

import homestretch.core.department.League;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Target;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.util.function.Supplier;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What a goal comes to over some departments. Sums are exact, so that a department can be taken out
 * again when its figure changes, and nothing need be added up anew.
 *
 * @param departments to which the goal applies
 * @param reported those that reported it
 * @param included those of them whose figures are in the sums: not a growth given as a mere rate,
 *     nor a ratio without cases
 * @param actual amounts, or numerators
 * @param target amounts, or percentages times denominators
 * @param due the size of each department times what it should have done by now
 * @param size the absolute targets of those included, or their denominators
 * @param asked the absolute targets of all to which the goal applies (amounts only)
 */
record Sums(
    int departments,
    int reported,
    int included,
    BigDecimal actual,
    BigDecimal denominator,
    BigDecimal target,
    BigDecimal baseline,
    BigFraction due,
    BigDecimal size,
    BigDecimal asked) {
  static final Sums NONE =
      new Sums(
          0,
          0,
          0,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          BigFraction.ZERO,
          BigDecimal.ZERO,
          BigDecimal.ZERO);

  /** What one department contributes. */
  static Sums of(GoalStanding cell) {
    Target target = cell.target();
    if (!cell.state().weighs() || target == null) {
      return NONE;
    }
    Pace pace = cell.pace();
    boolean isAmount = !cell.goal().kind().isRate();
    BigDecimal asked = isAmount ? target.amount().abs() : BigDecimal.ZERO;
    if (pace == null) {
      return NONE.counting(0, asked);
    }
    BigDecimal amount = target.amount();
    if (isAmount) {
      BigDecimal baseline = target.baseline() == null ? BigDecimal.ZERO : target.baseline();
      return new Sums(
          1,
          1,
          1,
          cell.amount(),
          BigDecimal.ZERO,
          amount,
          baseline,
          Exact.fraction(amount.abs()).multiply(pace.expected().value()),
          amount.abs(),
          asked);
    }
    Figure figure = cell.report() == null ? null : cell.report().figure();
    BigDecimal base = figure == null ? null : figure.denominator();
    if (figure == null || base == null || base.signum() == 0) {
      return NONE.counting(1, asked);
    }
    return new Sums(
        1,
        1,
        1,
        figure.value(),
        base,
        amount.multiply(base.abs()),
        BigDecimal.ZERO,
        Exact.fraction(base.abs()).multiply(pace.expected().value()),
        base.abs(),
        asked);
  }

  private Sums counting(int reports, BigDecimal ask) {
    return new Sums(
        1, reports, 0, actual, denominator, target, baseline, due, size, asked.add(ask));
  }

  Sums plus(Sums other) {
    return new Sums(
        departments + other.departments,
        reported + other.reported,
        included + other.included,
        actual.add(other.actual),
        denominator.add(other.denominator),
        target.add(other.target),
        baseline.add(other.baseline),
        due.add(other.due),
        size.add(other.size),
        asked.add(other.asked));
  }

  Sums minus(Sums other) {
    return new Sums(
        departments - other.departments,
        reported - other.reported,
        included - other.included,
        actual.subtract(other.actual),
        denominator.subtract(other.denominator),
        target.subtract(other.target),
        baseline.subtract(other.baseline),
        due.subtract(other.due),
        size.subtract(other.size),
        asked.subtract(other.asked));
  }

  /**
   * @param expected of a goal whose targets are all 0, where nothing weighs the departments'
   */
  GoalTotal total(
      Goal goal, @Nullable League league, Scheme scheme, Supplier<BigFraction> expected) {
    boolean rate = goal.kind().isRate();
    @Nullable Exact measured =
        included == 0
            ? null
            : rate ? goal.measured(Figure.of(actual, denominator)) : Exact.of(actual);
    if (measured == null || (rate && size.signum() == 0)) {
      return new GoalTotal(goal, league, departments, reported, 0, share(), null, null);
    }
    BigFraction sizes = Exact.fraction(size);
    Exact wanted =
        rate
            ? new Exact(Exact.fraction(target).divide(sizes), goal.shownDecimals())
            : Exact.of(target);
    BigFraction expectedOfAll = size.signum() == 0 ? expected.get() : due.divide(sizes);
    return new GoalTotal(
        goal,
        league,
        departments,
        reported,
        included,
        share(),
        wanted,
        Pace.of(goal, wanted.value(), baseline, measured, expectedOfAll, scheme));
  }

  /** Of what was asked, the part on which there are figures: by targets, or by head for rates. */
  private BigFraction share() {
    if (departments == 0) {
      return BigFraction.ZERO;
    }
    return asked.signum() == 0
        ? BigFraction.of(reported, departments)
        : Exact.fraction(size).divide(Exact.fraction(asked));
  }
}
