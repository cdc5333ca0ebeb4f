package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.http.AccessLog;
import homestretch.adapter.http.Guesses;
import homestretch.adapter.http.Problem;
import homestretch.adapter.http.ProblemType;
import homestretch.adapter.http.Problems;
import homestretch.adapter.http.ServerErrors;
import homestretch.adapter.http.WebSessions;
import homestretch.core.access.Idempotency;
import homestretch.core.access.Scope;
import homestretch.core.access.TokenService;
import homestretch.core.access.Tokens;
import homestretch.core.campaign.CampaignService;
import homestretch.core.fault.Fault;
import homestretch.core.login.Account;
import homestretch.core.login.Session;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import homestretch.core.work.Caller;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.EOFException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API's frame: who may, errors as problem+json, and the operator's health. */
public final class Api {
  private static final List<String> READS = List.of("GET", "HEAD");

  /** Where the caller's token's name stands in the request. */
  static final String TOKEN = "token";

  static final String ACTOR = "actor";

  /** Where the campaign of the address stands, as it was read with the token. */
  static final String ENTRANCE = "entrance";

  private static final Logger log = LoggerFactory.getLogger(Api.class);
  private static final String BASE = "/api/v1";
  private static final String CAMPAIGNS = BASE + "/campaigns/";
  private static final long MOST_BYTES = 16 * 1024 * 1024;

  private final TokenService tokens;
  private final CampaignService campaigns;
  private final Guesses guesses;
  private final WebSessions sessions;
  private final Function<Account, List<Scope>> entitlements;
  private final Limits limits = new Limits();
  private final Idempotency idempotency;
  private final Transactions transactions;
  private final Clock clock;
  private final Supplier<Map<String, Optional<Text>>> parts;
  private final List<Resource> resources;

  /** A group of routes below {@code /api/v1}. */
  @FunctionalInterface
  public interface Resource {
    void routes(Routes routes);
  }

  /**
   * @param entitlements what somebody who is logged in may
   * @param parts what must work for this process to be ready, with what is wrong with it
   */
  public Api(
      TokenService tokens,
      CampaignService campaigns,
      Guesses guesses,
      WebSessions sessions,
      Function<Account, List<Scope>> entitlements,
      Idempotency idempotency,
      Transactions transactions,
      Clock clock,
      Supplier<Map<String, Optional<Text>>> parts,
      List<Resource> resources) {
    this.tokens = tokens;
    this.campaigns = campaigns;
    this.guesses = guesses;
    this.sessions = sessions;
    this.entitlements = entitlements;
    this.idempotency = idempotency;
    this.transactions = transactions;
    this.clock = clock;
    this.parts = parts;
    this.resources = List.copyOf(resources);
  }

  /** An answer like any other, before there is anything to answer: loads what writes answers. */
  public static void preload(Context ctx) {
    Http.answer(ctx, 200, Map.of("on", java.time.LocalDate.EPOCH));
  }

