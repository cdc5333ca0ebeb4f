package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.http.Bodies;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.chat.Address;
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
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code schedules}. */
public final class ScheduleResource implements Api.Resource {
  private static final Pattern WITH_OFFSET = Pattern.compile(".*T.*[+-]\\d\\d:\\d\\d");

  private static final int UPCOMING = 5;

  private final CampaignService campaigns;
  private final ScheduleService schedules;
  private final ChannelService channels;
  private final Planner planner;
  private final Deliverer deliverer;
  private final Posts posts;
  private final BiFunction<Address, String, Optional<Text>> mentions;
  private final Clock clock;

  /**
   * @param mentions what a channel's platform wants in place of a role that it cannot notify there
   */
  public ScheduleResource(
      CampaignService campaigns,
      ScheduleService schedules,
      ChannelService channels,
      Planner planner,
      Deliverer deliverer,
      Posts posts,
      BiFunction<Address, String, Optional<Text>> mentions,
      Clock clock) {
    this.campaigns = campaigns;
    this.schedules = schedules;
    this.channels = channels;
    this.planner = planner;
    this.deliverer = deliverer;
    this.posts = posts;
    this.mentions = mentions;
    this.clock = clock;
  }

  @Override
  public void routes(Routes routes) {
    String one = "/schedules/{id}";
    routes.get("/schedules", admin("Lists the schedules").list(ScheduleJson.class), this::list);
    routes.post(
        "/schedules",
        admin("Adds a schedule")
            .in(ScheduleJson.class)
            .example(
                """
                {"campaign": "city-2026", "post": "daily", "at": "09:00", "days": "workdays",
                 "channels": [1], "boardDays": ["MON"], "catchUpUntil": "18:00"}
                """)
            .creates(ScheduleJson.class),
        this::add);
    routes.get(
        one,
        admin("Reads a schedule").out(ScheduleJson.class),
        ctx -> answer(ctx, 200, schedule(ctx)));
    routes.put(
        one,
        admin("Changes a schedule")
            .in(ScheduleJson.class)
            .example("{\"at\": \"08:30\", \"days\": [\"MON\", \"FRI\"]}")
            .out(ScheduleJson.class)
            .guarded(),
        this::change);
    routes.delete(
        one,
        admin("Removes a schedule").status(204),
        ctx -> {
          schedules.remove(matched(ctx).id(), Http.actor(ctx));
          ctx.status(204);
        });
    routes.get(
        one + "/upcoming",
        admin("Says when it fires next")
            .query("limit", "integer", "how many at most: 1 to 1000, 5 by default")
            .query("cursor", "string", "the next of the page before")
            .out(UpcomingJson.class),
        this::upcoming);
    routes.get(
        one + "/preview",
        admin("Shows what it would post")
            .query("at", "string", "at this time of the schedule's zone")
            .out(PreviewJson.class),
        this::preview);
    routes.postApart(
        one + "/run", admin("Posts now").nothing().whole(DeliveryJson.class), this::run);
    routes.post(
        one + "/pause",
        admin("Pauses a schedule").nothing().out(ScheduleJson.class),
        ctx -> pause(ctx, true));
    routes.post(
        one + "/resume",
        admin("Resumes a schedule").nothing().out(ScheduleJson.class),
        ctx -> pause(ctx, false));
  }

  private static Doc admin(String summary) {
    return Doc.of(summary).access(Doc.Access.ADMINISTRATOR);
  }

  /** The schedule of the address, of a campaign that the principal administers. */
  private Schedule schedule(Context ctx) {
    Schedule schedule = schedules.find(new ScheduleId(Http.id(ctx)));
    Principal.of(ctx).requireCampaign(campaigns.get(schedule.campaign()));
    return schedule;
  }

  /** The same, if it is as the caller has read it. */
  private Schedule matched(Context ctx) {
    Schedule schedule = schedule(ctx);
    Http.ifMatch(ctx, schedule.revision());
    return schedule;
  }

  private void list(Context ctx) {
    int limit = Http.limit(ctx);
    Principal principal = Principal.of(ctx);
    List<Schedule> all =
        principal.isEverything()
            ? schedules.list(Http.cursor(ctx, 0), limit + 1)
            : schedules.list(Http.cursor(ctx, 0), Integer.MAX_VALUE).stream()
                .filter(s -> principal.administers(s.campaign()))
                .limit(limit + 1L)
                .toList();
    Http.answer(ctx, 200, Http.page(all, limit, this::view, s -> s.id().value()));
  }

  private ScheduleJson view(Schedule schedule) {
    return ScheduleJson.of(
        schedule,
        campaigns.get(schedule.campaign()).slug(),
        schedules.occurrences(schedule).state(clock.instant()));
  }

  private void answer(Context ctx, int status, Schedule schedule) {
    if (status == 201) {
      Http.created(ctx, "schedules", schedule.id().value());
    }
    Http.answer(ctx, status, view(schedule), schedule.revision());
  }

