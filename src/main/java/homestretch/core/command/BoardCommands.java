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
                BoardTexts.COUNTDOWN,
                BoardTexts.COUNTS_DOWN,
                List.of(),
                this::countdown)
            .toAll()
            .such(BoardTexts.COUNTDOWN_EXAMPLE),
        new Command(
                "leaderboard",
                BoardTexts.LEADERBOARD,
                BoardTexts.RANKS,
                List.of(
                    new Option(
                        "league", DeskTexts.LEAGUE, BoardTexts.ONE_LEAGUE, desk::completeLeague),
                    new Option("goal", DeskTexts.GOAL, BoardTexts.ONE_GOAL, desk::completeGoal),
                    new Option("date", BoardTexts.DATE, BoardTexts.ANOTHER_DAY, null)),
                this::leaderboard)
            .toAll()
            .sorting("league", Unnamed.of(desk, "league", "goal", "date"))
            .such(BoardTexts.LEADERBOARD_EXAMPLE));
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
            book.setup().closing(),
            invocation.language()));
  }

  private Reply leaderboard(Invocation invocation) {
    Campaign campaign = desk.campaign(invocation);
    LocalDate today = desk.today(campaign);
    LocalDate on =
        invocation
            .option("date")
            .map(d -> Dates.parse("date", d, today, invocation.language()))
            .orElse(today);
    if (on.isAfter(today)) {
      throw new Fault.Invalid("date", on, BoardTexts.upTo(today));
    }
    if (on.isBefore(campaign.start()) && invocation.option("date").isPresent()) {
      // “12-31” is read as last year's, of which there is no board.
      throw new Fault.Invalid("date", on, BoardTexts.within(campaign, today));
    }
    League league = invocation.option("league").map(l -> desk.league(campaign, l)).orElse(null);
    Goal goal = invocation.option("goal").map(g -> desk.goal(campaign, g)).orElse(null);
    int page = invocation.option("page").map(BoardCommands::page).orElse(1);
    boolean then = invocation.option("basis").filter("then"::equals).isPresent();
    Leaderboard board =
        boards.leaderboard(campaign, on, then ? campaign.endOf(on) : null, league, goal);
    if (invocation.option("as").filter("picture"::equals).isPresent()) {
      Picture picture = Picture.of(board, on.isBefore(today), desk.channelLanguage(invocation));
      if (league == null && goal == null && !then) {
        picture = picture.with(boards.trend(campaign, board.setup().on(), Picture.WEEKS));
      }
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
