package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.score.rule.Due;
import homestretch.core.score.rule.Efficacy;
import homestretch.core.score.rule.Measure;
import homestretch.core.score.rule.PointsTable;
import homestretch.core.score.rule.Proportional;
import homestretch.core.score.rule.RankPoints;
import homestretch.core.score.rule.Relative;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.score.rule.WrittenRule;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A scoring rule in bodies and answers: an object that its {@code type} tells apart. */
final class RuleJson {
  static final String EXAMPLE =
      """
      {"type": "table", "by": "completion", "mode": "step", "bands": [{"at": 80, "points": 50},
       {"at": 100, "points": 100}], "before": 0, "after": null, "beyond": null}\
      """;

  private static final Text TYPES = Text.same("proportional, due, table, efficacy, rank, relative");

  /** What a rule is. */
  static final Text OBJECT =
      new Text("一个对象，type 为 " + TYPES.zh(), "an object, its type " + TYPES.en());

  private RuleJson() {}

  /** A rule without figures of its own. */
  record PlainRuleJson(
      @Is(
              value = "proportional: the credited completion; due: as a part of what was due",
              example = "due",
              required = true,
              oneOf = {"proportional", "due"})
          @Nullable String type) {}

  /** A table from a figure to points. */
  record TableRuleJson(
      @Is(value = "table", example = "table", required = true, oneOf = "table")
          @Nullable String type,
      @Is(
              value =
                  "Which figure is read, as shown; left out: completion, of a growth goal growth",
              example = "completion")
          @Nullable Measure by,
      @Is(
              value =
                  "step: the points of the band that is reached; linear: in between in proportion",
              example = "step")
          PointsTable.@Nullable Mode mode,
      @Is(value = "At least one, in any order", required = true) @Nullable List<BandJson> bands,
      @Is(
              value = "Points of who does not reach the first band; 0 if left out",
              example = "0",
              min = "0",
              max = "100")
          @Nullable BigDecimal before,
      @Is(
              value = "Points of who is past the last band; null: the last band's",
              example = "100",
              min = "0",
              max = "100",
              nullable = true)
          @Nullable BigDecimal after,
      @Is(value = "What is added past the last band; null: nothing", nullable = true)
          @Nullable BeyondJson beyond) {}

  /** A band of a table. */
  record BandJson(
      @Is(
              value = "The figure from which on it is reached; where less is better, down to which",
              example = "90",
              required = true)
          @Nullable BigDecimal at,
      @Is(value = "Its points", example = "75", required = true, min = "0", max = "100")
          @Nullable BigDecimal points) {}

  /** What is added past the last band. */
  record BeyondJson(
      @Is(value = "For each so much more", example = "10", required = true, above = "0")
          @Nullable BigDecimal every,
      @Is(value = "so many points", example = "0.5", required = true, above = "0")
          @Nullable BigDecimal points,
      @Is(value = "up to so many in all; 100 if left out", example = "100", min = "0", max = "100")
          @Nullable BigDecimal most) {}

  /** Between the worst and the best. */
  record EfficacyRuleJson(
      @Is(value = "efficacy", example = "efficacy", required = true, oneOf = "efficacy")
          @Nullable String type,
      @Is(value = "Which figure is read, as shown; value if left out", example = "value")
          @Nullable Measure by,
      @Is(value = "Points of the worst; 60 if left out", example = "60", min = "0", max = "100")
          @Nullable BigDecimal floor,
      @Is(
              value = "How many more the best has; 40 if left out",
              example = "40",
              above = "0",
              max = "100")
          @Nullable BigDecimal span,
      @Is(value = "The worst; null: that of the league on that day", example = "0", nullable = true)
          @Nullable BigDecimal worst,
      @Is(value = "The best; null: that of the league on that day", example = "12", nullable = true)
          @Nullable BigDecimal best) {}

