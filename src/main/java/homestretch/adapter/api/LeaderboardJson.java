package homestretch.adapter.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import homestretch.core.board.Footnotes;
import homestretch.core.board.GoalTotal;
import homestretch.core.board.Leaderboard;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.text.Figures;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A board (spec/interface.md, Shapes), within what is disclosed to the caller. */
record LeaderboardJson(
    @Is(value = "The campaign's slug", example = "city-2026") String campaign,
    @Is(value = "The code of the league; null: all", example = "districts", nullable = true)
        @Nullable String league,
    @Is(value = "The code of the goal; null: all", example = "INVEST", nullable = true)
        @Nullable String goal,
    @Is(value = "The day", example = "2026-11-23") LocalDate on,
    @Is(value = "The days of its figures; null: there are none", nullable = true)
        @Nullable CutOffJson cutOff,
    @Is(
            value = "By what it is ordered",
            example = "score",
            oneOf = {"score", "deviation", "completion", "growth"})
        String order,
    @Is(value = "What equal scores get", example = "standard") Scheme.TieRule tieRule,
    @Is(value = "The version of the scheme", example = "1") Integer scheme,
    @Is(value = "Whether it is the board that was closed with", example = "false")
        @JsonProperty("final")
        Boolean isFinal,
    @Is("Who is ranked, league by league") List<StandingJson> rows,
    @Is("Who is not ranked: figures are missing") List<StandingJson> unranked,
    @Is("What must be said beside it") List<TextJson> footnotes,
    @Is(
            value = "then: as known that day; since: as corrected since",
            example = "since",
            oneOf = {"then", "since"})
        String basis,
    @Is(
            value = "The day of the published board that movements are since; null: there is none",
            example = "2026-11-16",
            nullable = true)
        @Nullable LocalDate since,
    @Is(value = "How much of it is shown to everyone", example = "top")
        Scheme.Disclosure disclosure,
    @Is(value = "The codes of those that rose most", example = "[\"GBR\"]")
        List<String> mostImproved,
    @Is("Each goal over each league") List<TotalJson> totals) {

  /** One goal over the departments of one league. */
  record TotalJson(
      @Is(
              value = "The code of the league; null: of the campaign",
              example = "districts",
              nullable = true)
          @Nullable String league,
      @Is(value = "The code of the goal", example = "INVEST") String goal,
      @Is(value = "Departments to which it applies", example = "13") Integer departments,
      @Is(value = "Those that reported it", example = "12") Integer reported,
      @Is(value = "Those whose figures are in the sums", example = "12") Integer included,
      @Is(
              value = "Of the departments included, in the goal's unit",
              example = "1200",
              nullable = true)
          @Nullable BigDecimal target,
      @Is(value = "Of the departments included", example = "984.6", nullable = true)
          @Nullable BigDecimal actual,
      @Is(value = "In percent", example = "82.05", nullable = true) @Nullable BigDecimal completion,
      @Is(value = "What was due, in percent", example = "83.29", nullable = true)
          @Nullable BigDecimal expected,
      @Is(value = "completion − expected, in points", example = "-1.24", nullable = true)
          @Nullable BigDecimal deviation) {}

  static LeaderboardJson of(Leaderboard board, Seen seen) {
    return new LeaderboardJson(
        board.campaign().slug(),
        board.league() == null ? null : board.league().code(),
        board.goal() == null ? null : board.goal().code(),
        board.on(),
        CutOffJson.of(board.cutOff()),
        order(board),
        board.scheme().tieRule(),
        board.scheme().version(),
        board.isFinal(),
        board.rows().stream()
            .filter(seen::includes)
            .map(row -> StandingJson.of(row, board))
            .toList(),
        board.unranked().stream()
            .filter(seen::includes)
            .map(row -> StandingJson.of(row, null))
            .toList(),
        Footnotes.of(board).stream().map(TextJson::of).toList(),
        board.setup().known() == null ? "since" : "then",
        board.since() == null ? null : board.since().on(),
        board.scheme().disclosure(),
        board.leagues().stream()
            .flatMap(l -> board.mostImproved(l).stream())
            .map(s -> s.department().code())
            .toList(),
        board.totals().stream().map(LeaderboardJson::total).toList());
  }

  private static String order(Leaderboard board) {
    if (board.goal() == null) {
      return Http.lower(board.scheme().order());
    }
    return board.goal().kind().isGrowth() ? "growth" : "completion";
  }

  private static TotalJson total(GoalTotal t) {
    Pace pace = t.pace();
    return new TotalJson(
        t.league() == null ? null : t.league().code(),
        t.goal().code(),
        t.departments(),
        t.reported(),
        t.included(),
        Figures.shownOrNull(t.target()),
        pace == null ? null : Figures.shownOrNull(pace.actual()),
        pace == null ? null : pace.completion().shown(),
        pace == null ? null : pace.expected().shown(),
        pace == null ? null : pace.deviation());
  }
}
