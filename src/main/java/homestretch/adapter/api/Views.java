package homestretch.adapter.api;

import homestretch.core.audit.Actor;
import homestretch.core.board.CutOff;
import homestretch.core.board.Footnotes;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.GoalTotal;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Overall;
import homestretch.core.board.Standing;
import homestretch.core.board.ToNext;
import homestretch.core.board.say.Explanation;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closing;
import homestretch.core.campaign.Countdown;
import homestretch.core.chat.Block;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Post;
import homestretch.core.delivery.Delivery;
import homestretch.core.department.Department;
import homestretch.core.department.League;
import homestretch.core.department.Link;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.schedule.Occurrences;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.When;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.text.CanonicalJson;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the API answers, field by field (spec/interface.md, Shapes). Unknown is null, never 0. */
final class Views {
  private Views() {}

  static String state(Optional<Closing> closing) {
    return closing.map(c -> c.isFinal() ? "final" : "frozen").orElse("open");
  }

  static Map<String, @Nullable Object> department(
      Department d, League league, @Nullable String successor, List<Link> links) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("code", d.code());
    view.put("name", d.name().zh());
    view.put("nameEn", d.name().en());
    view.put("league", league.code());
    view.put("lead", d.lead());
    view.put("parent", d.parent());
    view.put("shortName", d.shortName());
    view.put("inTotals", d.inTotals());
    view.put("from", d.from());
    view.put("until", d.until());
    view.put("successor", successor);
    view.put("position", d.position());
    view.put(
        "links",
        links.stream()
            .map(l -> Map.of("platform", l.platform(), "kind", lower(l.kind()), "id", l.id()))
            .toList());
    return view;
  }

  static Map<String, @Nullable Object> goal(Goal g) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("code", g.code());
    view.put("name", g.name().zh());
    view.put("nameEn", g.name().en());
    view.put("unit", g.unit().zh());
    view.put("unitEn", g.unit().en());
    view.put("kind", g.kind().name());
    view.put("direction", lower(g.direction()));
    view.put("weight", g.weight());
    view.put("cap", g.cap());
    view.put("min", g.minimum());
    view.put("period", lower(g.period()));
    view.put("dueEvery", lower(g.dueEvery()));
    view.put("grace", g.grace());
    view.put("decimals", g.decimals());
    view.put("shownDecimals", g.shownDecimals());
    view.put("from", g.from());
    view.put("until", g.until());
    view.put("position", g.position());
    return view;
  }

  static Map<String, @Nullable Object> target(Target t, Codes codes) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("department", codes.of(t.department()));
    view.put("goal", codes.of(t.goal()));
    view.put("target", t.applicable() ? t.amount() : null);
    view.put("applicable", t.applicable());
    view.put("baseline", t.baseline());
    view.put("from", t.from());
    view.put("version", t.version());
    return view;
  }

  static Map<String, @Nullable Object> plan(Plan p, Codes codes) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("goal", codes.of(p.goal()));
    view.put("department", p.department() == null ? null : codes.of(p.department()));
    view.put("from", p.from());
    view.put("points", p.points());
    view.put("version", p.version());
    return view;
  }

  static Map<String, @Nullable Object> milestone(Milestone m, Codes codes) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("department", codes.of(m.department()));
    view.put("goal", codes.of(m.goal()));
    view.put("step", m.step());
    view.put("due", m.due());
    view.put("weight", m.weight());
    view.put("from", m.from());
    view.put("version", m.version());
    return view;
  }

  static Map<String, @Nullable Object> scheme(Scheme s, Codes codes) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("version", s.version());
    view.put("from", s.from());
    view.put("greenAbove", s.greenAbove());
    view.put("yellowFrom", s.yellowFrom());
    view.put("order", lower(s.order()));
    view.put("tieRule", lower(s.tieRule()));
    view.put("missing", lower(s.missing()));
    view.put("disclosure", lower(s.disclosure()));
    view.put("growth", s.growth());
    view.put(
        "weights",
        s.weighings().entrySet().stream()
            .map(each -> weight(codes.of(each.getKey()), each.getValue()))
            .sorted(Comparator.comparing(each -> String.valueOf(each.get("goal"))))
            .toList());
    view.put("items", s.items().stream().map(Views::item).toList());
    view.put("shownDecimals", s.shownDecimals());
    view.put("reason", s.reason());
    return view;
  }

  private static Map<String, @Nullable Object> weight(String goal, Scheme.Weighing weighing) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("goal", goal);
    view.put("weight", weighing.weight());
    view.put("cap", weighing.cap());
    return view;
  }

  private static Map<String, @Nullable Object> item(Scheme.Item item) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("code", item.code());
    view.put("name", item.name().zh());
    view.put("nameEn", item.name().en());
    view.put("kind", lower(item.kind()));
    view.put("cap", item.cap());
    return view;
  }

  static Map<String, @Nullable Object> adjustment(Adjustment a, Codes codes) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", a.id());
    view.put("department", codes.of(a.department()));
    view.put("kind", lower(a.kind()));
    view.put("item", a.item().isEmpty() ? null : a.item());
    view.put("points", a.kind() == Adjustment.Kind.VETO ? null : a.points());
    view.put("on", a.on());
    view.put("reason", a.reason());
    view.put("evidence", a.evidence());
    view.put("by", a.by().name());
    view.put("at", a.at());
    view.put("withdrawn", a.withdrawn());
    return view;
  }

  private static Map<String, @Nullable Object> actor(Actor actor) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", actor.id());
    view.put("name", actor.name());
    view.put("door", actor.door());
    return view;
  }

  static Map<String, @Nullable Object> report(Report r, Codes codes) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", r.id().value());
    view.put("department", codes.of(r.department()));
    view.put("goal", codes.of(r.goal()));
    if (!r.figure().step().isEmpty()) {
      view.put("milestone", r.figure().step());
      view.put("done", r.figure().isDone());
    } else if (r.figure().denominator() != null) {
      view.put("numerator", r.figure().value());
      view.put("denominator", r.figure().denominator());
    } else {
      view.put("value", r.value());
    }
    view.put("asOf", r.asOf());
    view.put("note", r.note());
    view.put("evidence", r.evidence());
    view.put("state", lower(r.state()));
    view.put("version", r.version());
    view.put("reason", r.reason());
    view.put("replaces", r.replaces() == null ? null : r.replaces().value());
    view.put("reportedBy", actor(r.reportedBy()));
    view.put("verifiedBy", r.state() == Report.State.VERIFIED ? actor(r.by()) : null);
    view.put("by", actor(r.by()));
    view.put("flags", r.flag().isEmpty() ? List.of() : List.of(r.flag()));
    view.put("at", r.at());
    return view;
  }

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

  static Map<String, @Nullable Object> leaderboard(Leaderboard board) {
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
    view.put("rows", board.rows().stream().map(row -> standing(row, board)).toList());
    view.put("unranked", board.unranked().stream().map(row -> standing(row, null)).toList());
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
    view.put("grade", null);
    view.put("movement", movement(s.movement()));
    view.put("toNext", board == null ? null : ToNext.of(board, s).map(Views::toNext).orElse(null));
    view.put("sections", List.of());
    view.put("goals", s.goals().stream().map(Views::goalStanding).toList());
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

  static Map<String, @Nullable Object> channel(Channel c, String campaign) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", c.id().value());
    view.put("campaign", campaign);
    view.put("platform", c.address().platform());
    view.put("address", c.address().channel());
    view.put("locale", c.language().tag());
    view.put("timezone", c.timezone().getId());
    view.put(
        "quietHours",
        c.quietHours() == null
            ? null
            : Map.of(
                "from", c.quietHours().from().toString(), "to", c.quietHours().to().toString()));
    view.put("dailyCap", c.dailyCap());
    view.put("purpose", lower(c.purpose()));
    view.put("state", lower(c.state()));
    view.put("reason", c.reason());
    return view;
  }

  static Map<String, @Nullable Object> schedule(
      Schedule s, String campaign, Occurrences.State state) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", s.id().value());
    view.put("campaign", campaign);
    view.put("post", s.post().code());
    switch (s.when()) {
      case When.Cron cron -> {
        view.put("cron", cron.expression());
        view.put("at", null);
        view.put("days", null);
      }
      case When.Daily daily -> {
        view.put("cron", null);
        view.put("at", daily.at().toString());
        view.put(
            "days",
            switch (daily.days()) {
              case When.Days.All all -> "all";
              case When.Days.Workdays workdays -> "workdays";
              case When.Days.Named named -> days(named.names());
            });
      }
    }
    view.put("timezone", s.timezone().getId());
    view.put("channels", s.channels().stream().map(ChannelId::value).toList());
    view.put("catchUpUntil", s.catchUpUntil().toString());
    view.put("boardDays", days(s.boardDays()));
    view.put(
        "unknownYear",
        s.when() instanceof When.Daily(var at, When.Days.Workdays workdays)
            ? lower(workdays.unknownYear())
            : null);
    view.put("onlyIfChanged", s.onlyIfChanged());
    view.put("mention", s.mention());
    view.put("paused", s.paused());
    view.put("state", lower(state));
    return view;
  }

  private static List<String> days(Set<DayOfWeek> days) {
    return days.stream().sorted().map(d -> d.name().substring(0, 3)).toList();
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

  static Map<String, @Nullable Object> delivery(Delivery d) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", d.id().value());
    view.put("schedule", d.schedule() == null ? null : d.schedule().value());
    view.put("notice", d.notice() == null ? null : d.notice().value());
    view.put("channel", d.channel().value());
    view.put("plannedAt", d.plannedAt());
    view.put("state", lower(d.state()));
    view.put("dueAt", d.state() == Delivery.State.PLANNED ? d.dueAt() : null);
    view.put("sentAt", d.sentAt());
    view.put("attempts", d.attempts());
    view.put("reason", d.reason());
    view.put("messageId", d.messageId());
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
