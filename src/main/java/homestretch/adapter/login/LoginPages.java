package homestretch.adapter.login;

import homestretch.adapter.http.Asset;
import homestretch.adapter.http.Guesses;
import homestretch.adapter.http.Pages;
import homestretch.adapter.http.Problem;
import homestretch.adapter.http.WebSessions;
import homestretch.core.access.Invitation;
import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import homestretch.core.campaign.CampaignId;
import homestretch.core.fault.Fault;
import homestretch.core.login.Account;
import homestretch.core.login.LogIns;
import homestretch.core.login.Session;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.work.Caller;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where one comes in: {@code /login}, and {@code /invite/SECRET}, the link of an invitation. To
 * open that is not to use it, as chat programs look at links before people do; the form is.
 */
public final class LoginPages {
  /** A page of our own, with nothing by which a browser could take it for another's. */
  private static final Pattern OWN_PAGE = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");

  private static final Pattern SECRET = Pattern.compile("hi_[A-Za-z0-9_-]{16,64}");

  private final LogIns logIns;
  private final WebSessions sessions;
  private final Guesses guesses;
  private final Function<CampaignId, Text> campaignName;
  private final Address address;
  private final boolean hasProvider;
  private final Clock clock;

  /** Where this program is reached: never what a request says it is. */
  @FunctionalInterface
  public interface Address {
    /**
     * @param path such as {@code /login}
     */
    String of(String path);
  }

  /**
   * @param hasProvider whether an identity provider is set
   */
  public LoginPages(
      LogIns logIns,
      WebSessions sessions,
      Guesses guesses,
      Function<CampaignId, Text> campaignName,
      Address address,
      boolean hasProvider,
      Clock clock) {
    this.logIns = logIns;
    this.sessions = sessions;
    this.guesses = guesses;
    this.campaignName = campaignName;
    this.address = address;
    this.hasProvider = hasProvider;
    this.clock = clock;
  }

  public void routes(RoutesConfig routes) {
    Asset css = Asset.of("/login/login.css");
    Pages.get(
        routes,
        "/login/login.css",
        ctx -> {
          Html.headers(ctx);
          css.answer(ctx);
        });
    Pages.get(routes, "/login", asked(this::login));
    Pages.get(routes, "/invite/{secret}", asked(this::invitation));
    routes.post("/invite/{secret}", asked(this::redeem));
    Pages.get(routes, "/invite/{secret}/qr.svg", asked(this::qr));
  }

  /** On behalf of a person, whose faults become a page. */
  static Handler asked(Handler handler) {
    return ctx -> {
      try {
        Caller.PERSON.<Boolean, Exception>call(
            () -> {
              handler.handle(ctx);
              return true;
            });
      } catch (Problem problem) {
        refuse(ctx, problem.type().status(), problem.detail());
      } catch (Fault.Busy busy) {
        ctx.header("Retry-After", String.valueOf(Fault.Busy.RETRY_AFTER.toSeconds()));
        refuse(ctx, 503, busy.text());
      } catch (Fault.NotFound fault) {
        refuse(ctx, 404, fault.text());
      } catch (Fault.Full full) {
        refuse(ctx, 507, full.text());
      } catch (Fault fault) {
        refuse(ctx, 409, fault.text());
      }
    };
  }

  static void refuse(Context ctx, int status, Text why) {
    Language language = Html.language(ctx);
    Html.write(
        ctx,
        language,
        status,
        LoginTexts.FAILED.in(language),
        Html.p(why.in(language)) + back(language));
  }

  private static String back(Language language) {
    return "<p><a href=\"/login\">" + LoginTexts.AGAIN.in(language) + "</a></p>";
  }

  /** A page of ours that was asked for before one had to log in; the chat if it is not one. */
  static String next(Context ctx) {
    String next = ctx.queryParam("next");
    return next != null && next.length() <= 500 && OWN_PAGE.matcher(next).matches() ? next : "/";
  }

  private void login(Context ctx) {
    Language language = Html.language(ctx);
    if (sessions.of(ctx).isPresent() || sessions.isAtTheMachine(ctx)) {
      ctx.redirect(next(ctx), HttpStatus.SEE_OTHER);
      return;
    }
    String body =
        hasProvider
            ? "<p><a class=\"button primary\" href=\"/login/oidc?next="
                + Html.escape(java.net.URLEncoder.encode(next(ctx), StandardCharsets.UTF_8))
                + "\">"
                + LoginTexts.BY_PROVIDER.in(language)
                + "</a></p>"
                + Html.p(LoginTexts.BY_EITHER.in(language))
            : Html.p(LoginTexts.BY_INVITATION.in(language));
    Html.write(ctx, language, 200, LoginTexts.LOG_IN.in(language), body);
  }

