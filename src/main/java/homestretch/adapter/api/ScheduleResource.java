package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.delivery.ChannelService;
import homestretch.core.delivery.DayPreview;
import homestretch.core.delivery.Deliverer;
import homestretch.core.delivery.Delivery;
import homestretch.core.delivery.Planner;
import homestretch.core.delivery.Posts;
import homestretch.core.fault.Fault;
import homestretch.core.schedule.Occurrences;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.schedule.ScheduleService;
import homestretch.core.schedule.When;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.time.WallClock;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code schedules}. */
public final class ScheduleResource implements Api.Resource {
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
          "boardDays",
          "unknownYear",
          "onlyIfChanged",
          "mention",
          "paused",
          "state");
  private static final int UPCOMING = 5;

  private final CampaignService campaigns;
  private final ScheduleService schedules;
  private final ChannelService channels;
  private final Planner planner;
  private final Deliverer deliverer;
  private final Posts posts;
  private final Clock clock;

  public ScheduleResource(
      CampaignService campaigns,
      ScheduleService schedules,
      ChannelService channels,
      Planner planner,
      Deliverer deliverer,
      Posts posts,
      Clock clock) {
    this.campaigns = campaigns;
    this.schedules = schedules;
    this.channels = channels;
    this.planner = planner;
    this.deliverer = deliverer;
    this.posts = posts;
    this.clock = clock;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/schedules",
        Doc.of("Lists the schedules").access(Doc.Access.ADMINISTRATOR).pages(),
        this::list);
    routes.post("/schedules", Doc.of("Adds a schedule").status(201), this::add);
    routes.get(
        "/schedules/{id}",
        Doc.of("Reads a schedule").access(Doc.Access.ADMINISTRATOR),
        ctx -> answer(ctx, 200, schedule(ctx)));
    routes.put("/schedules/{id}", Doc.of("Changes a schedule").guarded(), this::change);
    routes.delete(
        "/schedules/{id}",
        Doc.of("Removes a schedule").status(204),
        ctx -> {
          schedules.remove(new ScheduleId(Http.id(ctx)), Http.actor(ctx));
          ctx.status(204);
        });
    routes.get(
        "/schedules/{id}/upcoming",
        Doc.of("Says when it fires next").access(Doc.Access.ADMINISTRATOR),
        this::upcoming);
    routes.get(
        "/schedules/{id}/preview",
        Doc.of("Shows what it would post")
            .access(Doc.Access.ADMINISTRATOR)
            .query("at", "string", "at this time of the schedule's zone"),
        this::preview);
    routes.postApart("/schedules/{id}/run", Doc.of("Posts now"), this::run);
    routes.post("/schedules/{id}/pause", Doc.of("Pauses a schedule"), ctx -> pause(ctx, true));
    routes.post("/schedules/{id}/resume", Doc.of("Resumes a schedule"), ctx -> pause(ctx, false));
  }

  private Schedule schedule(Context ctx) {
    return schedules.find(new ScheduleId(Http.id(ctx)));
  }

  private void list(Context ctx) {
    int limit = Http.limit(ctx);
    List<Schedule> all = schedules.list(Http.cursor(ctx, 0), limit + 1);
    Http.answer(ctx, 200, Http.page(all, limit, this::view, s -> s.id().value()));
  }

  private Map<String, @Nullable Object> view(Schedule schedule) {
    return Views.schedule(
        schedule,
        campaigns.get(schedule.campaign()).slug(),
        schedules.occurrences(schedule).state(clock.instant()));
  }

  private void answer(Context ctx, int status, Schedule schedule) {
    if (status == 201) {
      Http.created(ctx, "/schedules/" + schedule.id().value());
    }
    Http.answer(ctx, status, view(schedule), schedule.revision());
  }

  private void add(Context ctx) {
    Body body = Body.parse(ctx, SCHEDULE);
    Campaign campaign = campaigns.find(body.text("campaign", null));
    answer(
        ctx,
        201,
        schedules.add(
            new Schedule(
                new ScheduleId(0),
                campaign.id(),
                PostKind.of(body.text("post", null)),
                when(body, null),
                body.zone("timezone", campaign.timezone()),
                body.ids("channels", null).stream().map(ChannelId::new).toList(),
                body.time("catchUpUntil", Schedule.CATCH_UP_UNTIL),
                boardDays(body, Schedule.BOARD_DAYS),
                body.bool("onlyIfChanged", false),
                mention(body, null),
                body.bool("paused", false),
                Instant.EPOCH,
                0),
            Http.actor(ctx)));
  }

  private void change(Context ctx) {
    Schedule before = schedule(ctx);
    int expected = Http.ifMatch(ctx, before.revision());
    Body body = Body.parse(ctx, SCHEDULE);
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
                boardDays(body, before.boardDays()),
                body.bool("onlyIfChanged", before.onlyIfChanged()),
                mention(body, before.mention()),
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
        before.paused() == paused
            ? before
            : schedules.change(before.paused(paused), Http.actor(ctx)));
  }

  /** Either a cron expression, or a time on some days. */
  private static When when(Body body, @Nullable When before) {
    boolean hasCron = isGiven(body, "cron");
    boolean hasAt = isGiven(body, "at");
    if (hasCron && hasAt) {
      throw body.wrong("cron", new Text("cron 与 at 只用其一", "either cron or at, not both"));
    }
    if (hasCron) {
      return new When.Cron(body.text("cron", null));
    }
    if (!hasAt && before instanceof When.Cron && !isGiven(body, "days")) {
      return before;
    }
    When.@Nullable Daily daily = before instanceof When.Daily d ? d : null;
    return new When.Daily(
        hasAt || daily == null ? body.time("at", null) : daily.at(), days(body, daily));
  }

  private static boolean isGiven(Body body, String field) {
    JsonNode raw = body.raw(field);
    return raw != null && !raw.isNull();
  }

  private static When.Days days(Body body, When.@Nullable Daily before) {
    JsonNode days = body.raw("days");
    if (days == null || days.isNull()) {
      return before != null && !(before.days() instanceof When.Days.Workdays)
          ? before.days()
          : workdays(body, before);
    }
    if (days.isTextual()) {
      return switch (days.asText()) {
        case "all" -> new When.Days.All();
        case "workdays" -> workdays(body, before);
        default -> throw wrongDays(body, "days");
      };
    }
    Set<DayOfWeek> names = names(body, "days", days);
    if (names.isEmpty()) {
      throw wrongDays(body, "days");
    }
    return new When.Days.Named(names);
  }

  private static When.Days workdays(Body body, When.@Nullable Daily before) {
    When.UnknownYear otherwise =
        before != null && before.days() instanceof When.Days.Workdays(var unknownYear)
            ? unknownYear
            : When.UnknownYear.WEEKDAYS;
    return new When.Days.Workdays(
        isGiven(body, "unknownYear")
            ? body.choice("unknownYear", When.UnknownYear.class, otherwise)
            : otherwise);
  }

  private static Fault wrongDays(Body body, String field) {
    return body.wrong(
        field,
        field.equals("days")
            ? new Text(
                "all、workdays 或星期的列表，如 [\"MON\"]",
                "all, workdays, or a list of days such as [\"MON\"]")
            : new Text("星期的列表，如 [\"MON\"]", "a list of days such as [\"MON\"]"));
  }

  private static Set<DayOfWeek> boardDays(Body body, Set<DayOfWeek> otherwise) {
    JsonNode raw = body.raw("boardDays");
    return raw == null ? otherwise : names(body, "boardDays", raw);
  }

  private static Set<DayOfWeek> names(Body body, String field, JsonNode list) {
    Set<DayOfWeek> names = new HashSet<>();
    for (JsonNode each : list) {
      for (DayOfWeek day : DayOfWeek.values()) {
        if (day.name().substring(0, 3).equals(each.asText())) {
          names.add(day);
        }
      }
    }
    if (!list.isArray() || names.size() != list.size()) {
      throw wrongDays(body, field);
    }
    return names;
  }

  private static @Nullable String mention(Body body, @Nullable String otherwise) {
    JsonNode raw = body.raw("mention");
    if (raw == null) {
      return otherwise;
    }
    return raw.isNull() ? null : body.text("mention", null);
  }

  /** The next five, with the reason for every day between that has none. */
  private void upcoming(Context ctx) {
    Schedule schedule = schedule(ctx);
    Language language = Http.language(ctx);
    Occurrences occurrences = schedules.occurrences(schedule);
    Occurrences.Upcoming upcoming = occurrences.upcoming(clock.instant(), UPCOMING);
    List<Channel> to = schedule.channels().stream().map(channels::find).toList();
    Map<String, @Nullable Object> view =
        Http.whole(
            upcoming.planned(),
            planned -> {
              Map<String, @Nullable Object> item = new LinkedHashMap<>();
              item.put("plannedAt", planned.at());
              item.put("local", planned.at().atZone(schedule.timezone()).toOffsetDateTime());
              item.put("skipped", skipped(planned.skipped(), language));
              item.put("note", planned.caveat() == null ? null : planned.caveat().in(language));
              item.put("moved", moved(planned.at(), to, language));
              return item;
            });
    view.put("skipped", skipped(upcoming.skipped(), language));
    view.put("state", Views.lower(occurrences.state(clock.instant())));
    Http.answer(ctx, 200, view);
  }

  private static List<Map<String, Object>> skipped(
      List<Occurrences.Skipped> skipped, Language language) {
    return skipped.stream()
        .map(
            s ->
                Map.<String, Object>of(
                    "date", s.date().toString(), "reason", s.reason().in(language)))
        .toList();
  }

  private static List<Map<String, Object>> moved(
      Instant planned, List<Channel> to, Language language) {
    List<Map<String, Object>> moved = new ArrayList<>();
    for (Channel channel : to) {
      Instant awake = channel.awake(planned);
      Channel.QuietHours quiet = channel.quietHours();
      if (awake.isAfter(planned) && quiet != null) {
        moved.add(
            Map.of(
                "channel",
                channel.id().value(),
                "to",
                awake.atZone(channel.timezone()).toOffsetDateTime(),
                "reason",
                new Text(
                        "免打扰时段 " + quiet.from() + "–" + quiet.to(),
                        "quiet hours " + quiet.from() + "–" + quiet.to())
                    .in(language)));
      }
    }
    return moved;
  }

  /** What would be posted then, in each language of its channels; nothing is sent. */
  private void preview(Context ctx) {
    Schedule schedule = schedule(ctx);
    Campaign campaign = campaigns.get(schedule.campaign());
    Occurrences occurrences = schedules.occurrences(schedule);
    Instant at = at(ctx, schedule.timezone(), occurrences);
    LocalDate on = LocalDate.ofInstant(at, campaign.timezone());
    boolean withBoard = DayPreview.carriesBoard(schedule, occurrences, campaign, at);
    Set<Language> languages = new LinkedHashSet<>();
    schedule.channels().forEach(id -> languages.add(channels.find(id).language()));
    if (languages.isEmpty()) {
      languages.add(campaign.language());
    }
    Map<String, @Nullable Object> view =
        Http.whole(
            List.copyOf(languages),
            language -> {
              Map<String, @Nullable Object> item = new LinkedHashMap<>();
              item.put("locale", language.tag());
              item.putAll(
                  Views.post(posts.write(schedule, campaign, on, language, withBoard).post()));
              return item;
            });
    view.put("at", at);
    view.put("on", on);
    view.put("planned", occurrences.next(at.minusMillis(1)).filter(at::equals).isPresent());
    Http.answer(ctx, 200, view);
  }

  /** An instant, or a local time or date in the schedule's zone; without one, the next post's. */
  private Instant at(Context ctx, ZoneId zone, Occurrences occurrences) {
    String given = ctx.queryParam("at");
    if (given == null || given.isEmpty()) {
      return occurrences.next(clock.instant()).orElse(clock.instant());
    }
    try {
      if (given.endsWith("Z")) {
        return Instant.parse(given);
      }
      if (given.contains("T")) {
        return WallClock.instant(LocalDateTime.parse(given), zone);
      }
      LocalDate day = LocalDate.parse(given);
      Instant midnight = WallClock.instant(day.atStartOfDay(), zone);
      return occurrences
          .next(midnight.minusMillis(1))
          .filter(next -> LocalDate.ofInstant(next, zone).equals(day))
          .orElse(WallClock.instant(day.atTime(12, 0), zone));
    } catch (DateTimeParseException e) {
      throw new Fault.Invalid(
          "at",
          given,
          new Text(
              "日期或时间，如 2026-12-01、2026-12-01T09:00、2026-12-01T01:00:00Z",
              "a date or time, such as 2026-12-01, 2026-12-01T09:00 or 2026-12-01T01:00:00Z"));
    }
  }

  /** Posts one now; answers the deliveries that it made, as they stand. */
  private void run(Context ctx) {
    List<Delivery> made = planner.planNow(schedule(ctx), Http.actor(ctx));
    Http.answer(
        ctx,
        200,
        Http.whole(
            deliverer.deliverNow(made.stream().map(Delivery::id).toList()), Views::delivery));
  }
}
