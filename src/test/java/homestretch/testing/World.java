package homestretch.testing;

import homestretch.adapter.storage.Database;
import homestretch.adapter.storage.JooqAdjustments;
import homestretch.adapter.storage.JooqAudit;
import homestretch.adapter.storage.JooqCampaigns;
import homestretch.adapter.storage.JooqCare;
import homestretch.adapter.storage.JooqChannels;
import homestretch.adapter.storage.JooqClosings;
import homestretch.adapter.storage.JooqDepartments;
import homestretch.adapter.storage.JooqEvents;
import homestretch.adapter.storage.JooqGoals;
import homestretch.adapter.storage.JooqGrants;
import homestretch.adapter.storage.JooqNumbers;
import homestretch.adapter.storage.JooqObjections;
import homestretch.adapter.storage.JooqOutbox;
import homestretch.adapter.storage.JooqPractices;
import homestretch.adapter.storage.JooqPublications;
import homestretch.adapter.storage.JooqReports;
import homestretch.adapter.storage.JooqSchemes;
import homestretch.adapter.storage.SqlPrompt;
import homestretch.core.access.Rights;
import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.board.Boards;
import homestretch.core.board.Publications;
import homestretch.core.board.Scorebook;
import homestretch.core.board.closeout.CloseOut;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.CampaignService;
import homestretch.core.campaign.Campaigns;
import homestretch.core.campaign.Closings;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.care.Care;
import homestretch.core.care.CareService;
import homestretch.core.chat.Address;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.delivery.PracticePosting;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.Departments;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.exchange.ExportService;
import homestretch.core.exchange.ImportService;
import homestretch.core.exchange.staged.Ports;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.GoalService;
import homestretch.core.goal.Goals;
import homestretch.core.goal.Target;
import homestretch.core.news.News;
import homestretch.core.practice.PracticeService;
import homestretch.core.report.Report;
import homestretch.core.report.ReportService;
import homestretch.core.report.Reports;
import homestretch.core.report.ReviewService;
import homestretch.core.report.Submission;
import homestretch.core.score.Adjustments;
import homestretch.core.score.Scheme;
import homestretch.core.score.SchemeService;
import homestretch.core.score.Schemes;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;

/** A campaign of 2026 on a real database, with the real services over it. */
public final class World implements AutoCloseable {
  public static final Actor ACTOR = new Actor("tester", "api");

  public final SettableClock clock = new SettableClock("2026-11-23T04:00:00Z");
  public final Database database;
  public final Campaigns campaignRows;
  public final Departments departmentRows;
  public final Goals goalRows;
  public final Reports reportRows;
  public final Schemes schemeRows;
  public final Adjustments adjustmentRows;
  public final Closings closingRows;
  public final Publications publicationRows;
  public final Audit audit;
  public final CampaignService campaigns;
  public final DepartmentService departments;
  public final GoalService goals;
  public final SchemeService schemes;
  public final ReportService reports;
  public final ReviewService reviews;
  public final ImportService imports;
  public final ExportService exports;
  public final Boards boards;
  public final News news;
  public final Care careRows;
  public final CareService care;
  public final Rights rights;
  public final CloseOut closeOut;
  public final PracticeService practices;
  public final Campaign campaign;
  public final League league;

  public World(Databases databases) {
    this(databases.open());
  }

