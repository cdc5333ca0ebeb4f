package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.score.Scheme;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version of how a campaign is scored. */
record SchemeJson(
    @Is(value = "1, 2, … of the campaign", example = "2", readOnly = true)
        @Nullable Integer version,
    @Is(value = "The first day whose boards it scores", example = "2026-07-01", required = true)
        @Nullable LocalDate from,
    @Is(value = "Deviations above this many points are green", example = "-10.00")
        @Nullable BigDecimal greenAbove,
    @Is(value = "Deviations from here up to greenAbove are yellow", example = "-30.00")
        @Nullable BigDecimal yellowFrom,
    @Is(value = "What a board of all goals is ordered by", example = "score")
        Scheme.@Nullable Order order,
    @Is(value = "How ranks go on after a tie", example = "standard")
        Scheme.@Nullable TieRule tieRule,
    @Is(value = "What becomes of a department with a goal not reported", example = "unranked")
        Scheme.@Nullable Missing missing,
    @Is(value = "How much of the table everybody sees; full needs a reason", example = "top")
        Scheme.@Nullable Disclosure disclosure,
    @Is("How growth is scored") @Nullable GrowthJson growth,
    @Is(
            "Weight, cap and scoring rule of goals, in place of the goal's own. The list is taken"
                + " whole: a goal that it leaves out has its own weight, cap and section again, and"
                + " no rule; without the list all stays as in the last version")
        @Nullable List<WeightJson> weights,
    @Is(
            "Weight of sections, in place of the section's own; taken whole, as the weights of"
                + " goals are")
        @Nullable List<SectionWeightJson> sections,
    @Is("What points may be given or taken for; the list is taken whole")
        @Nullable List<ItemJson> items,
    @Is("Named bands on the score, best first; the list is taken whole")
        @Nullable List<GradeJson> grades,
    @Is(value = "With how many decimals scores are shown", example = "2", min = "0", max = "4")
        @Nullable Integer shownDecimals,
    @Is(value = "Whether posts tell what happened beside the figures", example = "on")
        Scheme.@Nullable Play play,
    @Is(value = "Why this version was made", example = "office meeting 11", longest = 500)
        @Nullable String reason) {

  /** How growth is scored; what is left out stays as in the last version. */
  record GrowthJson(
      @Is(value = "Points at the target growth", example = "100") @Nullable BigDecimal base,
      @Is(value = "Points for each point of difference", example = "5", min = "0")
          @Nullable BigDecimal step,
      @Is(value = "How far the points go from the base at most", example = "20", min = "0")
          @Nullable BigDecimal limit,
      @Is(value = "Differences from here up are green", example = "0")
          @Nullable BigDecimal greenFrom,
      @Is(value = "Differences from here up to greenFrom are yellow", example = "-2.00")
          @Nullable BigDecimal yellowFrom) {}

  /** What a scheme says of a goal. */
  record WeightJson(
      @Is(value = "The code or name of the goal", example = "INVEST", required = true)
          @Nullable String goal,
      @Is(value = "Its weight; its own if left out", example = "30", above = "0")
          @Nullable BigDecimal weight,
      @Is(
              value = "The most completion that is credited, in percent; null: no cap",
              example = "120",
              above = "0",
              nullable = true)
          @Nullable BigDecimal cap,
      @Is(
              value =
                  "The code or name of the section that it counts in; null: beside the sections;"
                      + " its own if left out",
              example = "ECONOMY",
              nullable = true,
              sometimes = true)
          @Nullable String section,
      @Is(
              value =
                  "How its progress becomes points; of a goal that the list names as in the last"
                      + " version if left out, the credited completion if that has none",
              example = RuleJson.EXAMPLE,
              either = {
                RuleJson.PlainRuleJson.class,
                RuleJson.TableRuleJson.class,
                RuleJson.EfficacyRuleJson.class,
                RuleJson.RankRuleJson.class,
                RuleJson.RelativeRuleJson.class
              })
          @Nullable JsonNode rule) {}

  /** What a scheme says of a section. */
  record SectionWeightJson(
      @Is(value = "The code or name of the section", example = "ECONOMY", required = true)
          @Nullable String section,
      @Is(value = "Its weight", example = "60", required = true, above = "0")
          @Nullable BigDecimal weight) {}

  /** A band on the score. */
  record GradeJson(
      @Is(value = "Its name in Chinese", example = "优秀", required = true, as = Is.As.NAME)
          @Nullable String name,
      @Is(
              value = "Its name in English; the Chinese one if left out",
              example = "Excellent",
              as = Is.As.NAME)
          @Nullable String nameEn,
      @Is(value = "The least score, as shown", example = "90", required = true, min = "0")
          @Nullable BigDecimal from,
      @Is(
              value = "The part of a league, in percent, that may have it; null: any",
              example = "30",
              above = "0",
              max = "100",
              nullable = true)
          @Nullable BigDecimal share) {}

  /** For what points are given or taken. */
  record ItemJson(
      @Is(value = "Its code", example = "CITE", required = true, longest = 64, as = Is.As.CODE)
          @Nullable String code,
      @Is(value = "Its name in Chinese", example = "通报表扬", required = true, as = Is.As.NAME)
          @Nullable String name,
      @Is(
              value = "Its name in English; the Chinese one if left out",
              example = "Commended",
              as = Is.As.NAME)
          @Nullable String nameEn,
      @Is(value = "Points given or taken", example = "bonus", required = true)
          Scheme.Item.@Nullable Kind kind,
      @Is(
              value = "The most points that all its entries of one department come to",
              example = "5",
              required = true,
              above = "0")
          @Nullable BigDecimal cap) {}

  static SchemeJson of(Scheme s, Codes codes) {
    Scheme.Growth growth = s.growth();
    return new SchemeJson(
        s.version(),
        s.from(),
        s.greenAbove(),
        s.yellowFrom(),
        s.order(),
        s.tieRule(),
        s.missing(),
        s.disclosure(),
        new GrowthJson(
            growth.base(), growth.step(), growth.limit(), growth.greenFrom(), growth.yellowFrom()),
        s.weighings().entrySet().stream()
            .map(
                each ->
                    new WeightJson(
                        codes.of(each.getKey()),
                        each.getValue().weight(),
                        each.getValue().cap(),
                        section(each.getValue().placed(), codes),
                        RuleJson.of(each.getValue().rule())))
            .sorted(Comparator.comparing(each -> String.valueOf(each.goal())))
            .toList(),
        s.sectionWeights().entrySet().stream()
            .map(each -> new SectionWeightJson(codes.of(each.getKey()), each.getValue()))
            .sorted(Comparator.comparing(each -> String.valueOf(each.section())))
            .toList(),
        s.items().stream()
            .map(i -> new ItemJson(i.code(), i.name().zh(), i.name().en(), i.kind(), i.cap()))
            .toList(),
        s.grades().stream()
            .map(g -> new GradeJson(g.name().zh(), g.name().en(), g.from(), g.share()))
            .toList(),
        s.shownDecimals(),
        s.play(),
        s.reason());
  }

  private static @Nullable String section(Scheme.@Nullable Placed placed, Codes codes) {
    return placed == null || placed.section() == null ? null : codes.of(placed.section());
  }
}
