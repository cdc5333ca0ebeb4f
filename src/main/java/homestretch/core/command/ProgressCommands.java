package homestretch.core.command;

import homestretch.core.board.Boards;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.GrowthText;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Scorebook;
import homestretch.core.board.Setup;
import homestretch.core.board.Standing;
import homestretch.core.board.Trend;
import homestretch.core.board.say.Explanation;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Countdown;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.care.CareService;
import homestretch.core.care.CareSettings;
import homestretch.core.care.CareTexts;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Command;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Pages;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Target;
import homestretch.core.news.Events;
import homestretch.core.news.News;
import homestretch.core.report.Report;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.text.Amounts;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** {@code /progress}, {@code /explain}, {@code /goals}: what concerns one department. */
public final class ProgressCommands {
  /** So many weeks before this one make the trend. */
  private static final int TREND_WEEKS = 8;

  /** On one message, on any platform: four rows; the fifth turns the page. */
  private static final int MOST_BUTTONS = 20;

  private final Desk desk;
  private final Boards boards;
  private final WorkCalendars calendars;
  private final News news;
  private final CareService care;

  public ProgressCommands(
      Desk desk, Boards boards, WorkCalendars calendars, News news, CareService care) {
    this.desk = desk;
    this.boards = boards;
    this.calendars = calendars;
    this.news = news;
    this.care = care;
  }

  public List<Command> list() {
    return List.of(
        new Command(
                "progress",
                ProgressTexts.PROGRESS_NAME,
                ProgressTexts.PROGRESS,
                List.of(
                    new Option(
                        "department",
                        DeskTexts.DEPARTMENT,
                        ProgressTexts.WHICH_DEPARTMENT,
                        desk::completeDepartment)),
                Pages.of(Desk.ofOneDepartment(this::progress)))
            .taking("department")
            .such(ProgressTexts.PROGRESS_EXAMPLE),
        new Command(
                "explain",
                ProgressTexts.EXPLAIN_NAME,
                ProgressTexts.EXPLAIN,
                List.of(
                    new Option(
                        "department",
                        DeskTexts.DEPARTMENT,
                        ProgressTexts.WHICH_DEPARTMENT,
                        desk::completeDepartment),
                    new Option("goal", DeskTexts.GOAL, ProgressTexts.ONE_GOAL, desk::completeGoal)),
                Pages.of(Desk.ofOneDepartment(this::explain)))
            .sorting("department", Unnamed.of(desk, "department", "goal"))
            .such(ProgressTexts.EXPLAIN_EXAMPLE),
        new GoalsCommand(desk, boards).command());
  }

  private Reply progress(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    LocalDate today = desk.today(campaign);
    Scorebook book = boards.on(campaign, today);
    Department department = asked(campaign, invocation, book);
    Standing standing = book.standing(department);
    // Of a frozen board the days are counted from its cut-off, so that it says the same every day.
    Countdown countdown =
        Countdown.of(campaign, calendars.of(campaign.calendar()), book.setup().on());
    List<Block> blocks = new ArrayList<>();
    List<String> ahead = new ArrayList<>();
    ahead.add(rank(book, standing, language));
    if (standing.grade() != null) {
      ahead.add(ProgressTexts.grade(standing.grade().name()).in(language));
    }
    Receipt.next(book, standing).ifPresent(text -> ahead.add(text.in(language)));
    ahead.addAll(lately(campaign, book, standing).stream().map(t -> t.in(language)).toList());
    blocks.add(new Block.Lines(ahead));
    if (!standing.sections().isEmpty()) {
      blocks.add(new Block.Lines(sections(standing, language)));
    }
    for (GoalStanding goal : standing.goals()) {
      if (goal.target() != null) {
        blocks.add(
            new Block.Lines(
                lines(book.setup(), goal, book.setup().workingDaysToUse(countdown), language)));
      }
    }
    return new Reply.Private(
        new Post(department.name().in(language), blocks, "", List.of()).lit(standing.light()));
  }

