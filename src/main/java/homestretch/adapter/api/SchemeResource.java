package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.http.Bodies;
import homestretch.core.board.Boards;
import homestretch.core.board.Effect;
import homestretch.core.board.Scorebook;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentService;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalService;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Scheme;
import homestretch.core.score.SchemeService;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code campaigns/{slug}/scheme} and {@code /adjustments}. */
public final class SchemeResource implements Api.Resource {
  private static final String EXAMPLE =
      """
      {"from": "2026-07-01", "greenAbove": -10, "yellowFrom": -30, "order": "score",
       "weights": [{"goal": "INVEST", "weight": 30, "cap": 120}],
       "items": [{"code": "CITE", "name": "通报表扬", "kind": "bonus", "cap": 5}],
       "reason": "office meeting 11"}
      """;

  private static final Text SECTION = new Text("指标板块", "section");

  private static final Text MISTAKE = new Text("录入有误", "entered by mistake");

  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final SchemeService schemes;
  private final Boards boards;
  private final Clock clock;

  public SchemeResource(
      CampaignService campaigns,
      DepartmentService departments,
      GoalService goals,
      SchemeService schemes,
      Boards boards,
      Clock clock) {
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.schemes = schemes;
    this.boards = boards;
    this.clock = clock;
  }

  @Override
  public void routes(Routes routes) {
    String scheme = "/campaigns/{slug}/scheme";
    String all = "/campaigns/{slug}/adjustments";
    String one = all + "/{id}";
    routes.get(
        scheme,
        Doc.of("Lists the versions of the scheme").list(SchemeJson.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          List<Scheme> versions = schemes.versions(campaign);
          Codes codes = codes(campaign);
          ctx.header("ETag", "\"" + versions.getLast().version() + "\"");
          Http.answer(ctx, 200, Http.page(ctx, versions, s -> SchemeJson.of(s, codes)));
        });
    routes.get(
        scheme + "/{version}",
        Doc.of("Reads a version of the scheme").out(SchemeJson.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          long version = Http.number("version", ctx.pathParam("version"));
          Http.answer(
              ctx,
              200,
              schemes.versions(campaign).stream()
                  .filter(s -> s.version() == version)
                  .map(s -> SchemeJson.of(s, codes(campaign)))
                  .findFirst()
                  .orElseThrow(
                      () -> new Fault.NotFound(new Text("方案版本", "version"), "" + version)));
        });
    routes.put(
        scheme,
        Doc.of(
                "Sets how is scored from a day on; what is not named stays as in the last version,"
                    + " a list that is named is taken whole")
            .in(SchemeJson.class)
            .example(EXAMPLE)
            .out(SchemeJson.class)
            .guarded(),
        this::putScheme);
    routes.post(
        scheme + "/effect",
        Doc.of("Says what a scheme would do to today's board; writes nothing")
            .in(SchemeJson.class)
            .example(EXAMPLE)
            .out(EffectJson.class),
        this::effect);
    routes.get(
        all,
        Doc.of("Lists the points added and taken")
            .access(Doc.Access.REVIEWER)
            .list(AdjustmentJson.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          Codes codes = codes(campaign);
          Http.answer(
              ctx,
              200,
              Http.page(ctx, schemes.adjustments(campaign), a -> AdjustmentJson.of(a, codes)));
        });
    routes.post(
        all,
        Doc.of("Adds or takes points").in(AdjustmentJson.class).creates(AdjustmentJson.class),
        this::adjust);
    routes.get(
        one,
        Doc.of("Reads an adjustment").access(Doc.Access.REVIEWER).out(AdjustmentJson.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          answer(ctx, 200, campaign, schemes.adjustment(campaign, Http.id(ctx)));
        });
    routes.post(
        one + "/withdraw",
        Doc.of("Withdraws an adjustment").in(ReasonInput.class).out(AdjustmentJson.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          String reason = Shapes.create(ReasonInput.class, Bodies.object(ctx)).reason();
          answer(
              ctx,
              200,
              campaign,
              schemes.withdraw(
                  campaign,
                  matched(ctx, campaign),
                  Objects.requireNonNull(reason),
                  Http.actor(ctx)));
        });
    routes.delete(
        one,
        Doc.of("Withdraws an adjustment: what was entered stays listed, but does not count")
            .query("reason", "string", "why; entered by mistake if left out")
            .status(204),
        ctx -> {
          Campaign campaign = campaign(ctx);
          schemes.withdraw(
              campaign,
              matched(ctx, campaign),
              Objects.requireNonNullElse(ctx.queryParam("reason"), MISTAKE.in(Http.language(ctx))),
              Http.actor(ctx));
          ctx.status(204);
        });
  }

