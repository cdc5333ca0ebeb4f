package homestretch.adapter.api;

import homestretch.core.board.CutOff;
import homestretch.core.board.Footnotes;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.GoalTotal;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Overall;
import homestretch.core.board.SectionStanding;
import homestretch.core.board.Standing;
import homestretch.core.board.ToNext;
import homestretch.core.board.say.Explanation;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Countdown;
import homestretch.core.chat.Block;
import homestretch.core.chat.Post;
import homestretch.core.report.Report;
import homestretch.core.score.Pace;
import homestretch.core.text.CanonicalJson;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the API answers, field by field (spec/interface.md, Shapes). Unknown is null, never 0. */
final class Views {
  private Views() {}

  static Map<String, @Nullable Object> countdown(Campaign c, Countdown countdown, Overall overall) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("campaign", c.slug());
    view.put("on", countdown.on());
    view.put("deadline", countdown.deadline());
    view.put("daysLeft", countdown.daysLeft());
    view.put(
        "workingDaysLeft",
        countdown.workingDaysLeft().isPresent() ? countdown.workingDaysLeft().getAsLong() : null);
    view.put("timeProgress", countdown.timeProgress().shown());
    view.put("completion", Figures.shownOrNull(overall.completion()));
    view.put("deviation", overall.deviation());
    view.put("timeProgressOf", countdown.ofCampaign() ? "campaign" : "year");
    view.put("raw", Figures.shownOrNull(overall.raw()));
    view.put("expected", Figures.shownOrNull(overall.expected()));
    view.put("light", lower(overall.light()));
    view.put("cutOff", cutOff(overall.cutOff()));
    Map<String, @Nullable Object> coverage = new LinkedHashMap<>();
    coverage.put("units", overall.reported());
    coverage.put("of", overall.departments());
    coverage.put("targetShare", Figures.shownOrNull(overall.targetShare()));
    view.put("coverage", coverage);
    return view;
  }

  static Map<String, @Nullable Object> leaderboard(Leaderboard board, Seen seen) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("campaign", board.campaign().slug());
    view.put("league", board.league() == null ? null : board.league().code());
    view.put("goal", board.goal() == null ? null : board.goal().code());
    view.put("on", board.on());
    view.put("cutOff", cutOff(board.cutOff()));
    view.put("order", order(board));
    view.put("tieRule", lower(board.scheme().tieRule()));
    view.put("scheme", board.scheme().version());
    view.put("final", board.isFinal());
    view.put(
        "rows",
        board.rows().stream().filter(seen::includes).map(row -> standing(row, board)).toList());
    view.put(
        "unranked",
        board.unranked().stream().filter(seen::includes).map(row -> standing(row, null)).toList());
    view.put("footnotes", Footnotes.of(board).stream().map(Views::text).toList());
    view.put("basis", board.setup().known() == null ? "since" : "then");
    view.put("since", board.since() == null ? null : board.since().on());
    view.put("disclosure", lower(board.scheme().disclosure()));
    view.put(
        "mostImproved",
        board.leagues().stream()
            .flatMap(l -> board.mostImproved(l).stream())
            .map(s -> s.department().code())
            .toList());
    view.put("totals", board.totals().stream().map(Views::total).toList());
    return view;
  }

  private static @Nullable Map<String, @Nullable Object> cutOff(@Nullable CutOff cutOff) {
    if (cutOff == null) {
      return null;
    }
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("from", cutOff.from());
    view.put("to", cutOff.to());
    return view;
  }

  private static String order(Leaderboard board) {
    if (board.goal() == null) {
      return lower(board.scheme().order());
    }
    return board.goal().kind().isGrowth() ? "growth" : "completion";
  }

  private static Map<String, @Nullable Object> total(GoalTotal t) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    Pace pace = t.pace();
    view.put("league", t.league() == null ? null : t.league().code());
    view.put("goal", t.goal().code());
    view.put("departments", t.departments());
    view.put("reported", t.reported());
    view.put("included", t.included());
    view.put("target", Figures.shownOrNull(t.target()));
    view.put("actual", pace == null ? null : Figures.shownOrNull(pace.actual()));
    view.put("completion", pace == null ? null : pace.completion().shown());
    view.put("expected", pace == null ? null : pace.expected().shown());
    view.put("deviation", pace == null ? null : pace.deviation());
    return view;
  }

  /**
   * @param board in which it is ranked; null: in none
   */
  private static Map<String, @Nullable Object> standing(Standing s, @Nullable Leaderboard board) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("rank", s.rank());
    Map<String, @Nullable Object> department = new LinkedHashMap<>();
    department.put("code", s.department().code());
    department.put("name", s.department().name().zh());
    department.put("nameEn", s.department().name().en());
    department.put("league", s.league().code());
    view.put("department", department);
    view.put("score", Figures.shownOrNull(s.score()));
    view.put("mean", Figures.shownOrNull(s.mean()));
    view.put(
        "points",
        s.points().stream()
            .map(
                p ->
                    Map.of("item", p.item().code(), "entered", p.entered(), "counted", p.counted()))
            .toList());
    view.put("vetoed", s.vetoed());
    view.put("coverage", s.coverage().shown());
    view.put("provisional", s.provisional());
    view.put("completion", Figures.shownOrNull(s.completion()));
    view.put("raw", Figures.shownOrNull(s.raw()));
    view.put("expected", Figures.shownOrNull(s.expected()));
    view.put("deviation", s.deviation());
    view.put("paceRatio", Figures.shownOrNull(s.paceRatio()));
    view.put("light", lower(s.light()));
    view.put("grade", s.grade() == null ? null : s.grade().name().zh());
    view.put("gradeEn", s.grade() == null ? null : s.grade().name().en());
    view.put("movement", movement(s.movement()));
    view.put("toNext", board == null ? null : ToNext.of(board, s).map(Views::toNext).orElse(null));
    view.put("sections", s.sections().stream().map(Views::section).toList());
    view.put("goals", s.goals().stream().map(Views::goalStanding).toList());
    return view;
  }

  private static Map<String, @Nullable Object> section(SectionStanding s) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("section", s.section().code());
    view.put("name", s.section().name().zh());
    view.put("nameEn", s.section().name().en());
    view.put("weight", s.weight());
    view.put("points", Figures.shownOrNull(s.points()));
    view.put("coverage", Figures.shownOrNull(s.coverage()));
    view.put("completion", Figures.shownOrNull(s.completion()));
    view.put("expected", Figures.shownOrNull(s.expected()));
    view.put("deviation", s.deviation());
    view.put("light", lower(s.light()));
    return view;
  }

  private static @Nullable Map<String, @Nullable Object> movement(
      Standing.@Nullable Movement movement) {
    if (movement == null) {
      return null;
    }
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("from", movement.from());
    view.put("to", movement.to());
    view.put("isNew", movement.isNew());
    view.put("rise", movement.rise());
    return view;
  }

  /** Amounts as entered; what is computed of two of them, rounded. */
  private static Map<String, @Nullable Object> toNext(ToNext next) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("points", next.points());
    view.put("goal", next.goal() == null ? null : next.goal().code());
    view.put("amount", next.amount());
    return view;
  }

  private static @Nullable BigDecimal actual(GoalStanding g) {
    if (g.pace() != null) {
      return Figures.shownOrNull(g.pace().actual());
    }
    return g.report() == null || g.goal().kind().isRate() ? null : g.report().value();
  }

  private static Map<String, @Nullable Object> goalStanding(GoalStanding g) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    Pace pace = g.pace();
    Report report = g.report();
    view.put("goal", g.goal().code());
    view.put("target", g.target() == null ? null : g.target().amount());
    view.put("actual", actual(g));
    view.put("asOf", report == null ? null : report.asOf());
    view.put("completion", pace == null ? null : pace.completion().shown());
    view.put("credited", pace == null ? null : pace.credited().shown());
    // What a goal gives before its weight: the credited completion, as the scheme's rule is.
    view.put("points", pace == null ? null : pace.credited().shown());
    view.put("expected", pace == null ? null : pace.expected().shown());
    view.put("deviation", pace == null ? null : pace.deviation());
    view.put("paceRatio", pace == null ? null : Figures.shownOrNull(pace.ratio()));
    view.put("light", lower(g.light()));
    view.put(
        "state",
        switch (g.state()) {
          case REPORTED -> report == null ? "provisional" : lower(report.state());
          case NO_CASES -> "noCases";
          case UNREPORTED -> "unreported";
          case STALE -> "stale";
          case UNDEFINED -> "undefined";
          case NOTHING_ASKED, NOT_APPLICABLE -> "notApplicable";
        });
    return view;
  }

  static Map<String, @Nullable Object> post(Post post) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("title", post.title());
    view.put(
        "blocks",
        post.blocks().stream()
            .map(
                block ->
                    switch (block) {
                      case Block.Lines(var lines) -> Map.<String, Object>of("lines", lines);
                      case Block.Table(var heading, var columns, var rows) ->
                          Map.<String, Object>of(
                              "heading", heading, "columns", columns, "rows", rows);
                    })
            .toList());
    view.put("footer", post.footer());
    view.put("mention", post.mention());
    return view;
  }

  static Map<String, @Nullable Object> explanation(
      Explanation explanation, OptionalLong workingDaysLeft) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("title", text(explanation.title()));
    view.put("standing", standing(explanation.standing(), null));
    view.put(
        "goals",
        explanation.goals().stream()
            .map(
                part -> {
                  Map<String, @Nullable Object> goal = part(part);
                  explanation.standing().goals().stream()
                      .filter(g -> g.goal().equals(part.goal()))
                      .map(g -> g.outlook(workingDaysLeft))
                      .forEach(
                          outlook -> {
                            goal.put("requiredDaily", Figures.shownOrNull(outlook.requiredDaily()));
                            goal.put("forecast", Figures.shownOrNull(outlook.forecast()));
                          });
                  return goal;
                })
            .toList());
    view.put("pace", part(explanation.pace()));
    view.put("score", part(explanation.score()));
    view.put("rank", part(explanation.rank()));
    return view;
  }

  private static Map<String, @Nullable Object> part(Explanation.Part part) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("goal", part.goal() == null ? null : part.goal().code());
    view.put("heading", text(part.heading()));
    view.put(
        "steps",
        part.steps().stream()
            .map(
                step -> {
                  Map<String, @Nullable Object> each = new LinkedHashMap<>();
                  each.put("rule", text(step.rule()));
                  each.put("formula", step.formula());
                  each.put(
                      "value", step.value() == null ? null : CanonicalJson.number(step.value()));
                  each.put("shown", text(step.shown()));
                  return each;
                })
            .toList());
    return view;
  }

  private static Map<String, String> text(Text text) {
    return Map.of("zh", text.zh(), "en", text.en());
  }

  static String lower(Enum<?> each) {
    return each.name().toLowerCase(Locale.ROOT);
  }
}
