package homestretch.core.sample;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.CampaignService;
import homestretch.core.campaign.Countdown;
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
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.GoalService;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.report.ReportService;
import homestretch.core.report.Submission;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.schedule.ScheduleService;
import homestretch.core.schedule.When;
import homestretch.core.score.Scheme;
import homestretch.core.score.Schemes;
import homestretch.core.store.Transactions;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A plausible city in its year, for whoever starts the program for the first time: two leagues, six
 * goals, figures to the last month end whatever the day; one department over target, two tied, one
 * unreported. The same on every machine on the same day, and marked as sample wherever it is shown.
 */
public final class Sample {
  /** The web users that report for a district and for a bureau. */
  public static final String DISTRICT_REPORTER = "reporter-1";

  public static final String BUREAU_REPORTER = "reporter-2";

  private static final Actor ACTOR = new Actor("sample", "system");

  /** How far the figures go back, in month ends. */
  private static final int MONTHS = 3;

  private record GoalPlan(
      String code, Text name, Text unit, String weight, int decimals, String cap) {}

  /**
   * @param permille of the expected pace, at which the unit moves; 0: it has not reported
   * @param targets by goal, in the order of {@link #GOALS}; empty where a goal does not apply
   */
  private record UnitPlan(
      String code, Text name, int permille, boolean overTarget, List<String> targets) {}

  private static final List<GoalPlan> GOALS =
      List.of(
          new GoalPlan(
              "GBR",
              new Text("一般公共预算收入", "General public budget revenue"),
              new Text("亿元", "100 m yuan"),
              "20",
              2,
              "100"),
          new GoalPlan(
              "IVA",
              new Text("规上工业增加值", "Industrial value added"),
              new Text("亿元", "100 m yuan"),
              "20",
              2,
              "100"),
          new GoalPlan(
              "FAI",
              new Text("固定资产投资", "Fixed-asset investment"),
              new Text("亿元", "100 m yuan"),
              "20",
              2,
              "100"),
          new GoalPlan(
              "FDI",
              new Text("实际使用外资", "Foreign capital used"),
              new Text("万美元", "10,000 US dollars"),
              "10",
              2,
              "120"),
          new GoalPlan(
              "RET",
              new Text("社会消费品零售总额", "Retail sales of consumer goods"),
              new Text("亿元", "100 m yuan"),
              "15",
              2,
              "100"),
          new GoalPlan(
              "PRJ",
              new Text("重点项目开工数", "Key projects started"),
              new Text("个", "projects"),
              "15",
              0,
              "100"));

  private static final List<UnitPlan> DISTRICTS =
      List.of(
          unit(
              "LJ",
              "临江区",
              "Linjiang District",
              1012,
              "68.00",
              "145.00",
              "210.00",
              "9800",
              "260.00",
              "42"),
          unit(
              "QH",
              "青湖区",
              "Qinghu District",
              968,
              "54.00",
              "96.00",
              "180.00",
              "7600",
              "228.00",
              "36"),
          new UnitPlan(
              "GX",
              new Text("高新技术产业开发区", "High-tech Zone"),
              1035,
              true,
              List.of("82.00", "236.00", "195.00", "15200", "88.00", "48")),
          unit(
              "JK",
              "经济技术开发区",
              "Economic Development Zone",
              984,
              "76.00",
              "268.00",
              "220.00",
              "18600",
              "64.00",
              "52"),
          // Dongling and Wanghai move at one pace and one is twice the other: a tie on any day.
          unit(
              "DL",
              "东岭区",
              "Dongling District",
              941,
              "40.00",
              "84.00",
              "120.00",
              "4200",
              "150.00",
              "24"),
          unit(
              "WH",
              "望海区",
              "Wanghai District",
              941,
              "20.00",
              "42.00",
              "60.00",
              "2100",
              "75.00",
              "12"),
          unit("YX", "云溪县", "Yunxi County", 852, "18.00", "38.00", "92.00", "1500", "70.00", "20"),
          unit(
              "SQ",
              "石桥县",
              "Shiqiao County",
              640,
              "15.50",
              "31.00",
              "84.00",
              "1200",
              "58.00",
              "18"));

  private static final List<UnitPlan> BUREAUS =
      List.of(
          unit("CZ", "市财政局", "Finance Bureau", 996, "373.50", "", "", "", "", ""),
          unit("GXJ", "市工业和信息化局", "Industry Bureau", 1008, "", "940.00", "", "", "", "126"),
          unit(
              "FGW",
              "市发展和改革委员会",
              "Development and Reform Commission",
              957,
              "",
              "",
              "1161.00",
              "",
              "",
              "252"),
          // Not reported yet: percentages and ranks have to do without it.
          unit("SWJ", "市商务局", "Commerce Bureau", 0, "", "", "", "60200", "993.00", ""),
          unit(
              "ZJJ",
              "市住房和城乡建设局",
              "Housing and Construction Bureau",
              889,
              "",
              "",
              "420.00",
              "",
              "",
              "88"),
          unit(
              "WLJ",
              "市文化广电旅游体育局",
              "Culture and Tourism Bureau",
              1021,
              "",
              "",
              "",
              "",
              "310.00",
              "30"));

