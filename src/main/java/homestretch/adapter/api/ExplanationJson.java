package homestretch.adapter.api;

import homestretch.core.board.GoalStanding;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.say.Explanation;
import homestretch.core.text.CanonicalJson;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** How a score, a light and a rank come from the figures, step by step. */
record ExplanationJson(
    @Is("Of whom and of when") TextJson title,
    @Is("The row of the board") StandingJson standing,
    @Is("Each goal that applies") List<GoalPartJson> goals,
    @Is("From the goals to completion, deviation and light") PartJson pace,
    @Is("From the goals to the score") PartJson score,
    @Is("From the score to the rank") PartJson rank) {

  /** Some steps under a heading. */
  record PartJson(
      @Is(value = "Null: of all goals", example = "INVEST", nullable = true) @Nullable String goal,
      @Is("What it is about") TextJson heading,
      @Is("The steps in order") List<StepJson> steps) {

    static PartJson of(Explanation.Part part) {
      return new PartJson(code(part), TextJson.of(part.heading()), StepJson.of(part));
    }
  }

  /** The steps of one goal, with what is left to do. */
  record GoalPartJson(
      @Is(value = "The code of the goal", example = "INVEST", nullable = true)
          @Nullable String goal,
      @Is("What it is about") TextJson heading,
      @Is("The steps in order") List<StepJson> steps,
      @Is(
              value =
                  "What each working day left must bring, in the goal's unit; null: not known,"
                      + " nothing more is needed, or the board is frozen",
              example = "1.62",
              nullable = true)
          @Nullable BigDecimal requiredDaily,
      @Is(
              value = "What the last day would bring at the pace so far; null: not known",
              example = "118.53",
              nullable = true)
          @Nullable BigDecimal forecast) {}

  /** A rule and what comes of it. */
  record StepJson(
      @Is("The rule's name, as in docs/scoring.md") TextJson rule,
      @Is(value = "The sum with its numbers; empty: given", example = "99.68 ÷ 145 × 100")
          String formula,
      @Is(
              value =
                  "The exact result: a decimal, or numerator/denominator; null: it is no"
                      + " number, or its digits would tell figures that are not public",
              example = "1994/29",
              nullable = true)
          @Nullable String value,
      @Is("The result as boards show it") TextJson shown) {

    /**
     * With the sign above the line, where a division by a negative number left it below. Not in
     * {@link CanonicalJson}: boards that are final have their digests of what it writes.
     */
    private static String exact(Exact figure) {
      BigFraction value = figure.value();
      return CanonicalJson.number(
          value.getDenominator().signum() > 0
              ? figure
              : new Exact(
                  BigFraction.of(value.getNumerator().negate(), value.getDenominator().negate()),
                  figure.decimals()));
    }

    static List<StepJson> of(Explanation.Part part) {
      return part.steps().stream()
          .map(
              step ->
                  new StepJson(
                      TextJson.of(step.rule()),
                      step.formula(),
                      step.value() == null ? null : exact(step.value()),
                      TextJson.of(step.shown())))
          .toList();
    }
  }

  /**
   * @param board of the unit's league
   */
  static ExplanationJson of(
      Explanation explanation, Leaderboard board, OptionalLong workingDaysLeft) {
    return new ExplanationJson(
        TextJson.of(explanation.title()),
        StandingJson.of(explanation.standing(), board),
        explanation.goals().stream().map(part -> goal(part, explanation, workingDaysLeft)).toList(),
        PartJson.of(explanation.pace()),
        PartJson.of(explanation.score()),
        PartJson.of(explanation.rank()));
  }

  private static GoalPartJson goal(
      Explanation.Part part, Explanation explanation, OptionalLong workingDaysLeft) {
    GoalStanding.Outlook outlook =
        explanation.standing().goals().stream()
            .filter(g -> g.goal().equals(part.goal()))
            .map(g -> g.outlook(workingDaysLeft))
            .findFirst()
            .orElse(new GoalStanding.Outlook(null, null));
    return new GoalPartJson(
        code(part),
        TextJson.of(part.heading()),
        StepJson.of(part),
        Figures.shownOrNull(outlook.requiredDaily()),
        Figures.shownOrNull(outlook.forecast()));
  }

  private static @Nullable String code(Explanation.Part part) {
    return part.goal() == null ? null : part.goal().code();
  }
}
