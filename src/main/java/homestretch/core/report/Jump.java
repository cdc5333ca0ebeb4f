package homestretch.core.report;

import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Target;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.text.Exact;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Why a figure is asked about once before it is taken (docs/scoring.md, "Corrections"): it is far
 * from the last one, mostly because of a slip of the finger.
 *
 * @param code stays with the entry as its flag, for the reviewer
 * @param text what is odd, for whoever reports
 */
public record Jump(String code, Text text) {
  private static final BigFraction MAX_JUMP_POINTS = BigFraction.of(50);
  private static final BigFraction TENFOLD = BigFraction.of(10);
  private static final BigFraction TEN_TIMES_THE_TARGET = BigFraction.of(1000);

  /** A growth near zero is easily ten times another; below so many points nobody is asked. */
  private static final BigFraction LEAST_OF_TENFOLD_GROWTH = BigFraction.of(2);

  /**
   * @param target null: none, so that nothing can be said of completion
   * @param last the figure that counted before; null: none
   */
  public static Optional<Jump> of(
      Goal goal,
      @Nullable Target target,
      @Nullable Figure last,
      @Nullable LocalDate lastAsOf,
      Figure now,
      LocalDate asOf) {
    if (isPlainlyNear(goal, target, last, now)) {
      return Optional.empty();
    }
    Exact measured = goal.measured(now);
    if (measured == null || goal.kind().hasSteps()) {
      return Optional.empty();
    }
    Exact before = last == null ? null : goal.measured(last);
    if (goal.kind().isGrowth() && before == null) {
      return ofFirstGrowth(target, measured);
    }
    BigFraction completion = completion(goal, target, measured);
    if (last == null || before == null || lastAsOf == null) {
      return completion != null && Exact.compare(completion, TEN_TIMES_THE_TARGET) >= 0
          ? Optional.of(
              new Jump(
                  "completion",
                  new Text(
                      "这个数是目标的十倍以上（完成率 " + shown(completion) + "%）",
                      "it is more than ten times the target (" + shown(completion) + "% done)")))
          : Optional.empty();
    }
    Text was =
        new Text(
            last.in(goal, Language.ZH) + "（截至 " + lastAsOf + "）",
            last.in(goal, Language.EN) + " (as of " + lastAsOf + ")");
    boolean later = !asOf.isBefore(lastAsOf);
    if (later
        && goal.kind().buildsUp()
        && goal.direction() == Direction.UP
        && measured.compareTo(before) < 0) {
      return Optional.of(
          new Jump(
              "fall",
              new Text(
                  "累计数比上次的 " + was.zh() + "还少",
                  "a cumulative figure falls below the last one, " + was.en())));
    }
    if (goal.kind().isGrowth()) {
      return ofGrowth(before, measured, was);
    }
    if (!goal.kind().isRate() && isTenfold(before.value(), measured.value())) {
      return Optional.of(new Jump("tenfold", tenfold(was)));
    }
    BigFraction earlier = completion(goal, target, before);
    if (completion != null
        && earlier != null
        && Exact.compare(completion.subtract(earlier).abs(), MAX_JUMP_POINTS) > 0) {
      return Optional.of(
          new Jump(
              "completion",
              new Text(
                  "完成率从 "
                      + shown(earlier)
                      + "% 变为 "
                      + shown(completion)
                      + "%，变动超过 50 个百分点（上次 "
                      + was.zh()
                      + "）",
                  "completion goes from "
                      + shown(earlier)
                      + "% to "
                      + shown(completion)
                      + "%, more than 50 points (last: "
                      + was.en()
                      + ")")));
    }
    return Optional.empty();
  }

  private static Text tenfold(Text was) {
    return new Text(
        "与上次的 " + was.zh() + "相差十倍以上，可能多写或少写了一位",
        "it is ten times off the last one, " + was.en() + ": a digit too many or too few?");
  }

  /** A growth is a percentage itself: its points are held against those of the last one. */
  private static Optional<Jump> ofGrowth(Exact before, Exact now, Text was) {
    BigFraction moved = now.value().subtract(before.value()).abs();
    if (Exact.compare(moved, MAX_JUMP_POINTS) > 0) {
      return Optional.of(
          new Jump(
              "growth",
              new Text(
                  "增速从 "
                      + before.shown()
                      + "% 变为 "
                      + now.shown()
                      + "%，变动超过 50 个百分点（上次 "
                      + was.zh()
                      + "）",
                  "growth goes from "
                      + before.shown()
                      + "% to "
                      + now.shown()
                      + "%, more than 50 points (last: "
                      + was.en()
                      + ")")));
    }
    return isTenfold(before.value(), now.value())
            && Exact.compare(moved, LEAST_OF_TENFOLD_GROWTH) >= 0
        ? Optional.of(new Jump("tenfold", tenfold(was)))
        : Optional.empty();
  }