  /** What moved since the last published board, the last weeks, and the red banner. */
  private List<Text> lately(Campaign campaign, Scorebook book, Standing standing) {
    LocalDate on = book.setup().on();
    Department department = standing.department();
    List<Text> lines = new ArrayList<>();
    Leaderboard board = boards.leaderboard(campaign, on, null, standing.league(), null);
    Leaderboard.Since since = board.since();
    if (since != null) {
      board.rowsOf(standing.league()).stream()
          .filter(row -> row.department().id().equals(department.id()))
          .findFirst()
          .map(Standing::movement)
          .ifPresent(movement -> lines.add(ProgressTexts.moved(movement, since.on())));
    }
    Trend trend = boards.trend(campaign, department.id(), on, TREND_WEEKS);
    if (trend.isKnown()) {
      lines.add(trend.line());
    }
    CareSettings settings = care.settings(campaign);
    CareService.Burden burden = care.burden(campaign, department.id());
    if (settings.isOn() && burden.week() > 0) {
      lines.add(CareTexts.burden(burden, settings.weeklyCap()));
    }
    if (book.setup().scheme().play() == Scheme.Play.ON) {
      List<Events.Told> won =
          news.standing(
              campaign,
              news.banners(campaign).stream()
                  .filter(b -> department.id().equals(b.event().department()))
                  .toList());
      if (!won.isEmpty()) {
        boolean holds =
            news.holding(campaign, standing.league()).stream()
                .anyMatch(b -> department.id().equals(b.event().department()));
        lines.add(ProgressTexts.banners(won.size(), won.getFirst().event().on(), holds));
      }
    }
    return lines;
  }

  /** The department named or one's own, if the asker may see it. */
  private Department asked(Campaign campaign, Invocation invocation, Scorebook book) {
    List<Department> own = desk.own(campaign, invocation.person());
    Optional<String> named = invocation.option("department");
    if (named.isEmpty() && own.isEmpty()) {
      return which(campaign);
    }
    Department department =
        named.isPresent()
            ? desk.department(campaign, named.get())
            : desk.reporting(campaign, invocation);
    if (!own.contains(department)
        && !desk.isAdministrator(campaign, invocation.person())
        && book.setup().scheme().disclosure() == Scheme.Disclosure.TOP) {
      throw new Fault.Forbidden(ProgressTexts.OWN_ONLY);
    }
    return department;
  }

  /** Who reports for none has to name one. */
  private Department which(Campaign campaign) {
    throw new Fault.Conflict(
        desk.departments(campaign).stream()
            .findFirst()
            .map(ProgressTexts::whichOne)
            .orElse(GoalsTexts.NO_GOALS));
  }

  /** Goal by goal in brief with buttons; one goal with every step. */
  private Reply explain(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Scorebook book = boards.on(campaign, desk.today(campaign));
    Department department = asked(campaign, invocation, book);
    Optional<Goal> goal = invocation.option("goal").map(g -> desk.goal(campaign, g));
    Explanation explanation =
        Explanation.of(
            book,
            department,
            goal.orElse(null),
            desk.seesLeague(campaign, invocation.person(), book.standing(department).league()));
    List<Block> blocks = new ArrayList<>();
    List<List<Button>> rows = new ArrayList<>();
    String footer = "";
    if (goal.isPresent()) {
      explanation.goals().forEach(part -> blocks.add(lines(part, language)));
      if (blocks.isEmpty()) {
        blocks.add(new Block.Lines(ProgressTexts.noTarget(department, goal.get()).in(language)));
      }
    } else {
      List<String> brief = new ArrayList<>();
      Pages.Part<Explanation.Part> page = Pages.part(explanation.goals(), MOST_BUTTONS, invocation);
      List<Button> buttons = new ArrayList<>();
      for (Explanation.Part part : page.items()) {
        Explanation.Step last = part.steps().getLast();
        brief.add(ProgressTexts.brief(part.heading(), last.shown()).in(language));
        buttons.add(
            new Button(
                part.heading().in(language),
                Button.Style.PLAIN,
                "explain",
                Map.of(
                    "department",
                    department.code(),
                    "goal",
                    Objects.requireNonNull(part.goal()).code()),
                false));
      }
      blocks.add(new Block.Lines(brief));
      blocks.add(lines(explanation.pace(), language));
      blocks.add(lines(explanation.score(), language));
      blocks.add(lines(explanation.rank(), language));
      for (int i = 0; i < buttons.size(); i += 5) {
        rows.add(buttons.subList(i, Math.min(buttons.size(), i + 5)));
      }
      if (page.pages() > 1) {
        rows.add(page.turns(invocation));
        footer = page.shown();
      }
    }
    return new Reply.Private(
        new Post(explanation.title().in(language), blocks, footer, rows)
            .lit(book.standing(department.id()).light()));
  }

