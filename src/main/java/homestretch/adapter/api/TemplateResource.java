package homestretch.adapter.api;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.delivery.Posts;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.wording.TemplateService;
import homestretch.core.wording.Templates;
import homestretch.core.wording.Wording;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code campaigns/{slug}/templates}: the words of the posts. */
public final class TemplateResource implements Api.Resource {
  private static final Set<String> TEMPLATE = Set.of("name", "zh", "en", "own");
  private static final Set<String> DRAFT = Set.of("zh", "en", "on");

  private final CampaignService campaigns;
  private final TemplateService templates;
  private final Posts posts;
  private final Clock clock;

  public TemplateResource(
      CampaignService campaigns, TemplateService templates, Posts posts, Clock clock) {
    this.campaigns = campaigns;
    this.templates = templates;
    this.posts = posts;
    this.clock = clock;
  }

  @Override
  public void routes(Routes routes) {
    String all = "/campaigns/{slug}/templates";
    String one = all + "/{name}";
    routes.get(all, Doc.of("Lists the words of the posts").pages(), this::list);
    routes.get(one, Doc.of("Reads a template"), ctx -> answer(ctx, campaign(ctx), wording(ctx)));
    routes.put(one, Doc.of("Gives words of one's own").guarded(), this::put);
    routes.delete(
        one,
        Doc.of("Goes back to the standard words").status(204),
        ctx -> {
          templates.remove(campaign(ctx), wording(ctx), Http.actor(ctx));
          ctx.status(204);
        });
    routes.get(
        one + "/preview",
        Doc.of("Shows the post of a day").query("on", "date", "of this day; today by default"),
        ctx -> {
          Campaign campaign = campaign(ctx);
          LocalDate on = Http.date(ctx, "on", campaign.today(clock));
          preview(ctx, campaign, templates.text(campaign, wording(ctx)), on);
        });
    routes.postApart(
        one + "/preview",
        Doc.of("Shows the post of a day in other words"),
        ctx -> {
          Campaign campaign = campaign(ctx);
          Body body = Body.parse(ctx, DRAFT);
          Text words = words(body, templates.text(campaign, wording(ctx)));
          Wording.check(words);
          preview(ctx, campaign, words, body.date("on", campaign.today(clock)));
        });
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private static Wording wording(Context ctx) {
    return Wording.of(ctx.pathParam("name"));
  }

  private static Text words(Body body, @Nullable Text otherwise) {
    return new Text(
        body.text("zh", otherwise == null ? null : otherwise.zh()),
        body.text("en", otherwise == null ? null : otherwise.en()));
  }

  private void list(Context ctx) {
    Campaign campaign = campaign(ctx);
    Map<String, @Nullable Object> view =
        Http.page(
            ctx,
            List.of(Wording.values()),
            wording -> view(wording, templates.own(campaign, wording)));
    Map<String, String> placeholders = new LinkedHashMap<>();
    Wording.PLACEHOLDERS.forEach(
        (name, meaning) -> placeholders.put(name, meaning.in(Http.language(ctx))));
    view.put("placeholders", placeholders);
    Http.answer(ctx, 200, view);
  }

  private void answer(Context ctx, Campaign campaign, Wording wording) {
    Templates.Own own = templates.own(campaign, wording);
    Http.answer(ctx, 200, view(wording, own), own == null ? 0 : own.revision());
  }

  private static Map<String, @Nullable Object> view(Wording wording, Templates.@Nullable Own own) {
    Text text = own == null ? wording.standard() : own.text();
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("name", wording.code());
    view.put("zh", text.zh());
    view.put("en", text.en());
    view.put("own", own != null);
    return view;
  }

  private void put(Context ctx) {
    Campaign campaign = campaign(ctx);
    Wording wording = wording(ctx);
    Body body = Body.parse(ctx, TEMPLATE);
    templates.put(
        campaign,
        wording,
        words(body, templates.text(campaign, wording)),
        Http.ifMatch(ctx, revision(campaign, wording)),
        Http.actor(ctx));
    answer(ctx, campaign, wording);
  }

  private int revision(Campaign campaign, Wording wording) {
    Templates.Own own = templates.own(campaign, wording);
    return own == null ? 0 : own.revision();
  }

  private void preview(Context ctx, Campaign campaign, Text words, LocalDate on) {
    Http.answer(
        ctx,
        200,
        Http.whole(
            List.of(Language.values()),
            language -> {
              Map<String, @Nullable Object> item = new LinkedHashMap<>();
              item.put("locale", language.tag());
              item.putAll(Views.post(posts.preview(words, campaign, on, language)));
              return item;
            }));
  }
}
