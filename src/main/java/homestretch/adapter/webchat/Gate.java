package homestretch.adapter.webchat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.http.ProblemType;
import homestretch.adapter.http.Problems;
import homestretch.adapter.http.WebSessions;
import homestretch.core.access.Scope;
import homestretch.core.fault.Fault;
import homestretch.core.login.Account;
import homestretch.core.login.Session;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.work.Caller;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in: whoever is logged in, and, where nothing is configured, whoever sits at this
 * machine. There the page lets its user be anybody, so that is for no other machine, no other web
 * site through this machine's browser, and no proxy that hides who asks.
 */
final class Gate {
  private static final Logger log = LoggerFactory.getLogger(Gate.class);

  /** Far above a note of 5,000 characters of any script. */
  static final int MOST_BYTES = 64 * 1024;

  /** In which language the body asks to be answered, once it is read. */
  private static final String LANGUAGE = "webchat.language";

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
    private final String type;
    private final transient Text title;
    private final transient Text detail;
    private final transient ArrayNode errors;

    Problem(int status, Text title, Text detail) {
      this(status, title, detail, Json.object().arrayNode());
    }

    /**
     * @param errors the offending fields, as {@link Json#errors} writes them
     */
    Problem(int status, Text title, Text detail, ArrayNode errors) {
      this(status, "about:blank", title, detail, errors);
    }

    /** One that the API has too. */
    Problem(ProblemType type, Text detail) {
      this(type.status(), type.uri(), type.title(), detail, Json.object().arrayNode());
    }