  /** The adjustment of the address, if it is as the caller has read it. */
  private long matched(Context ctx, Campaign campaign) {
    Adjustment stands = schemes.adjustment(campaign, Http.id(ctx));
    Http.match(ctx, AdjustmentJson.of(stands, codes(campaign)));
    return stands.id();
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private Codes codes(Campaign campaign) {
    return Codes.of(campaign, departments, goals);
  }

  private void answer(Context ctx, int status, Campaign campaign, Adjustment adjustment) {
    Http.answer(ctx, status, AdjustmentJson.of(adjustment, codes(campaign)));
  }

  /** What is left out stays as in the last version. */
  private Scheme wanted(Campaign campaign, Scheme last, JsonNode body) {
    Given<SchemeJson> given = Shapes.changing(SchemeJson.of(last, codes(campaign)), body);
    SchemeJson wanted = given.value();
    given.require(
        "from", given.has("from"), new Text("日期，如 2026-12-31", "a date, such as 2026-12-31"));
    Map<GoalId, Scheme.Weighing> weights =
        body.has("weights") ? weights(campaign, last, given) : last.weighings();
    Map<SectionId, BigDecimal> sections =
        body.has("sections") ? sections(campaign, given) : last.sectionWeights();
    if (body.has("items")) {
      checkItems(given);
    }
    checkTogether(campaign, last, given);
    return given.made(
        () ->
            new Scheme(
                0,
                Objects.requireNonNull(wanted.from()),
                Objects.requireNonNull(wanted.greenAbove()),
                Objects.requireNonNull(wanted.yellowFrom()),
                Objects.requireNonNull(wanted.order()),
                Objects.requireNonNull(wanted.tieRule()),
                Objects.requireNonNull(wanted.missing()),
                Objects.requireNonNull(wanted.disclosure()),
                growth(Objects.requireNonNull(wanted.growth()), last.growth()),
                weights,
                sections,
                items(Objects.requireNonNull(wanted.items())),
                grades(Objects.requireNonNull(wanted.grades())),
                Objects.requireNonNull(wanted.shownDecimals()),
                Objects.requireNonNull(wanted.play()),
                body.has("reason") ? Objects.requireNonNull(wanted.reason()) : ""));
  }

  /** What only shows beside something else, so that it is said with all that is wrong. */
  private void checkTogether(Campaign campaign, Scheme last, Given<SchemeJson> given) {
    SchemeJson wanted = given.value();
    add(
        given,
        Scheme.wrong(
            given.isWrong("greenAbove") ? null : wanted.greenAbove(),
            given.isWrong("yellowFrom") ? null : wanted.yellowFrom()));
    SchemeJson.GrowthJson growth = wanted.growth();
    if (growth != null) {
      add(
          given,
          Scheme.Growth.wrong(
              right(given, "growth/step", growth.step(), last.growth().step()),
              right(given, "growth/limit", growth.limit(), last.growth().limit()),
              right(given, "growth/greenFrom", growth.greenFrom(), last.growth().greenFrom()),
              right(given, "growth/yellowFrom", growth.yellowFrom(), last.growth().yellowFrom())));
    }
    if (!given.isWrong("grades")) {
      add(given, Scheme.wrong(grades(Objects.requireNonNullElse(wanted.grades(), List.of()))));
    }
    if (!given.wrong().isEmpty()) {
      // Else they are looked at with the rest, when it is known that the campaign is open.
      add(
          given,
          schemes.wrong(
              campaign,
              given.isWrong("from") ? null : wanted.from(),
              given.isWrong("disclosure") ? null : wanted.disclosure(),
              given.isWrong("reason") ? null : given.has("reason") ? wanted.reason() : "",
              given.isWrong("items")
                  ? null
                  : items(Objects.requireNonNullElse(wanted.items(), List.of()))));
    }
  }

  private static @Nullable BigDecimal right(
      Given<SchemeJson> given, String field, @Nullable BigDecimal said, BigDecimal stands) {
    return given.isWrong(field) ? null : Objects.requireNonNullElse(said, stands);
  }

  private static void add(Given<SchemeJson> given, List<Violation> found) {
    for (Violation v : found) {
      String field = v.field().replace('.', '/');
      if (!given.isWrong(field)) {
        given.wrong().add(new Violation(field, v.value(), v.expected()));
      }
    }
  }

  /** As if it held today already, from whichever day it is meant to. */
  private void effect(Context ctx) {
    Campaign campaign = campaign(ctx);
    Scheme last = schemes.versions(campaign).getLast();
    Scheme scheme = wanted(campaign, last, Bodies.object(ctx));
    schemes.check(campaign, scheme);
    Scorebook today = boards.on(campaign, campaign.today(clock));
    Scorebook under =
        new Scorebook(
            today.setup().under(scheme, goals.sections(campaign), goals.goals(campaign)),
            today.figures());
    Http.answer(ctx, 200, EffectJson.of(Effect.between(today, under)));
  }

  private void putScheme(Context ctx) {
    Campaign campaign = campaign(ctx);
    Scheme last = schemes.versions(campaign).getLast();
    Scheme scheme = wanted(campaign, last, Bodies.object(ctx));
    Scheme made = schemes.put(campaign, scheme, Http.ifMatch(ctx, last.version()), Http.actor(ctx));
    Http.answer(ctx, 200, SchemeJson.of(made, codes(campaign)), made.version());
  }

  private static Scheme.Growth growth(SchemeJson.GrowthJson wanted, Scheme.Growth last) {
    return new Scheme.Growth(
        Objects.requireNonNullElse(wanted.base(), last.base()),
        Objects.requireNonNullElse(wanted.step(), last.step()),
        Objects.requireNonNullElse(wanted.limit(), last.limit()),
        Objects.requireNonNullElse(wanted.greenFrom(), last.greenFrom()),
        Objects.requireNonNullElse(wanted.yellowFrom(), last.yellowFrom()));
  }

  private Map<GoalId, Scheme.Weighing> weights(
      Campaign campaign, Scheme last, Given<SchemeJson> given) {
    Map<GoalId, Scheme.Weighing> weighings = new HashMap<>();
    List<SchemeJson.@Nullable WeightJson> all =
        Objects.requireNonNullElse(given.value().weights(), List.of());
    for (int i = 0; i < all.size(); i++) {
      SchemeJson.WeightJson each = all.get(i);
      String at = "weights/" + i;
      if (each == null) {
        continue;
      }
      Goal goal =
          given.find(
              at + "/goal",
              each.goal(),
              new Text("指标", "goal"),
              code -> goals.find(campaign, code));
      Section section =
          given.find(at + "/section", each.section(), SECTION, code -> section(campaign, code));
      Scheme.Placed placed =
          given.body().at("/" + at).has("section")
              ? new Scheme.Placed(section == null ? null : section.id())
              : null;
      ScoringRule rule = goal == null ? null : last.rule(goal.id());
      if (each.rule() != null && !given.isWrong(at + "/rule")) {
        rule = RuleJson.read(each.rule(), at + "/rule/", goal, given.wrong());
      }
      if (goal != null
          && weighings.put(
                  goal.id(),
                  new Scheme.Weighing(
                      Objects.requireNonNullElse(each.weight(), goal.weight()),
                      given.body().at("/" + at).has("cap") ? each.cap() : goal.cap(),
                      placed,
                      Objects.requireNonNullElse(rule, ScoringRule.DEFAULT)))
              != null) {
        given.refuse(at + "/goal", new Text("每个指标至多一次", "each goal at most once"));
      }
    }
    return weighings;
  }

  private Section section(Campaign campaign, String named) {
    return Optional.ofNullable(
            Code.find(goals.sections(campaign), Section::code, Section::name, named))
        .orElseThrow(() -> new Fault.NotFound(SECTION, named));
  }

  private Map<SectionId, BigDecimal> sections(Campaign campaign, Given<SchemeJson> given) {
    Map<SectionId, BigDecimal> weights = new HashMap<>();
    Set<SectionId> named = new HashSet<>();
    List<SchemeJson.@Nullable SectionWeightJson> all =
        Objects.requireNonNullElse(given.value().sections(), List.of());
    for (int i = 0; i < all.size(); i++) {
      SchemeJson.SectionWeightJson each = all.get(i);
      String at = "sections/" + i;
      if (each == null) {
        continue;
      }
      Section section =
          given.find(at + "/section", each.section(), SECTION, code -> section(campaign, code));
      if (section != null && !named.add(section.id())) {
        given.refuse(at + "/section", new Text("每个板块至多一次", "each section at most once"));
      }
      if (section != null && each.weight() != null) {
        weights.put(section.id(), each.weight());
      }
    }
    return weights;
  }

  private static List<Scheme.Grade> grades(List<SchemeJson.GradeJson> grades) {
    return grades.stream()
        .map(
            each -> {
              String name = Objects.requireNonNull(each.name());
              return new Scheme.Grade(
                  new Text(name, Objects.requireNonNullElse(each.nameEn(), name)),
                  Objects.requireNonNull(each.from()),
                  each.share());
            })
        .toList();
  }

  private static void checkItems(Given<SchemeJson> given) {
    Set<String> codes = new HashSet<>();
    List<SchemeJson.@Nullable ItemJson> all =
        Objects.requireNonNullElse(given.value().items(), List.of());
    for (int i = 0; i < all.size(); i++) {
      SchemeJson.ItemJson item = all.get(i);
      if (item != null && item.code() != null && !codes.add(item.code())) {
        given.refuse("items/" + i + "/code", new Text("代码不重复", "codes that differ"));
      }
    }
  }

  private static List<Scheme.Item> items(List<SchemeJson.ItemJson> items) {
    return items.stream()
        .map(
            each -> {
              String name = Objects.requireNonNull(each.name());
              return new Scheme.Item(
                  Objects.requireNonNull(each.code()),
                  new Text(name, Objects.requireNonNullElse(each.nameEn(), name)),
                  Objects.requireNonNull(each.kind()),
                  Objects.requireNonNull(each.cap()));
            })
        .toList();
  }

  private void adjust(Context ctx) {
    Campaign campaign = campaign(ctx);
    Given<AdjustmentJson> given = Shapes.creating(AdjustmentJson.class, Bodies.object(ctx));
    AdjustmentJson wanted = given.value();
    LocalDate today = campaign.today(clock);
    Department department =
        given.find(
            "department",
            wanted.department(),
            new Text("单位", "department"),
            each -> departments.find(campaign, each));
    Adjustment.Kind kind = wanted.kind();
    if (kind != null) {
      boolean isVeto = kind == Adjustment.Kind.VETO;
      given.require(
          "points",
          isVeto == (wanted.points() == null),
          isVeto ? new Text("不填", "nothing") : new Text("大于 0 的分数", "points above 0"));
      given.require(
          "item",
          isVeto == (wanted.item() == null),
          isVeto
              ? new Text("不填（一票否决不分项）", "nothing (a veto has no item)")
              : new Text("评分方案中某一项的代码", "the code of an item of the scheme"));
    }
    Adjustment added =
        given.made(
            () ->
                schemes.adjust(
                    campaign,
                    Objects.requireNonNull(department),
                    Objects.requireNonNull(kind),
                    Objects.requireNonNullElse(wanted.item(), ""),
                    wanted.points(),
                    Objects.requireNonNullElse(
                        wanted.on(),
                        today.isAfter(campaign.deadline()) ? campaign.deadline() : today),
                    Objects.requireNonNull(wanted.reason()),
                    Objects.requireNonNullElse(wanted.evidence(), ""),
                    Http.actor(ctx)));
    Http.created(ctx, "campaigns", campaign.slug(), "adjustments", added.id());
    answer(ctx, 201, campaign, added);
  }
}
