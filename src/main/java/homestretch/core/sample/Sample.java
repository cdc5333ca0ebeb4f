package homestretch.core.sample;

import homestretch.core.audit.Actor;
import homestretch.core.board.Publications;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.CampaignService;
import homestretch.core.chat.Address;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Channels;
import homestretch.core.delivery.Planner;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.department.Link;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalService;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.report.ReportService;
import homestretch.core.report.Submission;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.schedule.ScheduleService;
import homestretch.core.schedule.When;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Scheme;
import homestretch.core.score.SchemeService;
import homestretch.core.store.Transactions;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plausible city in its year, for whoever starts the program for the first time: two leagues, six
 * goals that both share and one or two of a bureau's own for every other kind, figures to the last
 * month end whatever the day; one department over target, two tied, one unreported. The same on
 * every machine on the same day, and marked as sample wherever it is shown.
 */
public final class Sample {
  /** The web users that report for a district and for a bureau. */
  public static final String DISTRICT_REPORTER = "reporter-1";

  public static final String BUREAU_REPORTER = "reporter-2";

  private static final Actor ACTOR = new Actor("sample", "system");
  private static final Duration SINCE_EARLIER_BOARD = Duration.ofDays(7);
  private static final String COMMENDED = "COMMENDED";
  private static final String LATE = "LATE";

  private final Transactions transactions;
  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final SchemeService schemes;
  private final ReportService reports;
  private final Publications publications;
  private final Channels channels;
  private final ScheduleService schedules;
  private final Planner planner;
  private final Clock clock;

