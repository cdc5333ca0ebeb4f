package homestretch.adapter.api;

import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.delivery.ChannelService;
import homestretch.core.delivery.Delivery;
import homestretch.core.delivery.DeliveryId;
import homestretch.core.delivery.DeliveryService;
import homestretch.core.delivery.Notice;
import homestretch.core.delivery.NoticeId;
import homestretch.core.delivery.Outbox;
import homestretch.core.fault.Fault;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code deliveries}, and {@code notices}: what needs an administrator. */
public final class DeliveryResource implements Api.Resource {
  private final DeliveryService deliveries;
  private final ChannelService channels;
  private final ZoneId zone;

  /**
   * @param zone in which the days of the filters are meant
   */
  public DeliveryResource(DeliveryService deliveries, ChannelService channels, ZoneId zone) {
    this.deliveries = deliveries;
    this.channels = channels;
    this.zone = zone;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/deliveries",
        admin("Lists the posts")
            .query("state", "string", "in this state")
            .query("schedule", "integer", "of this schedule")
            .query("practice", "integer", "of this practice")
            .query("channel", "integer", "to this channel")
            .query("date", "date", "of this day")
            .query("from", "date", "from this day")
            .query("to", "date", "to this day")
            .list(DeliveryJson.class),
        this::list);
    routes.get(
        "/deliveries/{id}",
        admin("Reads a delivery").out(DeliveryJson.class),
        ctx -> Http.answer(ctx, 200, DeliveryJson.of(delivery(ctx), Http.language(ctx))));
    routes.postApart(
        "/deliveries/{id}/retry",
        admin("Sends again what failed or was missed").nothing().out(DeliveryJson.class),
        ctx ->
            Http.answer(
                ctx,
                200,
                DeliveryJson.of(
                    deliveries.retry(matched(ctx), Http.actor(ctx)), Http.language(ctx))));
    routes.get(
        "/notices",
        operator("Lists what administrators should know")
            .query("all", "boolean", "also what is resolved")
            .list(NoticeJson.class),
        this::notices);
    routes.get(
        "/notices/{id}",
        operator("Reads a notice").out(NoticeJson.class),
        ctx -> Http.answer(ctx, 200, NoticeJson.of(deliveries.notice(new NoticeId(Http.id(ctx))))));
    routes.post(
        "/notices/{id}/resolve",
        operator("Resolves a notice").nothing().out(NoticeJson.class),
        ctx -> {
          NoticeId id = new NoticeId(Http.id(ctx));
          Http.match(ctx, NoticeJson.of(deliveries.notice(id)));
          Http.answer(ctx, 200, NoticeJson.of(deliveries.resolve(id, Http.actor(ctx))));
        });
  }

  private static Doc admin(String summary) {
    return Doc.of(summary).access(Doc.Access.ADMINISTRATOR);
  }

  /** Notices are of the whole program: of its database, its platforms, its calendars. */
  private static Doc operator(String summary) {
    return Doc.of(summary).access(Doc.Access.OPERATOR);
  }

  /** The delivery of the address, of a campaign that the principal administers. */
  private Delivery delivery(Context ctx) {
    Delivery delivery = deliveries.find(new DeliveryId(Http.id(ctx)));
    if (!seen(Principal.of(ctx)).test(delivery)) {
      throw new Fault.Forbidden(
          new Text("令牌的范围不包括这条播报的战役", "the token does not cover the campaign of this post"));
    }
    return delivery;
  }

  /** The same, if it is as the caller has read it. */
  private DeliveryId matched(Context ctx) {
    Delivery delivery = delivery(ctx);
    Http.match(ctx, DeliveryJson.of(delivery, Http.language(ctx)));
    return delivery.id();
  }

  private Predicate<Delivery> seen(Principal principal) {
    if (principal.isEverything()) {
      return delivery -> true;
    }
    Set<ChannelId> channels =
        this.channels.list(0, Integer.MAX_VALUE).stream()
            .filter(c -> principal.administers(c.campaign()))
            .map(Channel::id)
            .collect(Collectors.toSet());
    return delivery -> channels.contains(delivery.channel());
  }

  /**
   * {@code ?state=&schedule=&practice=&channel=}, and {@code date}, or {@code from} and {@code to}.
   */
  private void list(Context ctx) {
    int limit = Http.limit(ctx);
    Long schedule = Http.numberOrNull(ctx, "schedule");
    Long channel = Http.numberOrNull(ctx, "channel");
    LocalDate day = Http.dateOrNull(ctx, "date");
    LocalDate from = day != null ? day : Http.dateOrNull(ctx, "from");
    LocalDate to = day != null ? day : Http.dateOrNull(ctx, "to");
    if (day != null && (ctx.queryParam("from") != null || ctx.queryParam("to") != null)) {
      throw new Fault.Invalid(
          "date",
          day.toString(),
          new Text("date，或 from 与 to，不能并用", "either date, or from and to, not both"));
    }
    Outbox.Filter filter =
        new Outbox.Filter(
            schedule == null ? null : new ScheduleId(schedule),
            Http.numberOrNull(ctx, "practice"),
            channel == null ? null : new ChannelId(channel),
            Http.choice(ctx, "state", Delivery.State.class),
            from == null ? null : start(from),
            to == null ? null : start(to.plusDays(1)));
    long before = Http.cursor(ctx, Long.MAX_VALUE);
    Principal principal = Principal.of(ctx);
    List<Delivery> all =
        principal.isEverything()
            ? deliveries.list(filter, before, limit + 1)
            : deliveries.list(filter, before, Integer.MAX_VALUE).stream()
                .filter(seen(principal))
                .limit(limit + 1L)
                .toList();
    Http.answer(
        ctx,
        200,
        Http.page(all, limit, d -> DeliveryJson.of(d, Http.language(ctx)), d -> d.id().value()));
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  /** Those still open; {@code ?all=true} for the others, too. */
  private void notices(Context ctx) {
    int limit = Http.limit(ctx);
    List<Notice> all =
        deliveries.notices(!Http.flag(ctx, "all"), Http.cursor(ctx, Long.MAX_VALUE), limit + 1);
    Http.answer(ctx, 200, Http.page(all, limit, NoticeJson::of, n -> n.id().value()));
  }
}
