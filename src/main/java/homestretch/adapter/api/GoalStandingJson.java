package homestretch.adapter.api;

import homestretch.core.board.GoalStanding;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.text.Figures;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A department's pace in one goal. Percentages as shown, amounts as entered; unknown is null. */
record GoalStandingJson(
    @Is(value = "The code of the goal", example = "INVEST") String goal,
    @Is(value = "The target, in the goal's unit", example = "145", nullable = true)
        @Nullable BigDecimal target,
    @Is(value = "The figure, in the goal's unit", example = "99.68", nullable = true)
        @Nullable BigDecimal actual,
    @Is(value = "The day that the figure describes", example = "2026-10-31", nullable = true)
        @Nullable LocalDate asOf,
    @Is(value = "In percent", example = "68.74", nullable = true) @Nullable BigDecimal completion,
    @Is(
            value = "The completion within cap and floor, in percent",
            example = "68.74",
            nullable = true)
        @Nullable BigDecimal credited,
    @Is(
            value =
                "What the goal gives before its weight, by its scoring rule; null: nothing, as"
                    + " nothing was due, or there is nothing to compare",
            example = "68.74",
            nullable = true)
        @Nullable BigDecimal points,
    @Is(value = "What was due that day, in percent", example = "83.29", nullable = true)
        @Nullable BigDecimal expected,
    @Is(value = "completion − expected, in points", example = "-14.55", nullable = true)
        @Nullable BigDecimal deviation,
    @Is(value = "completion ÷ expected", example = "0.83", nullable = true)
        @Nullable BigDecimal paceRatio,
    @Is(value = "The light", example = "red") Light light,
    @Is(
            value = "What there is of it",
            example = "verified",
            oneOf = {
              "provisional",
              "verified",
              "rejected",
              "withdrawn",
              "noCases",
              "unreported",
              "stale",
              "undefined",
              "notApplicable"
            })
        String state) {

  static GoalStandingJson of(GoalStanding g) {
    Pace pace = g.pace();
    Report report = g.report();
    return new GoalStandingJson(
        g.goal().code(),
        g.target() == null ? null : g.target().amount(),
        actual(g),
        report == null ? null : report.asOf(),
        pace == null ? null : pace.completion().shown(),
        pace == null ? null : pace.credited().shown(),
        Figures.shownOrNull(g.points()),
        pace == null ? null : pace.expected().shown(),
        pace == null ? null : pace.deviation(),
        pace == null ? null : Figures.shownOrNull(pace.ratio()),
        g.light(),
        switch (g.state()) {
          case REPORTED -> report == null ? "provisional" : Http.lower(report.state());
          case NO_CASES -> "noCases";
          case UNREPORTED -> "unreported";
          case STALE -> "stale";
          case UNDEFINED -> "undefined";
          case NOTHING_ASKED, NOT_APPLICABLE -> "notApplicable";
        });
  }

  private static @Nullable BigDecimal actual(GoalStanding g) {
    if (g.pace() != null) {
      return Figures.shownOrNull(g.pace().actual());
    }
    return g.report() == null || g.goal().kind().isRate() ? null : g.report().value();
  }
}
