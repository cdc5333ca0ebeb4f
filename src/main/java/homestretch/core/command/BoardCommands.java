package homestretch.core.command;

import homestretch.core.board.BoardPost;
import homestretch.core.board.Boards;
import homestretch.core.board.CountdownPost;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Painter;
import homestretch.core.board.Picture;
import homestretch.core.board.Scorebook;
import homestretch.core.board.Standing;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Countdown;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Block;
import homestretch.core.chat.Command;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.department.League;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code /countdown}, {@code /leaderboard}, {@code /progress}, {@code /goals}. */
public final class BoardCommands {
  private final Desk desk;
  private final Boards boards;
  private final WorkCalendars calendars;
  private final Painter painter;

  public BoardCommands(Desk desk, Boards boards, WorkCalendars calendars, Painter painter) {
    this.desk = desk;
    this.boards = boards;
    this.calendars = calendars;
    this.painter = painter;
  }

  public List<Command> list() {
    return List.of(
        new Command(
            "countdown",
            new Text("倒计时", "countdown"),
            new Text("还剩多少天、多少个工作日，总体进度如何", "Days and working days left, and the overall pace"),
            List.of(),
            this::countdown),
        new Command(
            "leaderboard",
            new Text("排行榜", "leaderboard"),
            new Text("各组别的排行榜", "The board of each league"),
            List.of(
                new Option(
                    "league",
                    new Text("组别", "league"),
                    new Text("只看一个组别", "One league only"),
                    desk::completeLeague),
                new Option(
                    "goal",
                    new Text("指标", "goal"),
                    new Text("只看一项指标", "One goal only"),
                    desk::completeGoal),
                new Option(
                    "date",
                    new Text("日期", "date"),
                    new Text("某一天的排行榜", "The board of another day"),
                    null)),
            this::leaderboard),
        new Command(
            "progress",
            new Text("进度", "progress"),
            new Text("本单位各项指标的进度和名次", "Your department's goals and rank"),
            List.of(
                new Option(
                    "department",
                    new Text("单位", "department"),
                    new Text("哪个单位", "Which department"),
                    desk::completeDepartment)),
            this::progress),
        new Command(
            "goals",
            new Text("指标", "goals"),
            new Text("考核哪些指标，本单位目标是多少", "What is measured and your targets"),
            List.of(),
            this::goals));
  }

  private Reply countdown(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    LocalDate today = desk.today(campaign);
    return new Reply.Public(
        CountdownPost.of(
            campaign,
            Countdown.of(campaign, calendars.of(campaign.calendar()), today),
            boards.on(campaign, today).overall(),
            invocation.language()));
  }

  private Reply leaderboard(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    LocalDate today = desk.today(campaign);
    LocalDate on = invocation.option("date").map(d -> Dates.parse("date", d, today)).orElse(today);
    if (on.isAfter(today)) {
      throw new Fault.Invalid(
          "date", on, new Text("不晚于今天 " + today + " 的日期", "a date not after today, " + today));
    }
    League league = invocation.option("league").map(l -> desk.league(campaign, l)).orElse(null);
    Goal goal = invocation.option("goal").map(g -> desk.goal(campaign, g)).orElse(null);
    int page = invocation.option("page").map(BoardCommands::page).orElse(1);
    Leaderboard board = boards.leaderboard(campaign, on, null, league, goal);
    if (invocation.option("as").filter("picture"::equals).isPresent()) {
      Picture picture = Picture.of(board, invocation.language());
      return new Reply.Public(
          new Post(picture.title(), List.of(), "", List.of(), painter.paint(picture)));
    }
    return new Reply.Public(BoardPost.paged(board, page, invocation.language()));
  }

  private static int page(String typed) {
    BigDecimal page = Figures.parse(typed);
    return page == null ? 1 : page.min(BigDecimal.valueOf(1000)).intValue();
  }

