package homestretch.adapter.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.http.AccessLog;
import homestretch.adapter.http.Etags;
import homestretch.adapter.http.Pages;
import homestretch.adapter.http.Problem;
import homestretch.adapter.http.ProblemType;
import homestretch.adapter.http.WebSessions;
import homestretch.core.access.Scope;
import homestretch.core.access.TokenService;
import homestretch.core.access.Tokens;
import homestretch.core.board.BoardPost;
import homestretch.core.board.Boards;
import homestretch.core.board.CountdownTexts;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Overall;
import homestretch.core.board.Scorebook;
import homestretch.core.board.Standing;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.campaign.Campaigns;
import homestretch.core.campaign.Countdown;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.department.League;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Goal;
import homestretch.core.login.Account;
import homestretch.core.login.Session;
import homestretch.core.news.Event;
import homestretch.core.news.Events;
import homestretch.core.news.News;
import homestretch.core.news.NewsTexts;
import homestretch.core.news.Upheld;
import homestretch.core.score.Light;
import homestretch.core.score.Scheme;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.sse.SseHandler;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The wallboard (大屏) of a campaign: {@code /wall/{campaign}#token=TOKEN}. The page holds no figure;
 * it asks for the board when a stream says that it changed (and again and again without one), with
 * the token that stands behind the {@code #} (which browsers send to nobody). No token is needed by
 * who is logged in, nor on this machine itself where nothing is configured, as for the built-in
 * chat. What it shows is what a channel sees: within what the scheme discloses.
 */
public final class Wall {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MOST_NEWS = 200;
  private final Assets assets = new Assets();
  private final CampaignService campaigns;
  private final Boards boards;
  private final WorkCalendars calendars;
  private final News news;
  private final TokenService tokens;
  private final WebSessions sessions;
  private final Function<Account, List<Scope>> entitlements;
  private final Clock clock;
  private final WallEvents events;

  /** Of all that a wall shows. */
  private record Version(Campaign campaign, LocalDate today, Campaigns.Changes changes) {}

  public Wall(
      CampaignService campaigns,
      Boards boards,
      WorkCalendars calendars,
      News news,
      TokenService tokens,
      WebSessions sessions,
      Function<Account, List<Scope>> entitlements,
      Clock clock) {
    this.campaigns = campaigns;
    this.boards = boards;
    this.calendars = calendars;
    this.news = news;
    this.tokens = tokens;
    this.sessions = sessions;
    this.entitlements = entitlements;
    this.clock = clock;
    events = new WallEvents(c -> new Version(c, c.today(clock), boards.changes(c)));
  }

  /** Has the open walls look: something was written, sessions were ended, another node spoke. */
  public void wake() {
    events.wake();
  }

  /** Lets the open walls go; they come back by themselves. */
  public void hangUp() {
    events.close();
  }

  public void routes(RoutesConfig routes) {
    Pages.get(routes, "/wall/assets/wall.css", asset("wall.css"));
    Pages.get(routes, "/wall/assets/wall.js", asset("wall.js"));
    Pages.get(routes, "/wall/{campaign}", asset("index.html"));
    Pages.get(routes, "/wall/{campaign}/board", this::board);
    routes.get("/wall/{campaign}/events", this::events);
  }

  private Handler asset(String name) {
    return ctx -> assets.answer(ctx, "/wall/" + name);
  }

  /** {@code ?lang=}: all that the page shows, in one answer; 304 where nothing has changed. */
  private void board(Context ctx) {
    Assets.HEADERS.forEach(ctx::header);
    Campaign campaign = readable(reader(ctx).get(), ctx.pathParam("campaign"));
    @Nullable String asked = ctx.queryParam("lang");
    Language language = asked == null || asked.isEmpty() ? campaign.language() : Language.of(asked);
    byte[] json =
        view(campaign, campaign.today(clock), language).toString().getBytes(StandardCharsets.UTF_8);
    String etag = Etags.of(json);
    ctx.header("ETag", etag);
    if (etag.equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      ctx.contentType("application/json").result(json);
    }
  }

  /** Says {@code changed} whenever the board is to be asked for, {@code ended} at the end. */
  private void events(Context ctx) throws Exception {
    Assets.HEADERS.forEach(ctx::header);
    Supplier<List<Scope>> reader = reader(ctx);
    String slug = ctx.pathParam("campaign");
    readable(reader.get(), slug);
    Supplier<@Nullable Campaign> reads =
        () -> {
          try {
            return readable(reader.get(), slug);
          } catch (Problem | Fault.NotFound e) {
            return null;
          }
        };
    new SseHandler(client -> events.open(client, reads)).handle(ctx);
  }

  private Campaign readable(List<Scope> scopes, String slug) {
    Campaign campaign = campaigns.find(slug);
    if (scopes.stream().noneMatch(s -> s.covers(campaign.id()))) {
      throw new Problem(
          ProblemType.FORBIDDEN,
          new Text("您或这个令牌的范围不含此战役", "neither you nor the token cover this campaign"));
    }
    return campaign;
  }

  /** What whoever shows the wall may read: to be asked again as long as a stream is open. */
  private Supplier<List<Scope>> reader(Context ctx) {
    String header = ctx.header("Authorization");
    if (header == null) {
      if (sessions.isAtTheMachine(ctx)) {
        return () -> List.of(Scope.EVERYTHING);
      }
      // A wall turns by itself: that keeps nobody logged in.
      Optional<Session> session = sessions.watching(ctx);
      session.ifPresent(
          s -> AccessLog.identify(ctx, s.account().actor().id(), s.account().actor().name()));
      Optional<String> secret = sessions.secret(ctx);
      return () ->
          secret
              .flatMap(sessions::find)
              .map(s -> entitlements.apply(s.account()))
              .orElseThrow(
                  () ->
                      unauthenticated(
                          new Text(
                              "大屏链接中缺少令牌：/wall/…#token=令牌",
                              "the link of the wallboard lacks its token: /wall/…#token=TOKEN")));
    }
    Supplier<Optional<Tokens.Token>> token =
        () ->
            header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? tokens.find(header.substring(7).strip()).filter(t -> t.isGood(clock.instant()))
                : Optional.empty();
    token.get().ifPresent(t -> AccessLog.identify(ctx, t.maker(), t.name()));
    return () ->
        List.of(
            token
                .get()
                .orElseThrow(
                    () ->
                        unauthenticated(
                            new Text("令牌无效、已到期或已吊销", "the token is unknown, expired or revoked")))
                .scope());
  }

  private static Problem unauthenticated(Text why) {
    return new Problem(ProblemType.UNAUTHENTICATED, why, Map.of("WWW-Authenticate", "Bearer"));
  }

  private ObjectNode view(Campaign campaign, LocalDate today, Language language) {
    Scorebook book = boards.on(campaign, today);
    Overall overall = book.overall();
    Countdown countdown =
        Countdown.of(
            campaign,
            calendars.of(campaign.calendar()),
            today,
            Goal.allOfCampaign(book.setup().goals()));
    Leaderboard board = boards.leaderboard(campaign, today, null, null, null);
    ObjectNode view = MAPPER.createObjectNode();
    view.put("language", language.tag());
    view.put("name", campaign.name().in(language));
    view.put("timezone", campaign.timezone().getId());
    view.put("today", today.toString());
    view.put("daysLeft", countdown.daysLeft());
    view.put("toGo", CountdownTexts.toGo(countdown).in(language));
    view.put("left", CountdownTexts.left(campaign, countdown).in(language));
    view.put("working", CountdownTexts.working(countdown).in(language));
    ObjectNode time = view.putObject("time");
    time.put("percent", shown(countdown.timeProgress()));
    time.put("text", CountdownTexts.timeProgress(countdown).in(language));
    ObjectNode done = view.putObject("completion");
    done.put("percent", shown(overall.completion()));
    done.put("text", CountdownTexts.completion(overall).in(language));
    Text pace = CountdownTexts.pace(overall);
    done.put("pace", pace == null ? null : pace.in(language));
    light(done, overall.light(), language);
    view.put("footer", CountdownTexts.footer(campaign, overall).in(language));
    view.put("rules", BoardPost.rules(board).in(language));
    ArrayNode notes = view.putArray("footnotes");
    BoardPost.footnotes(board, language).forEach(notes::add);
    ArrayNode leagues = view.putArray("leagues");
    for (League league : board.leagues()) {
      ObjectNode each = leagues.addObject();
      league(each, board, league, language);
      each.put("banner", banner(campaign, board, league, language));
    }
    ArrayNode told = view.putArray("news");
    news(campaign, board, overall).forEach(line -> told.add(line.in(language)));
    return view;
  }

  /** What the last post told that told anything; nothing where the scheme wants no such lines. */
  private List<Text> news(Campaign campaign, Leaderboard board, Overall overall) {
    if (board.scheme().play() == Scheme.Play.OFF) {
      return List.of();
    }
    List<Events.Told> told = news.told(campaign, null, Long.MAX_VALUE, MOST_NEWS);
    List<Event> last =
        news
            .standing(
                campaign, told.stream().filter(t -> t.at().equals(told.getFirst().at())).toList())
            .stream()
            .map(Events.Told::event)
            .toList();
    return NewsTexts.retold(Upheld.of(last.reversed(), board, overall), board.setup());
  }

  /** Who holds the red banner; null: nobody yet. */
  private @Nullable String banner(
      Campaign campaign, Leaderboard board, League league, Language language) {
    if (board.scheme().play() == Scheme.Play.OFF) {
      return null;
    }
    return NewsTexts.holding(news.holding(campaign, league), board.setup())
        .map(text -> text.in(language))
        .orElse(null);
  }

  private static void league(ObjectNode view, Leaderboard board, League league, Language language) {
    view.put("name", league.name().in(language));
    view.put("heading", BoardPost.heading(board, league).in(language));
    view.put("moves", board.since() != null);
    ArrayNode rows = view.putArray("rows");
    for (Standing standing : board.disclosed(league).rows()) {
      ObjectNode row = rows.addObject();
      row.put("rank", standing.rank());
      row.put("name", BoardPost.name(standing, language));
      row.put("figure", BoardPost.figure(board, standing));
      row.put("completion", Figures.percent(standing.completion()));
      row.put("deviation", Figures.points(standing.deviation()));
      row.put("movement", BoardPost.movement(standing.movement(), language));
      light(row, standing.light(), language);
    }
    view.put("improved", BoardPost.improved(board, league).map(t -> t.in(language)).orElse(null));
    ArrayNode remarks = view.putArray("remarks");
    BoardPost.remarks(board, league, language).forEach(remarks::add);
  }

  /** The light's name for the page's shapes and colours, and in words. */
  private static void light(ObjectNode view, Light light, Language language) {
    view.put("light", light.name().toLowerCase(Locale.ROOT));
    view.put("lightText", light.text().in(language));
  }

  private static @Nullable Double shown(@Nullable Exact percent) {
    return percent == null ? null : percent.shown().doubleValue();
  }
}