  private void add(Context ctx) {
    Given<ScheduleJson> given = Shapes.creating(ScheduleJson.class, Bodies.object(ctx));
    Campaign campaign =
        given.find(
            "campaign", given.value().campaign(), new Text("战役", "campaign"), campaigns::find);
    if (campaign != null) {
      Principal.of(ctx).requireCampaign(campaign);
    }
    Schedule schedule = schedule(given, campaign, null, 0);
    checkMention(schedule);
    answer(
        ctx,
        201,
        schedules.add(schedule, Boolean.TRUE.equals(given.value().often()), Http.actor(ctx)));
  }

  private void change(Context ctx) {
    Schedule before = schedule(ctx);
    int expected = Http.ifMatch(ctx, before.revision());
    Given<ScheduleJson> given = Shapes.changing(view(before), Bodies.object(ctx));
    Schedule schedule =
        schedule(
            given,
            campaigns.get(before.campaign()),
            before,
            expected == 0 ? before.revision() : expected);
    if (!Objects.equals(schedule.mention(), before.mention())
        || !schedule.channels().equals(before.channels())) {
      checkMention(schedule);
    }
    answer(
        ctx,
        200,
        schedules.change(schedule, Boolean.TRUE.equals(given.value().often()), Http.actor(ctx)));
  }

  /** A role that the channel's server does not have would be a number in every post. */
  private void checkMention(Schedule schedule) {
    String role = schedule.mention();
    if (role == null) {
      return;
    }
    for (ChannelId id : schedule.channels()) {
      channels
          .known(id)
          .filter(channel -> channel.campaign().equals(schedule.campaign()))
          .flatMap(channel -> mentions.apply(channel.address(), role))
          .ifPresent(
              expected -> {
                throw new Fault.Invalid("mention", role, expected);
              });
    }
  }

  /**
   * @param campaign null: the body does not name one
   * @throws Fault.Invalid naming everything that is wrong
   */
  private Schedule schedule(
      Given<ScheduleJson> given,
      @Nullable Campaign campaign,
      @Nullable Schedule before,
      int revision) {
    ScheduleJson wanted = given.value();
    PostKind post = given.find("post", wanted.post(), new Text("播报", "post"), PostKind::of);
    When when = when(given, before == null ? null : before.when());
    Set<DayOfWeek> boardDays = Schedule.BOARD_DAYS;
    if (wanted.boardDays() != null && !given.isWrong("boardDays")) {
      Set<DayOfWeek> named = names(Http.tree(wanted.boardDays()));
      given.require(
          "boardDays",
          named != null,
          new Text("星期的列表，如 [\"MON\"]", "a list of days such as [\"MON\"]"));
      boardDays = Objects.requireNonNullElse(named, boardDays);
    }
    Set<DayOfWeek> withBoard = boardDays;
    return given.made(
        () -> {
          Campaign of = Objects.requireNonNull(campaign);
          return new Schedule(
              before == null ? new ScheduleId(0) : before.id(),
              of.id(),
              Objects.requireNonNull(post),
              Objects.requireNonNull(when),
              Objects.requireNonNullElse(wanted.timezone(), of.timezone()),
              Objects.requireNonNull(wanted.channels()).stream().map(ChannelId::new).toList(),
              Objects.requireNonNullElse(wanted.catchUpUntil(), Schedule.CATCH_UP_UNTIL),
              withBoard,
              Objects.requireNonNullElse(wanted.onlyIfChanged(), false),
              wanted.mention(),
              Objects.requireNonNullElse(wanted.paused(), false),
              before == null ? Instant.EPOCH : before.plannedThrough(),
              revision);
        });
  }

  private void pause(Context ctx, boolean paused) {
    Schedule before = matched(ctx);
    answer(
        ctx,
        200,
        before.paused() == paused
            ? before
            : schedules.change(before.paused(paused), Http.actor(ctx)));
  }

  /** Either a cron expression, or a time on some days; null: what is wrong is said. */
  private static @Nullable When when(Given<ScheduleJson> given, @Nullable When before) {
    ScheduleJson wanted = given.value();
    for (String field : List.of("cron", "at", "days", "unknownYear")) {
      if (given.isWrong(field)) {
        return null;
      }
    }
    if (given.has("cron") && given.has("at")) {
      given.refuse("cron", new Text("cron 与 at 只用其一", "either cron or at, not both"));
      return null;
    }
    String cron = wanted.cron();
    if (cron != null
        && (given.has("cron")
            || (!given.has("at") && !given.has("days") && before instanceof When.Cron))) {
      return new When.Cron(cron);
    }
    LocalTime at = wanted.at();
    if (at == null) {
      given.refuse(
          given.has("days") || before != null ? "at" : "cron",
          new Text("at（如 09:00，配 days）或 cron", "at, such as 09:00, with days; or cron"));
      return null;
    }
    When.Days days = days(given, before instanceof When.Daily daily ? daily.days() : null);
    return days == null ? null : new When.Daily(at, days);
  }

