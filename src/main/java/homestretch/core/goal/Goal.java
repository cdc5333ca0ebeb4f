package homestretch.core.goal;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.WorkCalendar;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Field;
import homestretch.core.store.Code;
import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param weight relative to the other goals, above 0
 * @param cap the most that is credited, in percent; null: no cap
 * @param minimum the least figure that is taken, of a growth the least amount, not the least rate;
 *     null: any, negative too
 * @param dueEvery how often a figure is due
 * @param grace working days after which a figure that is due is missing
 * @param decimals how many decimals a figure may have
 * @param shownDecimals with how many decimals its percentages and points are shown, 0 to 4
 * @param from the first day on which it counts; null: the campaign's
 * @param until the last day on which it counts; null: for as long as the campaign
 * @param section in which it weighs; null: it stands beside the sections
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
    int shownDecimals,
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    @Nullable SectionId section,
    int position,
    int revision) {
  /** What the time progress of a goal is counted over. */
  public enum Period {
    /** The campaign's year up to the deadline. */
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
  public static final int MOST_SHOWN_DECIMALS = 4;

  /** Unless the goal says otherwise, figures are due every month … */
  public static final DueEvery DEFAULT_DUE_EVERY = DueEvery.MONTH;

  /** … and missing ten working days after that. */
  public static final int DEFAULT_GRACE = 10;

  private static final int MOST_GRACE = 60;

  /** A goal that counts for as long as its campaign, shown with two decimals. */
  public Goal(
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
    this(
        id,
        campaign,
        code,
        name,
        unit,
        kind,
        direction,
        weight,
        cap,
        minimum,
        period,
        dueEvery,
        grace,
        decimals,
        Exact.DECIMALS,
        null,
        null,
        null,
        position,
        revision);
  }

  public Goal {
    code = Code.code("code", code);
    name = new Text(Code.name("name", name.zh()), Code.name("nameEn", name.en()));
    unit = new Text(unit(unit.zh(), "unit"), unit(unit.en(), "unitEn"));
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
    if (shownDecimals < 0 || shownDecimals > MOST_SHOWN_DECIMALS) {
      throw new Fault.Invalid(
          Field.SHOWN_DECIMALS, shownDecimals, Text.same("0–" + MOST_SHOWN_DECIMALS));
    }
    if (from != null && until != null && until.isBefore(from)) {
      throw new Fault.Invalid("until", until, new Text("不早于 " + from, "a date not before " + from));
    }
    if (grace < 0 || grace > MOST_GRACE) {
      throw new Fault.Invalid("grace", grace, Text.same("0–" + MOST_GRACE));
    }
  }

  /** A unit is a name, or nothing at all. */
  private static String unit(String unit, String field) {
    return unit.isBlank() ? "" : Code.name(field, unit);
  }

  /** Whether all goals are measured over the campaign; not if there are none. */
  public static boolean allOfCampaign(List<Goal> goals) {
    return !goals.isEmpty() && goals.stream().allMatch(g -> g.period == Period.CAMPAIGN);
  }

  /**
   * Checks that a day lies in the period that the goal is measured over.
   *
   * @throws Fault.Invalid naming the period
   */
  public void checkPeriod(Campaign of, LocalDate asOf) {
    LocalDate first = periodStart(of);
    if (asOf.isBefore(first) || asOf.isAfter(of.deadline())) {
      throw new Fault.Invalid(
          Field.AS_OF,
          asOf,
          new Text(
              first + " 至 " + of.deadline() + " 之间的日期（" + name.zh() + "按这段时间考核）",
              "a date from " + first + " to " + of.deadline() + ", the period of " + name.en()));
    }
  }

  /** The first day of the period whose progress is measured. */
  public LocalDate periodStart(Campaign of) {
    return switch (period) {
      case YEAR -> of.yearStart();
      case CAMPAIGN -> of.start();
    };
  }

  /**
   * Whether a figure is older than the interval and its grace: it counts as not reported
   * (docs/scoring.md, "Completion, pace, light"). Not in a year whose calendar is not known: nobody
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
    return with(
        id, campaign, code, otherWeight, otherCap, shownDecimals, from, until, section, revision);
  }

  /** The goal as it is stored: of a campaign, with an id and the revision that a change names. */
  public Goal stored(GoalId as, CampaignId of, String codeThere, int revisionThere) {
    return with(as, of, codeThere, weight, cap, shownDecimals, from, until, section, revisionThere);
  }

  /** The goal in another section; null: in none. */
  public Goal inSection(@Nullable SectionId other) {
    return with(id, campaign, code, weight, cap, shownDecimals, from, until, other, revision);
  }

  /** The goal shown with other decimals. */
  public Goal shownWith(int otherDecimals) {
    return with(id, campaign, code, weight, cap, otherDecimals, from, until, section, revision);
  }

  /** The goal counting from one day to another, both included; null: as the campaign. */
  public Goal counting(@Nullable LocalDate first, @Nullable LocalDate last) {
    return with(id, campaign, code, weight, cap, shownDecimals, first, last, section, revision);
  }

  private Goal with(
      GoalId otherId,
      CampaignId otherCampaign,
      String otherCode,
      BigDecimal otherWeight,
      @Nullable BigDecimal otherCap,
      int otherShownDecimals,
      @Nullable LocalDate first,
      @Nullable LocalDate last,
      @Nullable SectionId otherSection,
      int otherRevision) {
    return new Goal(
        otherId,
        otherCampaign,
        otherCode,
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
        otherShownDecimals,
        first,
        last,
        otherSection,
        position,
        otherRevision);
  }

  /** Whether it counts on a day. */
  public boolean countsOn(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
  }

  /** See {@link GoalKind#measured}; an amount is shown as entered. */
  public @Nullable Exact measured(Figure figure) {
    if (!kind.isRate()) {
      return Exact.of(figure.value());
    }
    BigFraction percent = kind.measured(figure);
    return percent == null ? null : new Exact(percent, shownDecimals);
  }

  /** Whether a figure says that there were no cases: a ratio of 0 of 0. */
  public boolean isWithoutCases(Figure figure) {
    BigDecimal denominator = figure.denominator();
    return switch (kind) {
      case GoalKind.Ratio ratio ->
          denominator != null && denominator.signum() == 0 && figure.value().signum() == 0;
      case GoalKind.Total total -> false;
      case GoalKind.Level level -> false;
      case GoalKind.Growth growth -> false;
      case GoalKind.Milestones milestones -> false;
    };
  }

  /**
   * Whether a target asks for nothing: 0 where more is better and a figure cannot be negative. It
   * does not apply then (docs/scoring.md, "Kinds of goal").
   */
  public boolean asksNothing(Target target) {
    return target.amount().signum() == 0
        && direction == Direction.UP
        && minimum != null
        && minimum.signum() >= 0
        && (period == Period.YEAR || target.baseline() == null || target.baseline().signum() == 0)
        // A growth can be negative, whatever its amounts are.
        && !kind.isGrowth()
        && !kind.hasSteps();
  }

  /**
   * The figure as it may enter the ledger.
   *
   * @throws Fault.Invalid if it is not of the goal's kind, below the minimum or has too many
   *     decimals
   */
  public Figure check(Figure figure) {
    if (kind.hasSteps()) {
      if (figure.step().isEmpty()) {
        throw new Fault.Invalid(
            Field.MILESTONE,
            "",
            new Text(
                "一个节点，如 signed、started、finished、production", "a step, such as signed, started"));
      }
      return figure;
    }
    if (!figure.step().isEmpty()) {
      throw new Fault.Invalid(
          Field.MILESTONE,
          figure.step(),
          new Text("空（" + name.zh() + "不是节点类指标）", "nothing (" + name.en() + " has no steps)"));
    }
    BigDecimal denominator = figure.denominator();
    switch (kind) {
      case GoalKind.Ratio ratio -> {
        boolean noCases = isWithoutCases(figure);
        if (denominator == null) {
          throw new Fault.Invalid(
              Field.DENOMINATOR,
              "",
              new Text(
                  "分母（" + name.zh() + "报两个数，如 30/40）",
                  "a denominator (" + name.en() + " takes two numbers, such as 30/40)"));
        }
        if (denominator.signum() == 0 && !noCases) {
          throw new Fault.Invalid(
              Field.DENOMINATOR,
              denominator.toPlainString(),
              new Text("不为 0 的分母（0/0 表示没有发生）", "a denominator that is not 0 (0/0 means no cases)"));
        }
      }
      case GoalKind.Growth growth -> {
        // With a base amount or without: both are figures.
      }
      case GoalKind.Total total -> refuse(denominator);
      case GoalKind.Level level -> refuse(denominator);
      case GoalKind.Milestones milestones -> throw new IllegalStateException("handled above");
    }
    boolean isRate = kind.isGrowth() && denominator == null;
    amount("value", figure.value(), isRate ? null : minimum);
    if (denominator != null) {
      amount("denominator", denominator, minimum);
    }
    return figure;
  }

  private void refuse(@Nullable BigDecimal denominator) {
    if (denominator != null) {
      throw new Fault.Invalid(
          Field.DENOMINATOR,
          denominator.toPlainString(),
          new Text(
              "空（" + name.zh() + "只报一个数，如 12）",
              "nothing (" + name.en() + " takes one number, such as 12)"));
    }
  }

  private void amount(String field, BigDecimal value, @Nullable BigDecimal least) {
    if (least != null && value.compareTo(least) < 0) {
      throw new Fault.Invalid(
          field,
          value.toPlainString(),
          new Text(
              "不小于 " + least.toPlainString() + " 的数（" + name.zh() + "）",
              "a number not below " + least.toPlainString() + " (" + name.en() + ")"));
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
