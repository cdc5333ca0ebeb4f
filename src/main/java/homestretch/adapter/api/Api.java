package homestretch.adapter.api;

import homestretch.core.access.Idempotency;
import homestretch.core.access.TokenService;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API's frame: who may, errors as problem+json, and the operator's health. */
public final class Api {
  /** Where the caller's token's name stands in the request. */
  static final String TOKEN = "token";

  static final String ACTOR = "actor";

  private static final Logger log = LoggerFactory.getLogger(Api.class);
  private static final String BASE = "/api/v1";
  private static final long MOST_BYTES = 16 * 1024 * 1024;

  private final TokenService tokens;
  private final Idempotency idempotency;
  private final Clock clock;
  private final Supplier<Map<String, Optional<String>>> parts;
  private final List<Resource> resources;

  /** A group of routes below {@code /api/v1}. */
  @FunctionalInterface
  public interface Resource {
    void routes(Routes routes);
  }

  /**
   * @param parts what must work for this process to be ready, with what is wrong with it
   */
  public Api(
      TokenService tokens,
      Idempotency idempotency,
      Clock clock,
      Supplier<Map<String, Optional<String>>> parts,
      List<Resource> resources) {
    this.tokens = tokens;
    this.idempotency = idempotency;
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
    var routes = config.routes;
    routes.get("/health/live", ctx -> Http.answer(ctx, 200, Map.of("status", "live")));
    routes.get("/health/ready", this::ready);
    routes.before(BASE + "/*", this::authenticate);
    Routes api = new Routes(routes, BASE, idempotency, clock);
    resources.forEach(resource -> resource.routes(api));
    routes.get(BASE + "/*", Api::unknown);
    routes.post(BASE + "/*", Api::unknown);
    routes.put(BASE + "/*", Api::unknown);
    routes.delete(BASE + "/*", Api::unknown);
    routes.exception(Fault.class, Api::problem);
    routes.exception(
        HttpResponseException.class,
        (e, ctx) -> {
          if (!ctx.path().startsWith("/chat")) {
            problem(ctx, e.getStatus(), Text.same(String.valueOf(e.getMessage())), List.of());
          } else {
            ctx.status(e.getStatus()).result(String.valueOf(e.getMessage()));
          }
        });
    routes.exception(
        Exception.class,
        (e, ctx) -> {
          log.error("{} {} failed", ctx.method(), ctx.path(), e);
          problem(
              ctx, 500, new Text("程序出错，请查看日志", "something broke; the log says what"), List.of());
        });
  }

  private void ready(Context ctx) {
    Map<String, Object> view = new LinkedHashMap<>();
    boolean ready = true;
    for (Map.Entry<String, Optional<String>> part : parts.get().entrySet()) {
      view.put(part.getKey(), part.getValue().orElse("ok"));
      // A chat platform that is down is not our being down: the API works and posts wait.
      ready &= part.getValue().isEmpty() || !part.getKey().equals("database");
    }
    view.put("status", ready ? "ready" : "not ready");
    Http.answer(ctx, ready ? 200 : 503, view);
  }

  private void authenticate(Context ctx) {
    String header = ctx.header("Authorization");
    Optional<String> name =
        header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
            ? tokens.nameOf(header.substring(7).strip())
            : Optional.empty();
    if (name.isEmpty()) {
      ctx.header("WWW-Authenticate", "Bearer");
      problem(
          ctx,
          401,
          header == null
              ? new Text(
                  "缺少令牌：请求头 Authorization: Bearer 令牌",
                  "no token: expected the header Authorization: Bearer TOKEN")
              : new Text("令牌无效或已吊销", "the token is unknown or revoked"),
          List.of());
      ctx.skipRemainingHandlers();
      return;
    }
    ctx.attribute(TOKEN, name.get());
    ctx.attribute(ACTOR, tokens.actor(name.get()));
  }

  private static void unknown(Context ctx) {
    throw new Fault.NotFound(new Text("地址", "address"), ctx.method() + " " + ctx.path());
  }

  /** The one table from faults to status codes. */
  private static void problem(Fault fault, Context ctx) {
    int status =
        switch (fault) {
          case Fault.NotFound notFound -> 404;
          case Fault.Invalid invalid -> 422;
          case Fault.Conflict conflict -> 409;
          case Fault.Stale stale -> 412;
          case Fault.Forbidden forbidden -> 403;
        };
    problem(
        ctx,
        status,
        fault.text(),
        fault instanceof Fault.Invalid invalid ? invalid.violations() : List.of());
  }

  private static void problem(Context ctx, int status, Text text, List<Violation> violations) {
    Language language = Http.language(ctx);
    Map<String, @Nullable Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", title(status));
    problem.put("status", status);
    problem.put("detail", text.in(language));
    if (!violations.isEmpty()) {
      List<Object> errors = new ArrayList<>();
      for (Violation violation : violations) {
        errors.add(
            Map.of(
                "field",
                violation.field(),
                "value",
                violation.value(),
                "expected",
                violation.expected().in(language)));
      }
      problem.put("errors", errors);
    }
    // As bytes: the server takes Latin-1 for the charset of a type that it does not know.
    ctx.status(status)
        .contentType("application/problem+json")
        .result(Http.write(problem).getBytes(StandardCharsets.UTF_8));
  }

  private static String title(int status) {
    return switch (status) {
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 409 -> "Conflict";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 422 -> "Unprocessable Content";
      case 500 -> "Internal Server Error";
      default -> "Error";
    };
  }
}
