package homestretch.core.board.closeout;

import homestretch.core.board.GoalStanding;
import homestretch.core.board.GoalTotal;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Overall;
import homestretch.core.board.Scorebook;
import homestretch.core.board.SectionStanding;
import homestretch.core.board.Sectioning;
import homestretch.core.board.Setup;
import homestretch.core.board.Standing;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closing;
import homestretch.core.department.League;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.score.rule.WrittenRule;
import homestretch.core.text.CanonicalJson;
import homestretch.core.text.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole board of a date as one canonical text: every league, department and goal with all that
 * a reader needs to compute it again, unrounded. What is not part of the campaign itself (movement,
 * who was posted where) is not in it.
 *
 * @param json {@link CanonicalJson}
 * @param digest SHA-256 of its UTF-8 bytes, 64 hexadecimal digits
 * @param parts the pieces of the text in which a difference can be named, in the board's order
 */
public record CloseOutBoard(String json, String digest, List<Part> parts) {
  private static final String FORMAT = "homestretch-final-board-2";

  /**
   * @param goal null: the department's own line (score, rank, points)
   * @param json stands in the board's text as it is
   */
  record Part(String department, @Nullable String goal, String json) {}

  static CloseOutBoard of(Scorebook book) {
    List<Part> parts = new ArrayList<>();
    String json = CanonicalJson.write(new Writer(book, parts).board());
    return new CloseOutBoard(json, digest(json), List.copyOf(parts));
  }

  /** Whether a board's text was made by the rules of this version. */
  static boolean isOfThisVersion(String json) {
    return json.contains("\"format\":\"" + FORMAT + "\"");
  }

  /** SHA-256 of a board's text. */
  static String digest(String json) {
    return Sha256.hex(json);
  }

  /**
   * The first part that does not stand in another board's text as it stands in this one: a goal of
   * a department if there is one, for others move up or down with it; else a department's line.
   */
  Optional<Part> firstMissingFrom(String other) {
    return firstMissing(parts.stream().filter(p -> p.goal() != null).toList(), other)
        .or(() -> firstMissing(parts.stream().filter(p -> p.goal() == null).toList(), other));
  }

  /** Looks on from where the part before was found: the order is mostly the same. */
  private static Optional<Part> firstMissing(List<Part> parts, String other) {
    int from = 0;
    for (Part part : parts) {
      int at = other.indexOf(part.json(), from);
      at = at < 0 ? other.indexOf(part.json()) : at;
      if (at < 0) {
        return Optional.of(part);
      }
      from = at;
    }
    return Optional.empty();
  }

  /** Builds the text; every goal's ranks are looked up once. */
  private static final class Writer {
    private final Scorebook book;
    private final Setup setup;
    private final List<Part> parts;

    private record RankOf(String department, String goal) {}

    private final Map<RankOf, Integer> goalRanks = new LinkedHashMap<>();

    Writer(Scorebook book, List<Part> parts) {
      this.book = book;
      this.setup = book.setup();
      this.parts = parts;
      for (Goal goal : setup.goals()) {
        for (Standing row : book.leaderboard(null, goal).rows()) {
          goalRanks.put(
              new RankOf(row.department().code(), goal.code()), Objects.requireNonNull(row.rank()));
        }
      }
    }

    Map<String, @Nullable Object> board() {
      Overall overall = book.overall();
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("format", FORMAT);
      view.put("campaign", campaign(setup.campaign()));
      view.put("closing", closing(setup.closing()));
      view.put("on", setup.on());
      view.put("scheme", scheme(setup.scheme()));
      if (!setup.sections().isEmpty()) {
        view.put(
            "sections",
            new Sectioning(setup)
                .sections().stream()
                    .map(
                        s ->
                            Map.of(
                                "code",
                                s.value().code(),
                                "name",
                                s.value().name().zh(),
                                "nameEn",
                                s.value().name().en(),
                                "weight",
                                s.weight()))
                    .toList());
      }
      view.put("goals", setup.goals().stream().map(this::goal).toList());
      view.put("leagues", setup.leagues().stream().map(this::league).toList());
      view.put("completion", overall.completion());
      view.put("raw", overall.raw());
      view.put("expected", overall.expected());
      view.put("deviation", overall.deviation());
      view.put("totals", overall.totals().stream().map(Writer::total).toList());
      return view;
    }

