package homestretch.adapter.api;

import homestretch.core.board.Boards;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Overall;
import homestretch.core.board.Painter;
import homestretch.core.board.Picture;
import homestretch.core.board.Scorebook;
import homestretch.core.board.say.Explanation;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Countdown;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.League;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalService;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.work.Lane;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is computed: {@code leaderboard}, {@code countdown}, {@code explain}. */
public final class BoardResource implements Api.Resource {
  /** What a board may be asked by. */
  private static final List<String> PARAMETERS =
      List.of("league", "goal", "department", "basis", "locale");

  private final DepartmentService departments;
  private final GoalService goals;
  private final Boards boards;
  private final Painter painter;
  private final Lane computing;
  private final Answers answers;
  private final Clock clock;

  /**
   * @param computing whose threads make what is not kept
   */
  public BoardResource(
      DepartmentService departments,
      GoalService goals,
      Boards boards,
      Painter painter,
      Lane computing,
      Clock clock) {
    this.departments = departments;
    this.goals = goals;
    this.boards = boards;
    this.painter = painter;
    this.computing = computing;
    answers = new Answers(computing);
    this.clock = clock;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/campaigns/{slug}/leaderboard",
        board("Ranks the departments").out(LeaderboardJson.class),
        ctx ->
            answer(
                ctx,
                "leaderboard",
                boardDay(ctx, Http.campaign(ctx)),
                asker -> {
                  Leaderboard board = board(ctx);
                  return Answers.Answer.json(LeaderboardJson.of(board, Seen.of(asker, board)));
                }));
    routes.get(
        "/campaigns/{slug}/leaderboard.png",
        board("Paints the board").query("locale", "string", "zh-CN or en").produces("image/png"),
        ctx ->
            answer(
                ctx,
                "picture",
                boardDay(ctx, Http.campaign(ctx)),
                asker -> Answers.Answer.png(painter.paint(picture(ctx)).png())));
    routes.get(
        "/campaigns/{slug}/leaderboard/alt",
        board("Says in words what the picture shows")
            .query("locale", "string", "zh-CN or en")
            .out(AltJson.class),
        ctx ->
            answer(
                ctx,
                "alt",
                boardDay(ctx, Http.campaign(ctx)),
                asker -> Answers.Answer.json(new AltJson(picture(ctx).alt()))));
    routes.get(
        "/campaigns/{slug}/countdown",
        Doc.of("Says how many days are left and how far the team is")
            .query("on", "date", "of this day; today by default")
            .out(CountdownJson.class),
        this::countdown);
    routes.get(
        "/campaigns/{slug}/explain",
        Doc.of("Works out a score or a light step by step")
            .needs("department", "string", "whose")
            .query("goal", "string", "of this goal")
            .query("on", "date", "of this day; today by default")
            .query("basis", "string", "then: as known that day; since: as corrected since")
            .ofDay()
            .out(ExplanationJson.class),
        this::explain);
    routes.get(
        "/campaigns/{slug}/trend",
        Doc.of("Says day by day or week by week how far the team, a league or a department was")
            .query("league", "string", "of this league")
            .query("goal", "string", "of this goal")
            .query("department", "string", "of this department")
            .query("from", "date", "from this day; the campaign's first by default")
            .query("to", "date", "to this day; today by default")
            .query("every", "string", "day or week; week by default, each week's last day")
            .query("on", "date", "of this day alone")
            .query("basis", "string", "then: as known that day; since: as corrected since")
            .list(TrendJson.class),
        this::trend);
  }

  /** One point a day, or one a week on its Sunday; the last point is the last day. */
  private void trend(Context ctx) {
    Campaign campaign = Http.campaign(ctx);
    LocalDate today = campaign.today(clock);
    LocalDate last = today.isAfter(campaign.deadline()) ? campaign.deadline() : today;
    LocalDate alone = Http.dateOrNull(ctx, "on");
    LocalDate from = alone != null ? alone : Http.date(ctx, "from", campaign.start());
    LocalDate to = alone != null ? alone : Http.date(ctx, "to", last.isBefore(from) ? from : last);
    if (to.isBefore(from) || to.isAfter(campaign.deadline()) || from.isBefore(campaign.start())) {
      boolean isTo = !from.isBefore(campaign.start());
      throw new Fault.Invalid(
          alone != null ? "on" : isTo ? "to" : "from",
          isTo ? to : from,
          new Text(
              (isTo ? from : campaign.start()) + " 至 " + campaign.deadline() + " 之间的日期",
              "a date from " + (isTo ? from : campaign.start()) + " to " + campaign.deadline()));
    }
    String every = Objects.requireNonNullElse(ctx.queryParam("every"), "week");
    if (!every.equals("day") && !every.equals("week")) {
      throw new Fault.Invalid("every", every, Text.same("day, week"));
    }
    String basis = Objects.requireNonNullElse(ctx.queryParam("basis"), "since");
    if (!basis.equals("then") && !basis.equals("since")) {
      throw new Fault.Invalid("basis", basis, Text.same("then, since"));
    }
    League league = league(ctx, campaign);
    Goal goal = goal(ctx, campaign);
    String named = ctx.queryParam("department");
    Department department = named == null ? null : departments.find(campaign, named);
    Seen.Asker asker = Seen.Asker.of(ctx, campaign, departments);
    String cursor = ctx.queryParam("cursor");
    LocalDate after = cursor == null ? null : Http.dateOrNull(ctx, "cursor");
    int limit = Http.limit(ctx);
    List<LocalDate> days =
        from.datesUntil(to.plusDays(1))
            .filter(day -> after == null || day.isAfter(after))
            .filter(
                day ->
                    every.equals("day") || day.getDayOfWeek() == DayOfWeek.SUNDAY || day.equals(to))
            .limit(limit + 1L)
            .toList();
    Http.answer(
        ctx,
        200,
        Http.page(
            days,
            limit,
            // Day by day: others who ask for a board have their turn in between.
            day ->
                computing.call(
                    () -> {
                      Instant known = basis.equals("then") ? campaign.endOf(day) : null;
                      return point(campaign, day, known, league, goal, department, asker);
                    }),
            day -> day));
  }

  private TrendJson point(
      Campaign campaign,
      LocalDate day,
      @Nullable Instant known,
      @Nullable League league,
      @Nullable Goal goal,
      @Nullable Department department,
      Seen.Asker asker) {
    if (department != null) {
      Leaderboard board = boards.leaderboard(campaign, day, known, league, goal);
      Seen.of(asker, board).require(department);
      return TrendJson.of(board, department, goal);
    }
    Overall overall =
        (known == null ? boards.on(campaign, day) : boards.known(campaign, day, known))
            .overall(league);
    return goal == null ? TrendJson.of(day, overall) : TrendJson.of(day, overall, goal);
  }

  private static Doc board(String summary) {
    return Doc.of(summary)
        .ofDay()
        .query("league", "string", "only this league")
        .query("goal", "string", "by this goal")
        .query("on", "date", "of this day; today by default")
        .query("basis", "string", "then: as known that day; since: as corrected since");
  }

  /**
   * What is kept, or what is computed now by one of a few threads.
   *
   * @param on the day that it is about
   */
  private void answer(
      Context ctx, String what, LocalDate on, Function<Seen.Asker, Answers.Answer> compute) {
    Campaign campaign = Http.campaign(ctx);
    Seen.Asker asker = Seen.Asker.of(ctx, campaign, departments);
    List<String> parameters =
        PARAMETERS.stream()
            .map(name -> ctx.queryParam(name))
            .map(given -> given == null ? "" : "=" + given)
            .toList();
    answers
        .of(
            new Answers.Asked(campaign.id(), what, on, parameters, asker.all(), asker.own()),
            Http.changes(ctx),
            () -> compute.apply(asker))
        .to(ctx);
  }

  private Leaderboard board(Context ctx) {
    Campaign campaign = Http.campaign(ctx);
    @Nullable League league = league(ctx, campaign);
    @Nullable Goal goal = goal(ctx, campaign);
    LocalDate on = boardDay(ctx, campaign);
    return boards.leaderboard(campaign, on, known(ctx, campaign, on), league, goal);
  }

  private @Nullable League league(Context ctx, Campaign campaign) {
    String named = ctx.queryParam("league");
    return named == null
        ? null
        : departments
            .league(campaign, named)
            .orElseThrow(() -> new Fault.NotFound(new Text("组别", "league"), named));
  }

  /**
   * {@code basis=then}: as it was known that day; {@code since}, the default: as corrected since.
   */
  private static @Nullable Instant known(Context ctx, Campaign campaign, LocalDate on) {
    String basis = Objects.requireNonNullElse(ctx.queryParam("basis"), "since");
    return switch (basis) {
      case "since" -> null;
      case "then" -> campaign.endOf(on);
      default -> throw new Fault.Invalid("basis", basis, Text.same("then, since"));
    };
  }

  /** As the channel sees the board: within what the scheme discloses. */
  private Picture picture(Context ctx) {
    Leaderboard board = board(ctx);
    String given = ctx.queryParam("locale");
    Language language =
        given == null
            ? board.campaign().language()
            : switch (given) {
              case "zh-CN" -> Language.ZH;
              case "en" -> Language.EN;
              default -> throw new Fault.Invalid("locale", given, Text.same("zh-CN, en"));
            };
    Picture picture = Picture.of(board, language);
    return board.league() == null && board.goal() == null && board.setup().known() == null
        ? picture.with(boards.trend(board.campaign(), board.setup().on(), Picture.WEEKS))
        : picture;
  }

  private void countdown(Context ctx) {
    Campaign campaign = Http.campaign(ctx);
    LocalDate on = on(ctx, campaign);
    answer(
        ctx,
        "countdown",
        on,
        asker -> {
          Scorebook book = boards.on(campaign, on);
          return Answers.Answer.json(
              CountdownJson.of(
                  campaign,
                  Countdown.of(
                      campaign,
                      book.setup().calendar(),
                      on,
                      Goal.allOfCampaign(book.setup().goals())),
                  book.overall()));
        });
  }

  private LocalDate on(Context ctx, Campaign campaign) {
    return Http.date(ctx, "on", campaign.today(clock));
  }

  /** A day up to today or the deadline, whichever is later: after both there is nothing to say. */
  private LocalDate boardDay(Context ctx, Campaign campaign) {
    LocalDate today = campaign.today(clock);
    LocalDate last = today.isAfter(campaign.deadline()) ? today : campaign.deadline();
    LocalDate on = on(ctx, campaign);
    if (on.isAfter(last)) {
      throw new Fault.Invalid(
          "on", on, new Text("不晚于 " + last + " 的日期", "a date not after " + last));
    }
    return on;
  }

  /** {@code ?department=&goal=&on=&basis=}: every step, unrounded values in full. */
  private void explain(Context ctx) {
    Campaign campaign = Http.campaign(ctx);
    String named = ctx.queryParam("department");
    if (named == null || named.isEmpty()) {
      throw new Fault.Invalid("department", "", new Text("单位代码", "the code of a department"));
    }
    LocalDate on = boardDay(ctx, campaign);
    answer(ctx, "explain", on, asker -> explanation(ctx, campaign, named, on, asker));
  }

  private Answers.Answer explanation(
      Context ctx, Campaign campaign, String named, LocalDate on, Seen.Asker asker) {
    Department department = departments.find(campaign, named);
    Instant known = known(ctx, campaign, on);
    Scorebook book = known == null ? boards.on(campaign, on) : boards.known(campaign, on, known);
    asker.requireEveryStep(book.setup().scheme(), department);
    Countdown countdown = Countdown.of(campaign, book.setup().calendar(), book.setup().on());
    League league = book.standing(department).league();
    Leaderboard board = book.leaderboard(league, null);
    return Answers.Answer.json(
        ExplanationJson.of(
            Explanation.of(book, department, goal(ctx, campaign), asker.seesLeague(board, league)),
            board,
            book.setup().workingDaysToUse(countdown)));
  }

  private @Nullable Goal goal(Context ctx, Campaign campaign) {
    String code = ctx.queryParam("goal");
    return code == null ? null : goals.find(campaign, code);
  }
}
