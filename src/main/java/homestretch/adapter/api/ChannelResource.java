package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.http.Bodies;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.chat.Address;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.delivery.ChannelService;
import homestretch.core.delivery.Deliverer;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code channels}. */
public final class ChannelResource implements Api.Resource {
  private static final Text BY_ADMINISTRATOR = new Text("由管理员停发", "by an administrator");

  private final CampaignService campaigns;
  private final ChannelService channels;
  private final Deliverer deliverer;
  private final Function<Address, Optional<Text>> unreachable;

  /** How long a platform is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * @param unreachable asks the platform why posts cannot get to a channel; empty: they can, or it
   *     cannot tell
   */
  public ChannelResource(
      CampaignService campaigns,
      ChannelService channels,
      Deliverer deliverer,
      Function<Address, Optional<Text>> unreachable) {
    this.campaigns = campaigns;
    this.channels = channels;
    this.deliverer = deliverer;
    this.unreachable = unreachable;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/channels",
        Doc.of("Lists the channels").access(Doc.Access.ADMINISTRATOR).list(ChannelJson.class),
        this::list);
    // It waits for the platform.
    routes.postApart(
        "/channels",
        Doc.of("Registers a channel, and says what keeps posts from it")
            .in(ChannelJson.class)
            .creates(ChannelJson.class),
        this::add);
    routes.get(
        "/channels/{id}",
        Doc.of("Reads a channel").access(Doc.Access.ADMINISTRATOR).out(ChannelJson.class),
        ctx -> {
          Channel channel = channel(ctx);
          answer(ctx, 200, channel, asked(ctx, channel));
        });
    routes.put(
        "/channels/{id}",
        Doc.of("Changes a channel").in(ChannelJson.class).out(ChannelJson.class).guarded(),
        this::change);
    routes.delete(
        "/channels/{id}",
        Doc.of("Removes a channel").status(204),
        ctx -> {
          channels.remove(matched(ctx).id(), Http.actor(ctx));
          ctx.status(204);
        });
    routes.post(
        "/channels/{id}/suspend",
        Doc.of("Suspends a channel").in(SuspendInput.class).out(ChannelJson.class),
        ctx -> {
          String reason = Shapes.create(SuspendInput.class, Bodies.object(ctx)).reason();
          answer(
              ctx,
              200,
              channels.suspend(
                  matched(ctx).id(),
                  reason == null ? BY_ADMINISTRATOR : Text.same(reason),
                  Http.actor(ctx)));
        });
    routes.postApart(
        "/channels/{id}/resume",
        Doc.of("Resumes a channel").nothing().out(ChannelJson.class),
        ctx -> {
          Channel resumed = channels.resume(matched(ctx).id(), Http.actor(ctx));
          deliverer.deliverNow(Set.of(resumed.id()));
          answer(ctx, 200, resumed);
        });
  }

  /** The channel of the address, of a campaign that the principal administers. */
  private Channel channel(Context ctx) {
    Channel channel = channels.find(new ChannelId(Http.id(ctx)));
    Principal.of(ctx).requireCampaign(campaigns.get(channel.campaign()));
    return channel;
  }

  /** The same, if it is as the caller has read it. */
  private Channel matched(Context ctx) {
    Channel channel = channel(ctx);
    Http.ifMatch(ctx, channel.revision());
    return channel;
  }

  private void list(Context ctx) {
    int limit = Http.limit(ctx);
    Principal principal = Principal.of(ctx);
    List<Channel> all =
        principal.isEverything()
            ? channels.list(Http.cursor(ctx, 0), limit + 1)
            : channels.list(Http.cursor(ctx, 0), Integer.MAX_VALUE).stream()
                .filter(c -> principal.administers(c.campaign()))
                .limit(limit + 1L)
                .toList();
    Http.answer(ctx, 200, Http.page(all, limit, c -> view(ctx, c, null), c -> c.id().value()));
  }

  private ChannelJson view(Context ctx, Channel channel, @Nullable String asked) {
    return view(channel, channel.reason().in(Http.language(ctx)), asked);
  }

  private ChannelJson view(Channel channel, String reason, @Nullable String asked) {
    return ChannelJson.of(channel, campaigns.get(channel.campaign()).slug(), asked, reason);
  }

  /** The reason as the body gives it back, in whichever language it was read. */
  private static String read(Context ctx, Text reason, JsonNode body) {
    String given = body.path("reason").asText("");
    return given.equals(reason.zh()) || given.equals(reason.en())
        ? given
        : reason.in(Http.language(ctx));
  }

  /** What the platform says, of a channel that is stored already. */
  private @Nullable String asked(Context ctx, Channel channel) {
    FutureTask<Optional<Text>> question =
        new FutureTask<>(() -> unreachable.apply(channel.address()));
    Thread.ofVirtual().name("asking about channel " + channel.id().value()).start(question);
    Language language = Http.language(ctx);
    try {
      return question
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .map(why -> why.in(language))
          .orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      question.cancel(true);
      return new Text("平台没有回答，发不发得到还不知道", "the platform did not answer: it is not known")
          .in(language);
    }
  }

  private void answer(Context ctx, int status, Channel channel) {
    answer(ctx, status, channel, null);
  }

  private void answer(Context ctx, int status, Channel channel, @Nullable String asked) {
    if (status == 201) {
      Http.created(ctx, "channels", channel.id().value());
    }
    Http.answer(ctx, status, view(ctx, channel, asked), channel.revision());
  }

  private void add(Context ctx) {
    Given<ChannelJson> given = Shapes.creating(ChannelJson.class, Bodies.object(ctx));
    ChannelJson wanted = given.value();
    Campaign campaign =
        given.find("campaign", wanted.campaign(), new Text("战役", "campaign"), campaigns::find);
    if (campaign != null) {
      Principal.of(ctx).requireCampaign(campaign);
    }
    Channel channel =
        given.made(
            () -> {
              Campaign of = Objects.requireNonNull(campaign);
              return new Channel(
                  new ChannelId(0),
                  of.id(),
                  new Address(
                      Objects.requireNonNull(wanted.platform()),
                      Objects.requireNonNull(wanted.address())),
                  Shapes.language(wanted.locale(), of.language()),
                  Objects.requireNonNullElse(wanted.timezone(), of.timezone()),
                  quietHours(wanted.quietHours()),
                  wanted.dailyCap(),
                  Boolean.TRUE.equals(wanted.living()),
                  Boolean.TRUE.equals(wanted.pictures()),
                  Objects.requireNonNullElse(wanted.purpose(), Channel.Purpose.POSTS),
                  Channel.State.ACTIVE,
                  Channel.NO_REASON,
                  0);
            });
    Channel added = channels.add(channel, Http.actor(ctx));
    answer(ctx, 201, added, asked(ctx, added));
  }

  private void change(Context ctx) {
    Channel before = channel(ctx);
    int expected = Http.ifMatch(ctx, before.revision());
    JsonNode body = Bodies.object(ctx);
    // What the platform said when it was read may come back with the rest.
    Given<ChannelJson> given =
        Shapes.changing(
            view(before, read(ctx, before.reason(), body), body.path("unreachable").textValue()),
            body);
    ChannelJson wanted = given.value();
    Channel channel =
        given.made(
            () ->
                new Channel(
                    before.id(),
                    before.campaign(),
                    before.address(),
                    Shapes.language(wanted.locale(), before.language()),
                    Objects.requireNonNull(wanted.timezone()),
                    quietHours(wanted.quietHours()),
                    wanted.dailyCap(),
                    Boolean.TRUE.equals(wanted.living()),
                    Boolean.TRUE.equals(wanted.pictures()),
                    Objects.requireNonNull(wanted.purpose()),
                    before.state(),
                    before.reason(),
                    expected == 0 ? before.revision() : expected));
    answer(ctx, 200, channels.change(channel, Http.actor(ctx)));
  }

  private static Channel.@Nullable QuietHours quietHours(
      ChannelJson.@Nullable QuietHoursJson hours) {
    return hours == null
        ? null
        : new Channel.QuietHours(
            Objects.requireNonNull(hours.from()), Objects.requireNonNull(hours.to()));
  }
}
