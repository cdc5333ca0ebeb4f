package homestretch.adapter.api;

import homestretch.core.board.Overall;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Countdown;
import homestretch.core.score.Light;
import homestretch.core.text.Figures;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How many days are left and how far the team is. Percentages as shown; unknown is null. */
record CountdownJson(
    @Is(value = "The campaign's slug", example = "city-2026") String campaign,
    @Is(value = "The day", example = "2026-11-23") LocalDate on,
    @Is(value = "The last day", example = "2026-12-31") LocalDate deadline,
    @Is(value = "Days left; below 0: days since", example = "38") Long daysLeft,
    @Is(
            value = "Working days left; null: the holidays of a year between are not known",
            example = "28",
            nullable = true)
        @Nullable Long workingDaysLeft,
    @Is(value = "The part of the time that is over, in percent", example = "89.59")
        BigDecimal timeProgress,
    @Is(value = "The team's completion with caps, in percent", example = "85.95", nullable = true)
        @Nullable BigDecimal completion,
    @Is(value = "completion − expected, in points", example = "-2.09", nullable = true)
        @Nullable BigDecimal deviation,
    @Is(
            value = "Of what the time progress is",
            example = "campaign",
            oneOf = {"campaign", "year"})
        String timeProgressOf,
    @Is(
            value = "The team's completion without caps, in percent",
            example = "86.11",
            nullable = true)
        @Nullable BigDecimal raw,
    @Is(value = "What was due, in percent", example = "88.04", nullable = true)
        @Nullable BigDecimal expected,
    @Is(value = "The team's light", example = "yellow") Light light,
    @Is(
            value =
                "The days of its figures; null: there are none. What was due is of each figure's"
                    + " own day, of steps of `on`",
            nullable = true)
        @Nullable CutOffJson cutOff,
    @Is("Who has reported") CoverageJson coverage) {

  /** How much of what was asked is reported. */
  record CoverageJson(
      @Is(value = "Departments with figures", example = "12") Integer units,
      @Is(value = "Departments with targets", example = "13") Integer of,
      @Is(
              value = "The part of the targets on which there are figures, in percent",
              example = "97.10",
              nullable = true)
          @Nullable BigDecimal targetShare) {}

  static CountdownJson of(Campaign c, Countdown countdown, Overall overall) {
    return new CountdownJson(
        c.slug(),
        countdown.on(),
        countdown.deadline(),
        countdown.daysLeft(),
        countdown.workingDaysLeft().isPresent() ? countdown.workingDaysLeft().getAsLong() : null,
        countdown.timeProgress().shown(),
        Figures.shownOrNull(overall.completion()),
        overall.deviation(),
        countdown.ofCampaign() ? "campaign" : "year",
        Figures.shownOrNull(overall.raw()),
        Figures.shownOrNull(overall.expected()),
        overall.light(),
        CutOffJson.of(overall.cutOff()),
        new CoverageJson(
            overall.reported(), overall.departments(), Figures.shownOrNull(overall.targetShare())));
  }
}