  public Sample(
      Transactions transactions,
      CampaignService campaigns,
      DepartmentService departments,
      GoalService goals,
      SchemeService schemes,
      ReportService reports,
      Publications publications,
      Channels channels,
      ScheduleService schedules,
      Planner planner,
      Clock clock) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals.withClock(earlier(clock));
    this.schemes = schemes;
    this.reports = reports;
    this.publications = publications;
    this.channels = channels;
    this.schedules = schedules;
    this.planner = planner;
    this.clock = clock;
  }

  /**
   * Loads the sample into an empty database and plans its first posts, all in one transaction.
   *
   * @return false if there is a campaign already
   */
  public boolean loadIfEmpty(Language language, ZoneId zone) {
    return transactions.write(
        () -> {
          if (!campaigns.list("", 1).isEmpty()) {
            return false;
          }
          load(language, zone);
          return true;
        });
  }

  private void load(Language language, ZoneId zone) {
    LocalDate today = LocalDate.now(clock.withZone(zone));
    int year = today.getYear();
    Campaign campaign =
        campaigns.add(
            new Campaign(
                new CampaignId(0),
                "sample-" + year,
                new Text("云州市 " + year + " 年终冲刺（示例）", "Yunzhou " + year + " home stretch (sample)"),
                LocalDate.of(year, 1, 1),
                LocalDate.of(year, 12, 31),
                zone,
                language,
                true,
                "CN",
                true,
                0),
            ACTOR);
    schemes.put(campaign, scheme(campaign), 0, ACTOR);
    Map<String, Goal> all = goals(campaign);
    List<Goal> goalList = List.copyOf(all.values());
    units(
        campaign,
        league(campaign, "districts", new Text("区县组", "Districts"), 1),
        SampleCity.DISTRICTS,
        goalList);
    units(
        campaign,
        league(campaign, "bureaus", new Text("市直部门组", "Bureaus"), 2),
        SampleCity.BUREAUS,
        goalList);
    Map<String, Department> units =
        departments.departments(campaign).stream()
            .collect(Collectors.toMap(Department::code, d -> d));
    specials(campaign, units, all, today);
    LocalDate last = SampleCity.asOfDates(today).getLast();
    for (SampleCity.Entry entry : SampleCity.figures(today)) {
      report(
          enteredBy(entry.asOf(), last),
          campaign,
          get(units, entry.unit()),
          get(all, entry.goal()),
          entry.figure(),
          entry.asOf());
    }
    publishEarlierBoard(campaign, today);
    link(campaign, "LJ", DISTRICT_REPORTER);
    link(campaign, "SWJ", BUREAU_REPORTER);
    posts(campaign);
  }

  private static Clock earlier(Clock clock) {
    return Clock.offset(clock, SINCE_EARLIER_BOARD.plusDays(1).negated());
  }

  /** All but the last figures were in before the board of a week ago. */
  private ReportService enteredBy(LocalDate asOf, LocalDate last) {
    Clock earlier = earlier(clock);
    boolean wasThere = asOf.isBefore(LocalDate.now(earlier.withZone(ZoneOffset.UTC)).minusDays(1));
    return asOf.equals(last) || !wasThere ? reports : reports.withClock(earlier);
  }

  /**
   * A board that stood a week ago, before the last figures came in, so that a newcomer sees who
   * moved.
   */
  private void publishEarlierBoard(Campaign campaign, LocalDate today) {
    List<LocalDate> dates = SampleCity.asOfDates(today);
    LocalDate on = today.minusDays(SINCE_EARLIER_BOARD.toDays());
    if (dates.size() > 1 && !on.isBefore(dates.get(dates.size() - 2))) {
      publications.add(
          campaign.id(),
          new Publications.Publication(on, clock.instant().minus(SINCE_EARLIER_BOARD)));
    }
  }

  /** Shown whole: whoever tries the program wants to see everything. */
  private static Scheme scheme(Campaign campaign) {
    Scheme standard = Scheme.standard(campaign.start());
    return new Scheme(
        0,
        campaign.start(),
        standard.greenAbove(),
        standard.yellowFrom(),
        standard.order(),
        standard.tieRule(),
        standard.missing(),
        Scheme.Disclosure.FULL,
        standard.growth(),
        Map.of(),
        List.of(
            new Scheme.Item(
                COMMENDED,
                new Text("上级督查激励", "Commended from above"),
                Scheme.Item.Kind.BONUS,
                new BigDecimal("5")),
            new Scheme.Item(
                LATE,
                new Text("数据迟报", "Figures sent late"),
                Scheme.Item.Kind.DEDUCTION,
                new BigDecimal("3"))),
        "示例战役，全榜公开");
  }

  private Map<String, Goal> goals(Campaign campaign) {
    Map<String, Goal> added = new LinkedHashMap<>();
    for (SampleCity.GoalPlan plan : SampleCity.GOALS) {
      Goal goal =
          goals.put(
              campaign,
              new Goal(
                  new GoalId(0),
                  campaign.id(),
                  plan.code(),
                  plan.name(),
                  plan.unit(),
                  plan.kind(),
                  plan.direction(),
                  new BigDecimal(plan.weight()),
                  new BigDecimal(plan.cap()),
                  BigDecimal.ZERO,
                  Goal.Period.YEAR,
                  Goal.DueEvery.NONE,
                  0,
                  plan.decimals(),
                  added.size() + 1,
                  0),
              ACTOR);
      added.put(goal.code(), goal);
    }
    return added;
  }

  private League league(Campaign campaign, String code, Text name, int position) {
    return departments.put(
        campaign, new League(new LeagueId(0), campaign.id(), code, name, position, 0), ACTOR);
  }

  private void units(
      Campaign campaign, League league, List<SampleCity.UnitPlan> plans, List<Goal> goalList) {
    int position = 0;
    for (SampleCity.UnitPlan plan : plans) {
      position++;
      Department department =
          departments.put(
              campaign,
              new Department(
                  new DepartmentId(0),
                  campaign.id(),
                  league.id(),
                  plan.code(),
                  plan.name(),
                  "",
                  "",
                  position,
                  0),
              ACTOR);
      for (int i = 0; i < plan.targets().size(); i++) {
        if (!plan.targets().get(i).isEmpty()) {
          target(campaign, department, goalList.get(i), plan.targets().get(i));
        }
      }
    }
  }

  private void target(Campaign campaign, Department department, Goal goal, String amount) {
    goals.setTarget(
        campaign,
        Target.of(department.id(), goal.id(), new BigDecimal(amount), null, campaign.start()),
        ACTOR);
  }

  /** One goal of every other kind, a goal that ceased to apply, points given and taken. */
  private void specials(
      Campaign campaign, Map<String, Department> units, Map<String, Goal> all, LocalDate today) {
    for (SampleCity.Special special : SampleCity.SPECIALS) {
      target(campaign, get(units, special.unit()), get(all, special.goal()), special.target());
    }
    goals.setTarget(
        campaign,
        Target.notApplicable(
            get(units, SampleCity.WITHOUT_PROJECTS).id(),
            get(all, SampleCity.PROJECTS).id(),
            SampleCity.withoutProjects(today.getYear())),
        ACTOR);
    Goal renovation = get(all, SampleCity.RNV);
    goals.setPlan(
        campaign,
        renovation,
        new Plan(
            renovation.id(), null, campaign.start(), SampleCity.renovationPlan(today.getYear()), 0),
        ACTOR);
    Department builder = get(units, "FGW");
    Goal bridge = get(all, SampleCity.MIL);
    for (SampleCity.Step step : SampleCity.steps(today)) {
      goals.setMilestone(
          campaign,
          bridge,
          new Milestone(
              builder.id(),
              bridge.id(),
              step.step(),
              step.due(),
              BigDecimal.ONE,
              campaign.start(),
              0),
          ACTOR);
      if (step.done() != null) {
        report(
            enteredBy(step.done(), today),
            campaign,
            builder,
            bridge,
            Figure.step(step.step(), true),
            step.done());
      }
    }
    LocalDate first = SampleCity.asOfDates(today).getFirst();
    schemes.adjust(
        campaign,
        builder,
        Adjustment.Kind.BONUS,
        COMMENDED,
        new BigDecimal("2"),
        first,
        "重大项目推进受省政府督查激励",
        "示例文号〔" + today.getYear() + "〕12 号",
        ACTOR);
    schemes.adjust(
        campaign,
        get(units, "ZJJ"),
        Adjustment.Kind.DEDUCTION,
        LATE,
        BigDecimal.ONE,
        first,
        "月报迟报 3 个工作日",
        "",
        ACTOR);
  }

  private static void report(
      ReportService by,
      Campaign campaign,
      Department department,
      Goal goal,
      Figure figure,
      LocalDate asOf) {
    by.enter(
        campaign,
        new Submission(department, goal, figure, asOf, "", ""),
        Report.State.PROVISIONAL,
        ACTOR);
  }

  private static <T> T get(Map<String, T> all, String code) {
    return Objects.requireNonNull(all.get(code), code);
  }

  private void link(Campaign campaign, String code, String user) {
    departments.link(
        campaign,
        departments.find(campaign, code),
        List.of(new Link("web", Link.Kind.USER, user)),
        ACTOR);
  }

  private void posts(Campaign campaign) {
    ChannelId news = channel(campaign, new Text("冲刺播报", "drive-news")).id();
    channel(campaign, new Text("填报交流", "reporting"));
    // The first daily post carries the board, whatever the day: there was none before.
    Schedule daily =
        schedule(
            campaign,
            PostKind.DAILY,
            new When.Daily(LocalTime.of(9, 0), new When.Days.Workdays(When.UnknownYear.WEEKDAYS)),
            news);
    Schedule weekly =
        schedule(
            campaign,
            PostKind.WEEKLY,
            new When.Daily(LocalTime.of(16, 0), new When.Days.Named(Set.of(DayOfWeek.FRIDAY))),
            news);
    planner.planNow(weekly, ACTOR);
    planner.planNow(daily, ACTOR);
  }

  private Channel channel(Campaign campaign, Text name) {
    return channels.add(
        new Channel(
            new ChannelId(0),
            campaign.id(),
            new Address("web", name.in(campaign.language())),
            campaign.language(),
            campaign.timezone(),
            null,
            null,
            false,
            false,
            Channel.Purpose.POSTS,
            Channel.State.ACTIVE,
            Channel.NO_REASON,
            0));
  }

  private Schedule schedule(Campaign campaign, PostKind post, When when, ChannelId channel) {
    return schedules.add(
        new Schedule(
            new ScheduleId(0),
            campaign.id(),
            post,
            when,
            campaign.timezone(),
            List.of(channel),
            Schedule.CATCH_UP_UNTIL,
            Schedule.BOARD_DAYS,
            false,
            null,
            false,
            Instant.EPOCH,
            0),
        ACTOR);
  }
}