  public void configure(JavalinConfig config) {
    config.http.maxRequestSize = MOST_BYTES;
    config.jetty.modifyServer(server -> server.setErrorHandler(new ServerErrors()));
    var routes = config.routes;
    routes.before("/health/live", Api::requireRead);
    routes.before("/health/ready", Api::requireRead);
    routes.get("/health/live", ctx -> Http.answer(ctx, 200, Map.of("status", "live")));
    routes.get("/health/ready", ctx -> Caller.HEALTH.run(() -> ready(ctx)));
    routes.before(BASE + "/*", ctx -> Caller.REQUEST.run(() -> authenticate(ctx)));
    Routes api = new Routes(routes, BASE, campaigns, idempotency, transactions, clock);
    resources.forEach(resource -> resource.routes(api));
    // It describes itself too: it is made once all routes are declared.
    AtomicReference<String> document = new AtomicReference<>("");
    api.get(
        "/openapi.json",
        Doc.of("Describes this API as OpenAPI 3.1").out(JsonNode.class),
        ctx -> ctx.contentType("application/json").result(document.get()));
    String described = OpenApi.document(api.declared());
    document.set(described);
    routes.before(BASE + "/*", ctx -> requireRoute(ctx, api));
    DocsPage.routes(routes, described);
    routes.exception(Fault.class, Api::problem);
    routes.exception(
        HttpResponseException.class,
        (e, ctx) -> {
          if (!ctx.path().startsWith("/chat")) {
            ProblemType type = ProblemType.of(e.getStatus());
            Problems.write(ctx, type, e.getStatus(), type.meaning(), List.of());
          } else {
            ctx.status(e.getStatus()).result(String.valueOf(e.getMessage()));
          }
        });
    routes.exception(Problem.class, (problem, ctx) -> Problems.write(ctx, problem));
    routes.exception(
        Exception.class,
        (e, ctx) -> {
          if (brokenOff(e)) {
            log.debug("{} {} broke off", ctx.method(), ctx.path(), e);
            Problems.write(ctx, ProblemType.MALFORMED, ProblemType.MALFORMED.meaning(), List.of());
            return;
          }
          log.error("{} {} failed", ctx.method(), ctx.path(), e);
          Problems.write(ctx, ProblemType.INTERNAL, ProblemType.INTERNAL.meaning(), List.of());
        });
  }

  /** A body that did not arrive whole is the caller's affair, not ours. */
  private static boolean brokenOff(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if ((cause instanceof HttpException refused && refused.getCode() < 500)
          || cause instanceof EofException
          || cause instanceof EOFException
          || cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  /** 404 where there is no such address, 405 where it has other methods. */
  private static void requireRoute(Context ctx, Routes api) {
    String path = ctx.path().substring(BASE.length());
    Set<String> methods = api.methods(path);
    if (methods.isEmpty()) {
      throw new Problem(
          ProblemType.NOT_FOUND,
          new Text("没有这个地址：" + ctx.path(), "no such address: " + ctx.path()));
    }
    String method = ctx.req().getMethod();
    if (!methods.contains(method)) {
      throw notAllowed(method, String.join(", ", methods));
    }
  }

  private static void requireRead(Context ctx) {
    String method = ctx.req().getMethod();
    if (!READS.contains(method)) {
      throw notAllowed(method, String.join(", ", READS));
    }
  }

  private static Problem notAllowed(String method, String allow) {
    return new Problem(
        ProblemType.METHOD_NOT_ALLOWED,
        new Text(
            "不支持 " + method + "，可用 " + allow, method + " is not answered here; " + allow + " are"),
        Map.of("Allow", allow));
  }

  private void ready(Context ctx) {
    Map<String, Object> view = new LinkedHashMap<>();
    boolean ready = true;
    for (Map.Entry<String, Optional<Text>> part : parts.get().entrySet()) {
      view.put(part.getKey(), part.getValue().map(t -> t.in(Http.language(ctx))).orElse("ok"));
      // A chat platform that is down is not our being down: the API works and posts wait.
      ready &= part.getValue().isEmpty() || !part.getKey().equals("database");
    }
    view.put("status", ready ? "ready" : "not ready");
    Http.answer(ctx, ready ? 200 : 503, view);
  }

  private void authenticate(Context ctx) {
    String header = ctx.header("Authorization");
    Optional<Session> session = header == null ? sessions.of(ctx) : Optional.empty();
    if (session.isPresent()) {
      admit(ctx, session.get().account());
      return;
    }
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw unauthenticated(
          new Text(
              "缺少令牌：请求头 Authorization: Bearer 令牌；或先登录：/login",
              "no token: expected the header Authorization: Bearer TOKEN, or a log-in at /login"));
    }
    String secret = header.substring(7).strip();
    String address = ctx.req().getRemoteAddr();
    long wait = guesses.wait(address, secret);
    if (wait > 0) {
      throw tooMany(
          wait,
          new Text(
              "从这个地址试过太多不存在的令牌，请 " + wait + " 秒后再试",
              "too many unknown tokens from this address; try again in " + wait + " s"));
    }
    Tokens.Entrance entrance = tokens.entrance(secret, slug(ctx.path()));
    Optional<Tokens.Token> found = entrance.token();
    if (found.isEmpty()) {
      guesses.wrong(address);
      throw unauthenticated(new Text("令牌无效", "the token is unknown"));
    }
    Tokens.Token token = found.get();
    if (token.revokedAt() != null) {
      throw unauthenticated(new Text("令牌已吊销", "the token is revoked"));
    }
    if (!token.isGood(clock.instant())) {
      throw unauthenticated(
          new Text(
              "令牌已于 " + token.expiresAt() + " 过期", "the token expired at " + token.expiresAt()));
    }
    guesses.right(address, secret);
    Integer most = token.mostAMinute();
    long pause = most == null ? 0 : limits.wait(token.name(), most, clock.instant());
    if (pause > 0) {
      throw tooMany(
          pause,
          new Text(
              "这个令牌每分钟至多 " + most + " 次请求，请 " + pause + " 秒后再试",
              "this token may ask " + most + " times a minute; try again in " + pause + " s"));
    }
    tokens.used(secret, token);
    AccessLog.identify(ctx, token.maker(), token.name());
    ctx.attribute(ENTRANCE, entrance);
    ctx.attribute(TOKEN, token.name());
    ctx.attribute(ACTOR, TokenService.actor(token));
    ctx.attribute(Principal.ATTRIBUTE, Principal.of(token));
  }

  /** Somebody who is logged in, with the same rights as in the chat. */
  private void admit(Context ctx, Account account) {
    String method = ctx.req().getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      sessions.requireOwnPage(ctx);
    }
    // No secret is empty: what is looked for is the campaign.
    ctx.attribute(ENTRANCE, tokens.entrance("", slug(ctx.path())));
    // No token's name holds a colon.
    ctx.attribute(TOKEN, Account.PLATFORM + ":" + account.external());
    AccessLog.identify(ctx, account.actor().id(), account.actor().name());
    ctx.attribute(ACTOR, account.actor());
    ctx.attribute(Principal.ATTRIBUTE, Principal.of(account, entitlements.apply(account)));
  }

