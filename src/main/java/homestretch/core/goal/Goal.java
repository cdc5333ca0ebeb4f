package homestretch.core.goal;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Countdown;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param weight relative to the other goals, above 0
 * @param cap the most that is credited, in percent; null: no cap
 * @param minimum the least figure that is taken; null: any, negative too
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

  public static final int MOST_DECIMALS = 10;

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
  }

  /** The first day of the period whose progress is measured. */
  public LocalDate periodStart(Campaign of) {
    return switch (period) {
      case YEAR -> of.deadline().withDayOfYear(1);
      case CAMPAIGN -> of.start();
    };
  }

  /** What should be done by then, in percent, unrounded: the time progress (plans come later). */
  public BigDecimal expected(Campaign of, LocalDate asOf) {
    return Countdown.timeProgress(periodStart(of), of.deadline(), asOf);
  }

  /**
   * The figure as it may enter the ledger.
   *
   * @throws Fault.Invalid if it is below the minimum or has too many decimals
   */
  public BigDecimal check(String field, BigDecimal value) {
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
    return value;
  }
}