  public World(Database database) {
    this.database = database;
    campaignRows = new JooqCampaigns(database);
    departmentRows = new JooqDepartments(database);
    goalRows = new JooqGoals(database);
    reportRows = new JooqReports(database);
    schemeRows = new JooqSchemes(database);
    audit = new JooqAudit(database, clock);
    closingRows = new JooqClosings(database);
    campaigns = new CampaignService(database, campaignRows, closingRows, audit, clock);
    publicationRows = new JooqPublications(database);
    departments =
        new DepartmentService(
            database, departmentRows, closingRows, publicationRows::latest, audit, clock);
    goals = new GoalService(database, goalRows, closingRows, audit, clock);
    adjustmentRows = new JooqAdjustments(database);
    schemes =
        new SchemeService(
            database,
            schemeRows,
            adjustmentRows,
            closingRows,
            publicationRows::latest,
            audit,
            clock);
    reports =
        new ReportService(
            database, reportRows, goalRows, departmentRows, schemeRows, closingRows, audit, clock);
    reviews = new ReviewService(database, reportRows, goalRows, closingRows, reports, audit, clock);
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
    boards = boards();
    news = new News(database, boards, new JooqEvents(database));
    careRows = new JooqCare(database);
    care = new CareService(database, careRows, audit, clock);
    rights = new Rights(database, new JooqGrants(database), audit, clock);
    practices =
        new PracticeService(
            database,
            new JooqPractices(database),
            new PracticePosting(new JooqOutbox(database), new JooqChannels(database)),
            () -> {},
            audit,
            clock);
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
    campaign =
        campaigns.add(
            new Campaign(
                new CampaignId(0),
                "city-2026",
                new Text("全市冲刺", "City drive"),
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2026, 12, 31),
                ZoneId.of("Asia/Shanghai"),
                Language.ZH,
                true,
                "CN",
                false,
                0),
            ACTOR);
    league =
        departments.put(
            campaign,
            new League(new LeagueId(0), campaign.id(), "districts", Text.same("区县"), 1, 0),
            ACTOR);
  }

  /** A reader of its own, that has nothing in memory. */
  public Boards boards() {
    return new Boards(
        database,
        campaignRows,
        departmentRows,
        goalRows,
        reportRows,
        schemeRows,
        adjustmentRows,
        closingRows,
        publicationRows,
        new WorkCalendars(),
        null);
  }

  public Department department(String code) {
    return departments.put(
        campaign,
        new Department(
            new DepartmentId(0), campaign.id(), league.id(), code, Text.same(code), "", "", 1, 0),
        ACTOR);
  }

  public Goal goal(String code, String weight) {
    return goals.put(
        campaign,
        new Goal(
            new GoalId(0),
            campaign.id(),
            code,
            Text.same(code),
            new Text("亿元", "100 m yuan"),
            new GoalKind.Total(),
            Direction.UP,
            new BigDecimal(weight),
            new BigDecimal("100"),
            null,
            Goal.Period.YEAR,
            Goal.DueEvery.NONE,
            0,
            10,
            1,
            0),
        ACTOR);
  }

  public void target(Department department, Goal goal, String amount) {
    target(department, goal, amount, campaign.start());
  }

  public void target(Department department, Goal goal, String amount, LocalDate from) {
    goals.setTarget(
        campaign, Target.of(department.id(), goal.id(), new BigDecimal(amount), null, from), ACTOR);
  }

  public Report report(Department department, Goal goal, String value, String asOf) {
    return report(department, goal, value, asOf, ACTOR);
  }

  public Report report(Department department, Goal goal, String value, String asOf, Actor actor) {
    return reports.submit(
        campaign,
        new Submission(
            department, goal, Figure.of(new BigDecimal(value)), LocalDate.parse(asOf), "", ""),
        actor);
  }

  public Scorebook book() {
    return book(campaign.today(clock));
  }

  public Scorebook book(LocalDate on) {
    return boards.on(campaign, on);
  }

  /** Registers a channel of the built-in chat for the campaign. */
  public void register(String channel) {
    database.writeAll(
        () ->
            new JooqChannels(database)
                .add(
                    new Channel(
                        new ChannelId(0),
                        campaign.id(),
                        new Address("web", channel),
                        Language.ZH,
                        campaign.timezone(),
                        null,
                        null,
                        false,
                        false,
                        Channel.Purpose.POSTS,
                        Channel.State.ACTIVE,
                        Channel.NO_REASON,
                        0)));
  }

  /** From now on the channel sees the whole table. */
  public void discloseAll() {
    Scheme standard = Scheme.standard(campaign.start());
    Scheme full =
        standard.with(
            standard.order(), standard.tieRule(), standard.missing(), Scheme.Disclosure.FULL);
    database.writeAll(() -> schemeRows.add(campaign.id(), full, ACTOR, clock.instant()));
  }

  /** Runs SQL past all our code, as somebody at the database's own prompt would. */
  public void execute(String sql) {
    database.writeAll(() -> SqlPrompt.execute(database, sql));
  }

  @Override
  public void close() {
    database.close();
  }
}
