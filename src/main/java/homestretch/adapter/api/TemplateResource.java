package homestretch.adapter.api;

import homestretch.adapter.http.Bodies;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code campaigns/{slug}/templates}: the words of the posts. */
public final class TemplateResource implements Api.Resource {
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
    routes.get(
        all, admin("Lists the words of the posts").out(TemplatesJson.class).pages(), this::list);
    routes.get(
        one,
        admin("Reads a template").out(TemplateJson.class),
        ctx -> answer(ctx, campaign(ctx), wording(ctx)));
    routes.put(
        one,
        admin("Gives words of one's own").in(TemplateJson.class).out(TemplateJson.class).guarded(),
        this::put);
    routes.delete(
        one,
        admin("Goes back to the standard words").status(204),
        ctx -> {
          Http.ifMatch(ctx, revision(campaign(ctx), wording(ctx)));
          templates.remove(campaign(ctx), wording(ctx), Http.actor(ctx));
          ctx.status(204);
        });
    routes.get(
        one + "/preview",
        admin("Shows the post of a day")
            .query("on", "date", "of this day; today by default")
            .whole(PostJson.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          LocalDate on = Http.date(ctx, "on", campaign.today(clock));
          preview(ctx, campaign, templates.text(campaign, wording(ctx)), on);
        });
    routes.postApart(
        one + "/preview",
        admin("Shows the post of a day in other words").in(DraftInput.class).whole(PostJson.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          Given<DraftInput> draft = Shapes.creating(DraftInput.class, Bodies.object(ctx));
          Text stands = templates.text(campaign, wording(ctx));
          Text words = draft.made(() -> words(draft.value().zh(), draft.value().en(), stands));
          preview(
              ctx,
              campaign,
              words,
              Objects.requireNonNullElse(draft.value().on(), campaign.today(clock)));
        });
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private static Wording wording(Context ctx) {
    return Wording.of(ctx.pathParam("name"));
  }

  private static Text words(@Nullable String zh, @Nullable String en, Text otherwise) {
    Text words =
        new Text(
            Objects.requireNonNullElse(zh, otherwise.zh()),
            Objects.requireNonNullElse(en, otherwise.en()));
    Wording.check(words);
    return words;
  }

  private static Doc admin(String summary) {
    return Doc.of(summary).access(Doc.Access.ADMINISTRATOR);
  }

  private void list(Context ctx) {
    Campaign campaign = campaign(ctx);
    Map<String, String> placeholders = new LinkedHashMap<>();
    Wording.PLACEHOLDERS.forEach(
        (name, meaning) -> placeholders.put(name, meaning.in(Http.language(ctx))));
    Http.Page<TemplateJson> page =
        Http.page(
            ctx,
            List.of(Wording.values()),
            wording -> view(wording, templates.own(campaign, wording)));
    Http.answer(ctx, 200, new TemplatesJson(page.items(), page.next(), placeholders));
  }

  private void answer(Context ctx, Campaign campaign, Wording wording) {
    Templates.Own own = templates.own(campaign, wording);
    Http.answer(ctx, 200, view(wording, own), own == null ? 0 : own.revision());
  }

  private static TemplateJson view(Wording wording, Templates.@Nullable Own own) {
    Text text = own == null ? wording.standard() : own.text();
    return new TemplateJson(wording.code(), text.zh(), text.en(), own != null);
  }

  private void put(Context ctx) {
    Campaign campaign = campaign(ctx);
    Wording wording = wording(ctx);
    int expected = Http.ifMatch(ctx, revision(campaign, wording));
    Given<TemplateJson> given =
        Shapes.changing(view(wording, templates.own(campaign, wording)), Bodies.object(ctx));
    Text words =
        given.made(
            () -> words(given.value().zh(), given.value().en(), templates.text(campaign, wording)));
    templates.put(campaign, wording, words, expected, Http.actor(ctx));
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
            language -> PostJson.of(posts.preview(words, campaign, on, language), language)));
  }
}
