package homestretch.core.goal;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.WorkCalendar;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param weight relative to the other goals, above 0
 * @param cap the most that is credited, in percent; null: no cap
 * @param minimum the least figure that is taken; null: any, negative too
 * @param dueEvery how often a figure is due
 * @param grace working days after which a figure that is due is missing
 * @param decimals how many decimals a figure may have
 */
public record Goal(
    GoalId id,
    CampaignId campaign,
    String code,
    Text name,
    Text unit,
    GoalKind kind,
    Direction direction,
    BigDecimal weight,
    @Nullable BigDecimal cap,
    @Nullable BigDecimal minimum,
    Period period,
    DueEvery dueEvery,
    int grace,
    int decimals,
    int position,
    int revision) {
  /** What the time progress of a goal is counted over. */
  public enum Period {
    /** The calendar year up to the deadline. */
    YEAR,
    /** The campaign; progress counts from the value at its start. */
    CAMPAIGN
  }

  /** How long a figure is good for before the next is due. */
  public enum DueEvery {
    /** A figure never grows old. */
    NONE,
    DAY,
    WEEK,
    MONTH,
    QUARTER;

    /** The day the next figure is due; a month end is followed by a month end. */
    LocalDate after(LocalDate asOf) {
      return switch (this) {
        case NONE -> LocalDate.MAX;
        case DAY -> asOf.plusDays(1);
        case WEEK -> asOf.plusWeeks(1);
        case MONTH -> months(asOf, 1);
        case QUARTER -> months(asOf, 3);
      };
    }

    private static LocalDate months(LocalDate asOf, int months) {
      LocalDate later = asOf.plusMonths(months);
      return asOf.getDayOfMonth() == asOf.lengthOfMonth()
          ? later.withDayOfMonth(later.lengthOfMonth())
          : later;
    }
  }

  public static final int MOST_DECIMALS = 20;
  private static final int MOST_GRACE = 60;

  public Goal {
    Code.code("code", code);
    Code.name("name", name.zh());
    Code.name("nameEn", name.en());
    if (weight.signum() <= 0) {
      throw new Fault.Invalid(
          "weight", weight.toPlainString(), new Text("大于 0 的数", "a number above 0"));
    }
    if (cap != null && cap.signum() <= 0) {
      throw new Fault.Invalid(
          "cap",
          cap.toPlainString(),
          new Text("大于 0 的百分数，或 none", "a percentage above 0, or none"));
    }
    if (decimals < 0 || decimals > MOST_DECIMALS) {
      throw new Fault.Invalid("decimals", decimals, Text.same("0–" + MOST_DECIMALS));
    }
    if (grace < 0 || grace > MOST_GRACE) {
      throw new Fault.Invalid("grace", grace, Text.same("0–" + MOST_GRACE));
    }
  }

  /** The first day of the period whose progress is measured. */
  public LocalDate periodStart(Campaign of) {
    return switch (period) {
      case YEAR -> of.deadline().withDayOfYear(1);
      case CAMPAIGN -> of.start();
    };
  }

  /**
   * Whether a figure is older than the interval and its grace: it counts as not reported
   * (spec/scoring.md, Completion, pace, light). Not in a year whose calendar is not known: nobody
   * is called late by a guess. Nothing is due after the deadline, so the last figure stays good.
   */
  public boolean isStale(LocalDate asOf, LocalDate on, LocalDate deadline, WorkCalendar calendar) {
    LocalDate due = dueEvery.after(asOf);
    if (!due.isBefore(on) || due.isAfter(deadline)) {
      return false;
    }
    OptionalLong late = calendar.workingDays(due.plusDays(1), on);
    return late.isPresent() && late.getAsLong() > grace;
  }

  /** The goal with another weight and cap. */
  public Goal weighed(BigDecimal otherWeight, @Nullable BigDecimal otherCap) {
    return new Goal(
        id,
        campaign,
        code,
        name,
        unit,
        kind,
        direction,
        otherWeight,
        otherCap,
        minimum,
        period,
        dueEvery,
        grace,
        decimals,
        position,
        revision);
  }

  /**
   * The figure as it may enter the ledger.
   *
   * @throws Fault.Invalid if it is not of the goal's kind, below the minimum or has too many
   *     decimals
   */
  public Figure check(Figure figure) {
    if (kind instanceof GoalKind.Milestones) {
      if (figure.step().isEmpty()) {
        throw new Fault.Invalid(
            "milestone",
            "",
            new Text(
                "一个节点，如 signed、started、finished、production", "a step, such as signed, started"));
      }
      return figure;
    }
    if (!figure.step().isEmpty()) {
      throw new Fault.Invalid(
          "milestone",
          figure.step(),
          new Text("空（" + name.zh() + "不是节点类指标）", "nothing (" + name.en() + " has no steps)"));
    }
    BigDecimal denominator = figure.denominator();
    switch (kind) {
      case GoalKind.Ratio ratio -> {
        if (denominator == null || denominator.signum() == 0) {
          throw new Fault.Invalid(
              "denominator",
              denominator == null ? "" : denominator.toPlainString(),
              new Text("不为 0 的分母", "a denominator that is not 0"));
        }
      }
      case GoalKind.Growth growth -> {
        // With a base amount or without: both are figures.
      }
      case GoalKind.Total total -> refuse(denominator);
      case GoalKind.Level level -> refuse(denominator);
      case GoalKind.Milestones milestones -> throw new IllegalStateException("handled above");
    }
    amount("value", figure.value());
    if (denominator != null) {
      amount("denominator", denominator);
    }
    return figure;
  }

  private void refuse(@Nullable BigDecimal denominator) {
    if (denominator != null) {
      throw new Fault.Invalid(
          "denominator",
          denominator.toPlainString(),
          new Text("空（" + name.zh() + "只报一个数）", "nothing (" + name.en() + " takes one number)"));
    }
  }

  private void amount(String field, BigDecimal value) {
    if (minimum != null && value.compareTo(minimum) < 0) {
      throw new Fault.Invalid(
          field,
          value.toPlainString(),
          new Text(
              "不小于 " + minimum.toPlainString() + " 的数（" + name.zh() + "）",
              "a number not below " + minimum.toPlainString() + " (" + name.en() + ")"));
    }
    if (value.stripTrailingZeros().scale() > decimals) {
      throw new Fault.Invalid(
          field,
          value.toPlainString(),
          new Text(
              "最多 " + decimals + " 位小数（" + name.zh() + "）",
              "at most " + decimals + " decimals (" + name.en() + ")"));
    }
  }
}