  /** The first growth of all: nothing but its target tells whether it is likely. */
  private static Optional<Jump> ofFirstGrowth(@Nullable Target target, Exact now) {
    if (target == null || !target.applicable()) {
      return Optional.empty();
    }
    BigFraction wanted = Exact.fraction(target.amount());
    BigFraction off = now.value().subtract(wanted).abs();
    boolean far = Exact.compare(off, MAX_JUMP_POINTS) > 0;
    boolean tenfold =
        isTenfold(wanted, now.value())
            && Exact.compare(now.value().abs(), wanted.abs()) > 0
            && Exact.compare(off, LEAST_OF_TENFOLD_GROWTH) >= 0;
    String shown = new Exact(wanted, Exact.DECIMALS).shown().toPlainString();
    return far || tenfold
        ? Optional.of(
            new Jump(
                "growth",
                new Text(
                    "增速 " + now.shown() + "% 与目标 " + shown + "% 相差太远，可能是把金额写成了增速",
                    "a growth of "
                        + now.shown()
                        + "% is far from its target, "
                        + shown
                        + "%: perhaps it is an amount")))
        : Optional.empty();
  }

  /**
   * A cumulative figure of an earlier day is above one of a later day: one of both is wrong.
   *
   * @param later the next figure that counts
   */
  static Optional<Jump> ofLater(Goal goal, Figure now, Report later) {
    Exact measured = goal.measured(now);
    Exact after = goal.measured(later.figure());
    if (!goal.kind().buildsUp()
        || goal.direction() != Direction.UP
        || measured == null
        || after == null
        || measured.compareTo(after) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Jump(
            "above-later",
            new Text(
                "累计数比之后的 " + later.figure().in(goal, Language.ZH) + "（截至 " + later.asOf() + "）还多",
                "a cumulative figure is above a later one, "
                    + later.figure().in(goal, Language.EN)
                    + " (as of "
                    + later.asOf()
                    + ")")));
  }

  /**
   * A step that is done already is done again on a later day: that would move its day, and mostly
   * somebody did not know, or meant another step.
   *
   * @param last what counted of the step before
   */
  static Optional<Jump> ofStep(Report last, Figure now, LocalDate asOf) {
    if (!last.figure().isDone() || !now.isDone() || !last.asOf().isBefore(asOf)) {
      return Optional.empty();
    }
    Text name = Milestone.name(now.step());
    return Optional.of(
        new Jump(
            "done-before",
            new Text(
                name.zh() + "已于 " + last.asOf() + " 完成，这会把完成日改成 " + asOf,
                name.en()
                    + " was done on "
                    + last.asOf()
                    + " already; this moves the day to "
                    + asOf)));
  }

  /**
   * Whether nothing can be odd, by a wide margin: an import of a million figures that grow from day
   * to day need not work with fractions to say so.
   */
  private static boolean isPlainlyNear(
      Goal goal, @Nullable Target target, @Nullable Figure last, Figure now) {
    if (goal.kind().isRate()
        || goal.kind().hasSteps()
        || goal.direction() != Direction.UP
        || goal.period() != Goal.Period.YEAR
        || target == null
        || !target.applicable()
        || target.amount().signum() <= 0
        || now.value().signum() < 0) {
      return false;
    }
    double whole = target.amount().doubleValue();
    double value = now.value().doubleValue();
    if (last == null) {
      return value < whole * 9.9;
    }
    double before = last.value().doubleValue();
    return before > 0
        && last.value().compareTo(now.value()) <= 0
        && value < before * 9.9
        && value - before < whole * 0.499;
  }

  private static boolean isTenfold(BigFraction before, BigFraction now) {
    if (before.signum() * now.signum() <= 0) {
      return false;
    }
    return Exact.compare(now.abs(), before.abs().multiply(TENFOLD)) >= 0
        || Exact.compare(before.abs(), now.abs().multiply(TENFOLD)) >= 0;
  }

  private static @Nullable BigFraction completion(
      Goal goal, @Nullable Target target, Exact measured) {
    if (target == null || !target.applicable() || goal.kind().isGrowth()) {
      return null;
    }
    return Pace.of(goal, target, measured, BigFraction.of(100), Scheme.standard(LocalDate.EPOCH))
        .completion()
        .value();
  }

  private static BigDecimal shown(BigFraction percent) {
    return new Exact(percent, Exact.DECIMALS).shown();
  }
}