  private static Block lines(Explanation.Part part, Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(part.heading().in(language));
    part.steps().forEach(step -> lines.add(step.line().in(language)));
    return new Block.Lines(lines);
  }

  /** Own score and rank, who shares it, and the neighbours of the ranks just above and below. */
  private static String rank(Scorebook book, Standing standing, Language language) {
    Leaderboard board = book.leaderboard(standing.league(), null);
    if (standing.rank() == null) {
      return ProgressTexts.unranked(standing).in(language);
    }
    int rank = standing.rank();
    List<Standing> rows = board.rows();
    StringBuilder text =
        new StringBuilder(ProgressTexts.ranked(standing, rows.size()).in(language));
    List<Standing> level =
        ofRank(rows, rank).stream()
            .filter(r -> !r.department().id().equals(standing.department().id()))
            .toList();
    if (!level.isEmpty()) {
      text.append(ProgressTexts.level(level.getFirst(), level.size()).in(language));
    }
    ranks(rows)
        .filter(r -> r < rank)
        .max()
        .ifPresent(
            r -> {
              List<Standing> above = ofRank(rows, r);
              text.append(ProgressTexts.above(above.getFirst(), above.size()).in(language));
            });
    ranks(rows)
        .filter(r -> r > rank)
        .min()
        .ifPresent(
            r -> {
              List<Standing> below = ofRank(rows, r);
              text.append(ProgressTexts.below(below.getFirst(), below.size()).in(language));
            });
    return text.toString();
  }

  private static IntStream ranks(List<Standing> rows) {
    return rows.stream()
        .map(Standing::rank)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .mapToInt(r -> r);
  }

  private static List<Standing> ofRank(List<Standing> rows, int rank) {
    return rows.stream().filter(r -> Objects.equals(r.rank(), rank)).toList();
  }

  private static List<String> sections(Standing standing, Language language) {
    return standing.sections().stream()
        .map(each -> each.light().symbol() + " " + ProgressTexts.section(each).in(language))
        .toList();
  }

  private List<String> lines(
      Setup setup, GoalStanding standing, OptionalLong workingDaysLeft, Language language) {
    Goal goal = standing.goal();
    Target target = standing.target();
    Pace pace = standing.pace();
    Text unit = goal.kind().isRate() ? Text.same("%") : goal.unit();
    BigDecimal wanted = target == null ? null : target.amount();
    List<String> lines = new ArrayList<>();
    lines.add(standing.light().symbol() + " " + ProgressTexts.name(goal).in(language));
    if (pace == null) {
      Text aim =
          new Text(Amounts.of(wanted, unit, Language.ZH), Amounts.of(wanted, unit, Language.EN));
      lines.add(ProgressTexts.unknown(standing, aim).in(language));
      return lines;
    }
    standing.steps().forEach(step -> lines.add(ProgressTexts.step(step).in(language)));
    Report report = standing.report();
    if (goal.kind().isGrowth() && target != null) {
      Text growth = GrowthText.of(Exact.of(target.amount()), pace);
      lines.add(growth.in(language) + ProgressTexts.asOf(report).in(language));
      lines.add(ProgressTexts.growthScore(pace).in(language));
      return lines;
    }
    BigDecimal actual = Figures.shownOrNull(pace.actual());
    Text done =
        pace.actual() == null
            ? ProgressTexts.noCases()
            : new Text(
                Amounts.of(actual, wanted, unit, Language.ZH),
                Amounts.of(actual, wanted, unit, Language.EN));
    lines.add(ProgressTexts.done(done, pace, report).in(language));
    lines.add(ProgressTexts.expected(pace).in(language));
    List<String> ahead = new ArrayList<>();
    GoalStanding.Outlook outlook = standing.outlook(workingDaysLeft);
    boolean reaches = reaches(outlook, wanted);
    needed(setup, standing, outlook, workingDaysLeft, reaches)
        .forEach(text -> ahead.add(text.in(language)));
    if (outlook.forecast() != null) {
      ahead.add(
          ProgressTexts.forecast(
                  outlook.forecast().shown(),
                  unit,
                  reaches && goal.direction() == Direction.UP && outlook.requiredDaily() != null)
              .in(language));
    }
    if (!ahead.isEmpty()) {
      lines.add(ProgressTexts.together(ahead, language));
    }
    return lines;
  }

