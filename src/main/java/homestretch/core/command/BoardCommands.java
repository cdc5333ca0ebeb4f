package homestretch.core.command;

import homestretch.core.board.BoardPost;
import homestretch.core.board.Boards;
import homestretch.core.board.CountdownPost;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Painter;
import homestretch.core.board.Picture;
import homestretch.core.board.Scorebook;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Countdown;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Command;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.League;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** {@code /countdown}, {@code /leaderboard}. */
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
                this::countdown)
            .toAll()
            .such(new Text("/倒计时", "/countdown")),
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
                this::leaderboard)
            .toAll()
            .taking("league")
            .such(new Text("/排行榜 日期:10-31", "/leaderboard date:10-31")));
  }

  private Reply countdown(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    LocalDate today = desk.today(campaign);
    Scorebook book = boards.on(campaign, today);
    return new Reply.Public(
        CountdownPost.of(
            campaign,
            Countdown.of(
                campaign,
                calendars.of(campaign.calendar()),
                today,
                Goal.allOfCampaign(book.setup().goals())),
            book.overall(),
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
    if (on.isBefore(campaign.start()) && invocation.option("date").isPresent()) {
      // “12-31” is read as last year's, of which there is no board.
      throw new Fault.Invalid(
          "date",
          on,
          new Text(
              "从战役开始 " + campaign.start() + " 到今天 " + today + " 的日期",
              "a date from the campaign's start, " + campaign.start() + ", to today, " + today));
    }
    League league = invocation.option("league").map(l -> desk.league(campaign, l)).orElse(null);
    Goal goal = invocation.option("goal").map(g -> desk.goal(campaign, g)).orElse(null);
    int page = invocation.option("page").map(BoardCommands::page).orElse(1);
    boolean then = invocation.option("basis").filter("then"::equals).isPresent();
    Leaderboard board =
        boards.leaderboard(campaign, on, then ? campaign.endOf(on) : null, league, goal);
    if (invocation.option("as").filter("picture"::equals).isPresent()) {
      Picture picture = Picture.of(board, on.isBefore(today), desk.channelLanguage(invocation));
      return new Reply.Public(
          new Post(picture.title(), List.of(), "", List.of(), painter.paint(picture)));
    }
    if (invocation.option("as").filter("table"::equals).isPresent()) {
      return new Reply.Public(
          BoardPost.whole(board, on.isBefore(today), desk.channelLanguage(invocation)));
    }
    return new Reply.Public(
        BoardPost.paged(board, page, on.isBefore(today), desk.channelLanguage(invocation)));
  }

  private static int page(String typed) {
    BigDecimal page = Figures.parse(typed);
    return page == null ? 1 : page.min(BigDecimal.valueOf(1000)).intValue();
  }
}
