package homestretch.adapter.api;

import homestretch.core.board.CutOff;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.GoalTotal;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Overall;
import homestretch.core.board.Standing;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.text.Figures;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far the team, a league or a department was on one day. */
record TrendJson(
    @Is(value = "The day", example = "2026-10-31") LocalDate on,
    @Is(value = "Completion in percent", example = "81.20", nullable = true)
        @Nullable BigDecimal completion,
    @Is(value = "What was due, in percent", example = "83.29", nullable = true)
        @Nullable BigDecimal expected,
    @Is(value = "completion − expected, in points", example = "-2.09", nullable = true)
        @Nullable BigDecimal deviation,
    @Is(value = "The light; null: of a sum there is none", example = "green", nullable = true)
        @Nullable Light light,
    @Is(value = "A department's score; null elsewhere", example = "81.20", nullable = true)
        @Nullable BigDecimal score,
    @Is(value = "A department's rank in its league; null elsewhere", example = "2", nullable = true)
        @Nullable Integer rank,
    @Is(value = "Whether something that applies was not reported", example = "false")
        Boolean provisional,
    @Is(value = "From and to which day the figures are; null: there are none", nullable = true)
        @Nullable CutOffJson cutOff) {

  /** The whole campaign, or one league. */
  static TrendJson of(LocalDate on, Overall overall) {
    return new TrendJson(
        on,
        Figures.shownOrNull(overall.completion()),
        Figures.shownOrNull(overall.expected()),
        overall.deviation(),
        overall.light(),
        null,
        null,
        !overall.isComplete(),
        CutOffJson.of(overall.cutOff()));
  }

  /** A goal over the departments that count in totals. */
  static TrendJson of(LocalDate on, Overall overall, Goal goal) {
    GoalTotal total =
        overall.totals().stream()
            .filter(t -> t.goal().id().equals(goal.id()))
            .findFirst()
            .orElse(null);
    Pace pace = total == null ? null : total.pace();
    return new TrendJson(
        on,
        pace == null ? null : pace.completion().shown(),
        pace == null ? null : pace.expected().shown(),
        pace == null ? null : pace.deviation(),
        null,
        null,
        null,
        total == null || total.reported() < total.departments(),
        CutOffJson.of(overall.cutOff()));
  }

  /**
   * A department.
   *
   * @param goal null: all of its goals
   */
  static TrendJson of(Leaderboard board, Department department, @Nullable Goal goal) {
    Standing standing =
        Stream.concat(board.rows().stream(), board.unranked().stream())
            .filter(row -> row.department().id().equals(department.id()))
            .findFirst()
            .orElse(null);
    if (standing == null) {
      return new TrendJson(board.on(), null, null, null, null, null, null, true, null);
    }
    GoalStanding of =
        goal == null
            ? null
            : standing.goals().stream()
                .filter(g -> g.goal().id().equals(goal.id()))
                .findFirst()
                .orElse(null);
    return new TrendJson(
        board.on(),
        Figures.shownOrNull(standing.completion()),
        Figures.shownOrNull(standing.expected()),
        standing.deviation(),
        of == null ? standing.light() : of.light(),
        Figures.shownOrNull(standing.score()),
        standing.rank(),
        standing.provisional(),
        CutOffJson.of(CutOff.of(List.of(standing))));
  }
}
