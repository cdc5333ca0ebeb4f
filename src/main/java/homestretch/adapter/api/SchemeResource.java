package homestretch.adapter.api;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.DepartmentService;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalService;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Scheme;
import homestretch.core.score.SchemeService;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code campaigns/{slug}/scheme} and {@code /adjustments}. */
public final class SchemeResource implements Api.Resource {
  private static final Set<String> SCHEME =
      Set.of(
          "version",
          "from",
          "greenAbove",
          "yellowFrom",
          "order",
          "tieRule",
          "missing",
          "disclosure",
          "growth",
          "weights",
          "items",
          "shownDecimals",
          "reason");
  private static final Set<String> GROWTH =
      Set.of("base", "step", "limit", "greenFrom", "yellowFrom");
  private static final Set<String> WEIGHT = Set.of("goal", "weight", "cap");
  private static final Set<String> ITEM = Set.of("code", "name", "nameEn", "kind", "cap");
  private static final Set<String> ADJUSTMENT =
      Set.of("department", "kind", "item", "points", "on", "reason", "evidence");
  private static final Set<String> REASON = Set.of("reason");

  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final SchemeService schemes;
  private final Clock clock;

  public SchemeResource(
      CampaignService campaigns,
      DepartmentService departments,
      GoalService goals,
      SchemeService schemes,
      Clock clock) {
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.schemes = schemes;
    this.clock = clock;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/campaigns/{slug}/scheme",
        Doc.of("Lists the versions of the scheme").pages(),
        ctx -> {
          Campaign campaign = campaign(ctx);
          List<Scheme> all = schemes.versions(campaign);
          Codes codes = codes(campaign);
          Http.answer(
              ctx, 200, Http.page(ctx, all, s -> Views.scheme(s, codes)), all.getLast().version());
        });
    routes.put(
        "/campaigns/{slug}/scheme",
        Doc.of("Sets how is scored from a day on").guarded(),
        this::putScheme);
    routes.get(
        "/campaigns/{slug}/adjustments",
        Doc.of("Lists the points added and taken").pages(),
        ctx -> {
          Campaign campaign = campaign(ctx);
          Codes codes = codes(campaign);
          Http.answer(
              ctx,
              200,
              Http.page(ctx, schemes.adjustments(campaign), a -> Views.adjustment(a, codes)));
        });
    routes.post(
        "/campaigns/{slug}/adjustments", Doc.of("Adds or takes points").status(201), this::adjust);
    routes.get(
        "/campaigns/{slug}/adjustments/{id}",
        Doc.of("Reads an adjustment"),
        ctx -> {
          Campaign campaign = campaign(ctx);
          answer(ctx, 200, campaign, schemes.adjustment(campaign, Http.id(ctx)));
        });
    routes.post(
        "/campaigns/{slug}/adjustments/{id}/withdraw",
        Doc.of("Withdraws an adjustment"),
        ctx -> {
          Campaign campaign = campaign(ctx);
          String reason = Body.parse(ctx, REASON).text("reason", "");
          answer(
              ctx,
              200,
              campaign,
              schemes.withdraw(campaign, Http.id(ctx), reason, Http.actor(ctx)));
        });
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private Codes codes(Campaign campaign) {
    return Codes.of(campaign, departments, goals);
  }

  private void answer(Context ctx, int status, Campaign campaign, Adjustment adjustment) {
    Http.answer(ctx, status, Views.adjustment(adjustment, codes(campaign)));
  }

  /** What is left out stays as in the last version. */
  private void putScheme(Context ctx) {
    Campaign campaign = campaign(ctx);
    Scheme last = schemes.versions(campaign).getLast();
    Body body = Body.parse(ctx, SCHEME);
    Scheme made =
        schemes.put(
            campaign,
            new Scheme(
                0,
                body.date("from", null),
                body.decimal("greenAbove", last.greenAbove()),
                body.decimal("yellowFrom", last.yellowFrom()),
                body.choice("order", Scheme.Order.class, last.order()),
                body.choice("tieRule", Scheme.TieRule.class, last.tieRule()),
                body.choice("missing", Scheme.Missing.class, last.missing()),
                body.choice("disclosure", Scheme.Disclosure.class, last.disclosure()),
                body.has("growth") ? growth(body.object("growth", GROWTH), last) : last.growth(),
                body.has("weights") ? weights(campaign, body) : last.weighings(),
                body.has("items") ? items(body) : last.items(),
                body.integer("shownDecimals", last.shownDecimals()),
                body.text("reason", "")),
            Http.ifMatch(ctx, last.version()),
            Http.actor(ctx));
    Http.answer(ctx, 200, Views.scheme(made, codes(campaign)), made.version());
  }

  private static Scheme.Growth growth(Body body, Scheme last) {
    return new Scheme.Growth(
        body.decimal("base", last.growth().base()),
        body.decimal("step", last.growth().step()),
        body.decimal("limit", last.growth().limit()),
        body.decimal("greenFrom", last.growth().greenFrom()),
        body.decimal("yellowFrom", last.growth().yellowFrom()));
  }

  private Map<GoalId, Scheme.Weighing> weights(Campaign campaign, Body body) {
    Map<GoalId, Scheme.Weighing> weighings = new HashMap<>();
    for (Body each : body.objects("weights", WEIGHT)) {
      Goal goal = goals.find(campaign, each.text("goal", null));
      Scheme.Weighing weighing =
          new Scheme.Weighing(
              each.decimal("weight", goal.weight()), each.decimalOrNull("cap", goal.cap()));
      if (weighings.put(goal.id(), weighing) != null) {
        throw each.wrong("goal", new Text("每个指标至多一次", "each goal at most once"));
      }
    }
    return weighings;
  }

  private static List<Scheme.Item> items(Body body) {
    List<Scheme.Item> items = new ArrayList<>();
    for (Body each : body.objects("items", ITEM)) {
      String name = each.text("name", null);
      items.add(
          new Scheme.Item(
              each.text("code", null),
              new Text(name, each.text("nameEn", name)),
              each.choice("kind", Scheme.Item.Kind.class, null),
              each.decimal("cap", null)));
    }
    return items;
  }

  private void adjust(Context ctx) {
    Campaign campaign = campaign(ctx);
    Body body = Body.parse(ctx, ADJUSTMENT);
    LocalDate today = campaign.today(clock);
    Adjustment added =
        schemes.adjust(
            campaign,
            departments.find(campaign, body.text("department", null)),
            body.choice("kind", Adjustment.Kind.class, null),
            body.text("item", ""),
            body.decimalOrNull("points", null),
            body.date("on", today.isAfter(campaign.deadline()) ? campaign.deadline() : today),
            body.text("reason", null),
            body.text("evidence", ""),
            Http.actor(ctx));
    Http.created(ctx, "/campaigns/" + campaign.slug() + "/adjustments/" + added.id());
    answer(ctx, 201, campaign, added);
  }
}
