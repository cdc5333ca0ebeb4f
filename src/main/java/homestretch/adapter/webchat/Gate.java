package homestretch.adapter.webchat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.http.Loopback;
import homestretch.adapter.http.Problems;
import homestretch.core.fault.Fault;
import homestretch.core.text.Language;
import homestretch.core.work.Caller;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in. The page lets its user be anybody, so it answers this machine only: no other
 * machine, no other web site through this machine's browser, and no proxy that hides who asks.
 */
final class Gate {
  private static final Logger log = LoggerFactory.getLogger(Gate.class);

  /** Far above a note of 5,000 characters of any script. */
  static final int MOST_BYTES = 64 * 1024;

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
              + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
              + " require-trusted-types-for 'script'; trusted-types 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  /** An answer that is an error: thrown by a handler, written by the gate. */
  static final class Problem extends RuntimeException {
    private final int status;
    private final String title;
    private final transient ArrayNode errors;

    Problem(int status, String title, String detail) {
      this(status, title, detail, Json.object().arrayNode());
    }

    /**
     * @param errors the offending fields, as {@link Json#errors} writes them
     */
    Problem(int status, String title, String detail, ArrayNode errors) {
      super(detail, null, false, false);
      this.status = status;
      this.title = title;
      this.errors = errors;
    }
  }

  private Gate() {}

  static Handler reading(Handler handler) {
    return ctx -> {
      if (admits(ctx)) {
        answer(ctx, handler, Caller.REQUEST);
      }
    };
  }

  static Handler writing(Handler handler) {
    return ctx -> {
      if (!admits(ctx)) {
        return;
      }
      // A browser always names the origin of a POST; a program on this machine has no need to.
      @Nullable String origin = ctx.header("Origin");
      if (origin != null && !origin.equals(ctx.scheme() + "://" + ctx.header("Host"))) {
        refuse(ctx, "This page takes requests from itself only, not from another site.");
        return;
      }
      answer(
          ctx,
          c -> {
            String type =
                c.header("Content-Type") == null
                    ? ""
                    : String.valueOf(c.header("Content-Type")).toLowerCase(Locale.ROOT);
            if (!type.equals("application/json") && !type.startsWith("application/json;")) {
              throw new Problem(415, "Unsupported media type", "send application/json");
            }
            handler.handle(c);
          },
          Caller.PERSON);
    };
  }

  /** It was not the request's turn in time. */
  static Problem busy(Fault.Busy busy, Language language) {
    return new Problem(503, language == Language.ZH ? "正忙" : "Busy", busy.text().in(language));
  }

  /** The body of a request as a JSON object. */
  static JsonNode body(Context ctx) throws IOException {
    byte[] bytes = ctx.bodyInputStream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new Problem(413, "Too large", "at most " + MOST_BYTES + " bytes");
    }
    try {
      JsonNode json = Json.read(bytes);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new Problem(400, "Not JSON", e.getOriginalMessage());
    }
    throw new Problem(400, "Not JSON", "the body must be an object");
  }

  static String text(JsonNode body, String field) {
    JsonNode node = body.path(field);
    if (!node.isTextual()) {
      throw new Problem(400, "Missing field", "“" + field + "” must be a string");
    }
    return node.textValue();
  }

  static long number(JsonNode body, String field) {
    JsonNode node = body.path(field);
    if (!node.canConvertToLong()) {
      throw new Problem(400, "Missing field", "“" + field + "” must be a whole number");
    }
    return node.longValue();
  }

  /** An object whose values are strings; empty if it is absent. */
  static Map<String, String> texts(JsonNode body, String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    body.path(field).fieldNames().forEachRemaining(n -> texts.put(n, text(body.get(field), n)));
    return texts;
  }

  static @Nullable Long number(String name, @Nullable String given) {
    if (given == null) {
      return null;
    }
    try {
      return Long.valueOf(given);
    } catch (NumberFormatException e) {
      throw new Problem(400, "Wrong parameter", "“" + name + "” must be a whole number");
    }
  }

  private static boolean admits(Context ctx) {
    HEADERS.forEach(ctx::header);
    if (!Loopback.isHere(ctx)) {
      refuse(
          ctx,
          "The built-in chat answers on this machine only: open http://localhost:" + ctx.port());
      return false;
    }
    if (Loopback.isProxied(ctx)) {
      refuse(ctx, "The built-in chat has no passwords and is not served through a proxy.");
      return false;
    }
    return true;
  }

  private static void refuse(Context ctx, String why) {
    ctx.status(403).contentType("text/plain; charset=utf-8").result(why);
  }

  private static void answer(Context ctx, Handler handler, Caller caller) {
    try {
      caller.<Boolean, Exception>call(
          () -> {
            handler.handle(ctx);
            return true;
          });
    } catch (Problem problem) {
      write(ctx, problem);
    } catch (Fault.Busy busy) {
      write(ctx, busy(busy, Problems.language(ctx.header("Accept-Language"))));
    } catch (Exception e) {
      log.error("{} {} failed", ctx.method(), ctx.path(), e);
      write(ctx, new Problem(500, "Something broke", "the log of the server has the details"));
    }
  }

  private static void write(Context ctx, Problem problem) {
    ObjectNode json =
        Json.object()
            .put("type", "about:blank")
            .put("title", problem.title)
            .put("status", problem.status)
            .put("detail", problem.getMessage());
    if (!problem.errors.isEmpty()) {
      json.set("errors", problem.errors);
    }
    // As bytes: a string would be written as Latin-1 under any type but application/json.
    if (problem.status == 503) {
      ctx.header("Retry-After", String.valueOf(Fault.Busy.RETRY_AFTER.toSeconds()));
    }
    ctx.status(problem.status)
        .contentType("application/problem+json")
        .result(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