  /** Points by the rank in the league: those listed, or from the first downwards by steps. */
  record RankRuleJson(
      @Is(value = "rank", example = "rank", required = true, oneOf = "rank") @Nullable String type,
      @Is(
              value =
                  "Which figure is ranked, as shown; left out: completion, of a growth goal growth",
              example = "completion")
          @Nullable Measure by,
      @Is(
              value = "Of the first rank, the second and so on; null: by steps",
              example = "[100, 95, 90]",
              min = "0",
              max = "100",
              nullable = true)
          @Nullable List<BigDecimal> points,
      @Is(
              value = "Points of the first rank, where they go by steps; 100 if left out",
              example = "100",
              min = "0",
              max = "100",
              nullable = true)
          @Nullable BigDecimal first,
      @Is(
              value = "How many fewer each rank has; null: they are listed",
              example = "5",
              above = "0",
              nullable = true)
          @Nullable BigDecimal step,
      @Is(
              value = "Not less than so many, also behind the end of a list; 0 if left out",
              example = "60",
              min = "0",
              max = "100")
          @Nullable BigDecimal floor) {}

  /** By the difference from the mean of the league. */
  record RelativeRuleJson(
      @Is(value = "relative", example = "relative", required = true, oneOf = "relative")
          @Nullable String type,
      @Is(
              value =
                  "Which figure is compared, as shown; left out: completion, of a growth goal"
                      + " growth",
              example = "completion")
          @Nullable Measure by,
      @Is(value = "Points at the mean", example = "80", required = true, min = "0", max = "100")
          @Nullable BigDecimal base,
      @Is(
              value = "Points for each point of difference",
              example = "2",
              required = true,
              above = "0")
          @Nullable BigDecimal step,
      @Is(value = "At least; 0 if left out", example = "60", min = "0", max = "100")
          @Nullable BigDecimal least,
      @Is(value = "At most; 100 if left out", example = "100", min = "0", max = "100")
          @Nullable BigDecimal most,
      @Is(
              value =
                  "weighted: by the units' targets, of amounts alone; plain: every unit alike;"
                      + " left out: weighted where that goes",
              example = "weighted")
          Relative.@Nullable Mean mean) {}

  static JsonNode of(ScoringRule rule) {
    return Http.tree(
        switch (rule) {
          case Proportional _, Due _ -> new PlainRuleJson(rule.type());
          case PointsTable table ->
              new TableRuleJson(
                  rule.type(),
                  table.by(),
                  table.mode(),
                  table.bands().stream().map(b -> new BandJson(b.at(), b.points())).toList(),
                  table.before(),
                  table.after(),
                  table.beyond() == null
                      ? null
                      : new BeyondJson(
                          table.beyond().every(), table.beyond().points(), table.beyond().most()));
          case Efficacy efficacy -> {
            Efficacy.Range range = efficacy.range();
            yield new EfficacyRuleJson(
                rule.type(),
                efficacy.by(),
                efficacy.floor(),
                efficacy.span(),
                range == null ? null : range.worst(),
                range == null ? null : range.best());
          }
          case RankPoints rank ->
              switch (rank.ladder()) {
                case RankPoints.Ladder.Listed listed ->
                    new RankRuleJson(
                        rule.type(), rank.by(), listed.points(), null, null, rank.floor());
                case RankPoints.Ladder.Stepped stepped ->
                    new RankRuleJson(
                        rule.type(),
                        rank.by(),
                        null,
                        stepped.first(),
                        stepped.step(),
                        rank.floor());
              };
          case Relative relative ->
              new RelativeRuleJson(
                  rule.type(),
                  relative.by(),
                  relative.base(),
                  relative.step(),
                  relative.least(),
                  relative.most(),
                  relative.mean());
        });
  }

