package homestretch.core.goal;

import homestretch.core.campaign.Countdown;
import homestretch.core.department.DepartmentId;
import homestretch.core.fault.Fault;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What should be done by when: cumulative percentages at dates, linear in between, 0 before the
 * period's first day (docs/scoring.md, Time progress). Days are counted as in the time progress, so
 * that a straight plan equals it.
 *
 * @param department null: of every department that has no plan of its own
 * @param from the first day on which this version counts
 * @param points ascending; none: the plan is taken away
 */
public record Plan(
    GoalId goal,
    @Nullable DepartmentId department,
    LocalDate from,
    List<Point> points,
    int version) {
  /** A plan may pass 100 (docs/scoring.md, "Time progress"); ten times the target is a slip. */
  private static final BigDecimal MOST_PERCENT = BigDecimal.valueOf(1000);

  private static final BigFraction WHOLE = BigFraction.of(100);

  /**
   * @param date the percentage is reached at this day's end
   */
  public record Point(LocalDate date, BigDecimal percent) {}

  public Plan {
    points = List.copyOf(points);
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      if (point.percent().signum() < 0 || point.percent().compareTo(MOST_PERCENT) > 0) {
        throw new Fault.Invalid(
            "percent",
            point.percent().toPlainString(),
            new Text("0–1000 的百分数", "a percentage from 0 to 1000"));
      }
      if (i > 0
          && (!point.date().isAfter(points.get(i - 1).date())
              || point.percent().compareTo(points.get(i - 1).percent()) < 0)) {
        throw new Fault.Invalid(
            "percent",
            point.date() + " " + point.percent().toPlainString(),
            new Text("日期依次向后、累计百分比不减", "ascending dates with percentages that do not fall"));
      }
    }
  }

  /**
   * The straight piece of the curve on which a day lies.
   *
   * @param days from its beginning to its end
   * @param elapsed from its beginning to the day, at most {@code days}
   */
  public record Piece(BigDecimal low, BigDecimal high, long elapsed, long days) {
    public BigFraction expected() {
      BigFraction from = Exact.fraction(low);
      return days == 0
          ? Exact.fraction(high)
          : from.add(Exact.fraction(high).subtract(from).multiply(BigFraction.of(elapsed, days)));
    }
  }

  /**
   * Where a day's end lies on the curve. The whole target is due by the deadline, whether the last
   * point says so or not.
   */
  public Piece piece(LocalDate start, LocalDate deadline, LocalDate at) {
    LocalDate from = start.minusDays(1);
    BigDecimal low = BigDecimal.ZERO;
    if (at.isBefore(start)) {
      return new Piece(low, low, 0, 0);
    }
    for (Point point : points) {
      if (!point.date().isBefore(start)) {
        if (!at.isAfter(point.date())) {
          return piece(from, low, point.date(), point.percent(), at);
        }
        from = point.date();
        low = point.percent();
      }
    }
    return from.isBefore(deadline) && low.compareTo(Figures.HUNDRED) < 0
        ? piece(from, low, deadline, Figures.HUNDRED, at.isAfter(deadline) ? deadline : at)
        : new Piece(low, low, 0, 0);
  }

  private static Piece piece(
      LocalDate from, BigDecimal low, LocalDate to, BigDecimal high, LocalDate at) {
    return new Piece(
        low, high, ChronoUnit.DAYS.between(from, at), ChronoUnit.DAYS.between(from, to));
  }

  /**
   * Expected completion in percent, exact, with a plan or without (docs/scoring.md, "Time
   * progress").
   *
   * @param joined the day on which a unit joined within the period: a plan of its own stands as it
   *     is; of the plan of all, or of the time, it owes the share that lies in its own days. Null:
   *     it was there from the start
   */
  public static BigFraction expected(
      Goal goal,
      @Nullable Plan plan,
      LocalDate start,
      @Nullable LocalDate joined,
      LocalDate deadline,
      LocalDate at) {
    if (plan == null || plan.points().isEmpty()) {
      LocalDate from = joined == null ? start : joined;
      return goal.kind().buildsUp() ? Countdown.timeProgress(from, deadline, at) : WHOLE;
    }
    BigFraction planned = plan.piece(start, deadline, at).expected();
    if (joined == null || plan.department() != null) {
      return planned;
    }
    BigFraction before = plan.piece(start, deadline, joined.minusDays(1)).expected();
    BigFraction left = WHOLE.subtract(before);
    BigFraction since = planned.subtract(before);
    return left.signum() <= 0 || since.signum() <= 0
        ? BigFraction.ZERO
        : since.multiply(WHOLE).divide(left);
  }
}