  private static UnitPlan unit(
      String code, String name, String english, int permille, String... targets) {
    return new UnitPlan(code, new Text(name, english), permille, false, List.of(targets));
  }

  private final Transactions transactions;
  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final Schemes schemes;
  private final ReportService reports;
  private final Channels channels;
  private final ScheduleService schedules;
  private final Planner planner;
  private final Clock clock;

  public Sample(
      Transactions transactions,
      CampaignService campaigns,
      DepartmentService departments,
      GoalService goals,
      Schemes schemes,
      ReportService reports,
      Channels channels,
      ScheduleService schedules,
      Planner planner,
      Clock clock) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.schemes = schemes;
    this.reports = reports;
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
    Scheme standard = Scheme.standard(campaign.start());
    schemes.add(
        campaign.id(),
        standard.with(
            standard.order(), standard.tieRule(), standard.missing(), Scheme.Disclosure.FULL),
        ACTOR,
        clock.instant());
    List<Goal> added = goals(campaign);
    units(
        campaign,
        league(campaign, "districts", new Text("区县组", "Districts"), 1),
        DISTRICTS,
        added,
        today);
    units(
        campaign,
        league(campaign, "bureaus", new Text("市直部门组", "Bureaus"), 2),
        BUREAUS,
        added,
        today);
    link(campaign, "LJ", DISTRICT_REPORTER);
    link(campaign, "SWJ", BUREAU_REPORTER);
    posts(campaign);
  }

  private List<Goal> goals(Campaign campaign) {
    List<Goal> added = new ArrayList<>();
    for (GoalPlan plan : GOALS) {
      added.add(
          goals.put(
              campaign,
              new Goal(
                  new GoalId(0),
                  campaign.id(),
                  plan.code(),
                  plan.name(),
                  plan.unit(),
                  new GoalKind.Total(),
                  Direction.UP,
                  new BigDecimal(plan.weight()),
                  new BigDecimal(plan.cap()),
                  BigDecimal.ZERO,
                  Goal.Period.YEAR,
                  Goal.DueEvery.NONE,
                  0,
                  plan.decimals(),
                  added.size() + 1,
                  0),
              ACTOR));
    }
    return added;
  }

  private League league(Campaign campaign, String code, Text name, int position) {
    return departments.put(
        campaign, new League(new LeagueId(0), campaign.id(), code, name, position, 0), ACTOR);
  }

  private void units(
      Campaign campaign,
      League league,
      List<UnitPlan> plans,
      List<Goal> goalList,
      LocalDate today) {
    int position = 0;
    for (UnitPlan plan : plans) {
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
      for (int i = 0; i < goalList.size(); i++) {
        if (!plan.targets().get(i).isEmpty()) {
          BigDecimal target = new BigDecimal(plan.targets().get(i));
          goals.setTarget(
              campaign,
              Target.of(department.id(), goalList.get(i).id(), target, null, campaign.start()),
              ACTOR);
          if (plan.permille() > 0) {
            report(campaign, department, goalList.get(i), i, plan, today);
          }
        }
      }
    }
  }

  private void report(
      Campaign campaign,
      Department department,
      Goal goal,
      int number,
      UnitPlan plan,
      LocalDate today) {
    for (LocalDate asOf : asOfDates(today)) {
      BigDecimal progress =
          plan.overTarget()
              ? Figures.HUNDRED
              : Countdown.timeProgress(campaign.start(), campaign.deadline(), asOf);
      // Each goal a little off the unit's own pace, so that no two rows look alike.
      BigDecimal pace = BigDecimal.valueOf(plan.permille() + (number * 7L) % 19 - 9);
      // Computed for the smaller of the tied pair and doubled for the other, so that rounding
      // cannot tell them apart.
      BigDecimal target = new BigDecimal(plan.targets().get(number));
      boolean doubled = plan.code().equals("DL");
      BigDecimal base = doubled ? target.divide(BigDecimal.TWO, Figures.PRECISE) : target;
      BigDecimal value =
          base.multiply(progress)
              .multiply(pace)
              .divide(BigDecimal.valueOf(100_000), goal.decimals(), RoundingMode.HALF_UP);
      reports.enter(
          campaign,
          new Submission(
              department,
              goal,
              Figure.of(doubled ? value.multiply(BigDecimal.TWO) : value),
              asOf,
              "",
              ""),
          Report.State.PROVISIONAL,
          ACTOR);
    }
  }

  /** The last month ends of the year; in January, where there is none yet, yesterday. */
  static List<LocalDate> asOfDates(LocalDate today) {
    List<LocalDate> dates = new ArrayList<>();
    LocalDate monthEnd = today.withDayOfMonth(1).minusDays(1);
    while (monthEnd.getYear() == today.getYear() && dates.size() < MONTHS) {
      dates.addFirst(monthEnd);
      monthEnd = monthEnd.withDayOfMonth(1).minusDays(1);
    }
    if (dates.isEmpty()) {
      dates.add(today.getDayOfYear() == 1 ? today : today.minusDays(1));
    }
    return dates;
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
            Channel.Purpose.POSTS,
            Channel.State.ACTIVE,
            "",
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
