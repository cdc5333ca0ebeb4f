package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.chat.Address;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.delivery.ChannelService;
import homestretch.core.delivery.Deliverer;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code channels}. */
public final class ChannelResource implements Api.Resource {
  private static final Set<String> CHANNEL =
      Set.of(
          "id",
          "campaign",
          "platform",
          "address",
          "locale",
          "timezone",
          "quietHours",
          "dailyCap",
          "purpose",
          "state",
          "reason");
  private static final Set<String> QUIET = Set.of("from", "to");
  private static final Set<String> PLATFORMS = Set.of("discord", "web");

  private final CampaignService campaigns;
  private final ChannelService channels;
  private final Deliverer deliverer;

  public ChannelResource(CampaignService campaigns, ChannelService channels, Deliverer deliverer) {
    this.campaigns = campaigns;
    this.channels = channels;
    this.deliverer = deliverer;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/channels",
        Doc.of("Lists the channels").access(Doc.Access.ADMINISTRATOR).pages(),
        this::list);
    routes.post("/channels", Doc.of("Registers a channel").status(201), this::add);
    routes.get(
        "/channels/{id}",
        Doc.of("Reads a channel").access(Doc.Access.ADMINISTRATOR),
        ctx -> answer(ctx, 200, channels.find(id(ctx))));
    routes.put("/channels/{id}", Doc.of("Changes a channel").guarded(), this::change);
    routes.delete(
        "/channels/{id}",
        Doc.of("Removes a channel").status(204),
        ctx -> {
          channels.remove(id(ctx), Http.actor(ctx));
          ctx.status(204);
        });
    routes.post(
        "/channels/{id}/suspend",
        Doc.of("Suspends a channel"),
        ctx -> {
          String reason = Body.parse(ctx, Set.of("reason")).text("reason", "by an administrator");
          answer(ctx, 200, channels.suspend(id(ctx), reason, Http.actor(ctx)));
        });
    routes.postApart(
        "/channels/{id}/resume",
        Doc.of("Resumes a channel"),
        ctx -> {
          Channel resumed = channels.resume(id(ctx), Http.actor(ctx));
          deliverer.deliverNow(Set.of(resumed.id()));
          answer(ctx, 200, resumed);
        });
  }

  private static ChannelId id(Context ctx) {
    return new ChannelId(Http.id(ctx));
  }

  private void list(Context ctx) {
    int limit = Http.limit(ctx);
    List<Channel> all = channels.list(Http.cursor(ctx, 0), limit + 1);
    Http.answer(
        ctx,
        200,
        Http.page(
            all,
            limit,
            c -> Views.channel(c, campaigns.get(c.campaign()).slug()),
            c -> c.id().value()));
  }

  private void answer(Context ctx, int status, Channel channel) {
    if (status == 201) {
      Http.created(ctx, "/channels/" + channel.id().value());
    }
    Http.answer(
        ctx,
        status,
        Views.channel(channel, campaigns.get(channel.campaign()).slug()),
        channel.revision());
  }

  private void add(Context ctx) {
    Body body = Body.parse(ctx, CHANNEL);
    String platform = body.text("platform", null);
    if (!PLATFORMS.contains(platform)) {
      throw body.wrong(
          "platform", Text.same(String.join(", ", PLATFORMS.stream().sorted().toList())));
    }
    Campaign campaign = campaigns.find(body.text("campaign", null));
    answer(
        ctx,
        201,
        channels.add(
            new Channel(
                new ChannelId(0),
                campaign.id(),
                new Address(platform, body.text("address", null)),
                CampaignResource.locale(body, campaign.language()),
                body.zone("timezone", campaign.timezone()),
                quietHours(body, null),
                dailyCap(body, null),
                body.choice("purpose", Channel.Purpose.class, Channel.Purpose.POSTS),
                Channel.State.ACTIVE,
                "",
                0),
            Http.actor(ctx)));
  }

  private void change(Context ctx) {
    Channel before = channels.find(id(ctx));
    int expected = Http.ifMatch(ctx, before.revision());
    Body body = Body.parse(ctx, CHANNEL);
    answer(
        ctx,
        200,
        channels.change(
            new Channel(
                before.id(),
                before.campaign(),
                before.address(),
                CampaignResource.locale(body, before.language()),
                body.zone("timezone", before.timezone()),
                quietHours(body, before.quietHours()),
                dailyCap(body, before.dailyCap()),
                body.choice("purpose", Channel.Purpose.class, before.purpose()),
                before.state(),
                before.reason(),
                expected == 0 ? before.revision() : expected),
            Http.actor(ctx)));
  }

  private static Channel.@Nullable QuietHours quietHours(
      Body body, Channel.@Nullable QuietHours otherwise) {
    JsonNode raw = body.raw("quietHours");
    if (raw == null) {
      return otherwise;
    }
    if (raw.isNull()) {
      return null;
    }
    Body hours = body.object("quietHours", QUIET);
    return new Channel.QuietHours(hours.time("from", null), hours.time("to", null));
  }

  private static @Nullable Integer dailyCap(Body body, @Nullable Integer otherwise) {
    JsonNode raw = body.raw("dailyCap");
    if (raw == null) {
      return otherwise;
    }
    return raw.isNull() ? null : body.integer("dailyCap", null);
  }
}
