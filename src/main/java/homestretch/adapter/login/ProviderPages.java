package homestretch.adapter.login;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import homestretch.adapter.http.Guesses;
import homestretch.adapter.http.WebSessions;
import homestretch.core.access.Secrets;
import homestretch.core.login.LogIns;
import homestretch.core.login.LoginAttempts;
import homestretch.core.login.SessionService;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * To the identity provider ({@code /login/oidc}) and back ({@code /login/callback}), once, in the
 * same browser, within {@link #PATIENCE}.
 */
public final class ProviderPages {
  public static final String CALLBACK = "/login/callback";

  private static final Logger log = LoggerFactory.getLogger(ProviderPages.class);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String COOKIE = "homestretch-login";

  private final Provider provider;
  private final LogIns logIns;
  private final LoginAttempts attempts;
  private final WebSessions sessions;
  private final Guesses guesses;
  private final LoginPages.Address address;
  private final Clock clock;

  public ProviderPages(
      Provider provider,
      LogIns logIns,
      LoginAttempts attempts,
      WebSessions sessions,
      Guesses guesses,
      LoginPages.Address address,
      Clock clock) {
    this.provider = provider;
    this.logIns = logIns;
    this.attempts = attempts;
    this.sessions = sessions;
    this.guesses = guesses;
    this.address = address;
    this.clock = clock;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/login/oidc", LoginPages.asked(this::leave));
    routes.get(CALLBACK, LoginPages.asked(this::comeBack));
  }

  private URI back() {
    return URI.create(address.of(CALLBACK));
  }

  private void leave(Context ctx) {
    Html.headers(ctx);
    String state = Secrets.random("");
    String browser = Secrets.random("");
    LoginAttempts.Attempt attempt =
        new LoginAttempts.Attempt(
            Secrets.random(""), new CodeVerifier().getValue(), LoginPages.next(ctx));
    try {
      URI to = provider.authorization(attempt, state, back());
      Instant now = clock.instant();
      attempts.begin(hash(state, browser), attempt, now, now.minus(PATIENCE));
      sessions.setCookie(ctx, COOKIE, browser, PATIENCE);
      ctx.redirect(to.toString(), HttpStatus.SEE_OTHER);
    } catch (Provider.Trouble e) {
      log.error("login.oidc.issuer: {}", e.getMessage());
      LoginPages.refuse(ctx, 502, LoginTexts.PROVIDER_TROUBLE);
    }
  }

  /** What the browser keeps and what the provider repeats belong together: neither does alone. */
  private static String hash(String state, String browser) {
    return Secrets.hash(state + " " + browser);
  }

  private void comeBack(Context ctx) {
    String state = ctx.queryParam("state");
    Optional<String> browser = sessions.cookie(ctx, COOKIE);
    if (guesses.wait(ctx.ip(), String.valueOf(state)) > 0) {
      LoginPages.refuse(ctx, 429, LoginTexts.TRY_LATER);
      return;
    }
    Optional<LoginAttempts.Attempt> attempt =
        state == null || browser.isEmpty()
            ? Optional.empty()
            : attempts.take(hash(state, browser.get()), clock.instant().minus(PATIENCE));
    sessions.setCookie(ctx, COOKIE, "", Duration.ZERO);
    if (attempt.isEmpty()) {
      guesses.wrong(ctx.ip());
      LoginPages.refuse(ctx, 400, LoginTexts.PROVIDER_STALE);
      return;
    }
    String code = ctx.queryParam("code");
    if (code == null || code.isEmpty()) {
      log.info("the identity provider refused a log-in: {}", said(ctx.queryParam("error")));
      LoginPages.refuse(ctx, 403, LoginTexts.PROVIDER_REFUSED);
      return;
    }
    try {
      Provider.Vouched vouched = provider.vouched(code, attempt.get(), back());
      SessionService.Started started =
          logIns.identified(
              vouched.identity(), vouched.name(), vouched.roles(), WebSessions.device(ctx));
      sessions.begin(ctx, started);
      Html.headers(ctx);
      ctx.redirect(attempt.get().next(), HttpStatus.SEE_OTHER);
    } catch (Provider.Trouble e) {
      log.error("login.oidc.issuer: {}", e.getMessage());
      LoginPages.refuse(ctx, 502, LoginTexts.PROVIDER_TROUBLE);
    }
  }

  /** A line of the log must stay one. */
  private static String said(@org.jspecify.annotations.Nullable String error) {
    return error == null ? "?" : error.replaceAll("[^\\x20-\\x7e]", " ");
  }
}
