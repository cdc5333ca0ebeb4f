package homestretch.adapter.api;

import homestretch.core.board.Effect;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.Standing;
import homestretch.core.text.Figures;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change would do to the board of a day. */
record EffectJson(
    @Is(value = "The day of the board", example = "2026-11-26") LocalDate on,
    @Is(value = "Who would look different, and in what") List<Move> moves,
    @Is(value = "How many departments would look as they do", example = "30") Integer same,
    @Is(
            value = "Goals by steps whose figures change too and are not in this reckoning",
            example = "[\"BRIDGE\"]")
        List<String> leftOut) {

  /** A department before and after; null: it is not on that board. */
  record Move(
      @Is(value = "Its code", example = "GBR") String department,
      @Is(value = "Its name in Chinese", example = "高北区") String name,
      @Is(value = "Its name in English", example = "Gaobei") String nameEn,
      @Is(value = "As it stands; null: it is not there", nullable = true) @Nullable Place before,
      @Is(value = "As it would be; null: it would not be there", nullable = true)
          @Nullable Place after,
      @Is(value = "The goals that make the difference") List<Why> why) {}

  /** Rank and score. */
  record Place(
      @Is(value = "In its league; null: not ranked", example = "3", nullable = true)
          @Nullable Integer rank,
      @Is(value = "The score; null: none", example = "91.20", nullable = true)
          @Nullable BigDecimal score,
      @Is(value = "green, yellow, red or grey", example = "green") String light) {
    static @Nullable Place of(@Nullable Standing s) {
      return s == null
          ? null
          : new Place(s.rank(), Figures.shownOrNull(s.score()), Http.lower(s.light()));
    }
  }

  /** A goal of a department before and after. */
  record Why(
      @Is(value = "The code of the goal", example = "INVEST") String goal,
      @Is(value = "As it stands; null: it is not there", nullable = true) @Nullable GoalAt before,
      @Is(value = "As it would be; null: it would not be there", nullable = true)
          @Nullable GoalAt after) {}

  /** A goal's target, completion, points, weight and light. */
  record GoalAt(
      @Is(value = "The target; null: none", example = "120", nullable = true)
          @Nullable BigDecimal target,
      @Is(value = "In percent; null: not known", example = "83.10", nullable = true)
          @Nullable BigDecimal completion,
      @Is(
              value = "What the goal gives before its weight, by its scoring rule; null: nothing",
              example = "83.10",
              nullable = true)
          @Nullable BigDecimal points,
      @Is(value = "The weight", example = "1") BigDecimal weight,
      @Is(value = "green, yellow, red or grey", example = "green") String light) {
    static @Nullable GoalAt of(@Nullable GoalStanding g) {
      return g == null
          ? null
          : new GoalAt(
              g.target() == null ? null : g.target().amount(),
              g.pace() == null ? null : g.pace().completion().shown(),
              Figures.shownOrNull(g.points()),
              g.goal().weight(),
              Http.lower(g.light()));
    }
  }

  static EffectJson of(Effect effect) {
    return new EffectJson(
        effect.on(),
        effect.moves().stream()
            .map(
                m ->
                    new Move(
                        m.department().code(),
                        m.department().name().zh(),
                        m.department().name().en(),
                        Place.of(m.before()),
                        Place.of(m.after()),
                        m.why().stream()
                            .map(w -> new Why(code(w), GoalAt.of(w.before()), GoalAt.of(w.after())))
                            .toList()))
            .toList(),
        effect.same(),
        effect.leftOut());
  }

  private static String code(Effect.Why why) {
    GoalStanding after = why.after();
    GoalStanding one = after != null ? after : java.util.Objects.requireNonNull(why.before());
    return one.goal().code();
  }
}
