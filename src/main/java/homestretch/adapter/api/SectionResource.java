package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.http.Bodies;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.goal.SectionService;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code campaigns/{slug}/sections}: goals that weigh together. */
public final class SectionResource implements Api.Resource {
  private final CampaignService campaigns;
  private final SectionService sections;

  public SectionResource(CampaignService campaigns, SectionService sections) {
    this.campaigns = campaigns;
    this.sections = sections;
  }

  @Override
  public void routes(Routes routes) {
    String all = "/campaigns/{slug}/sections";
    String one = all + "/{code}";
    routes.get(
        all,
        Doc.of("Lists the sections").list(SectionJson.class),
        ctx ->
            Http.answer(
                ctx, 200, Http.page(ctx, sections.sections(campaign(ctx)), SectionJson::of)));
    routes.post(
        all,
        Doc.of("Adds a section").in(SectionJson.class).creates(SectionJson.class),
        ctx -> put(ctx, null));
    routes.get(
        one,
        Doc.of("Reads a section").out(SectionJson.class),
        ctx -> {
          Section section = section(ctx);
          Http.answer(ctx, 200, SectionJson.of(section), section.revision());
        });
    routes.put(
        one,
        Doc.of("Changes a section, or adds it")
            .in(SectionJson.class)
            .out(SectionJson.class)
            .orAdds(),
        ctx -> put(ctx, ctx.pathParam("code")));
    routes.delete(
        one,
        Doc.of("Removes a section that no goal stands in; any other is ended by until").status(204),
        ctx -> {
          Section section = section(ctx);
          sections.remove(
              campaign(ctx), section, Http.ifMatch(ctx, section.revision()), Http.actor(ctx));
          ctx.status(204);
        });
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private Section section(Context ctx) {
    return sections.find(campaign(ctx), ctx.pathParam("code"));
  }

  /**
   * @param named in the address; null: a new one, named in the body
   */
  private void put(Context ctx, @Nullable String named) {
    Campaign campaign = campaign(ctx);
    JsonNode body = Bodies.object(ctx);
    List<Section> all = sections.sections(campaign);
    String code = named == null ? body.path("code").asText() : named;
    Optional<Section> before = all.stream().filter(s -> Code.same(s.code(), code)).findFirst();
    Http.refuseSecond(named == null && before.isPresent(), code);
    int expected = Http.ifMatch(ctx, before.map(Section::revision).orElse(null));
    Given<SectionJson> given =
        before.isPresent()
            ? Shapes.changing(SectionJson.of(before.get()), body)
            : Shapes.creating(
                SectionJson.class, named == null ? body : Http.named(body, "code", named));
    SectionJson wanted = given.value();
    Section section =
        given.made(
            () -> {
              String name = Objects.requireNonNull(wanted.name());
              return new Section(
                  new SectionId(0),
                  campaign.id(),
                  Objects.requireNonNull(wanted.code()),
                  new Text(name, Objects.requireNonNullElse(wanted.nameEn(), name)),
                  wanted.weight(),
                  wanted.from(),
                  wanted.until(),
                  Objects.requireNonNullElse(wanted.position(), all.size() + 1),
                  expected);
            });
    Section put = sections.put(campaign, section, Http.actor(ctx));
    if (before.isEmpty()) {
      Http.created(ctx, "campaigns", campaign.slug(), "sections", put.code());
    }
    Http.answer(ctx, before.isEmpty() ? 201 : 200, SectionJson.of(put), put.revision());
  }
}