    private static Map<String, @Nullable Object> campaign(Campaign c) {
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("slug", c.slug());
      view.put("name", c.name().zh());
      view.put("nameEn", c.name().en());
      view.put("start", c.start());
      view.put("deadline", c.deadline());
      view.put("timezone", c.timezone().getId());
      view.put("calendar", c.calendar());
      return view;
    }

    private static @Nullable Map<String, @Nullable Object> closing(@Nullable Closing c) {
      if (c == null) {
        return null;
      }
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("version", c.version());
      view.put("cutOff", c.cutOff());
      view.put("objectionsUntil", c.objectionsUntil());
      return view;
    }

    private static Map<String, @Nullable Object> scheme(Scheme s) {
      Map<String, @Nullable Object> growth = new LinkedHashMap<>();
      growth.put("base", s.growth().base());
      growth.put("step", s.growth().step());
      growth.put("limit", s.growth().limit());
      growth.put("greenFrom", s.growth().greenFrom());
      growth.put("yellowFrom", s.growth().yellowFrom());
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("version", s.version());
      view.put("from", s.from());
      view.put("greenAbove", s.greenAbove());
      view.put("yellowFrom", s.yellowFrom());
      view.put("order", s.order());
      view.put("tieRule", s.tieRule());
      view.put("missing", s.missing());
      view.put("shownDecimals", s.shownDecimals());
      view.put("growth", growth);
      view.put(
          "items",
          s.items().stream()
              .map(i -> Map.of("code", i.code(), "kind", i.kind(), "cap", i.cap()))
              .toList());
      // Boards of schemes without grades read as they did before there were any.
      if (!s.grades().isEmpty()) {
        view.put("grades", s.grades().stream().map(Writer::grade).toList());
      }
      return view;
    }

    private Map<String, @Nullable Object> goal(Goal g) {
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("code", g.code());
      view.put("name", g.name().zh());
      view.put("nameEn", g.name().en());
      view.put("unit", g.unit().zh());
      view.put("unitEn", g.unit().en());
      view.put("kind", g.kind().name());
      view.put("direction", g.direction());
      view.put("weight", g.weight());
      view.put("cap", g.cap());
      view.put("period", g.period());
      view.put("dueEvery", g.dueEvery());
      view.put("grace", g.grace());
      view.put("shownDecimals", g.shownDecimals());
      // Boards of goals that name no rule read as they did before there were others.
      ScoringRule rule = setup.scheme().rule(g.id());
      if (!rule.equals(ScoringRule.DEFAULT)) {
        view.put("rule", WrittenRule.of(rule));
      }
      setup.sections().stream()
          .filter(s -> s.id().equals(g.section()))
          .forEach(s -> view.put("section", s.code()));
      return view;
    }

    private Map<String, @Nullable Object> league(League league) {
      Leaderboard board = book.leaderboard(league, null);
      List<Object> departments = new ArrayList<>();
      board.rows().forEach(row -> departments.add(department(row)));
      board.unranked().forEach(row -> departments.add(department(row)));
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("code", league.code());
      view.put("name", league.name().zh());
      view.put("nameEn", league.name().en());
      view.put("departments", departments);
      view.put("totals", board.totals().stream().map(Writer::total).toList());
      return view;
    }

    private Map<String, @Nullable Object> department(Standing s) {
      String code = s.department().code();
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("code", code);
      line.put("name", s.department().name().zh());
      line.put("nameEn", s.department().name().en());
      line.put("rank", s.rank());
      line.put("score", s.score());
      line.put("mean", s.mean());
      line.put("coverage", s.coverage());
      line.put("provisional", s.provisional());
      line.put("completion", s.completion());
      line.put("raw", s.raw());
      line.put("expected", s.expected());
      line.put("deviation", s.deviation());
      line.put("paceRatio", s.paceRatio());
      line.put("light", s.light());
      line.put("vetoed", s.vetoed());
      if (!s.sections().isEmpty()) {
        line.put("sections", s.sections().stream().map(Writer::section).toList());
      }
      if (!setup.scheme().grades().isEmpty()) {
        line.put("grade", s.grade() == null ? null : s.grade().name().zh());
      }
      line.put("points", s.points().stream().map(Writer::points).toList());
      line.put(
          "adjustments",
          setup.adjustments().stream()
              .filter(a -> a.department().equals(s.department().id()))
              .sorted(Comparator.comparingLong(Adjustment::id))
              .map(Writer::adjustment)
              .toList());
      Map<String, @Nullable Object> ranks = new LinkedHashMap<>();
      List<Object> goals = new ArrayList<>();
      for (GoalStanding goal : s.goals()) {
        ranks.put(goal.goal().code(), goalRanks.get(new RankOf(code, goal.goal().code())));
        Map<String, @Nullable Object> view = goal(code, goal);
        parts.add(new Part(code, goal.goal().code(), CanonicalJson.write(view)));
        goals.add(view);
      }
      line.put("goalRanks", ranks);
      parts.add(new Part(code, null, CanonicalJson.write(line)));
      return Map.of("line", line, "goals", goals);
    }

