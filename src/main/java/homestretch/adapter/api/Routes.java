package homestretch.adapter.api;

import homestretch.adapter.http.Bodies;
import homestretch.adapter.http.Problem;
import homestretch.adapter.http.ProblemType;
import homestretch.core.access.Idempotency;
import homestretch.core.campaign.CampaignService;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.store.Transactions;
import homestretch.core.text.Sha256;
import homestretch.core.text.Text;
import homestretch.core.work.Caller;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Registers routes; writes go through the memory of {@code Idempotency-Key}. What a request with a
 * key writes and its answer are one transaction; what must not run inside one, as it waits for a
 * network or another thread, is registered as going on apart.
 */
public final class Routes {
  /** Where the declaration of the route asked stands in the request. */
  static final String DOC = "doc";

  private static final int KEY = 128;

  private final RoutesConfig routes;
  private final String base;
  private final CampaignService campaigns;
  private final Idempotency idempotency;
  private final Transactions transactions;
  private final Clock clock;
  private final List<Route> declared = new ArrayList<>();

  /** A caller that lost patience comes back while its first request still runs. */
  private final Set<Request> underWay = ConcurrentHashMap.newKeySet();

  private record Request(String token, String key) {}

  Routes(
      RoutesConfig routes,
      String base,
      CampaignService campaigns,
      Idempotency idempotency,
      Transactions transactions,
      Clock clock) {
    this.routes = routes;
    this.base = base;
    this.campaigns = campaigns;
    this.idempotency = idempotency;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * A route as declared.
   *
   * @param steps of its path; null: any
   */
  record Route(String method, String path, Doc doc, List<@Nullable String> steps) {
    /** Whether it is what an address means. */
    private boolean isMeant(String[] asked) {
      if (asked.length != steps.size()) {
        return false;
      }
      for (int i = 0; i < asked.length; i++) {
        String step = steps.get(i);
        if (step == null ? asked[i].isEmpty() : !step.equals(asked[i])) {
          return false;
        }
      }
      return true;
    }
  }

  private static Route route(String method, String path, Doc doc) {
    List<@Nullable String> steps = new ArrayList<>();
    for (String step : steps(path)) {
      steps.add(step.startsWith("{") && step.endsWith("}") ? null : step);
    }
    return new Route(method, path, doc, steps);
  }

  private static String[] steps(String path) {
    return path.split("/", -1);
  }

  /** What there is, in the order of declaration. */
  List<Route> declared() {
    return List.copyOf(declared);
  }

  /** The methods that a path answers to; none if it does not exist. */
  Set<String> methods(String path) {
    Set<String> methods = new TreeSet<>();
    String[] asked = steps(path);
    for (Route route : declared) {
      if (route.isMeant(asked)) {
        methods.add(route.method());
        if (route.method().equals("GET")) {
          methods.add("HEAD");
        }
      }
    }
    return methods;
  }

  void get(String path, Handler handler) {
    get(path, Doc.of(""), handler);
  }

  void get(String path, Doc doc, Handler handler) {
    Handler asked = add("GET", path, doc, handler);
    routes.get(base + path, request(asked));
    // The server leaves the body out.
    routes.head(base + path, request(asked));
  }

  void post(String path, Handler handler) {
    post(path, Doc.of(""), handler);
  }

  void post(String path, Doc doc, Handler handler) {
    Handler asked = add("POST", path, doc, handler);
    routes.post(base + path, request(ctx -> once(ctx, asked, this::together)));
  }

  /** For what posts, waits for another thread, or computes long: its key is written before it. */
  void postApart(String path, Doc doc, Handler handler) {
    Handler asked = add("POST", path, doc, handler);
    routes.post(base + path, request(ctx -> once(ctx, asked, this::apart)));
  }

  /** For an answer that is shown once and kept nowhere: no key brings it back. */
  void postUnkept(String path, Handler handler) {
    postUnkept(path, Doc.of(""), handler);
  }

  void postUnkept(String path, Doc doc, Handler handler) {
    routes.post(base + path, request(add("POST", path, doc, handler)));
  }

  void put(String path, Handler handler) {
    put(path, Doc.of(""), handler);
  }

  void put(String path, Doc doc, Handler handler) {
    Handler asked = add("PUT", path, doc, handler);
    routes.put(base + path, request(ctx -> once(ctx, asked, this::together)));
  }

  void delete(String path, Handler handler) {
    delete(path, Doc.of(""), handler);
  }

  void delete(String path, Doc doc, Handler handler) {
    Handler asked = add("DELETE", path, doc, handler);
    routes.delete(base + path, request(ctx -> once(ctx, asked, this::together)));
  }

  /** Waits for the database no longer than a caller over HTTP should. */
  private static Handler request(Handler handler) {
    return ctx ->
        Caller.REQUEST.<Boolean, Exception>call(
            () -> {
              handler.handle(ctx);
              return true;
            });
  }

  /** What is declared is held to: the query has no other parameter, the answer a type asked for. */
  private Handler add(String method, String path, Doc doc, Handler handler) {
    declared.add(route(method, path, doc));
    return ctx -> {
      ctx.attribute(DOC, doc);
      Principal.of(ctx).require(doc.access(method), ctx);
      Principal caller = Principal.of(ctx);
      if (path.startsWith("/campaigns/{slug}") && !caller.isEverything()) {
        caller.requireCampaign(Http.campaign(ctx));
      }
      if (!doc.summary().isEmpty()) {
        requireKnown(ctx, doc);
        requireAcceptable(ctx, doc);
        if (doc.takesNothing() && !method.equals("GET")) {
          Shapes.create(NothingJson.class, Bodies.object(ctx));
        }
      }
      handler.handle(ctx);
      if (method.equals("GET") && !doc.isList()) {
        tag(ctx);
      }
    };
  }

  /** What has no revision of its own is known by what it says. */
  private static void tag(Context ctx) {
    if (ctx.statusCode() != 200) {
      return;
    }
    String etag = ctx.res().getHeader("ETag");
    if (etag == null) {
      String answer = ctx.result();
      String type = ctx.res().getContentType();
      if (answer == null || type == null || !type.startsWith("application/json")) {
        return;
      }
      etag = Http.etag(answer);
      ctx.header("ETag", etag);
    }
    if (etag.equals(ctx.header("If-None-Match"))) {
      ctx.status(304).result("");
    }
  }

  private static void requireKnown(Context ctx, Doc doc) {
    List<String> known = doc.parameters().stream().map(Doc.Parameter::name).sorted().toList();
    List<Violation> wrong = new ArrayList<>();
    ctx.queryParamMap()
        .forEach(
            (name, values) -> {
              if (!known.contains(name)) {
                wrong.add(
                    new Violation(
                        name,
                        String.join(",", values),
                        known.isEmpty()
                            ? new Text("此地址不接受查询参数", "no query parameter here")
                            : new Text(
                                "以下查询参数之一：" + String.join(", ", known),
                                "one of the query parameters " + String.join(", ", known))));
              } else if (values.size() > 1) {
                wrong.add(
                    new Violation(name, String.join(",", values), new Text("只给一次", "given once")));
              }
            });
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
  }

  private static void requireAcceptable(Context ctx, Doc doc) {
    String accepted = ctx.header("Accept");
    if (accepted == null || accepted.isBlank()) {
      return;
    }
    for (String each : accepted.split(",")) {
      String range = each.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      if (range.equals("*/*")
          || doc.produces().stream()
              .anyMatch(
                  type ->
                      range.equals(type)
                          || (range.endsWith("/*")
                              && type.startsWith(range.substring(0, range.length() - 1))))) {
        return;
      }
    }
    String types = String.join(", ", doc.produces());
    throw new Problem(
        ProblemType.NOT_ACCEPTABLE, new Text("此地址回答的是 " + types, "this address answers " + types));
  }

  /** A write with its key, in one transaction or in several. */
  @FunctionalInterface
  private interface Way {
    void go(Context ctx, Request named, String request, Handler handler) throws Exception;
  }

  /** The same key again gets the same answer; for another request it is a conflict. */
  private void once(Context ctx, Handler handler, Way way) throws Exception {
    String key = ctx.header("Idempotency-Key");
    if (key == null) {
      handler.handle(ctx);
      return;
    }
    if (key.isBlank() || key.length() > KEY) {
      throw new Fault.Invalid(
          "Idempotency-Key", key, new Text("1–" + KEY + " 个字符", "1–" + KEY + " characters"));
    }
    Request named = new Request(Objects.requireNonNull(ctx.<String>attribute(Api.TOKEN)), key);
    if (!underWay.add(named)) {
      throw new Fault.Conflict(
          new Text(
              "带这个 Idempotency-Key 的请求还在处理，请稍后再试",
              "the request with this Idempotency-Key is still being answered; try again later"));
    }
    try {
      way.go(ctx, named, hash(ctx), handler);
    } finally {
      underWay.remove(named);
    }
  }

  /** Whatever a handler throws, through a transaction that it rolls back. */
  private static final class Thrown extends RuntimeException {
    Thrown(Exception cause) {
      super(null, cause, false, false);
    }
  }

  /** Key, write and answer stand or fall together. */
  private void together(Context ctx, Request named, String request, Handler handler)
      throws Exception {
    try {
      transactions.writeAll(
          () -> {
            Optional<Idempotency.Answer> given =
                idempotency.take(named.token, named.key, request, clock.instant());
            if (given.isPresent()) {
              repeat(ctx, given.get(), request);
              return;
            }
            try {
              handler.handle(ctx);
            } catch (RuntimeException e) {
              throw e;
            } catch (Exception e) {
              throw new Thrown(e);
            }
            idempotency.answer(named.token, named.key, answer(ctx, request), clock.instant());
          });
    } catch (RuntimeException e) {
      // The answer was made already if it is the commit that has failed.
      ctx.res().setHeader("ETag", null);
      ctx.res().setHeader("Location", null);
      throw e instanceof Thrown && e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** A key whose request has not come to its end, as the program was killed, says so for ever. */
  private void apart(Context ctx, Request named, String request, Handler handler) throws Exception {
    Optional<Idempotency.Answer> given =
        idempotency.take(named.token, named.key, request, clock.instant());
    if (given.isPresent()) {
      repeat(ctx, given.get(), request);
      return;
    }
    try {
      handler.handle(ctx);
    } catch (Exception | Error e) {
      idempotency.giveBack(named.token, named.key);
      throw e;
    }
    idempotency.answer(named.token, named.key, answer(ctx, request), clock.instant());
  }

  private static Idempotency.Answer answer(Context ctx, String request) {
    return new Idempotency.Answer(
        request,
        ctx.statusCode(),
        ctx.res().getHeader("ETag"),
        ctx.res().getHeader("Location"),
        Objects.requireNonNullElse(ctx.result(), ""));
  }

  private static void repeat(Context ctx, Idempotency.Answer given, String request) {
    if (!given.request().equals(request)) {
      throw new Fault.Conflict(
          new Text(
              "这个 Idempotency-Key 已用于另一个请求", "this Idempotency-Key was used for another request"));
    }
    if (given.isUnderWay()) {
      throw new Fault.Conflict(
          new Text(
              "带这个 Idempotency-Key 的请求还在处理，或因程序中断而没有结果；请查看是否已生效，需要时换一个键重试",
              "the request with this Idempotency-Key is still under way, or was broken off with the"
                  + " program; see whether it took effect, and use another key if it is needed"));
    }
    if (given.location() != null) {
      ctx.header("Location", given.location());
    }
    if (given.etag() != null) {
      ctx.header("ETag", given.etag());
    }
    ctx.status(given.status()).contentType("application/json").result(given.body());
  }

  private static String hash(Context ctx) throws IOException {
    MessageDigest digest = Sha256.begin();
    // The query too: it tells a dry run from a run.
    String line = ctx.method() + " " + ctx.path() + "?" + ctx.queryString() + "\n";
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    if (!ctx.isMultipartFormData()) {
      return HexFormat.of().formatHex(digest.digest(ctx.bodyAsBytes()));
    }
    // A form's body can be read once only, its files again and again; its boundary means nothing.
    for (UploadedFile file : ctx.uploadedFiles()) {
      digest.update((file.filename() + " " + file.size() + "\n").getBytes(StandardCharsets.UTF_8));
      try (var in = file.content()) {
        in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