  /**
   * The rule that a body names.
   *
   * @param at where it stands, such as {@code weights/0/rule/}
   * @param wrong what is wrong with it; added to
   * @param goal null: it is not known which
   * @return null if anything is
   */
  static @Nullable ScoringRule read(
      JsonNode body, String at, @Nullable Goal goal, List<Violation> wrong) {
    if (!body.isObject()) {
      wrong.add(new Violation(at.substring(0, at.length() - 1), Shapes.shown(body), OBJECT));
      return null;
    }
    return switch (body.path("type").asText()) {
      case "proportional", "due" -> plain(Shapes.one(PlainRuleJson.class, body, at, wrong));
      case "table" -> table(Shapes.one(TableRuleJson.class, body, at, wrong), goal);
      case "efficacy" -> efficacy(Shapes.one(EfficacyRuleJson.class, body, at, wrong), goal);
      case "rank" -> rank(Shapes.one(RankRuleJson.class, body, at, wrong), goal);
      case "relative" -> relative(Shapes.one(RelativeRuleJson.class, body, at, wrong), goal);
      default -> {
        wrong.add(new Violation(at + "type", Shapes.shown(body.get("type")), TYPES));
        yield null;
      }
    };
  }

  private static @Nullable ScoringRule plain(Given<PlainRuleJson> given) {
    return only(given, () -> "due".equals(given.value().type()) ? new Due() : new Proportional());
  }

  private static @Nullable ScoringRule table(Given<TableRuleJson> given, @Nullable Goal goal) {
    TableRuleJson table = given.value();
    Measure by = by(given, table.by(), goal);
    List<@Nullable BandJson> bands = Objects.requireNonNullElse(table.bands(), List.of());
    BeyondJson beyond = table.beyond();
    BigDecimal before = or(given, "before", table.before(), BigDecimal.ZERO);
    List<@Nullable BigDecimal> figures = new ArrayList<>();
    List<@Nullable BigDecimal> points = new ArrayList<>();
    for (BandJson band : bands) {
      figures.add(band == null ? null : band.at());
      points.add(band == null ? null : band.points());
    }
    add(
        given,
        PointsTable.wrong(
            figures,
            points,
            before,
            table.after(),
            beyond == null ? null : beyond.every(),
            beyond == null ? null : beyond.points(),
            beyond == null ? null : beyond.most()));
    add(given, by == null || goal == null ? List.of() : by.unfit(goal));
    return only(
        given,
        () ->
            new PointsTable(
                Objects.requireNonNull(by),
                Objects.requireNonNullElse(table.mode(), PointsTable.Mode.STEP),
                bands.stream()
                    .map(
                        b ->
                            new PointsTable.Band(
                                Objects.requireNonNull(Objects.requireNonNull(b).at()),
                                Objects.requireNonNull(b.points())))
                    .toList(),
                Objects.requireNonNull(before),
                table.after(),
                beyond == null
                    ? null
                    : new PointsTable.Beyond(
                        Objects.requireNonNull(beyond.every()),
                        Objects.requireNonNull(beyond.points()),
                        Objects.requireNonNullElse(beyond.most(), ScoringRule.MOST))));
  }

  private static @Nullable ScoringRule efficacy(
      Given<EfficacyRuleJson> given, @Nullable Goal goal) {
    EfficacyRuleJson efficacy = given.value();
    Measure by = or(given, "by", efficacy.by(), Measure.VALUE);
    BigDecimal floor = or(given, "floor", efficacy.floor(), Efficacy.FLOOR);
    BigDecimal span = or(given, "span", efficacy.span(), Efficacy.SPAN);
    BigDecimal worst = efficacy.worst();
    BigDecimal best = efficacy.best();
    Text both =
        new Text(
            "worst 与 best 都填，或都不填", "a number: worst and best are given together or not at all");
    given.require("worst", given.has("worst") || !given.has("best"), both);
    given.require("best", given.has("best") || !given.has("worst"), both);
    add(given, Efficacy.wrong(floor, span, worst, best));
    add(given, goal == null ? List.of() : Efficacy.unfit(by, worst, best, goal));
    return only(
        given,
        () ->
            new Efficacy(
                Objects.requireNonNull(by),
                Objects.requireNonNull(floor),
                Objects.requireNonNull(span),
                worst == null || best == null ? null : new Efficacy.Range(worst, best)));
  }

