package homestretch.testing;

import homestretch.adapter.picture.BoardPainter;
import homestretch.adapter.quartz.QuartzTimetable;
import homestretch.adapter.storage.JooqCalendarYears;
import homestretch.adapter.storage.JooqChain;
import homestretch.adapter.storage.JooqChannels;
import homestretch.adapter.storage.JooqNotices;
import homestretch.adapter.storage.JooqOutbox;
import homestretch.adapter.storage.JooqPractices;
import homestretch.adapter.storage.JooqSchedules;
import homestretch.adapter.storage.JooqTemplates;
import homestretch.adapter.storage.SoleNode;
import homestretch.core.campaign.CalendarService;
import homestretch.core.campaign.CalendarYears;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Address;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Channels;
import homestretch.core.chat.CommandLine;
import homestretch.core.chat.talk.Fitting;
import homestretch.core.command.ApprovedPractice;
import homestretch.core.delivery.CalendarWatch;
import homestretch.core.delivery.ChannelService;
import homestretch.core.delivery.Deliverer;
import homestretch.core.delivery.Delivery;
import homestretch.core.delivery.DeliveryService;
import homestretch.core.delivery.Notices;
import homestretch.core.delivery.Outbox;
import homestretch.core.delivery.Planner;
import homestretch.core.delivery.Posts;
import homestretch.core.node.Node;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.schedule.ScheduleService;
import homestretch.core.schedule.Schedules;
import homestretch.core.schedule.When;
import homestretch.core.text.Language;
import homestretch.core.wording.TemplateService;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link World} with everything that posts, on a fake chat; it can be killed and started again.
 */
public final class Newsroom implements AutoCloseable {
  public static final When.Days WORKDAYS = new When.Days.Workdays(When.UnknownYear.WEEKDAYS);
  public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  public final World world;
  public final SettableClock clock;
  public final FakeChat chat;
  public final Channels channelRows;
  public final Schedules scheduleRows;
  public final Outbox outbox;
  public final Notices notices;
  public final WorkCalendars calendars;
  public final CalendarService calendarService;
  public final TemplateService templates;
  public final Posts posts;
  public final ScheduleService schedules;
  public final ChannelService channels;
  public final Planner planner;
  public final CalendarWatch watch;
  public Deliverer deliverer;
  public DeliveryService deliveries;

  private final QuartzTimetable timetable;
  private int named;