  /** Looks and uses nothing. */
  private void invitation(Context ctx) {
    Language language = Html.language(ctx);
    String secret = ctx.pathParam("secret");
    if (slowed(ctx, secret, language)) {
      return;
    }
    Optional<Invitation> found = known(ctx, secret);
    if (found.isEmpty() || found.get().state(clock.instant()) != Invitation.State.OPEN) {
      notGood(ctx, language, found);
      return;
    }
    Invitation invitation = found.get();
    Optional<Account> person = logIns.person(invitation);
    Optional<Account> already = sessions.of(ctx).map(Session::account);
    StringBuilder body = new StringBuilder();
    body.append(Html.p(LoginTexts.INVITED.in(language)));
    if (invitation.scope().campaigns() == null || !invitation.scope().campaigns().isEmpty()) {
      body.append("<ul><li>")
          .append(Html.escape(may(invitation.scope()).in(language)))
          .append("</li></ul>");
    }
    body.append("<form method=\"post\" action=\"/invite/")
        .append(Html.escape(secret))
        .append("\">");
    if (person.isPresent()) {
      body.append(Html.p(LoginTexts.comesBackAs(person.get().name()).in(language)));
    } else if (already.isPresent()) {
      body.append(Html.p(LoginTexts.takesAs(already.get().name()).in(language)));
    } else {
      body.append("<label for=\"name\">")
          .append(LoginTexts.YOUR_NAME.in(language))
          .append("</label><input id=\"name\" name=\"name\" required maxlength=\"120\"")
          .append(" autocomplete=\"name\" value=\"")
          .append(Html.escape(invitation.name()))
          .append("\">");
    }
    boolean takes = person.isEmpty() && already.isPresent();
    body.append("<p><button class=\"primary\">")
        .append((takes ? LoginTexts.TAKE : LoginTexts.COME_IN).in(language))
        .append("</button></p></form><p class=\"soft\">")
        .append(Html.escape(LoginTexts.ONCE.in(language)))
        .append("</p>");
    Html.write(ctx, language, 200, LoginTexts.WELCOME.in(language), body.toString());
  }

  private Text may(Scope scope) {
    List<Text> names =
        scope.campaigns() == null
            ? List.of()
            : scope.campaigns().stream().map(campaignName).toList();
    List<String> departments = scope.departments().stream().sorted().toList();
    return new Text(
        LoginTexts.may(scope.role(), names.stream().map(Text::zh).toList(), departments).zh(),
        LoginTexts.may(scope.role(), names.stream().map(Text::en).toList(), departments).en());
  }

  /** Uses it up and logs in. */
  private void redeem(Context ctx) {
    sessions.requireOwnOrigin(ctx);
    Language language = Html.language(ctx);
    String secret = ctx.pathParam("secret");
    if (slowed(ctx, secret, language)) {
      return;
    }
    Optional<Invitation> found = known(ctx, secret);
    if (found.isEmpty()) {
      notGood(ctx, language, found);
      return;
    }
    String name = Objects.requireNonNullElse(ctx.formParam("name"), "").strip();
    try {
      sessions.begin(
          ctx,
          logIns.redeem(
              secret,
              name.isEmpty() ? found.get().name() : name,
              sessions.of(ctx).map(Session::account).orElse(null),
              WebSessions.device(ctx)));
    } catch (Fault.Conflict e) {
      notGood(ctx, language, logIns.look(secret));
      return;
    } catch (Fault.Invalid e) {
      Html.write(
          ctx,
          language,
          422,
          LoginTexts.FAILED.in(language),
          Html.p(e.text().in(language))
              + "<p><a href=\"/invite/"
              + Html.escape(secret)
              + "\">"
              + LoginTexts.AGAIN.in(language)
              + "</a></p>");
      return;
    }
    Html.headers(ctx);
    // Who looks after the program begins there: in its first hour the chat has no channel yet.
    boolean isAdministrator = found.get().scope().role() == Role.ADMINISTRATOR;
    ctx.redirect(isAdministrator ? "/admin" : "/", HttpStatus.SEE_OTHER);
  }

  private boolean slowed(Context ctx, String secret, Language language) {
    long wait = guesses.wait(ctx.ip(), secret);
    if (wait > 0) {
      ctx.header("Retry-After", String.valueOf(wait));
      Html.write(
          ctx,
          language,
          429,
          LoginTexts.TRY_LATER.in(language),
          Html.p(LoginTexts.slowed(wait).in(language)));
    }
    return wait > 0;
  }

  private Optional<Invitation> known(Context ctx, String secret) {
    Optional<Invitation> found =
        SECRET.matcher(secret).matches() ? logIns.look(secret) : Optional.empty();
    if (found.isEmpty()) {
      guesses.wrong(ctx.ip());
    }
    return found;
  }

  private void notGood(Context ctx, Language language, Optional<Invitation> found) {
    Text why =
        found
            .map(
                i ->
                    switch (i.state(clock.instant())) {
                      case OPEN, USED -> LoginTexts.USED;
                      case REVOKED -> LoginTexts.REVOKED;
                      case EXPIRED -> LoginTexts.EXPIRED;
                    })
            .orElse(LoginTexts.UNKNOWN);
    Html.write(
        ctx,
        language,
        found.isEmpty() ? 404 : 410,
        LoginTexts.NOT_GOOD.in(language),
        Html.p(why.in(language)) + back(language));
  }

  /** The link as a picture; it is drawn of whatever looks like one, so it tells nothing. */
  private void qr(Context ctx) {
    String secret = ctx.pathParam("secret");
    Html.headers(ctx);
    if (!SECRET.matcher(secret).matches()) {
      ctx.status(404);
      return;
    }
    ctx.contentType("image/svg+xml").result(Qr.svg(address.of("/invite/" + secret)));
  }
}
