package homestretch.adapter.api;

import homestretch.core.board.Leaderboard;
import homestretch.core.board.SectionStanding;
import homestretch.core.board.Standing;
import homestretch.core.board.ToNext;
import homestretch.core.goal.Goal;
import homestretch.core.score.Light;
import homestretch.core.text.Figures;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A department's row of a board. Percentages as shown; unknown is null. */
record StandingJson(
    @Is(value = "In its league; null: not ranked", example = "2", nullable = true)
        @Nullable Integer rank,
    @Is("Whose") UnitJson department,
    @Is(value = "The mean with bonus and deduction", example = "81.20", nullable = true)
        @Nullable BigDecimal score,
    @Is(value = "The weighted mean of what is credited", example = "80.20", nullable = true)
        @Nullable BigDecimal mean,
    @Is("Bonus and deduction, by item") List<PointsJson> points,
    @Is(value = "Out of the awards by a person's entry", example = "false") Boolean vetoed,
    @Is(value = "The weight reported of what applies, in percent", example = "100.00")
        BigDecimal coverage,
    @Is(value = "Whether something that applies was not reported", example = "false")
        Boolean provisional,
    @Is(value = "With caps, in percent", example = "80.20", nullable = true)
        @Nullable BigDecimal completion,
    @Is(value = "Without caps, in percent", example = "80.20", nullable = true)
        @Nullable BigDecimal raw,
    @Is(value = "What was due, in percent", example = "83.29", nullable = true)
        @Nullable BigDecimal expected,
    @Is(value = "completion − expected, in points", example = "-3.09", nullable = true)
        @Nullable BigDecimal deviation,
    @Is(value = "completion ÷ expected", example = "0.96", nullable = true)
        @Nullable BigDecimal paceRatio,
    @Is(value = "The light", example = "yellow") Light light,
    @Is(value = "The grade in Chinese; null: none is given", example = "优秀", nullable = true)
        @Nullable String grade,
    @Is(value = "The grade in English", example = "Excellent", nullable = true)
        @Nullable String gradeEn,
    @Is(value = "Since the last published board; null: there is none", nullable = true)
        @Nullable MovementJson movement,
    @Is(
            value = "What it takes to draw level with the next above; null: nobody is above",
            nullable = true)
        @Nullable ToNextJson toNext,
    @Is("Its sections") List<InSectionJson> sections,
    @Is("Its goals") List<GoalStandingJson> goals) {

  /** A department as boards name it. */
  record UnitJson(
      @Is(value = "Its code", example = "GBR") String code,
      @Is(value = "Its name in Chinese", example = "高北区") String name,
      @Is(value = "Its name in English", example = "Gaobei") String nameEn,
      @Is(value = "The code of its league", example = "districts") String league) {}

  /** A department in one section of the goals. Percentages as shown; unknown is null. */
  record InSectionJson(
      @Is(value = "The code of the section", example = "ECONOMY") String section,
      @Is(value = "Its name in Chinese", example = "经济发展") String name,
      @Is(value = "Its name in English", example = "Economy") String nameEn,
      @Is(value = "Its weight beside the others", example = "60") BigDecimal weight,
      @Is(value = "The weighted mean of what its goals give", example = "81.20", nullable = true)
          @Nullable BigDecimal points,
      @Is(
              value = "The weight reported of what applies in it, in percent; null: nothing does",
              example = "100.00",
              nullable = true)
          @Nullable BigDecimal coverage,
      @Is(value = "With caps, in percent", example = "80.20", nullable = true)
          @Nullable BigDecimal completion,
      @Is(value = "What was due, in percent", example = "83.29", nullable = true)
          @Nullable BigDecimal expected,
      @Is(value = "completion − expected, in points", example = "-3.09", nullable = true)
          @Nullable BigDecimal deviation,
      @Is(value = "The light", example = "yellow") Light light) {

    static InSectionJson of(SectionStanding s) {
      return new InSectionJson(
          s.section().code(),
          s.section().name().zh(),
          s.section().name().en(),
          s.weight(),
          Figures.shownOrNull(s.points()),
          Figures.shownOrNull(s.coverage()),
          Figures.shownOrNull(s.completion()),
          Figures.shownOrNull(s.expected()),
          s.deviation(),
          s.light());
    }
  }

  /** Bonus or deduction of one item. */
  record PointsJson(
      @Is(value = "The code of the item", example = "innovation") String item,
      @Is(value = "The sum of its entries", example = "3") BigDecimal entered,
      @Is(value = "At most the item's cap; below 0: a deduction", example = "2")
          BigDecimal counted) {}

  /** Places gained or lost. */
  record MovementJson(
      @Is(value = "The rank then; null: a newcomer", example = "3", nullable = true)
          @Nullable Integer from,
      @Is(value = "The rank now", example = "2") Integer to,
      @Is(value = "Whether it was not ranked then", example = "false") Boolean isNew,
      @Is(value = "How much the deviation rose, in points", example = "1.20", nullable = true)
          @Nullable BigDecimal rise) {}

  /** Amounts as entered; what is computed of two of them, rounded. */
  record ToNextJson(
      @Is(value = "Of the score, as shown", example = "0.37") BigDecimal points,
      @Is(
              value = "The goal of which the least more would do it; null: none would alone",
              example = "INVEST",
              nullable = true)
          @Nullable String goal,
      @Is(value = "How much more of it, in its unit", example = "5.4", nullable = true)
          @Nullable BigDecimal amount,
      @Is(
              value =
                  "The goals of which nothing can be said: their points depend on what other units"
                      + " have, more of them may give less, they are no amount of which more could"
                      + " be reported, or nothing is reported and counts as 0",
              example = "[]")
          List<String> leftOut) {}

  /**
   * @param board in which it is ranked; null: in none
   */
  static StandingJson of(Standing s, @Nullable Leaderboard board) {
    return new StandingJson(
        s.rank(),
        new UnitJson(
            s.department().code(),
            s.department().name().zh(),
            s.department().name().en(),
            s.league().code()),
        Figures.shownOrNull(s.score()),
        Figures.shownOrNull(s.mean()),
        s.points().stream()
            .map(p -> new PointsJson(p.item().code(), p.entered(), p.counted()))
            .toList(),
        s.vetoed(),
        s.coverage().shown(),
        s.provisional(),
        Figures.shownOrNull(s.completion()),
        Figures.shownOrNull(s.raw()),
        Figures.shownOrNull(s.expected()),
        s.deviation(),
        Figures.shownOrNull(s.paceRatio()),
        s.light(),
        s.grade() == null ? null : s.grade().name().zh(),
        s.grade() == null ? null : s.grade().name().en(),
        movement(s.movement()),
        board == null ? null : ToNext.of(board, s).map(StandingJson::toNext).orElse(null),
        s.sections().stream().map(InSectionJson::of).toList(),
        s.goals().stream().map(GoalStandingJson::of).toList());
  }

  private static @Nullable MovementJson movement(Standing.@Nullable Movement movement) {
    return movement == null
        ? null
        : new MovementJson(movement.from(), movement.to(), movement.isNew(), movement.rise());
  }

  private static ToNextJson toNext(ToNext next) {
    return new ToNextJson(
        next.points(),
        next.goal() == null ? null : next.goal().code(),
        next.amount(),
        next.leftOut().stream().map(Goal::code).toList());
  }
}