  static {
    Thread.UncaughtExceptionHandler otherwise = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          // Being killed is no news; everything else is.
          if (!(e instanceof FakeChat.Killed)) {
            if (otherwise != null) {
              otherwise.uncaughtException(thread, e);
            } else {
              e.printStackTrace();
            }
          }
        });
  }

  public Newsroom(Databases databases) {
    world = new World(databases);
    clock = world.clock;
    timetable = new QuartzTimetable(clock);
    chat = new FakeChat(clock);
    channelRows = new JooqChannels(world.database);
    scheduleRows = new JooqSchedules(world.database);
    outbox = new JooqOutbox(world.database);
    notices = new JooqNotices(world.database);
    CalendarYears years = new JooqCalendarYears(world.database);
    calendars = new WorkCalendars(world.database, years, Path.of("no/such/folder"));
    calendarService =
        new CalendarService(
            world.database, years, calendars, world.campaignRows, world.closingRows, world.audit);
    templates = new TemplateService(world.database, new JooqTemplates(world.database), world.audit);
    posts =
        new Posts(
            world.boards,
            calendars,
            templates,
            new JooqChain(world.database),
            world.news,
            (campaign, on) -> List.of(),
            new BoardPainter(Path.of("target/fonts")));
    schedules =
        new ScheduleService(
            world.database,
            scheduleRows,
            channelRows,
            world.campaignRows,
            calendars,
            timetable,
            outbox,
            world.audit,
            clock);
    planner =
        new Planner(
            world.database,
            schedules,
            scheduleRows,
            channelRows,
            notices,
            outbox,
            world.audit,
            clock);
    watch =
        new CalendarWatch(
            world.database, world.campaignRows, scheduleRows, calendars, notices, clock);
    deliverer = start();
    deliveries =
        new DeliveryService(world.database, outbox, notices, deliverer, world.audit, clock);
    channels = new ChannelService(world.database, channelRows, outbox, notices, world.audit, clock);
  }

  /** Another process, as far as the database and the chat can see. */
  public Deliverer start() {
    return start(SoleNode.beside(world.database, clock));
  }

  private Deliverer start(Node node) {
    return new Deliverer(
        world.database,
        outbox,
        notices,
        scheduleRows,
        channelRows,
        world.campaignRows,
        posts,
        new ApprovedPractice(
            world.database, new JooqPractices(world.database), world.departmentRows),
        List.of(chat),
        node,
        new Fitting(new CommandLine(List.of())),
        clock);
  }

  /** The program after a kill, alone with its database. */
  public void restart() {
    deliverer = start(SoleNode.of(world.database, clock));
    deliveries =
        new DeliveryService(world.database, outbox, notices, deliverer, world.audit, clock);
  }

  /** What the clock does every minute, to its end. */
  public void sweep() {
    watch.look();
    planner.planDue();
    deliverer.deliverDue().join();
  }

  /** Every minute up to a time. */
  public void sweepUntil(String instant) {
    Instant end = Instant.parse(instant);
    while (clock.instant().isBefore(end)) {
      Instant next = clock.instant().plusSeconds(60);
      clock.set((next.isAfter(end) ? end : next).toString());
      sweep();
    }
  }

  public Channel channel(String name) {
    return channel(name, null, null);
  }

  public Channel channel(
      String name, Channel.@Nullable QuietHours quietHours, @Nullable Integer dailyCap) {
    return channel(name, quietHours, dailyCap, Channel.Purpose.POSTS);
  }

  public Channel channel(
      String name,
      Channel.@Nullable QuietHours quietHours,
      @Nullable Integer dailyCap,
      Channel.Purpose purpose) {
    return channel(new Address("web", name), quietHours, dailyCap, purpose);
  }

  /** On another platform than the fake one. */
  public Channel channel(Address address) {
    return channel(address, null, null, Channel.Purpose.POSTS);
  }

  private Channel channel(
      Address address,
      Channel.@Nullable QuietHours quietHours,
      @Nullable Integer dailyCap,
      Channel.Purpose purpose) {
    return channels.add(
        new Channel(
            new ChannelId(0),
            world.campaign.id(),
            address,
            Language.EN,
            SHANGHAI,
            quietHours,
            dailyCap,
            false,
            false,
            purpose,
            Channel.State.ACTIVE,
            Channel.NO_REASON,
            0),
        World.ACTOR);
  }

  public Schedule schedule(PostKind post, When when, Channel... to) {
    return schedules.add(draft(world.campaign, post, when, SHANGHAI, to), World.ACTOR);
  }

  public static Schedule draft(
      Campaign campaign, PostKind post, When when, ZoneId zone, Channel... to) {
    return new Schedule(
        new ScheduleId(0),
        campaign.id(),
        post,
        when,
        zone,
        List.of(to).stream().map(Channel::id).toList(),
        LocalTime.of(18, 0),
        Schedule.BOARD_DAYS,
        false,
        null,
        false,
        Instant.EPOCH,
        0);
  }

  public static When at(String time) {
    return new When.Daily(LocalTime.parse(time), new When.Days.All());
  }

  /** The same with other settings; revision and id stay. */
  public static Schedule with(
      Schedule s, When when, ZoneId zone, List<ChannelId> to, boolean onlyIfChanged) {
    return new Schedule(
        s.id(),
        s.campaign(),
        s.post(),
        when,
        zone,
        to,
        s.catchUpUntil(),
        Set.copyOf(s.boardDays()),
        onlyIfChanged,
        s.mention(),
        s.paused(),
        s.plannedThrough(),
        s.revision());
  }

  /** Oldest first. */
  public List<Delivery> all() {
    return world
        .database
        .read(
            () ->
                outbox.list(
                    new Outbox.Filter(null, null, null, null, null, null), Long.MAX_VALUE, 100_000))
        .reversed();
  }

  public List<Delivery.State> states() {
    return all().stream().map(Delivery::state).toList();
  }

  public Channel now(Channel channel) {
    return channels.find(channel.id());
  }

  /** A channel's name that no other has. */
  public String name() {
    named++;
    return "channel-" + named;
  }

  @Override
  public void close() {
    deliverer.close();
    timetable.close();
    world.close();
  }
}
