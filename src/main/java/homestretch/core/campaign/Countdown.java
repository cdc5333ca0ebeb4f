package homestretch.core.campaign;

import homestretch.core.text.Exact;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * How much time is left (docs/scoring.md, "Dates" and "Time progress").
 *
 * @param daysLeft both today and the deadline counted (unless the campaign says not to); 0 once it
 *     is over
 * @param workingDaysLeft empty if the calendar of a year between is not known
 * @param timeProgress percent of the year up to the deadline, or of the campaign
 * @param ofCampaign which of the two
 */
public record Countdown(
    LocalDate on,
    LocalDate deadline,
    long daysLeft,
    OptionalLong workingDaysLeft,
    Exact timeProgress,
    boolean ofCampaign) {
  /** With the time progress of the year. */
  public static Countdown of(Campaign campaign, WorkCalendar calendar, LocalDate on) {
    return of(campaign, calendar, on, false);
  }

  /**
   * @param ofCampaign whether every goal is measured over the campaign, so that its time counts
   */
  public static Countdown of(
      Campaign campaign, WorkCalendar calendar, LocalDate on, boolean ofCampaign) {
    LocalDate first = ofCampaign ? campaign.start() : campaign.yearStart();
    LocalDate from = campaign.countToday() ? on : on.plusDays(1);
    long days = Math.max(0, ChronoUnit.DAYS.between(from, campaign.deadline()) + 1);
    return new Countdown(
        on,
        campaign.deadline(),
        days,
        days == 0 ? OptionalLong.of(0) : calendar.workingDays(from, campaign.deadline()),
        new Exact(timeProgress(first, campaign.deadline(), on), Exact.DECIMALS),
        ofCampaign);
  }

  /** {@code elapsed days / total days}, both ends included, in percent, within 0 and 100. */
  public static BigFraction timeProgress(LocalDate start, LocalDate end, LocalDate at) {
    long total = ChronoUnit.DAYS.between(start, end) + 1;
    long elapsed = Math.clamp(ChronoUnit.DAYS.between(start, at) + 1, 0, total);
    return BigFraction.of(100 * elapsed, total);
  }

  public boolean isLastDay() {
    return on.equals(deadline);
  }

  public boolean isOver() {
    return on.isAfter(deadline);
  }
}
