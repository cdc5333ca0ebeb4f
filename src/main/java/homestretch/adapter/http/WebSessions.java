package homestretch.adapter.http;

import homestretch.core.access.Secrets;
import homestretch.core.login.Session;
import homestretch.core.login.SessionService;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions on the wire. The cookie holds a secret and nothing else: {@code HttpOnly}, {@code
 * SameSite=Lax} (a link in a message must find its reader logged in), and behind TLS {@code Secure}
 * under a name that no other host can set. A write by a cookie must bring the header {@link
 * #CSRF_HEADER}, which another site cannot know, and no other site's {@code Origin}.
 */
public final class WebSessions {
  public static final String CSRF_HEADER = "X-CSRF-Token";

  private static final String COOKIE = "homestretch-session";
  private static final String HOST = "__Host-";
  private static final String SECRET = "homestretch.session.secret";
  private static final String ASKED = "homestretch.session";

  /** The cookie's end is that of the session, which the server knows; the browser's is its own. */
  private static final Duration KEPT = SessionService.IDLE.plusDays(1);

  private static final int LONGEST_SECRET = 128;
  private static final int DEVICE_LENGTH = 200;

  private final SessionService sessions;
  private final boolean isPublicByTls;
  private final @Nullable String publicOrigin;
  private final boolean isLoginConfigured;

  /**
   * @param publicUrl the address that the operator gave; null: none
   * @param isLoginConfigured whether the operator wants people to log in even on this machine: an
   *     identity provider, a public address or a proxy is set
   */
  public WebSessions(
      SessionService sessions, @Nullable String publicUrl, boolean isLoginConfigured) {
    this.sessions = sessions;
    this.isPublicByTls = publicUrl != null && publicUrl.startsWith("https:");
    publicOrigin = publicUrl == null ? null : origin(publicUrl);
    this.isLoginConfigured = isLoginConfigured;
  }

  /**
   * Whether whoever asks sits at this machine and nothing is configured that would tell people
   * apart: then the page lets them be anybody. A proxy that says nothing of itself cannot be told
   * from a person at the machine; that is why setting a public address is enough to end this.
   */
  public boolean isAtTheMachine(Context ctx) {
    return !isLoginConfigured && Loopback.isHere(ctx) && !Loopback.isProxied(ctx);
  }

  /** Who is logged in here, if anybody; counts as a use. */
  public Optional<Session> of(Context ctx) {
    Optional<Session> known = ctx.attribute(ASKED);
    if (known == null) {
      known = secret(ctx).flatMap(sessions::use);
      ctx.attribute(ASKED, known);
    }
    return known;
  }

  /** The same for what a page does by itself, which keeps nobody logged in. */
  public Optional<Session> watching(Context ctx) {
    return secret(ctx).flatMap(sessions::find);
  }

  /** The session with which a stream was opened, while it is good. */
  public Optional<Session> find(String secret) {
    return sessions.find(secret);
  }

  /** The cookie's secret, whether it is a good one or not. */
  public Optional<String> secret(Context ctx) {
    String begun = ctx.attribute(SECRET);
    return begun != null ? Optional.of(begun) : cookie(ctx, COOKIE);
  }

  /** What a write of the session in this request must bring; empty without a session. */
  public Optional<String> csrf(Context ctx) {
    return of(ctx).isEmpty() ? Optional.empty() : secret(ctx).map(WebSessions::csrf);
  }

  public static String csrf(String secret) {
    return Secrets.hash("csrf " + secret);
  }

  /**
   * Refuses a write that another site has a browser make.
   *
   * @throws Problem 403
   */
  public void requireOwnPage(Context ctx) {
    requireOwnOrigin(ctx);
    requireCsrf(ctx, ctx.header(CSRF_HEADER));
  }

  /** The same of a form, which brings the token in a field. */
  public void requireCsrf(Context ctx, @Nullable String token) {
    String expected = secret(ctx).map(WebSessions::csrf).orElse("");
    if (token == null || !isSame(expected, token)) {
      throw new Problem(
          ProblemType.FORBIDDEN,
          new Text(
              "缺少请求头 " + CSRF_HEADER + " 或其值不对，请重新载入页面",
              "the header " + CSRF_HEADER + " is missing or wrong; load the page again"));
    }
  }

  /** A browser names the origin of each POST; what comes from another site's page is refused. */
  public void requireOwnOrigin(Context ctx) {
    String origin = ctx.header("Origin");
    String site = ctx.header("Sec-Fetch-Site");
    boolean isOwn =
        (origin == null || isOwn(ctx, origin))
            && (site == null || site.equals("same-origin") || site.equals("none"));
    if (!isOwn) {
      throw new Problem(
          ProblemType.FORBIDDEN,
          new Text("请求来自别的网站", "the request comes from another web site's page"));
    }
  }

  /**
   * The public address is ours; else hosts are compared, and schemes unless a proxy that is not
   * known ends TLS: then the browser says https, and we see http.
   */
  private boolean isOwn(Context ctx, String origin) {
    String host = ctx.header("Host");
    return origin.equals(publicOrigin)
        || origin.equals(ctx.scheme() + "://" + host)
        || origin.equals("https://" + host);
  }

  private static String origin(String url) {
    URI uri = URI.create(url);
    int port = uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + (port < 0 ? "" : ":" + port);
  }

  /** A session begins: never under a secret that the browser brought along. */
  public void begin(Context ctx, SessionService.Started started) {
    setCookie(ctx, COOKIE, started.secret(), KEPT);
    ctx.attribute(SECRET, started.secret());
    ctx.attribute(ASKED, Optional.of(started.session()));
  }

  /** The browser forgets its session. */
  public void forget(Context ctx) {
    setCookie(ctx, COOKIE, "", Duration.ZERO);
    ctx.attribute(ASKED, Optional.empty());
  }

  /**
   * Sets a cookie that no script reads and, behind TLS, no other host sets.
   *
   * @param value of letters, digits, {@code -} and {@code _}
   * @param kept zero: the browser forgets it
   */
  public void setCookie(Context ctx, String name, String value, Duration kept) {
    boolean secure = isSecure(ctx);
    ctx.res()
        .addHeader(
            "Set-Cookie",
            (secure ? HOST + name : name)
                + "="
                + value
                + "; Path=/; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "")
                + "; Max-Age="
                + kept.toSeconds());
  }

  /** A cookie as it was set by {@link #setCookie}. */
  public Optional<String> cookie(Context ctx, String name) {
    return Optional.ofNullable(ctx.cookie(isSecure(ctx) ? HOST + name : name))
        .filter(value -> !value.isEmpty() && value.length() <= LONGEST_SECRET);
  }

  /** Whether TLS lies between the browser and whoever is first to answer it. */
  public boolean isSecure(Context ctx) {
    return isPublicByTls || ctx.scheme().equals("https");
  }

  /** What is shown of the browser in the list of one's devices. */
  public static SessionService.Device device(Context ctx) {
    String agent = ctx.header("User-Agent");
    String name = agent == null ? "" : agent.replaceAll("\\p{Cntrl}", " ").strip();
    return new SessionService.Device(
        name.length() <= DEVICE_LENGTH ? name : name.substring(0, DEVICE_LENGTH), ctx.ip());
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