    private static Map<String, @Nullable Object> grade(Scheme.Grade g) {
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("name", g.name().zh());
      view.put("nameEn", g.name().en());
      view.put("from", g.from());
      view.put("share", g.share());
      return view;
    }

    private static Map<String, @Nullable Object> section(SectionStanding s) {
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("section", s.section().code());
      view.put("weight", s.weight());
      view.put("points", s.points());
      view.put("coverage", s.coverage());
      view.put("completion", s.completion());
      view.put("expected", s.expected());
      view.put("deviation", s.deviation());
      return view;
    }

    private static Map<String, @Nullable Object> points(Standing.Points p) {
      return Map.of("item", p.item().code(), "entered", p.entered(), "counted", p.counted());
    }

    private static Map<String, @Nullable Object> adjustment(Adjustment a) {
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("kind", a.kind());
      view.put("item", a.item());
      view.put("points", a.points());
      view.put("on", a.on());
      view.put("reason", a.reason());
      view.put("evidence", a.evidence());
      view.put("by", a.by().name());
      view.put("door", a.by().door());
      view.put("at", a.at());
      return view;
    }

    private Map<String, @Nullable Object> goal(String department, GoalStanding g) {
      Target target = g.target();
      Plan plan = g.plan();
      Pace pace = g.pace();
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("department", department);
      view.put("goal", g.goal().code());
      view.put("state", g.state());
      view.put("light", g.light());
      view.put("target", target == null ? null : target.amount());
      view.put("baseline", target == null ? null : target.baseline());
      view.put("targetFrom", target == null ? null : target.from());
      view.put("targetVersion", target == null ? null : target.version());
      view.put("plan", plan == null ? null : plan(plan));
      view.put(
          "figure",
          g.report() == null || g.state() == GoalStanding.State.NOT_APPLICABLE
              ? null
              : figure(g.report()));
      view.put("steps", g.steps().stream().map(Writer::step).toList());
      view.put("actual", pace == null ? null : pace.actual());
      view.put("completion", pace == null ? null : pace.completion());
      view.put("credited", pace == null ? null : pace.credited());
      view.put("expected", pace == null ? null : pace.expected());
      view.put("deviation", pace == null ? null : pace.deviation());
      view.put("paceRatio", pace == null ? null : pace.ratio());
      if (!setup.scheme().rule(g.goal().id()).equals(ScoringRule.DEFAULT)) {
        view.put("points", g.points());
      }
      return view;
    }

    private static Map<String, @Nullable Object> plan(Plan plan) {
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("version", plan.version());
      view.put("own", plan.department() != null);
      view.put(
          "points",
          plan.points().stream()
              .map(p -> Map.of("date", p.date(), "percent", p.percent()))
              .toList());
      return view;
    }

    private static Map<String, @Nullable Object> figure(Report report) {
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("id", report.id().value());
      view.put("asOf", report.asOf());
      view.put("version", report.version());
      view.put("state", report.state());
      view.put("value", report.figure().value());
      view.put("denominator", report.figure().denominator());
      view.put("at", report.at());
      return view;
    }

    private static Map<String, @Nullable Object> step(GoalStanding.Step step) {
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("step", step.milestone().step());
      view.put("due", step.milestone().due());
      view.put("weight", step.milestone().weight());
      view.put("version", step.milestone().version());
      view.put("light", step.light());
      view.put("figure", step.report() == null ? null : figure(step.report()));
      return view;
    }

    private static Map<String, @Nullable Object> total(GoalTotal total) {
      Pace pace = total.pace();
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("goal", total.goal().code());
      view.put("departments", total.departments());
      view.put("reported", total.reported());
      view.put("target", total.target());
      view.put("actual", pace == null ? null : pace.actual());
      view.put("completion", pace == null ? null : pace.completion());
      view.put("expected", pace == null ? null : pace.expected());
      view.put("deviation", pace == null ? null : pace.deviation());
      return view;
    }
  }
}