  /** The campaign that an address is about; null: none. No slug has anything to be encoded. */
  private static @Nullable String slug(String path) {
    if (!path.startsWith(CAMPAIGNS)) {
      return null;
    }
    int end = path.indexOf('/', CAMPAIGNS.length());
    String slug = path.substring(CAMPAIGNS.length(), end < 0 ? path.length() : end);
    return slug.indexOf('%') < 0 ? slug : null;
  }

  private static Problem unauthenticated(Text detail) {
    return new Problem(ProblemType.UNAUTHENTICATED, detail, Map.of("WWW-Authenticate", "Bearer"));
  }

  private static Problem tooMany(long seconds, Text detail) {
    return new Problem(
        ProblemType.TOO_MANY, detail, Map.of("Retry-After", String.valueOf(seconds)));
  }

  private static void problem(Fault fault, Context ctx) {
    ProblemType type = ProblemType.of(fault);
    boolean isRead = ctx.method() == HandlerType.GET || ctx.method() == HandlerType.HEAD;
    if (fault instanceof Fault.NotFound && !isRead && ctx.header("If-Match") != null) {
      // A change of what is not there any more was made on what had been read of it.
      type = ProblemType.STALE;
    }
    if (fault instanceof Fault.Busy busy) {
      ctx.header("Retry-After", String.valueOf(busy.retryAfter().toSeconds()));
    }
    Problems.write(
        ctx,
        type,
        fault.text(),
        fault instanceof Fault.Invalid invalid ? invalid.violations() : List.of());
  }
}
