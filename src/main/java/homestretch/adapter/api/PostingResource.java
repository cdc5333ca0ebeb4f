package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.access.TokenService;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.campaign.Campaigns;
import homestretch.core.chat.Address;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Channels;
import homestretch.core.delivery.Deliverer;
import homestretch.core.delivery.Delivery;
import homestretch.core.delivery.Outbox;
import homestretch.core.delivery.Planner;
import homestretch.core.fault.Fault;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.schedule.ScheduleService;
import homestretch.core.schedule.When;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code channels}, {@code schedules}, {@code deliveries}, and for the operator {@code tokens},
 * {@code audit}.
 */
public final class PostingResource implements Api.Resource {
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
          "state",
          "reason");
  private static final Set<String> QUIET = Set.of("from", "to");
  private static final Set<String> SCHEDULE =
      Set.of(
          "id",
          "campaign",
          "post",
          "cron",
          "at",
          "days",
          "timezone",
          "channels",
          "catchUpUntil",
          "paused");
  private static final Set<String> PLATFORMS = Set.of("discord", "web");
  private static final int UPCOMING = 5;

  private final Transactions transactions;
  private final CampaignService campaigns;
  private final Campaigns campaignRows;
  private final Channels channels;
  private final ScheduleService schedules;
  private final Planner planner;
  private final Deliverer deliverer;
  private final Outbox outbox;
  private final Audit audit;
  private final TokenService tokens;
  private final Clock clock;

  public PostingResource(
      Transactions transactions,
      CampaignService campaigns,
      Campaigns campaignRows,
      Channels channels,
      ScheduleService schedules,
      Planner planner,
      Deliverer deliverer,
      Outbox outbox,
      Audit audit,
      TokenService tokens,
      Clock clock) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.campaignRows = campaignRows;
    this.channels = channels;
    this.schedules = schedules;
    this.planner = planner;
    this.deliverer = deliverer;
    this.outbox = outbox;
    this.audit = audit;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public void routes(Routes routes) {
    routes.get("/channels", this::channels);
    routes.post("/channels", this::addChannel);
    routes.get("/channels/{id}", ctx -> answer(ctx, 200, channel(ctx)));
    routes.put("/channels/{id}", this::changeChannel);
    routes.get("/schedules", this::schedules);
    routes.post("/schedules", this::addSchedule);
    routes.get("/schedules/{id}", ctx -> answer(ctx, 200, schedule(ctx)));
    routes.put("/schedules/{id}", this::changeSchedule);
    routes.get("/schedules/{id}/upcoming", this::upcoming);
    routes.post("/schedules/{id}/run", this::run);
    routes.post("/schedules/{id}/pause", ctx -> pause(ctx, true));
    routes.post("/schedules/{id}/resume", ctx -> pause(ctx, false));
    routes.get("/deliveries", this::deliveries);
    routes.get("/audit", this::audit);
    routes.get("/tokens", ctx -> Http.answer(ctx, 200, Http.whole(tokens.list(), t -> t)));
    routes.post(
        "/tokens",
        ctx -> {
          String name = Body.parse(ctx.body(), Set.of("name")).text("name", null);
          Http.answer(
              ctx, 201, Map.of("name", name, "token", tokens.create(name, Http.actor(ctx))));
        });
    routes.delete(
        "/tokens/{name}",
        ctx -> {
          tokens.revoke(ctx.pathParam("name"), Http.actor(ctx));
          ctx.status(204);
        });
  }

  private void channels(Context ctx) {
    int limit = Http.limit(ctx);
    long after = Http.cursor(ctx, 0);
    List<Channel> all = transactions.read(() -> channels.list(after, limit + 1));
    Http.answer(
        ctx, 200, Http.page(all, limit, c -> Views.channel(c, slug(c)), c -> c.id().value()));
  }

  private Channel channel(Context ctx) {
    long id = Http.id(ctx);
    return transactions.read(
        () ->
            channels
                .find(new ChannelId(id))
                .orElseThrow(
                    () -> new Fault.NotFound(new Text("频道", "channel"), String.valueOf(id))));
  }

  private void answer(Context ctx, int status, Channel channel) {
    Http.answer(ctx, status, Views.channel(channel, slug(channel)), channel.revision());
  }

  private String slug(Channel channel) {
    return transactions.read(() -> campaignRows.get(channel.campaign()).slug());
  }

  private void addChannel(Context ctx) {
    Body body = Body.parse(ctx.body(), CHANNEL);
    String platform = body.text("platform", null);
    if (!PLATFORMS.contains(platform)) {
      throw body.wrong(
          "platform", Text.same(String.join(", ", PLATFORMS.stream().sorted().toList())));
    }
    Address address = new Address(platform, body.text("address", null));
    Campaign campaign = campaigns.find(body.text("campaign", null));
    Channel wanted =
        new Channel(
            new ChannelId(0),
            campaign.id(),
            address,
            CampaignResource.locale(body, campaign.language()),
            body.zone("timezone", campaign.timezone()),
            quietHours(body, null),
            dailyCap(body, null),
            Channel.State.ACTIVE,
            "",
            0);
    Channel added =
        transactions.write(
            () -> {
              if (channels.at(address).isPresent()) {
                throw new Fault.Conflict(new Text("这个频道已登记", "this channel is registered already"));
              }
              Channel stored = channels.add(wanted);
              audit.record(Http.actor(ctx), "channel.add", address.toString(), null, stored);
              return stored;
            });
    answer(ctx, 201, added);
  }

  private void changeChannel(Context ctx) {
    Channel before = channel(ctx);
    int expected = Http.ifMatch(ctx);
    Body body = Body.parse(ctx.body(), CHANNEL);
    Channel wanted =
        new Channel(
            before.id(),
            before.campaign(),
            before.address(),
            CampaignResource.locale(body, before.language()),
            body.zone("timezone", before.timezone()),
            quietHours(body, before.quietHours()),
            dailyCap(body, before.dailyCap()),
            before.state(),
            before.reason(),
            expected == 0 ? before.revision() : expected);
    transactions.writeAll(
        () -> {
          if (!channels.change(wanted)) {
            throw new Fault.Stale();
          }
          audit.record(
              Http.actor(ctx), "channel.change", before.address().toString(), before, wanted);
        });
    answer(ctx, 200, channel(ctx));
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
    Body hours = Body.parse(raw.toString(), QUIET);
    return new Channel.QuietHours(hours.time("from", null), hours.time("to", null));
  }

  private static @Nullable Integer dailyCap(Body body, @Nullable Integer otherwise) {
    JsonNode raw = body.raw("dailyCap");
    if (raw == null) {
      return otherwise;
    }
    return raw.isNull() ? null : body.integer("dailyCap", null);
  }

  private void schedules(Context ctx) {
    int limit = Http.limit(ctx);
    List<Schedule> all = schedules.list(Http.cursor(ctx, 0), limit + 1);
    Http.answer(
        ctx, 200, Http.page(all, limit, s -> Views.schedule(s, slug(s)), s -> s.id().value()));
  }

  private Schedule schedule(Context ctx) {
    return schedules.find(new ScheduleId(Http.id(ctx)));
  }

  private String slug(Schedule schedule) {
    return transactions.read(() -> campaignRows.get(schedule.campaign()).slug());
  }

  private void answer(Context ctx, int status, Schedule schedule) {
    Http.answer(ctx, status, Views.schedule(schedule, slug(schedule)), schedule.revision());
  }

  private void addSchedule(Context ctx) {
    Body body = Body.parse(ctx.body(), SCHEDULE);
    Campaign campaign = campaigns.find(body.text("campaign", null));
    Schedule added =
        schedules.add(
            new Schedule(
                new ScheduleId(0),
                campaign.id(),
                PostKind.of(body.text("post", null)),
                when(body, null),
                body.zone("timezone", campaign.timezone()),
                body.ids("channels", null).stream().map(ChannelId::new).toList(),
                body.time("catchUpUntil", LocalTime.of(18, 0)),
                body.bool("paused", false),
                Instant.EPOCH,
                0),
            Http.actor(ctx));
    answer(ctx, 201, added);
  }

  private void changeSchedule(Context ctx) {
    Schedule before = schedule(ctx);
    int expected = Http.ifMatch(ctx);
    Body body = Body.parse(ctx.body(), SCHEDULE);
    answer(
        ctx,
        200,
        schedules.change(
            new Schedule(
                before.id(),
                before.campaign(),
                PostKind.of(body.text("post", before.post().code())),
                when(body, before.when()),
                body.zone("timezone", before.timezone()),
                body
                    .ids("channels", before.channels().stream().map(ChannelId::value).toList())
                    .stream()
                    .map(ChannelId::new)
                    .toList(),
                body.time("catchUpUntil", before.catchUpUntil()),
                body.bool("paused", before.paused()),
                before.plannedThrough(),
                expected == 0 ? before.revision() : expected),
            Http.actor(ctx)));
  }

  private void pause(Context ctx, boolean paused) {
    Schedule before = schedule(ctx);
    answer(
        ctx,
        200,
        schedules.change(
            new Schedule(
                before.id(),
                before.campaign(),
                before.post(),
                before.when(),
                before.timezone(),
                before.channels(),
                before.catchUpUntil(),
                paused,
                before.plannedThrough(),
                before.revision()),
            Http.actor(ctx)));
  }

  /** Either a cron expression, or a time on some days. */
  private static When when(Body body, @Nullable When before) {
    JsonNode cron = body.raw("cron");
    JsonNode at = body.raw("at");
    boolean hasCron = cron != null && !cron.isNull();
    boolean hasAt = at != null && !at.isNull();
    if (hasCron && hasAt) {
      throw body.wrong("cron", new Text("cron 与 at 只用其一", "either cron or at, not both"));
    }
    if (hasCron) {
      return new When.Cron(body.text("cron", null));
    }
    JsonNode days = body.raw("days");
    if (!hasAt && before != null && (days == null || days.isNull())) {
      return before;
    }
    When.@Nullable Daily daily = before instanceof When.Daily d ? d : null;
    return new When.Daily(
        hasAt || daily == null ? body.time("at", null) : daily.at(),
        days == null || days.isNull()
            ? daily == null ? new When.Days.Workdays() : daily.days()
            : days(body, days));
  }

  private static When.Days days(Body body, JsonNode days) {
    Text expected =
        new Text(
            "all、workdays 或星期的列表，如 [\"MON\"]",
            "all, workdays, or a list of days such as [\"MON\"]");
    if (days.isTextual()) {
      return switch (days.asText()) {
        case "all" -> new When.Days.All();
        case "workdays" -> new When.Days.Workdays();
        default -> throw body.wrong("days", expected);
      };
    }
    Set<DayOfWeek> names = new HashSet<>();
    if (days.isArray()) {
      for (JsonNode each : days) {
        for (DayOfWeek day : DayOfWeek.values()) {
          if (day.name().substring(0, 3).equals(each.asText())) {
            names.add(day);
          }
        }
      }
      if (names.size() == days.size() && !names.isEmpty()) {
        return new When.Days.Named(names);
      }
    }
    throw body.wrong("days", expected);
  }

  private void upcoming(Context ctx) {
    Schedule schedule = schedule(ctx);
    Instant now = clock.instant();
    Http.answer(
        ctx,
        200,
        Http.whole(
            schedules.planned(schedule, now, Instant.MAX, UPCOMING),
            at -> {
              Map<String, Object> view = new LinkedHashMap<>();
              view.put("plannedAt", at);
              view.put("local", at.atZone(schedule.timezone()).toOffsetDateTime());
              return view;
            }));
  }

  /** Posts one now; answers the deliveries that it made, as they stand. */
  private void run(Context ctx) {
    List<Delivery> made =
        planner.planNow(schedule(ctx), Http.actor(ctx)).stream()
            .map(d -> deliverer.deliverNow(d.id()))
            .toList();
    Http.answer(ctx, 200, Http.whole(made, Views::delivery));
  }

  private void deliveries(Context ctx) {
    int limit = Http.limit(ctx);
    long before = Http.cursor(ctx, Long.MAX_VALUE);
    List<Delivery> all = transactions.read(() -> outbox.list(null, null, null, before, limit + 1));
    Http.answer(ctx, 200, Http.page(all, limit, Views::delivery, d -> d.id().value()));
  }

  private void audit(Context ctx) {
    int limit = Http.limit(ctx);
    long before = Http.cursor(ctx, Long.MAX_VALUE);
    List<Audit.Entry> all = transactions.read(() -> audit.list(before, limit + 1));
    Http.answer(ctx, 200, Http.page(all, limit, e -> e, Audit.Entry::id));
  }
}
