package homestretch.adapter.api;

import homestretch.core.access.Idempotency;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Registers routes; writes go through the memory of {@code Idempotency-Key}. */
public final class Routes {
  private static final int KEY = 128;

  private final RoutesConfig routes;
  private final String base;
  private final Idempotency idempotency;
  private final Clock clock;

  /** A caller that lost patience comes back while its first request still runs. */
  private final Set<Request> underWay = ConcurrentHashMap.newKeySet();

  private record Request(String token, String key) {}

  Routes(RoutesConfig routes, String base, Idempotency idempotency, Clock clock) {
    this.routes = routes;
    this.base = base;
    this.idempotency = idempotency;
    this.clock = clock;
  }

  void get(String path, Handler handler) {
    routes.get(base + path, handler);
  }

  void post(String path, Handler handler) {
    routes.post(base + path, ctx -> once(ctx, handler));
  }

  /** For an answer that is shown once and kept nowhere: no key brings it back. */
  void postUnkept(String path, Handler handler) {
    routes.post(base + path, handler);
  }

  void put(String path, Handler handler) {
    routes.put(base + path, ctx -> once(ctx, handler));
  }

  void delete(String path, Handler handler) {
    routes.delete(base + path, ctx -> once(ctx, handler));
  }

  /** The same key again gets the same answer; for another request it is a conflict. */
  private void once(Context ctx, Handler handler) throws Exception {
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
      once(ctx, named.token(), key, handler);
    } finally {
      underWay.remove(named);
    }
  }

  private void once(Context ctx, String token, String key, Handler handler) throws Exception {
    String request = hash(ctx);
    Optional<Idempotency.Answer> given = idempotency.find(token, key);
    if (given.isPresent()) {
      if (!given.get().request().equals(request)) {
        throw new Fault.Conflict(
            new Text(
                "这个 Idempotency-Key 已用于另一个请求",
                "this Idempotency-Key was used for another request"));
      }
      if (given.get().etag() != null) {
        ctx.header("ETag", given.get().etag());
      }
      ctx.status(given.get().status()).contentType("application/json").result(given.get().body());
      return;
    }
    handler.handle(ctx);
    idempotency.remember(
        token,
        key,
        new Idempotency.Answer(
            request,
            ctx.statusCode(),
            ctx.res().getHeader("ETag"),
            Objects.requireNonNullElse(ctx.result(), "")),
        clock.instant());
  }

  private static String hash(Context ctx) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
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