  private static When.@Nullable Days days(Given<ScheduleJson> given, When.@Nullable Days before) {
    When.UnknownYear unknownYear =
        Objects.requireNonNullElse(given.value().unknownYear(), When.UnknownYear.WEEKDAYS);
    if (!given.has("days")) {
      return before == null || before instanceof When.Days.Workdays
          ? new When.Days.Workdays(unknownYear)
          : before;
    }
    JsonNode days = given.body().get("days");
    if (days.asText().equals("all")) {
      return new When.Days.All();
    }
    if (days.asText().equals("workdays")) {
      return new When.Days.Workdays(unknownYear);
    }
    Set<DayOfWeek> names = names(days);
    if (names == null || names.isEmpty()) {
      given.refuse(
          "days",
          new Text(
              "all、workdays 或星期的列表，如 [\"MON\"]",
              "all, workdays, or a list of days such as [\"MON\"]"));
      return null;
    }
    return new When.Days.Named(names);
  }

  /** The days of a list; null if it is none, or names something else. */
  private static @Nullable Set<DayOfWeek> names(JsonNode list) {
    Set<DayOfWeek> names = new HashSet<>();
    for (JsonNode each : list) {
      for (DayOfWeek day : DayOfWeek.values()) {
        if (day.name().substring(0, 3).equals(each.asText())) {
          names.add(day);
        }
      }
    }
    return !list.isArray() || names.size() != list.size() ? null : names;
  }

  /** The next five, with the reason for every day between that has none. */
  private void upcoming(Context ctx) {
    Schedule schedule = schedule(ctx);
    Language language = Http.language(ctx);
    Occurrences occurrences = schedules.occurrences(schedule);
    int limit = ctx.queryParam("limit") == null ? UPCOMING : Http.limit(ctx);
    Instant after =
        ctx.queryParam("cursor") == null
            ? clock.instant()
            : Instant.ofEpochMilli(Http.cursor(ctx, 0));
    Occurrences.Upcoming upcoming = occurrences.upcoming(after, limit);
    List<Channel> to = schedule.channels().stream().map(channels::find).toList();
    boolean isFull = upcoming.planned().size() == limit;
    Http.answer(
        ctx,
        200,
        new UpcomingJson(
            upcoming.planned().stream()
                .map(
                    planned ->
                        new UpcomingJson.PlannedJson(
                            planned.at(),
                            planned.at().atZone(schedule.timezone()).toOffsetDateTime(),
                            UpcomingJson.SkippedJson.of(planned.skipped(), language),
                            planned.caveat() == null ? null : planned.caveat().in(language),
                            moved(planned.at(), to, language)))
                .toList(),
            isFull ? String.valueOf(upcoming.planned().getLast().at().toEpochMilli()) : null,
            UpcomingJson.SkippedJson.of(upcoming.skipped(), language),
            occurrences.state(clock.instant())));
  }

  private static List<UpcomingJson.MovedJson> moved(
      Instant planned, List<Channel> to, Language language) {
    List<UpcomingJson.MovedJson> moved = new ArrayList<>();
    for (Channel channel : to) {
      Instant awake = channel.awake(planned);
      Channel.QuietHours quiet = channel.quietHours();
      if (awake.isAfter(planned) && quiet != null) {
        moved.add(
            new UpcomingJson.MovedJson(
                channel.id().value(),
                awake.atZone(channel.timezone()).toOffsetDateTime(),
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
    Http.answer(
        ctx,
        200,
        new PreviewJson(
            languages.stream()
                .map(
                    language ->
                        PostJson.of(
                            posts.write(schedule, campaign, on, language, withBoard).post(),
                            language))
                .toList(),
            null,
            at,
            on,
            occurrences.next(at.minusMillis(1)).filter(at::equals).isPresent()));
  }

  /** An instant, or a local time or date in the schedule's zone; without one, the next post's. */
  private Instant at(Context ctx, ZoneId zone, Occurrences occurrences) {
    String given = ctx.queryParam("at");
    if (given == null) {
      return occurrences.next(clock.instant()).orElse(clock.instant());
    }
    try {
      if (given.endsWith("Z")) {
        return Instant.parse(given);
      }
      if (WITH_OFFSET.matcher(given).matches()) {
        return OffsetDateTime.parse(given).toInstant();
      }
      if (given.contains("T")) {
        return WallClock.instant(LocalDateTime.parse(given), zone);
      }
      LocalDate day = Http.day(given);
      Instant midnight = WallClock.instant(day.atStartOfDay(), zone);
      return occurrences
          .next(midnight.minusMillis(1))
          .filter(next -> LocalDate.ofInstant(next, zone).equals(day))
          .orElse(WallClock.instant(day.atTime(12, 0), zone));
    } catch (DateTimeException e) {
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
    List<Delivery> made = planner.planNow(matched(ctx), Http.actor(ctx));
    Http.answer(
        ctx,
        200,
        Http.whole(
            deliverer.deliverNow(made.stream().map(Delivery::id).toList()),
            d -> DeliveryJson.of(d, Http.language(ctx))));
  }
}
