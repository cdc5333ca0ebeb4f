package homestretch.adapter.api;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.CampaignService;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code campaigns}. */
public final class CampaignResource implements Api.Resource {
  private static final Set<String> CAMPAIGN =
      Set.of(
          "slug",
          "name",
          "nameEn",
          "start",
          "deadline",
          "timezone",
          "locale",
          "countToday",
          "calendar",
          "sample",
          "yearFrom",
          "state",
          "closing");

  private final CampaignService campaigns;
  private final Language language;
  private final ZoneId zone;

  /**
   * @param language of campaigns that do not say
   * @param zone of campaigns that do not say
   */
  public CampaignResource(CampaignService campaigns, Language language, ZoneId zone) {
    this.campaigns = campaigns;
    this.language = language;
    this.zone = zone;
  }

  @Override
  public void routes(Routes routes) {
    routes.get("/campaigns", this::campaigns);
    routes.post("/campaigns", this::addCampaign);
    routes.get("/campaigns/{slug}", ctx -> answer(ctx, 200, campaign(ctx)));
    routes.put("/campaigns/{slug}", this::changeCampaign);
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private void campaigns(Context ctx) {
    int limit = Http.limit(ctx);
    String after = ctx.queryParam("cursor");
    List<Campaign> all = campaigns.list(after == null ? "" : after, limit + 1);
    Http.answer(
        ctx,
        200,
        Http.page(all, limit, c -> Views.campaign(c, campaigns.closing(c)), Campaign::slug));
  }

  private void answer(Context ctx, int status, Campaign campaign) {
    Http.answer(
        ctx, status, Views.campaign(campaign, campaigns.closing(campaign)), campaign.revision());
  }

  private void addCampaign(Context ctx) {
    Body body = Body.parse(ctx.body(), CAMPAIGN);
    Campaign added =
        campaigns.add(campaign(body, body.text("slug", null), null, 0), Http.actor(ctx));
    ctx.header("Location", "/api/v1/campaigns/" + added.slug());
    answer(ctx, 201, added);
  }

  private void changeCampaign(Context ctx) {
    Campaign before = campaign(ctx);
    int expected = Http.ifMatch(ctx);
    Body body = Body.parse(ctx.body(), CAMPAIGN);
    String state = Views.state(campaigns.closing(before));
    if (!body.text("state", state).equals(state)) {
      throw body.wrong(
          "state",
          new Text(
              state + "（要改变状态请用 POST …/freeze、/close、/reopen）",
              state + " (POST …/freeze, /close or /reopen changes it)"));
    }
    answer(
        ctx,
        200,
        campaigns.change(
            campaign(body, before.slug(), before, expected == 0 ? before.revision() : expected),
            Http.actor(ctx)));
  }

  private Campaign campaign(Body body, String slug, @Nullable Campaign before, int revision) {
    String name = body.text("name", before == null ? null : before.name().zh());
    return new Campaign(
        before == null ? new CampaignId(0) : before.id(),
        slug,
        new Text(name, body.text("nameEn", before == null ? name : before.name().en())),
        body.date("start", before == null ? null : before.start()),
        body.date("deadline", before == null ? null : before.deadline()),
        body.zone("timezone", before == null ? zone : before.timezone()),
        locale(body, before == null ? language : before.language()),
        body.bool("countToday", before == null || before.countToday()),
        body.text("calendar", before == null ? "CN" : before.calendar()),
        before != null && before.sample(),
        body.dateOrNull("yearFrom", before == null ? null : before.yearFrom()),
        revision);
  }

  static Language locale(Body body, Language otherwise) {
    return switch (body.text("locale", otherwise.tag())) {
      case "zh-CN" -> Language.ZH;
      case "en" -> Language.EN;
      default -> throw body.wrong("locale", Text.same("zh-CN, en"));
    };
  }
}
