package homestretch;

import homestretch.adapter.api.AccessResource;
import homestretch.adapter.api.Api;
import homestretch.adapter.api.BackupResource;
import homestretch.adapter.api.BoardResource;
import homestretch.adapter.api.CalendarResource;
import homestretch.adapter.api.CampaignResource;
import homestretch.adapter.api.CareResource;
import homestretch.adapter.api.ChannelResource;
import homestretch.adapter.api.CloseOutResource;
import homestretch.adapter.api.DeliveryResource;
import homestretch.adapter.api.DepartmentResource;
import homestretch.adapter.api.ExchangeResource;
import homestretch.adapter.api.GoalResource;
import homestretch.adapter.api.HelpResource;
import homestretch.adapter.api.MeResource;
import homestretch.adapter.api.NewsResource;
import homestretch.adapter.api.ObjectionResource;
import homestretch.adapter.api.ReportResource;
import homestretch.adapter.api.ScheduleResource;
import homestretch.adapter.api.SchemeResource;
import homestretch.adapter.api.SectionResource;
import homestretch.adapter.api.TemplateResource;
import homestretch.adapter.calendar.CalendarReader;
import homestretch.adapter.dingtalk.DingTalkChat;
import homestretch.adapter.discord.DiscordChat;
import homestretch.adapter.feishu.FeishuChat;
import homestretch.adapter.http.AccessLog;
import homestretch.adapter.http.Guesses;
import homestretch.adapter.http.Metrics;
import homestretch.adapter.http.RequestId;
import homestretch.adapter.http.TrustedProxies;
import homestretch.adapter.http.WebSessions;
import homestretch.adapter.login.AccountPages;
import homestretch.adapter.login.LoginPages;
import homestretch.adapter.login.Provider;
import homestretch.adapter.login.ProviderPages;
import homestretch.adapter.picture.BoardPainter;
import homestretch.adapter.pinyin.Pinyin;
import homestretch.adapter.quartz.QuartzTimetable;
import homestretch.adapter.sheet.Sheets;
import homestretch.adapter.storage.Backups;
import homestretch.adapter.storage.Database;
import homestretch.adapter.storage.JooqAccounts;
import homestretch.adapter.storage.JooqAdjustments;
import homestretch.adapter.storage.JooqAudit;
import homestretch.adapter.storage.JooqBlockers;
import homestretch.adapter.storage.JooqButtonTokens;
import homestretch.adapter.storage.JooqCalendarYears;
import homestretch.adapter.storage.JooqCampaigns;
import homestretch.adapter.storage.JooqCare;
import homestretch.adapter.storage.JooqChain;
import homestretch.adapter.storage.JooqChannels;
import homestretch.adapter.storage.JooqClosings;
import homestretch.adapter.storage.JooqDepartments;
import homestretch.adapter.storage.JooqEvents;
import homestretch.adapter.storage.JooqGoals;
import homestretch.adapter.storage.JooqGrants;
import homestretch.adapter.storage.JooqIdempotency;
import homestretch.adapter.storage.JooqImportRecords;
import homestretch.adapter.storage.JooqInvitations;
import homestretch.adapter.storage.JooqLivingBoards;
import homestretch.adapter.storage.JooqLoginAttempts;
import homestretch.adapter.storage.JooqMessages;
import homestretch.adapter.storage.JooqNotices;
import homestretch.adapter.storage.JooqNumbers;
import homestretch.adapter.storage.JooqObjections;
import homestretch.adapter.storage.JooqOnceOnly;
import homestretch.adapter.storage.JooqOutbox;
import homestretch.adapter.storage.JooqPractices;
import homestretch.adapter.storage.JooqPublications;
import homestretch.adapter.storage.JooqReports;
import homestretch.adapter.storage.JooqRetention;
import homestretch.adapter.storage.JooqSchedules;
import homestretch.adapter.storage.JooqSchemes;
import homestretch.adapter.storage.JooqSessions;
import homestretch.adapter.storage.JooqTemplates;
import homestretch.adapter.storage.JooqTokens;
import homestretch.adapter.storage.NightlyBackup;
import homestretch.adapter.web.Console;
import homestretch.adapter.web.Wall;
import homestretch.adapter.webchat.Persona;
import homestretch.adapter.webchat.WebChat;
import homestretch.adapter.wecom.WeComChat;
import homestretch.core.access.InvitationService;
import homestretch.core.access.Rights;
import homestretch.core.access.TokenService;
import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.audit.Chain;
import homestretch.core.blocker.BlockerService;
import homestretch.core.board.Boards;
import homestretch.core.board.DaysLeft;
import homestretch.core.board.Painter;
import homestretch.core.board.Publications;
import homestretch.core.board.closeout.CloseOut;
import homestretch.core.campaign.CalendarService;
import homestretch.core.campaign.CalendarYears;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.campaign.Campaigns;
import homestretch.core.campaign.Closings;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.care.Care;
import homestretch.core.care.CareRound;
import homestretch.core.care.CareService;
import homestretch.core.chat.Address;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Chat;
import homestretch.core.chat.Command;
import homestretch.core.chat.CommandLine;
import homestretch.core.chat.Commands;
import homestretch.core.chat.talk.Fitting;
import homestretch.core.chat.talk.ShortIds;
import homestretch.core.command.ApprovedPractice;
import homestretch.core.command.BlockerCommands;
import homestretch.core.command.BoardCommands;
import homestretch.core.command.Desk;
import homestretch.core.command.HelpCommand;
import homestretch.core.command.LinkCommand;
import homestretch.core.command.PracticeCommands;
import homestretch.core.command.ProgressCommands;
import homestretch.core.command.ReportCommands;
import homestretch.core.command.SetupCommand;
import homestretch.core.command.WeeklyReview;
import homestretch.core.delivery.Alarm;
import homestretch.core.delivery.CalendarWatch;
import homestretch.core.delivery.ChannelService;
import homestretch.core.delivery.ChannelWatch;
import homestretch.core.delivery.ClockWatch;
import homestretch.core.delivery.DayPreview;
import homestretch.core.delivery.Deliverer;
import homestretch.core.delivery.DeliveryService;
import homestretch.core.delivery.Notices;
import homestretch.core.delivery.Outbox;
import homestretch.core.delivery.Planner;
import homestretch.core.delivery.Posts;
import homestretch.core.delivery.PracticePosting;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.Departments;
import homestretch.core.doctor.CampaignChecks;
import homestretch.core.exchange.CloneService;
import homestretch.core.exchange.ExportService;
import homestretch.core.exchange.ImportJobs;
import homestretch.core.exchange.ImportService;
import homestretch.core.exchange.staged.Ports;
import homestretch.core.goal.GoalService;
import homestretch.core.goal.Goals;
import homestretch.core.goal.SectionService;
import homestretch.core.keep.Keeper;
import homestretch.core.living.LivingRound;
import homestretch.core.login.Accounts;
import homestretch.core.login.Entitlements;
import homestretch.core.login.LogIns;
import homestretch.core.login.SessionService;
import homestretch.core.news.News;
import homestretch.core.node.Node;
import homestretch.core.objection.ObjectionService;
import homestretch.core.practice.PracticeService;
import homestretch.core.report.ReportService;
import homestretch.core.report.Reports;
import homestretch.core.report.ReviewService;
import homestretch.core.report.Rosters;
import homestretch.core.sample.Sample;
import homestretch.core.schedule.ScheduleService;
import homestretch.core.schedule.Schedules;
import homestretch.core.score.Adjustments;
import homestretch.core.score.SchemeService;
import homestretch.core.score.Schemes;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.wording.TemplateService;
import homestretch.core.work.Lane;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only composition root: everything is built here, in order, and closed in reverse. */
public final class App implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(App.class);
  private static final String FIRST_TOKEN = "administrator";

  private static final Duration LIVING_LOOKED_AT = Duration.ofSeconds(5);

  /** Threads that compute boards: one processor is left to everybody else. */
  private static final int COMPUTING = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

  private static final int MOST_BOARDS_WAITING = 128;

  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private final Settings settings;
  private final Lane computing;
  private final Clock clock;
  private final Upkeep upkeep;
  private final Addresses addresses;
  private final Painter painter;

  private final Database database;
  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final SchemeService schemes;
  private final ReportService reports;
  private final ReviewService reviews;
  private final TokenService tokens;
  private final Rights rights;
  private final InvitationService invitations;
  private final Entitlements entitlements;
  private final SessionService sessions;
  private final WebSessions webSessions;
  private final LogIns logIns;
  private final Guesses guesses;
  private final ImportService imports;
  private final ExportService exports;

  private final Campaigns campaignRows;
  private final Departments departmentRows;
  private final Goals goalRows;
  private final Reports reportRows;
  private final Schemes schemeRows;
  private final Adjustments adjustmentRows;
  private final Closings closingRows;
  private final Publications publicationRows;
  private final Channels channelRows;
  private final Schedules scheduleRows;
  private final Outbox outbox;
  private final Notices notices;
  private final Audit audit;
  private final Chain chain;
  private final CalendarYears calendarYears;
  private final WorkCalendars calendars;
  private final CalendarService calendarService;
  private final Boards boards;
  private final CloseOut closeOut;
  private final QuartzTimetable timetable;
  private final ScheduleService schedules;
  private final TemplateService templates;
  private @Nullable Path uploads;
  private final BlockerService blockers;
  private final PracticeService practices;
  private final News news;
  private final Care careRows;
  private final CareService care;
  private final Posts posts;

  private SortedSet<String> pages = new TreeSet<>();
  private int port;
  private @Nullable String firstToken;
  private @Nullable String firstLink;
  private @Nullable Commands served;
  private final Map<String, String> codes = new LinkedHashMap<>();

  /**
   * Opens and migrates the database and builds the services; nothing runs yet.
   *
   * @param home the folder that holds {@code migrations/} and {@code fonts/}
   */
  public App(Settings settings, Path home, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    upkeep = new Upkeep(settings, clock);
    addresses = new Addresses(settings, this::port);
    painter = new BoardPainter(fonts(home));
    Thread.ofPlatform().daemon().start(WebServer::preload);
    Settings.Secret password = settings.database().password();
    database =
        keep(
            Database.open(
                settings.database().url(),
                settings.database().user(),
                password == null ? null : password.value(),
                settings.database().poolSize(),
                home.resolve("migrations"),
                upkeep::backUpBefore));
    campaignRows = new JooqCampaigns(database);
    departmentRows = new JooqDepartments(database);
    goalRows = new JooqGoals(database);
    reportRows = new JooqReports(database);
    schemeRows = new JooqSchemes(database);
    channelRows = new JooqChannels(database);
    scheduleRows = new JooqSchedules(database);
    outbox = new JooqOutbox(database);
    notices = new JooqNotices(database);
    audit = new JooqAudit(database, clock);
    chain = new JooqChain(database);
    closingRows = new JooqClosings(database);
    campaigns = new CampaignService(database, campaignRows, closingRows, audit, clock);
    publicationRows = new JooqPublications(database);
    departments =
        new DepartmentService(
            database, departmentRows, closingRows, publicationRows::latest, audit, clock);
    goals = new GoalService(database, goalRows, closingRows, audit, clock);
    adjustmentRows = new JooqAdjustments(database);
    calendarYears = new JooqCalendarYears(database);
    calendars = new WorkCalendars(database, calendarYears, home.resolve("config/calendars"));
    calendarService =
        new CalendarService(database, calendarYears, calendars, campaignRows, closingRows, audit);
    computing = keep(Lane.computing("boards", COMPUTING, MOST_BOARDS_WAITING));
    boards =
        new Boards(
            database,
            campaignRows,
            departmentRows,
            goalRows,
            reportRows,
            schemeRows,
            adjustmentRows,
            closingRows,
            publicationRows,
            calendars,
            computing);
    reports =
        new ReportService(
            database, reportRows, goalRows, departmentRows, schemeRows, closingRows, audit, clock);
    reviews = new ReviewService(database, reportRows, goalRows, closingRows, reports, audit, clock);
    closeOut =
        new CloseOut(
            database,
            campaignRows,
            closingRows,
            reportRows,
            new JooqObjections(database),
            departmentRows,
            boards,
            audit,
            clock);
    rights = new Rights(database, new JooqGrants(database), audit, clock);
    invitations = new InvitationService(database, new JooqInvitations(database), audit, clock);
    entitlements = new Entitlements(database, rights, campaignRows, departmentRows);
    Accounts accounts = new JooqAccounts(database);
    sessions =
        new SessionService(
            database,
            new JooqSessions(database),
            accounts,
            audit,
            clock,
            account -> !entitlements.of(account).isEmpty());
    rights.whenRemoved(sessions::rightTaken);
    rights.afterRemoved(sessions::ended);
    webSessions =
        new WebSessions(sessions, settings.http().publicUrl(), addresses.isLoginConfigured());
    logIns =
        new LogIns(database, accounts, sessions, invitations, rights, entitlements, audit, clock);
    guesses = new Guesses(database, audit, clock);
    tokens = new TokenService(database, new JooqTokens(database), audit, clock);
    schemes =
        new SchemeService(
            database,
            schemeRows,
            adjustmentRows,
            closingRows,
            publicationRows::latest,
            audit,
            clock);
    imports =
        new ImportService(
            database,
            new Ports(
                campaignRows,
                departmentRows,
                goalRows,
                reportRows,
                schemeRows,
                adjustmentRows,
                closingRows,
                publicationRows::latest,
                audit,
                new JooqNumbers(database)),
            campaigns,
            clock);
    exports = new ExportService(database, departments, goals, schemes, reportRows);
    timetable = keep(new QuartzTimetable(clock));
    schedules =
        new ScheduleService(
            database,
            scheduleRows,
            channelRows,
            campaignRows,
            calendars,
            timetable,
            outbox,
            audit,
            clock);
    templates = new TemplateService(database, new JooqTemplates(database), audit);
    blockers = new BlockerService(database, new JooqBlockers(database), audit, clock);
    practices =
        new PracticeService(
            database,
            new JooqPractices(database),
            new PracticePosting(outbox, channelRows),
            timetable::sweepSoon,
            audit,
            clock);
    news = new News(database, boards, new JooqEvents(database));
    careRows = new JooqCare(database);
    care = new CareService(database, careRows, audit, clock);
    posts =
        new Posts(
            boards,
            calendars,
            templates,
            chain,
            news,
            new WeeklyReview(
                boards,
                news,
                practices,
                blockers,
                campaign -> database.read(() -> departmentRows.departments(campaign.id()))),
            painter);
  }

  /** Beside the program; where the program runs from its sources, where the build puts them. */
  private static Path fonts(Path home) {
    Path beside = home.resolve("fonts");
    return Files.isDirectory(beside) ? beside : home.resolve("target/fonts");
  }

  /** Serves: the chat, the clock, the API. Returns once requests are answered. */
  public App serve() {
    database.takeAlone();
    Node node = keep(database.join(clock));
    database.alone(this::makeFirstToken);
    if ((addresses.isLoginConfigured() || !settings.http().isLoopback())
        && !logIns.hasAdministrator()) {
      database.alone(() -> firstLink = logIns.firstAdministrator().secret());
    }

    Desk desk =
        new Desk(
            database,
            campaignRows,
            channelRows,
            departmentRows,
            goalRows,
            rights,
            clock,
            new Pinyin(),
            where -> database.read(() -> careRows.talkOf(where)));
    rights.ensureAdministrator("web", Persona.ADMINISTRATOR);
    List<Chat> chats = new CopyOnWriteArrayList<>();
    ChannelService channels =
        new ChannelService(
            database,
            channelRows,
            outbox,
            notices,
            audit,
            clock,
            () ->
                chats.stream()
                    .filter(chat -> chat.lasting().isPresent())
                    .map(Chat::platform)
                    .toList());
    Health health = new Health(database, notices, chats, node);
    Commands commands = new Commands(commands(desk, channels, chats), desk);
    served = commands;

    BuiltInChat builtIn =
        new BuiltInChat(database, campaignRows, channelRows, departmentRows, settings.language());
    WebChat web =
        keep(
            new WebChat(
                new JooqMessages(database),
                commands,
                webSessions,
                entitlements::of,
                builtIn::channels,
                builtIn::personas,
                painter::redraw,
                clock));
    chats.add(web);
    sessions.whenEnded(web::wake);
    Settings.Secret discord = settings.discord().token();
    if (discord != null) {
      DiscordChat chat =
          keep(
              DiscordChat.connect(
                  discord.value(),
                  settings.discord().apiBaseUrl(),
                  commands,
                  new JooqOnceOnly(database, clock),
                  new ShortIds(new JooqButtonTokens(database, clock))));
      DaysLeft left = new DaysLeft(campaigns::list, calendars, clock);
      chat.status(() -> left.get().map(text -> text.in(settings.language())));
      node.sit(chat.platform(), chat);
      chats.add(chat);
    }
    chats.addAll(SocketPlatforms.of(settings, database, clock, node, commands, closing));
    node.whenAnotherChats(web::wake);

    chats.stream()
        .filter(chat -> chat != web)
        .forEach(
            chat -> rights.codeFor(chat.platform()).ifPresent(c -> codes.put(chat.platform(), c)));
    Planner planner =
        new Planner(database, schedules, scheduleRows, channelRows, notices, outbox, audit, clock);
    Deliverer deliverer =
        keep(
            new Deliverer(
                database,
                outbox,
                notices,
                scheduleRows,
                channelRows,
                campaignRows,
                posts,
                new ApprovedPractice(database, new JooqPractices(database), departmentRows),
                chats,
                node,
                new Fitting(new CommandLine(commands.list())),
                clock));
    chats.forEach(chat -> chat.whenBack(() -> deliverer.withinReach(chat.platform())));
    DeliveryService deliveries =
        new DeliveryService(database, outbox, notices, deliverer, audit, clock);
    CalendarWatch watch =
        new CalendarWatch(database, campaignRows, scheduleRows, calendars, notices, clock);

    if (wantsSample()) {
      Sample sample =
          new Sample(
              database,
              campaigns,
              departments,
              goals,
              schemes,
              reports,
              publicationRows,
              channelRows,
              schedules,
              planner,
              clock);
      database.alone(() -> sample.loadIfEmpty(settings.language(), settings.timezone()));
    }

    ObjectionService objections =
        new ObjectionService(database, new JooqObjections(database), closingRows, audit, clock);
    Api api =
        new Api(
            tokens,
            campaigns,
            guesses,
            webSessions,
            entitlements::of,
            new JooqIdempotency(database),
            database,
            clock,
            health::parts,
            List.of(
                new MeResource(
                    campaigns,
                    departments,
                    goals,
                    addresses.isExposed(),
                    () -> chats.stream().map(Chat::platform).toList(),
                    settings.timezone(),
                    clock),
                new CampaignResource(campaigns, settings.language(), settings.timezone()),
                new DepartmentResource(campaigns, departments, new ChatNames(chats)::noId),
                new SectionResource(
                    campaigns, new SectionService(database, goalRows, closingRows, audit)),
                new GoalResource(campaigns, departments, goals, clock),
                new SchemeResource(campaigns, departments, goals, schemes, boards, clock),
                new ExchangeResource(
                    campaigns,
                    imports,
                    exports,
                    new Sheets(),
                    keep(
                        new ImportJobs(
                            new JooqImportRecords(database, clock, () -> node.tenure().name()))),
                    uploadFolder(),
                    boards),
                new ReportResource(
                    departments,
                    goals,
                    new Rosters(database, campaignRows, departmentRows, goalRows),
                    reports,
                    reviews,
                    reportRows,
                    database),
                new BoardResource(departments, goals, boards, painter, computing, clock),
                new CloseOutResource(
                    campaigns,
                    closeOut,
                    new CloneService(
                        database, campaigns, departmentRows, goalRows, schemeRows, audit, clock)),
                new ObjectionResource(campaigns, departments, goals, objections),
                new HelpResource(campaigns, departments, goals, blockers, practices),
                new NewsResource(campaigns, departments, goals, news),
                new CareResource(campaigns, departments, goals, care),
                new ChannelResource(
                    campaigns, channels, deliverer, where -> unreachable(chats, where)),
                new ScheduleResource(
                    campaigns,
                    schedules,
                    channels,
                    planner,
                    deliverer,
                    posts,
                    (where, role) ->
                        chats.stream()
                            .filter(chat -> chat.platform().equals(where.platform()))
                            .findFirst()
                            .flatMap(chat -> chat.unmentionable(where, role)),
                    clock),
                new DeliveryResource(deliveries, channels, settings.timezone()),
                new CalendarResource(calendarService, new CalendarReader()),
                new TemplateResource(campaigns, templates, posts, clock),
                new AccessResource(
                    database,
                    tokens,
                    rights,
                    invitations,
                    logIns,
                    addresses::address,
                    campaigns,
                    departments,
                    goals,
                    audit,
                    chain,
                    settings.timezone(),
                    clock),
                new BackupResource(settings.backup().folder(), upkeep.copy())));
    AccessLog accessLog = keep(new AccessLog(accessFolder(), settings.timezone(), clock));
    port =
        listen(
            api,
            web,
            new Metrics(
                deliveries,
                clock,
                database::pools,
                health::sinceSweep,
                health::parts,
                () -> chats.stream().collect(Collectors.toMap(Chat::platform, Chat::answers)),
                secret -> tokens.nameOf(secret).isPresent()),
            accessLog);
    node.whenAnotherDies(timetable::sweepSoon);
    ChannelWatch reachable =
        new ChannelWatch(database, channelRows, notices, channels, deliverer, chats, clock);
    chats.forEach(
        chat ->
            chat.whenLost(
                () ->
                    Thread.startVirtualThread(
                        () -> Upkeep.attempt("looking at what is lost", reachable::lookNow))));
    Fitting fitting = new Fitting(new CommandLine(commands.list()));
    CareRound round =
        new CareRound(
            database,
            careRows,
            campaignRows,
            closingRows,
            departmentRows,
            channelRows,
            notices,
            boards,
            calendars,
            chats,
            fitting,
            clock);
    AtomicBoolean asking = new AtomicBoolean();
    LivingRound living =
        new LivingRound(
            database,
            new JooqLivingBoards(database),
            campaignRows,
            channelRows,
            notices,
            boards,
            chats,
            fitting,
            clock);
    AtomicBoolean updating = new AtomicBoolean();
    keep(
        new Repeating(
            "living boards",
            LIVING_LOOKED_AT,
            () -> {
              // It waits for the platforms, which a stop must not wait for.
              if (updating.compareAndSet(false, true)) {
                Thread.startVirtualThread(
                    () -> {
                      Upkeep.attempt("keeping the living boards up to date", living::look);
                      updating.set(false);
                    });
              }
            }));
    Alarm alarm = new Alarm(database, campaignRows, notices, clock);
    ClockWatch clockWatch = new ClockWatch(alarm, clock);
    NightlyBackup nightly = upkeep.nightly(alarm);
    Settings.Retention kept = settings.retention();
    Keeper keeper =
        new Keeper(
            new JooqRetention(database),
            accessLog,
            new Keeper.Periods(
                kept.chat(), kept.deliveries(), kept.accessLog(), kept.idempotencyKeys()),
            clock);
    keep(
        new Repeating(
            "database",
            Upkeep.LOOKED_AT,
            () -> Upkeep.attempt("looking at the database", () -> upkeep.look(database, alarm))));
    timetable.start(
        () -> {
          // What is due comes first: nothing that keeps the house may hold it up.
          Upkeep.attempt("looking at the clock", () -> clockWatch.look(System.nanoTime()));
          boolean looked = Upkeep.attempt("looking at the calendars", watch::look);
          boolean planned = Upkeep.attempt("planning", planner::planDue);
          boolean delivered = Upkeep.attempt("delivering", deliverer::deliverDue);
          upkeep.protect(database, alarm);
          Upkeep.attempt("removing what is old", () -> keeper.sweep(System.nanoTime()));
          if (nightly != null) {
            Upkeep.attempt("backing up", nightly::sweep);
          }
          // It waits for the platforms, which must not hold up what is due.
          if (asking.compareAndSet(false, true)) {
            Thread.startVirtualThread(
                () -> {
                  Upkeep.attempt("asking the platforms about the channels", reachable::look);
                  Upkeep.attempt("looking who needs a hand", round::look);
                  asking.set(false);
                });
          }
          if (looked && planned && delivered) {
            health.swept();
          }
        });
    return this;
  }

  private Path accessFolder() {
    Path given = settings.log().accessFolder();
    if (given != null) {
      return given;
    }
    Path file = Backups.fileOf(settings.database().url());
    return file == null ? Path.of("data/access") : file.resolveSibling("access");
  }

  /** Where files that were sent lie while they are read: the program's own, gone at its end. */
  private Path uploadFolder() {
    if (uploads == null) {
      try {
        uploads = keep(TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")))).path();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return uploads;
  }

  /** Every chat command; adding one is a line here. */
  private List<Command> commands(Desk desk, ChannelService channels, List<Chat> chats) {
    List<Command> commands = new ArrayList<>();
    commands.addAll(new BoardCommands(desk, boards, calendars, painter).list());
    commands.addAll(new ProgressCommands(desk, boards, calendars, news, care).list());
    commands.addAll(
        new ReportCommands(desk, boards, database, reportRows, reports, reviews).list());
    commands.addAll(new BlockerCommands(desk, blockers).list());
    commands.addAll(new PracticeCommands(desk, practices).list());
    commands.add(
        new SetupCommand(desk, channels, schedules, posts, where -> unreachable(chats, where))
            .command());
    commands.add(new LinkCommand(desk, rights, departments, new ChatNames(chats)).command());
    commands.add(new HelpCommand(desk, reports, commands).command());
    return commands;
  }

  /** Why posts cannot get to a channel; empty: they can, or its platform cannot tell. */
  private static Optional<Text> unreachable(List<Chat> chats, Address where) {
    Optional<Chat> chat =
        chats.stream().filter(each -> each.platform().equals(where.platform())).findFirst();
    return chat.isEmpty()
        ? Optional.of(
            new Text(
                "这里没有连接 " + where.platform() + "：设置里没有它的令牌或密钥",
                where.platform() + " is not connected here: the settings hold no token for it"))
        : chat.get().unreachable(where);
  }

  /** The identity provider as it is set; asks nothing yet. */
  public static Provider provider(Settings.Oidc oidc) {
    Settings.Secret secret = oidc.clientSecret();
    return new Provider(
        oidc.issuer(), oidc.clientId(), secret == null ? null : secret.value(), oidc.roleClaim());
  }

  private void logInRoutes(RoutesConfig routes) {
    Settings.Oidc oidc = settings.oidc();
    if (oidc != null) {
      new ProviderPages(
              provider(oidc),
              logIns,
              new JooqLoginAttempts(database),
              webSessions,
              guesses,
              addresses::address,
              clock)
          .routes(routes);
    }
    new LoginPages(
            logIns,
            webSessions,
            guesses,
            id -> campaigns.get(id).name(),
            addresses::address,
            oidc != null,
            clock)
        .routes(routes);
    new AccountPages(
            logIns,
            sessions,
            webSessions,
            addresses::address,
            settings.timezone(),
            Persona.ADMINISTRATOR,
            BuiltInChat.ADMINISTRATOR_NAME,
            addresses.isExposed())
        .routes(routes);
  }

  private int listen(Api api, WebChat web, Metrics metrics, AccessLog accessLog) {
    Wall wall =
        new Wall(campaigns, boards, calendars, news, tokens, webSessions, entitlements::of, clock);
    web.whenWritten(wall::wake);
    WebServer server =
        WebServer.start(
            settings.http(),
            config -> {
              new TrustedProxies(settings.http().trustedProxies()).install(config);
              RequestId.install(config);
              accessLog.install(config);
              metrics.install(config);
              ExchangeResource.configure(config, uploadFolder());
              web.routes(config.routes);
              logInRoutes(config.routes);
              new Console().routes(config.routes);
              wall.routes(config.routes);
              api.configure(config);
            });
    pages = server.pages();
    keep(server);
    // Before the server stops: it would wait for the pages' open connections.
    keep(web::hangUp);
    keep(wall::hangUp);
    return server.port();
  }

  private boolean wantsSample() {
    return switch (settings.sample()) {
      case ON -> true;
      case OFF -> false;
      case AUTO -> !settings.hasChatPlatform();
    };
  }

  private void makeFirstToken() {
    Settings.Secret given = settings.adminToken();
    if (given != null) {
      if (!tokens.ensure(FIRST_TOKEN, given.value())) {
        log.warn(
            "admin.token at {} was revoked and is ignored; remove it, or set another one there",
            given.source());
      }
    } else if (tokens.list().isEmpty()) {
      firstToken = tokens.create(FIRST_TOKEN, Actor.SYSTEM);
    }
  }

  /** The port that the API and the pages listen on. */
  public int port() {
    return port;
  }

  /** Every route beside the API's, such as {@code GET /account}. */
  public SortedSet<String> pages() {
    return pages;
  }

  /** The administrator's token, if it was made at this start: the only time it is known. */
  public Optional<String> firstToken() {
    return Optional.ofNullable(firstToken);
  }

  /** What is printed once it serves: where to look, and what is shown this once. */
  public List<String> greeting() {
    return Greeting.lines(settings, addresses, port, firstToken, firstLink, codes);
  }

  /** What every chat platform hands its users' lines, buttons and forms to. */
  Commands commands() {
    return Objects.requireNonNull(served);
  }

  /** Looks for what is wrong with campaigns, calendars, schedules, channels and links. */
  public CampaignChecks checks() {
    Set<String> platforms = new java.util.HashSet<>(Set.of(WebChat.PLATFORM));
    if (settings.discord().token() != null) {
      platforms.add(DiscordChat.PLATFORM);
    }
    if (settings.feishu().appId() != null) {
      platforms.add(FeishuChat.PLATFORM);
    }
    if (settings.wecom().botId() != null) {
      platforms.add(WeComChat.PLATFORM);
    }
    if (settings.dingtalk().clientId() != null) {
      platforms.add(DingTalkChat.PLATFORM);
    }
    return new CampaignChecks(
        database,
        campaignRows,
        schedules,
        channelRows,
        departmentRows,
        calendars,
        notices,
        outbox,
        tokens,
        rights,
        platforms,
        clock);
  }

  /** What a campaign's schedules would post on a day; sends none. */
  public DayPreview preview(Campaign campaign, LocalDate on, @Nullable Language only) {
    return DayPreview.of(campaign, on, only, database, schedules, channelRows, posts);
  }

  public CampaignService campaigns() {
    return campaigns;
  }

  public DepartmentService departments() {
    return departments;
  }

  public GoalService goals() {
    return goals;
  }

  public InvitationService invitations() {
    return invitations;
  }

  public CloseOut closeOut() {
    return closeOut;
  }

  public CalendarService calendars() {
    return calendarService;
  }

  public ImportService imports() {
    return imports;
  }

  public ExportService exports() {
    return exports;
  }

  public Chain chain() {
    return chain;
  }

  public TokenService tokens() {
    return tokens;
  }

  private <T extends AutoCloseable> T keep(T part) {
    closing.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (Exception e) {
        log.warn("closing", e);
      }
    }
  }
}