    private Problem(int status, String type, Text title, Text detail, ArrayNode errors) {
      super(detail.en(), null, false, false);
      this.type = type;
      this.detail = detail;
      this.status = status;
      this.title = title;
      this.errors = errors;
    }
  }

  /** What answers once it is known who asks. */
  @FunctionalInterface
  interface Answer {
    void to(Context ctx, Visitor visitor) throws Exception;
  }

  private final WebSessions sessions;
  private final Function<Account, List<Scope>> entitlements;

  /**
   * @param entitlements what somebody who is logged in may
   */
  Gate(WebSessions sessions, Function<Account, List<Scope>> entitlements) {
    this.sessions = sessions;
    this.entitlements = entitlements;
  }

  /** A page: who is not logged in is led to where one logs in. */
  Handler page(Handler handler) {
    return ctx -> {
      HEADERS.forEach(ctx::header);
      Optional<Visitor> visitor = visitor(ctx, sessions::of);
      if (visitor.isEmpty()) {
        ctx.redirect("/login", HttpStatus.SEE_OTHER);
      } else if (visitor.get().hasNoRights()) {
        ctx.redirect("/account", HttpStatus.SEE_OTHER);
      } else {
        answer(ctx, handler, Caller.REQUEST);
      }
    };
  }

  /** What pages are made of, which says nothing. */
  static Handler open(Handler handler) {
    return ctx -> {
      HEADERS.forEach(ctx::header);
      answer(ctx, handler, Caller.REQUEST);
    };
  }

  Handler reading(Answer answer) {
    return ctx -> {
      HEADERS.forEach(ctx::header);
      answer(ctx, c -> answer.to(c, admitted(c, sessions::of)), Caller.REQUEST);
    };
  }

  /** What a page does by itself as long as it is open: no use of the session. */
  Handler watching(Answer answer) {
    return ctx -> {
      HEADERS.forEach(ctx::header);
      answer(ctx, c -> answer.to(c, admitted(c, sessions::watching)), Caller.REQUEST);
    };
  }

  Handler writing(Answer answer) {
    return ctx -> {
      HEADERS.forEach(ctx::header);
      answer(
          ctx,
          c -> {
            Visitor visitor = admitted(c, sessions::of);
            if (visitor.secret() != null) {
              sessions.requireOwnPage(c);
            } else {
              sessions.requireOwnOrigin(c);
            }
            if (!isJson(c)) {
              throw new Problem(415, GateTexts.UNSUPPORTED, GateTexts.SEND_JSON);
            }
            answer.to(c, visitor);
          },
          Caller.PERSON);
    };
  }

  private static boolean isJson(Context ctx) {
    // The header itself: the server fails on a charset that it does not know.
    @Nullable String type = ctx.header("Content-Type");
    if (type == null) {
      return false;
    }
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", 2);
    return parts[0].strip().equals("application/json")
        && (parts.length == 1 || !parts[1].contains("charset") || parts[1].contains("utf-8"));
  }

  private Visitor admitted(Context ctx, Function<Context, Optional<Session>> session) {
    return visitor(ctx, session)
        .orElseThrow(() -> new Problem(401, GateTexts.NOT_LOGGED_IN, GateTexts.LOG_IN));
  }

  private Optional<Visitor> visitor(Context ctx, Function<Context, Optional<Session>> session) {
    Optional<Session> found = session.apply(ctx);
    boolean isHere = sessions.isAtTheMachine(ctx);
    // Somebody at the machine who went to the console stays whoever they choose to be here.
    if (found.isPresent() && !(isHere && Persona.isLocal(found.get().account().external()))) {
      return Optional.of(visitor(found.get().account(), sessions.secret(ctx).orElseThrow()));
    }
    return isHere ? Optional.of(Visitor.AT_THE_MACHINE) : Optional.empty();
  }

  private Visitor visitor(Account account, String secret) {
    List<Scope> scopes = entitlements.apply(account);
    return new Visitor(Persona.of(account, scopes), scopes, secret);
  }

  /** The same visitor as of now; empty once the session has ended. */
  Optional<Visitor> again(Visitor visitor) {
    String secret = visitor.secret();
    return secret == null
        ? Optional.of(visitor)
        : sessions.find(secret).map(session -> visitor(session.account(), secret));
  }

  /** The body of a request as a JSON object. */
  static JsonNode body(Context ctx) throws IOException {
    byte[] bytes = ctx.bodyInputStream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new Problem(413, GateTexts.TOO_LARGE, GateTexts.atMost(MOST_BYTES));
    }
    try {
      JsonNode json = Json.read(bytes);
      if (json.isObject()) {
        if (json.path("language").isTextual()) {
          ctx.attribute(LANGUAGE, Language.of(json.path("language").textValue()));
        }
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new Problem(400, GateTexts.NOT_JSON, Text.same(e.getOriginalMessage()));
    }
    throw new Problem(400, GateTexts.NOT_JSON, GateTexts.AN_OBJECT);
  }

  static String text(JsonNode body, String field) {
    JsonNode node = body.path(field);
    if (!node.isTextual()) {
      throw new Problem(400, GateTexts.MISSING, GateTexts.string(field));
    }
    return node.textValue();
  }

  static long number(JsonNode body, String field) {
    JsonNode node = body.path(field);
    if (!node.canConvertToLong()) {
      throw new Problem(400, GateTexts.MISSING, GateTexts.wholeNumber(field));
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
      throw new Problem(400, GateTexts.WRONG_PARAMETER, GateTexts.wholeNumber(name));
    }
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
    } catch (homestretch.adapter.http.Problem problem) {
      write(ctx, new Problem(problem.type(), problem.detail()));
    } catch (Fault fault) {
      write(ctx, new Problem(ProblemType.of(fault), fault.text()));
    } catch (Exception e) {
      log.error("{} {} failed", ctx.method(), ctx.path(), e);
      write(ctx, new Problem(ProblemType.INTERNAL, GateTexts.SEE_LOG));
    }
  }

  private static void write(Context ctx, Problem problem) {
    // The page's own choice, whatever the browser's is.
    Language chosen = ctx.attribute(LANGUAGE);
    Language language = chosen != null ? chosen : Problems.language(ctx.header("Accept-Language"));
    ObjectNode json =
        Json.object()
            .put("type", problem.type)
            .put("title", problem.title.in(language))
            .put("status", problem.status)
            .put("detail", problem.detail.in(language));
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