  private static boolean reaches(GoalStanding.Outlook outlook, @Nullable BigDecimal target) {
    return outlook.forecast() != null
        && target != null
        && outlook.forecast().shown().compareTo(target) >= 0;
  }

  /**
   * What the days left have to bring; where the pace so far does not reach the target, by how much
   * it falls short.
   */
  private List<Text> needed(
      Setup setup,
      GoalStanding standing,
      GoalStanding.Outlook outlook,
      OptionalLong workingDaysLeft,
      boolean reaches) {
    Target target = standing.target();
    Pace pace = standing.pace();
    Report report = standing.report();
    if (outlook.requiredDaily() == null
        || target == null
        || pace == null
        || pace.actual() == null
        || report == null) {
      return List.of();
    }
    Campaign campaign = setup.campaign();
    Text unit = standing.goal().unit();
    BigDecimal daily = outlook.requiredDaily().shown();
    BigDecimal actual = pace.actual().shown();
    long elapsed = reaches ? 0 : elapsed(campaign, standing).orElse(0);
    boolean byOnes =
        Amounts.isCounted(unit, standing.goal().decimals())
            && isWhole(actual)
            && isWhole(target.amount())
            && daily.compareTo(BigDecimal.ONE) < 0;
    BigDecimal open = target.amount().subtract(actual).stripTrailingZeros();
    if (byOnes) {
      long every = workingDaysLeft.getAsLong() / Math.max(1, open.longValue());
      long own = actual.signum() > 0 ? elapsed / actual.longValue() : 0;
      return List.of(
          ProgressTexts.neededByOnes(
              open.setScale(Math.max(0, open.scale())), Math.max(1, every), own, unit));
    }
    List<Text> said = new ArrayList<>();
    boolean fromToday = report.asOf().isBefore(desk.today(campaign));
    said.add(ProgressTexts.needed(outlook.requiredDaily(), unit, fromToday));
    LocalDate since = report.asOf();
    long after =
        since.isBefore(campaign.deadline())
            ? calendars
                .of(campaign.calendar())
                .workingDays(since.plusDays(1), campaign.deadline())
                .orElse(0)
            : 0;
    if (elapsed > 0 && after > 0 && actual.signum() > 0) {
      // Against what was needed on the figure's day: the forecast is made on that day, too.
      int decimals = Exact.DECIMALS;
      Exact own = new Exact(Exact.fraction(actual).divide(elapsed), decimals);
      Exact then = new Exact(Exact.fraction(open).divide(after), decimals);
      long percent = faster(own, then);
      if (percent > 0) {
        said.add(ProgressTexts.faster(own, then, percent, since, unit));
      }
    }
    return said;
  }

  /** By how many percent, from the rates as they are shown, so that it adds up. */
  private static long faster(Exact own, Exact then) {
    BigFraction of = own.shown().signum() == 0 ? own.value() : Exact.fraction(own.shown());
    BigFraction to = own.shown().signum() == 0 ? then.value() : Exact.fraction(then.shown());
    return new Exact(to.divide(of).subtract(1).multiply(100), 0).shown().longValue();
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  /**
   * Working days from the first day that counts to that of the figure; none where nothing adds up.
   */
  private OptionalLong elapsed(Campaign campaign, GoalStanding standing) {
    Report report = standing.report();
    if (report == null || !standing.goal().kind().buildsUp()) {
      return OptionalLong.empty();
    }
    LocalDate from =
        standing.goal().period() == Goal.Period.CAMPAIGN
            ? campaign.start()
            : report.asOf().withDayOfYear(1);
    return report.asOf().isBefore(from)
        ? OptionalLong.empty()
        : calendars.of(campaign.calendar()).workingDays(from, report.asOf());
  }
}
