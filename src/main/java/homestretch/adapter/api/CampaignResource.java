package homestretch.adapter.api;

import homestretch.adapter.http.Bodies;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.CampaignService;
import homestretch.core.fault.Fault;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code campaigns}. */
public final class CampaignResource implements Api.Resource {
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
    routes.get(
        "/campaigns", Doc.of("Lists the campaigns").list(CampaignJson.class), this::campaigns);
    routes.post(
        "/campaigns",
        Doc.of("Adds a campaign")
            .access(Doc.Access.OPERATOR)
            .in(CampaignJson.class)
            .creates(CampaignJson.class),
        this::addCampaign);
    routes.get(
        "/campaigns/{slug}",
        Doc.of("Reads a campaign").out(CampaignJson.class),
        ctx -> answer(ctx, 200, campaign(ctx)));
    routes.put(
        "/campaigns/{slug}",
        Doc.of("Changes a campaign; what is not named stays")
            .in(CampaignJson.class)
            .out(CampaignJson.class)
            .guarded(),
        this::changeCampaign);
    routes.delete(
        "/campaigns/{slug}",
        Doc.of("Removes a campaign; one with figures only with ?confirm=SLUG")
            .access(Doc.Access.OPERATOR)
            .query("confirm", "string", "the slug once more, where there are figures")
            .status(204),
        this::remove);
  }

  private void remove(Context ctx) {
    Campaign campaign = campaign(ctx);
    int expected = Http.ifMatch(ctx, campaign.revision());
    String confirm = ctx.queryParam("confirm");
    if (confirm != null && !confirm.equals(campaign.slug())) {
      throw new Fault.Invalid("confirm", confirm, Text.same(campaign.slug()));
    }
    campaigns.remove(
        campaign, confirm != null, expected == 0 ? campaign.revision() : expected, Http.actor(ctx));
    ctx.status(204);
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private void campaigns(Context ctx) {
    int limit = Http.limit(ctx);
    String after = ctx.queryParam("cursor");
    Principal caller = Principal.of(ctx);
    List<Campaign> all =
        campaigns
            .list(after == null ? "" : after, caller.isForAll() ? limit + 1 : Integer.MAX_VALUE)
            .stream()
            .filter(c -> caller.covers(c.id()))
            .limit(limit + 1L)
            .toList();
    Http.answer(
        ctx,
        200,
        Http.page(all, limit, c -> CampaignJson.of(c, campaigns.closing(c)), Campaign::slug));
  }

  private void answer(Context ctx, int status, Campaign campaign) {
    Http.answer(
        ctx, status, CampaignJson.of(campaign, campaigns.closing(campaign)), campaign.revision());
  }

  private void addCampaign(Context ctx) {
    Given<CampaignJson> given = Shapes.creating(CampaignJson.class, Bodies.object(ctx));
    checkOrder(given);
    Campaign added =
        campaigns.add(given.made(() -> campaign(given.value(), null, 0)), Http.actor(ctx));
    Http.created(ctx, "campaigns", added.slug());
    answer(ctx, 201, added);
  }

  private void changeCampaign(Context ctx) {
    Campaign before = campaign(ctx);
    int expected = Http.ifMatch(ctx, before.revision());
    Given<CampaignJson> wanted =
        Shapes.changing(CampaignJson.of(before, campaigns.closing(before)), Bodies.object(ctx));
    checkOrder(wanted);
    answer(
        ctx,
        200,
        campaigns.change(
            wanted.made(
                () ->
                    campaign(wanted.value(), before, expected == 0 ? before.revision() : expected)),
            Http.actor(ctx)));
  }

  /** Said beside whatever else is wrong, which keeps a campaign from being made of it. */
  private static void checkOrder(Given<CampaignJson> given) {
    LocalDate start = given.value().start();
    LocalDate deadline = given.value().deadline();
    if (start != null && deadline != null && deadline.isBefore(start)) {
      given.refuse("deadline", new Text("不早于开始日 " + start, "a date not before the start " + start));
    }
  }

  private Campaign campaign(CampaignJson given, @Nullable Campaign before, int revision) {
    String name = Objects.requireNonNull(given.name());
    return new Campaign(
        before == null ? new CampaignId(0) : before.id(),
        Objects.requireNonNull(given.slug()),
        new Text(name, Objects.requireNonNullElse(given.nameEn(), name)),
        Objects.requireNonNull(given.start()),
        Objects.requireNonNull(given.deadline()),
        Objects.requireNonNullElse(given.timezone(), zone),
        Shapes.language(given.locale(), language),
        Objects.requireNonNullElse(given.countToday(), true),
        Objects.requireNonNullElse(given.calendar(), "CN"),
        before != null && before.sample(),
        given.yearFrom(),
        revision);
  }
}