  private static @Nullable ScoringRule rank(Given<RankRuleJson> given, @Nullable Goal goal) {
    RankRuleJson rank = given.value();
    Measure by = by(given, rank.by(), goal);
    List<BigDecimal> points = rank.points();
    boolean listed = given.has("points");
    given.require(
        "step",
        listed != given.has("step"),
        listed
            ? WrittenRule.LISTED
            : new Text("每名次少几分，或用 points 列出", "how many fewer each rank has, or points"));
    given.require("first", !listed || !given.has("first"), WrittenRule.LISTED);
    BigDecimal first = or(given, "first", rank.first(), ScoringRule.MOST);
    BigDecimal floor = or(given, "floor", rank.floor(), BigDecimal.ZERO);
    add(
        given,
        listed
            ? points == null ? List.of() : RankPoints.wrong(points, floor)
            : RankPoints.wrong(first, rank.step(), floor));
    add(given, by == null || goal == null ? List.of() : by.unfit(goal));
    return only(
        given,
        () ->
            new RankPoints(
                Objects.requireNonNull(by),
                points != null
                    ? new RankPoints.Ladder.Listed(points)
                    : new RankPoints.Ladder.Stepped(
                        Objects.requireNonNull(first), Objects.requireNonNull(rank.step())),
                Objects.requireNonNull(floor)));
  }

  private static @Nullable ScoringRule relative(
      Given<RelativeRuleJson> given, @Nullable Goal goal) {
    RelativeRuleJson relative = given.value();
    Measure by = by(given, relative.by(), goal);
    BigDecimal least = or(given, "least", relative.least(), BigDecimal.ZERO);
    BigDecimal most = or(given, "most", relative.most(), ScoringRule.MOST);
    Relative.Mean mean =
        or(
            given,
            "mean",
            relative.mean(),
            goal == null || goal.kind().isRate() ? Relative.Mean.PLAIN : Relative.Mean.WEIGHTED);
    add(given, Relative.wrong(relative.base(), relative.step(), least, most));
    add(given, goal == null ? List.of() : Relative.unfit(by, mean, goal));
    return only(
        given,
        () ->
            new Relative(
                Objects.requireNonNull(by),
                Objects.requireNonNull(relative.base()),
                Objects.requireNonNull(relative.step()),
                Objects.requireNonNull(least),
                Objects.requireNonNull(most),
                Objects.requireNonNull(mean)));
  }

  /** The figure that a rule reads; null if it could not be told. */
  private static @Nullable Measure by(
      Given<?> given, @Nullable Measure named, @Nullable Goal goal) {
    return given.isWrong("by") || named != null ? named : goal == null ? null : Measure.usual(goal);
  }

  /** What a field says, the usual if it says nothing; null if it could not be read. */
  private static <T> @Nullable T or(Given<?> given, String field, @Nullable T said, T usual) {
    return given.isWrong(field) ? null : Objects.requireNonNullElse(said, usual);
  }

  /** What the rule itself finds wrong, beside what could not be read. */
  private static void add(Given<?> given, List<Violation> found) {
    for (Violation v : found) {
      String field = v.field().replace('.', '/');
      if (!given.isWrong(field)) {
        given.wrong().add(new Violation(given.at() + field, v.value(), v.expected()));
      }
    }
  }

  /** Made although something else in the body is wrong; not if something of the rule is. */
  private static @Nullable ScoringRule only(Given<?> given, Supplier<ScoringRule> maker) {
    return given.wrong().stream().anyMatch(v -> v.field().startsWith(given.at()))
        ? null
        : maker.get();
  }
}
