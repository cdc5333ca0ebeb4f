package homestretch.core.delivery;

import homestretch.core.audit.Chain;
import homestretch.core.board.BoardPost;
import homestretch.core.board.Boards;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Painter;
import homestretch.core.board.Picture;
import homestretch.core.board.Scorebook;
import homestretch.core.board.Trend;
import homestretch.core.board.Week;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Countdown;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Block;
import homestretch.core.chat.Image;
import homestretch.core.chat.Post;
import homestretch.core.goal.Goal;
import homestretch.core.news.Event;
import homestretch.core.news.Events;
import homestretch.core.news.News;
import homestretch.core.news.NewsTexts;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.When;
import homestretch.core.text.Language;
import homestretch.core.text.Sha256;
import homestretch.core.text.Text;
import homestretch.core.wording.Situation;
import homestretch.core.wording.TemplatePost;
import homestretch.core.wording.TemplateService;
import homestretch.core.wording.Wording;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a post says on a day. */
public final class Posts {
  private static final Logger log = LoggerFactory.getLogger(Posts.class);

  private final Boards boards;
  private final WorkCalendars calendars;
  private final TemplateService templates;
  private final Chain chain;
  private static final Text NOTHING = new Text("", "");
  private static final int WEEK = 7;

  private final Addendum weekly;
  private final News news;
  private final @Nullable Painter painter;

  /** What a weekly review says beside its template. */
  @FunctionalInterface
  public interface Addendum {
    /** Lines of the review of a day; empty: there is nothing to add. */
    List<Text> of(Campaign campaign, LocalDate on);
  }

  /** A weekly review that says what its template says. */
  public Posts(
      Boards boards, WorkCalendars calendars, TemplateService templates, Chain chain, News news) {
    this(boards, calendars, templates, chain, news, (campaign, on) -> List.of());
  }

  public Posts(
      Boards boards,
      WorkCalendars calendars,
      TemplateService templates,
      Chain chain,
      News news,
      Addendum weekly) {
    this(boards, calendars, templates, chain, news, weekly, null);
  }

  /**
   * @param painter null: no post has a picture
   */
  public Posts(
      Boards boards,
      WorkCalendars calendars,
      TemplateService templates,
      Chain chain,
      News news,
      Addendum weekly,
      @Nullable Painter painter) {
    this.painter = painter;
    this.weekly = weekly;
    this.news = news;
    this.boards = boards;
    this.calendars = calendars;
    this.templates = templates;
    this.chain = chain;
  }

  /**
   * @param digest of the figures in it: the same while nothing has changed
   * @param isDue whether the day asks for a post even if nothing has changed
   * @param board that it publishes, from which movement is counted; null: it publishes none
   */
  public record Written(Post post, String digest, boolean isDue, @Nullable Leaderboard board) {
    public boolean carriesBoard() {
      return board != null;
    }
  }

  /**
   * A post that is about to be made.
   *
   * @param readAt what was entered later is not in it
   */
  record Planned(Events.Occasion occasion, Instant readAt) {}

  /** A post as people ask for it: the daily one with its board. */
  public Post of(PostKind kind, Campaign campaign, LocalDate on, Language language) {
    return write(kind, campaign, on, language, true).post();
  }

  /**
   * @param withBoard whether a daily post carries the board
   */
  public Written write(
      PostKind kind, Campaign campaign, LocalDate on, Language language, boolean withBoard) {
    return write(kind, campaign, on, language, withBoard, null);
  }

  /**
   * @param planned the planned post, which decides what is told once; null: a preview
   */
  private Written write(
      PostKind kind,
      Campaign campaign,
      LocalDate on,
      Language language,
      boolean withBoard,
      @Nullable Planned planned) {
    Scorebook book = boards.on(campaign, on);
    Situation situation =
        situation(campaign, on, book, kind == PostKind.WEEKLY ? week(campaign, on, book) : NOTHING);
    boolean over = situation.countdown().isOver();
    boolean carriesBoard =
        kind == PostKind.LEADERBOARD || (kind == PostKind.DAILY && (withBoard || over));
    Post board =
        carriesBoard
            ? told(situation, planned, language)
            : BoardPost.published(situation.board(), language);
    Post post =
        switch (kind) {
          case LEADERBOARD -> board;
          case COUNTDOWN -> text(over ? Wording.RESULTS : Wording.DAILY, situation, language);
          case WEEKLY ->
              over
                  ? text(Wording.RESULTS, situation, language)
                  : with(
                      weekly.of(campaign, on), text(Wording.WEEKLY, situation, language), language);
          case DAILY ->
              over
                  ? above(text(Wording.RESULTS, situation, language), board, language)
                  : withBoard
                      ? above(text(Wording.DAILY, situation, language), board, language)
                      : text(Wording.DAILY, situation, language);
        };
    return new Written(
        post,
        digest(book),
        over || situation.isOccasion() || (carriesBoard && kind == PostKind.DAILY),
        carriesBoard ? situation.board() : null);
  }