  private Reply progress(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    LocalDate today = desk.today(campaign);
    List<Department> own = desk.own(campaign, invocation.person());
    Optional<String> named = invocation.option("department");
    if (named.isEmpty() && own.isEmpty()) {
      throw new Fault.Invalid(
          "department", "", new Text("单位名称（您没有关联单位）", "a department (you are linked to none)"));
    }
    Department department =
        named.isPresent() ? desk.department(campaign, named.get()) : own.getFirst();
    Scorebook book = boards.on(campaign, today);
    if (!own.contains(department)
        && !invocation.person().administrator()
        && book.setup().scheme().disclosure() == Scheme.Disclosure.TOP) {
      throw new Fault.Forbidden(
          new Text("各单位只能看本单位的进度", "each department sees its own progress only"));
    }
    Standing standing = book.standing(department.id());
    Countdown countdown = Countdown.of(campaign, calendars.of(campaign.calendar()), today);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Lines(List.of(rank(book, standing, language))));
    for (GoalStanding goal : standing.goals()) {
      if (goal.target() != null) {
        blocks.add(new Block.Lines(lines(goal, countdown.workingDaysLeft(), language)));
      }
    }
    return new Reply.Private(new Post(department.name().in(language), blocks, "", List.of()));
  }

  /** Own score and rank, and the neighbours just above and below. */
  private static String rank(Scorebook book, Standing standing, Language language) {
    Leaderboard board = book.leaderboard(standing.league(), null);
    String score = standing.score() == null ? "–" : Figures.shown(standing.score()).toPlainString();
    if (standing.rank() == null) {
      return new Text(
              "得分 " + score + "（暂计，已报 " + Figures.percent(standing.coverage()) + "），报齐后参加排名",
              "Score "
                  + score
                  + " (provisional, "
                  + Figures.percent(standing.coverage())
                  + " reported); ranked once all is reported")
          .in(language);
    }
    int at = board.rows().indexOf(standing);
    StringBuilder text =
        new StringBuilder(
            new Text(
                    "得分 "
                        + score
                        + "，"
                        + standing.league().name().zh()
                        + "第 "
                        + standing.rank()
                        + " 名（共 "
                        + board.rows().size()
                        + "）",
                    "Score "
                        + score
                        + ", rank "
                        + standing.rank()
                        + " of "
                        + board.rows().size()
                        + " in "
                        + standing.league().name().en())
                .in(language));
    if (at > 0) {
      text.append(neighbour(board.rows().get(at - 1), new Text("；前一名 ", "; above: "), language));
    }
    if (at < board.rows().size() - 1) {
      text.append(neighbour(board.rows().get(at + 1), new Text("；后一名 ", "; below: "), language));
    }
    return text.toString();
  }

  private static String neighbour(Standing standing, Text prefix, Language language) {
    return prefix.in(language)
        + standing.department().name().in(language)
        + " "
        + (standing.score() == null ? "–" : Figures.shown(standing.score()).toPlainString());
  }

  private static List<String> lines(
      GoalStanding standing, OptionalLong workingDaysLeft, Language language) {
    Goal goal = standing.goal();
    Target target = standing.target();
    Report report = standing.report();
    Pace pace = standing.pace();
    String unit = goal.unit().in(language);
    String name = standing.light().symbol() + " " + goal.name().in(language);
    if (target == null || report == null || pace == null) {
      String amount = target == null ? "–" : Figures.amount(target.amount(), unit);
      return List.of(
          name, new Text("未报；目标 " + amount, "no figure yet; target " + amount).in(language));
    }
    List<String> lines = new ArrayList<>();
    lines.add(name);
    String done =
        Figures.amount(report.value(), "") + " / " + Figures.amount(target.amount(), unit);
    lines.add(
        new Text(
                done + "，完成 " + Figures.percent(pace.completion()) + "（截至 " + report.asOf() + "）",
                done
                    + ", "
                    + Figures.percent(pace.completion())
                    + " done (as of "
                    + report.asOf()
                    + ")")
            .in(language));
    lines.add(
        new Text(
                "序时 "
                    + Figures.percent(pace.expected())
                    + "，偏差 "
                    + Figures.points(pace.deviation())
                    + " 个百分点",
                "expected "
                    + Figures.percent(pace.expected())
                    + ", deviation "
                    + Figures.points(pace.deviation())
                    + " points")
            .in(language));
    @Nullable String ahead = ahead(target, report, pace, workingDaysLeft, unit, language);
    if (ahead != null) {
      lines.add(ahead);
    }
    return lines;
  }

  private static @Nullable String ahead(
      Target target,
      Report report,
      Pace pace,
      OptionalLong workingDaysLeft,
      String unit,
      Language language) {
    List<String> parts = new ArrayList<>();
    BigDecimal open = target.amount().subtract(report.value());
    if (open.signum() > 0 && workingDaysLeft.isPresent() && workingDaysLeft.getAsLong() > 0) {
      String rate =
          Figures.amount(
              Figures.shown(
                  open.divide(BigDecimal.valueOf(workingDaysLeft.getAsLong()), Figures.PRECISE)),
              unit);
      parts.add(new Text("剩余每个工作日需 " + rate, rate + " needed each working day left").in(language));
    }
    if (pace.expected().signum() > 0) {
      String forecast =
          Figures.amount(
              Figures.shown(
                  report
                      .value()
                      .multiply(Figures.HUNDRED)
                      .divide(pace.expected(), Figures.PRECISE)),
              unit);
      parts.add(
          new Text("照此速度全年约 " + forecast, "at this pace about " + forecast + " at the deadline")
              .in(language));
    }
    return parts.isEmpty() ? null : String.join(new Text("；", "; ").in(language), parts);
  }

  private Reply goals(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Scorebook book = boards.on(campaign, desk.today(campaign));
    List<Department> own = desk.own(campaign, invocation.person());
    List<String> lines = new ArrayList<>();
    for (Goal goal : book.setup().goals()) {
      String line =
          new Text(
                  goal.name().zh() + "（权重 " + goal.weight().toPlainString() + "）",
                  goal.name().en() + " (weight " + goal.weight().toPlainString() + ")")
              .in(language);
      for (Department department : own) {
        for (Target target : book.setup().targets()) {
          if (target.department().equals(department.id()) && target.goal().equals(goal.id())) {
            String amount = Figures.amount(target.amount(), goal.unit().in(language));
            line +=
                new Text(
                        "：" + department.name().zh() + "目标 " + amount,
                        ": target of " + department.name().en() + " " + amount)
                    .in(language);
          }
        }
      }
      lines.add(line);
    }
    if (lines.isEmpty()) {
      lines.add(new Text("还没有设定指标", "No goals yet").in(language));
    }
    return new Reply.Private(
        new Post(
            new Text(campaign.name().zh() + " · 指标", campaign.name().en() + " · goals")
                .in(language),
            List.of(new Block.Lines(lines)),
            "",
            List.of()));
  }
}
