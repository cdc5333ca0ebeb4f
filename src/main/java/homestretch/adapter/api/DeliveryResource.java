package homestretch.adapter.api;

import homestretch.core.chat.ChannelId;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code deliveries}, and {@code notices}: what needs an administrator. */
public final class DeliveryResource implements Api.Resource {
  private final DeliveryService deliveries;
  private final ZoneId zone;

  /**
   * @param zone in which the days of the filters are meant
   */
  public DeliveryResource(DeliveryService deliveries, ZoneId zone) {
    this.deliveries = deliveries;
    this.zone = zone;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/deliveries",
        Doc.of("Lists the posts")
            .access(Doc.Access.ADMINISTRATOR)
            .query("state", "string", "in this state")
            .query("schedule", "integer", "of this schedule")
            .query("channel", "integer", "to this channel")
            .query("date", "date", "of this day")
            .query("from", "date", "from this day")
            .query("to", "date", "to this day")
            .pages(),
        this::list);
    routes.get(
        "/deliveries/{id}",
        Doc.of("Reads a delivery").access(Doc.Access.ADMINISTRATOR),
        ctx ->
            Http.answer(ctx, 200, Views.delivery(deliveries.find(new DeliveryId(Http.id(ctx))))));
    routes.postApart(
        "/deliveries/{id}/retry",
        Doc.of("Sends again what failed or was missed"),
        ctx ->
            Http.answer(
                ctx,
                200,
                Views.delivery(deliveries.retry(new DeliveryId(Http.id(ctx)), Http.actor(ctx)))));
    routes.get(
        "/notices",
        Doc.of("Lists what administrators should know")
            .access(Doc.Access.ADMINISTRATOR)
            .query("all", "boolean", "also what is resolved")
            .pages(),
        this::notices);
    routes.post(
        "/notices/{id}/resolve",
        Doc.of("Resolves a notice"),
        ctx ->
            Http.answer(
                ctx, 200, notice(deliveries.resolve(new NoticeId(Http.id(ctx)), Http.actor(ctx)))));
  }

  /** {@code ?state=&schedule=&channel=}, and {@code date}, or {@code from} and {@code to}. */
  private void list(Context ctx) {
    int limit = Http.limit(ctx);
    Long schedule = Http.numberOrNull(ctx, "schedule");
    Long channel = Http.numberOrNull(ctx, "channel");
    LocalDate day = date(ctx, "date");
    LocalDate from = day != null ? day : date(ctx, "from");
    LocalDate to = day != null ? day : date(ctx, "to");
    Outbox.Filter filter =
        new Outbox.Filter(
            schedule == null ? null : new ScheduleId(schedule),
            channel == null ? null : new ChannelId(channel),
            state(ctx),
            from == null ? null : start(from),
            to == null ? null : start(to.plusDays(1)));
    List<Delivery> all = deliveries.list(filter, Http.cursor(ctx, Long.MAX_VALUE), limit + 1);
    Http.answer(ctx, 200, Http.page(all, limit, Views::delivery, d -> d.id().value()));
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static @Nullable LocalDate date(Context ctx, String parameter) {
    String given = ctx.queryParam(parameter);
    return given == null ? null : Http.date(ctx, parameter, LocalDate.EPOCH);
  }

  private static Delivery.@Nullable State state(Context ctx) {
    String given = ctx.queryParam("state");
    if (given == null) {
      return null;
    }
    return Arrays.stream(Delivery.State.values())
        .filter(state -> Views.lower(state).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault.Invalid(
                    "state",
                    given,
                    Text.same(
                        Arrays.stream(Delivery.State.values())
                            .map(Views::lower)
                            .collect(Collectors.joining(", ")))));
  }

  /** Those still open; {@code ?all=true} for the others, too. */
  private void notices(Context ctx) {
    int limit = Http.limit(ctx);
    List<Notice> all =
        deliveries.notices(
            !"true".equals(ctx.queryParam("all")), Http.cursor(ctx, Long.MAX_VALUE), limit + 1);
    Http.answer(ctx, 200, Http.page(all, limit, DeliveryResource::notice, n -> n.id().value()));
  }

  private static Map<String, @Nullable Object> notice(Notice notice) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", notice.id().value());
    view.put("subject", notice.subject());
    view.put("text", notice.text().zh());
    view.put("textEn", notice.text().en());
    view.put("raisedAt", notice.raisedAt());
    view.put("resolvedAt", notice.resolvedAt());
    return view;
  }
}