  /** The board below what happened. */
  private Post told(Situation situation, @Nullable Planned planned, Language language) {
    Leaderboard board = situation.board();
    List<Event> events =
        planned == null
            ? news.untold(situation.campaign(), board, situation.overall())
            : news.of(
                situation.campaign(),
                board,
                situation.overall(),
                planned.occasion(),
                planned.readAt());
    Post published = BoardPost.published(board, language);
    List<Text> lines = NewsTexts.lines(events, board.setup());
    if (lines.isEmpty()) {
      return published;
    }
    Countdown countdown = situation.countdown();
    List<String> told = new ArrayList<>();
    told.add(NewsTexts.heading(countdown.daysLeft(), countdown.isOver()).in(language));
    lines.forEach(line -> told.add("· " + line.in(language)));
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Lines(told));
    blocks.addAll(published.blocks());
    return new Post(published.title(), blocks, published.footer(), published.buttons())
        .lit(published.light());
  }

  /** The post of a schedule: with whom it notifies, and what its calendar could not tell. */
  public Written write(
      Schedule schedule, Campaign campaign, LocalDate on, Language language, boolean withBoard) {
    return write(schedule, campaign, on, language, withBoard, null);
  }

  /**
   * @param planned the planned post, which decides what it tells; null: it is only looked at
   */
  Written write(
      Schedule schedule,
      Campaign campaign,
      LocalDate on,
      Language language,
      boolean withBoard,
      @Nullable Planned planned) {
    Written written = write(schedule.post(), campaign, on, language, withBoard, planned);
    Post post = written.post().mentioning(schedule.mention());
    if (schedule.when() instanceof When.Daily(var at, When.Days.Workdays workdays)) {
      Text caveat = workdays.caveat(on, calendars.of(campaign.calendar()));
      post = caveat == null ? post : post.with(caveat.in(language));
    }
    return new Written(post, written.digest(), written.isDue(), written.board());
  }

  /** What one of the campaign's texts says on a day. */
  public Post preview(Text words, Campaign campaign, LocalDate on, Language language) {
    Scorebook book = boards.on(campaign, on);
    return TemplatePost.of(
        words, situation(campaign, on, book, week(campaign, on, book)), language);
  }

  /** Remembers that a post that carries the board stands in a channel. */
  public void published(
      Campaign campaign,
      LocalDate on,
      Instant readAt,
      Chain.@Nullable Head chain,
      Events.Occasion occasion) {
    boards.published(campaign, on, readAt, chain);
    news.told(occasion, readAt);
  }

  /**
   * The board of a post as a picture; empty: it carries none. A picture that cannot be drawn keeps
   * no post back: all that it says stands in words.
   */
  Optional<Image> picture(Written written, Language language) {
    Leaderboard board = written.board();
    if (board == null || painter == null) {
      return Optional.empty();
    }
    try {
      Trend trend = boards.trend(board.campaign(), board.setup().on(), Picture.WEEKS);
      return Optional.of(painter.paint(Picture.of(board, language).with(trend)));
    } catch (RuntimeException e) {
      log.error("no picture of the board of {}", board.on(), e);
      return Optional.empty();
    }
  }

  /** Where ledger and audit stand, for the small print under a board. */
  Chain.Head chain() {
    return chain.head();
  }

  /** What is known now and was not seven days ago. */
  private Text week(Campaign campaign, LocalDate on, Scorebook book) {
    LocalDate then = on.minusDays(WEEK);
    return Week.of(boards.known(campaign, then, campaign.endOf(then)), book).text();
  }

  private Situation situation(Campaign campaign, LocalDate on, Scorebook book, Text week) {
    return new Situation(
        campaign,
        Countdown.of(
            campaign,
            calendars.of(campaign.calendar()),
            on,
            Goal.allOfCampaign(book.setup().goals())),
        book.overall(),
        boards.leaderboard(campaign, on, null, null, null),
        week);
  }

  private Post text(Wording wording, Situation situation, Language language) {
    return TemplatePost.of(templates.text(situation.campaign(), wording), situation, language);
  }

  private static Post with(List<Text> lines, Post post, Language language) {
    if (lines.isEmpty()) {
      return post;
    }
    List<Block> blocks = new ArrayList<>(post.blocks());
    blocks.add(new Block.Lines(lines.stream().map(line -> line.in(language)).toList()));
    return new Post(post.title(), blocks, post.footer(), post.buttons(), post.image())
        .lit(post.light());
  }

  /** One message; the board's last line says the cut-off, too. */
  private static Post above(Post first, Post board, Language language) {
    List<Block> blocks = new ArrayList<>(first.blocks());
    blocks.add(new Block.Lines(new Text("排行榜", "Leaderboard").in(language)));
    blocks.addAll(board.blocks());
    return new Post(first.title(), blocks, board.footer(), List.of()).lit(first.light());
  }

  /** Of everything a reader learns but the days, and but the movement that a post itself makes. */
  private static String digest(Scorebook book) {
    MessageDigest digest = Sha256.begin();
    Leaderboard board = book.leaderboard(null, null);
    List.of(board.rows(), board.unranked(), book.overall())
        .forEach(part -> digest.update(part.toString().getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }
}
