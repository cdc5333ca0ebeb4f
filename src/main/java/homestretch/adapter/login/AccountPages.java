package homestretch.adapter.login;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.http.Pages;
import homestretch.adapter.http.Problem;
import homestretch.adapter.http.ProblemType;
import homestretch.adapter.http.WebSessions;
import homestretch.core.access.InvitationService;
import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import homestretch.core.login.Account;
import homestretch.core.login.LogIns;
import homestretch.core.login.Session;
import homestretch.core.login.SessionService;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One's own log-in: {@code /account} with the devices, {@code /logout}, and {@code /login/session},
 * where our own pages learn who is logged in and what a write must bring.
 */
public final class AccountPages {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final LogIns logIns;
  private final SessionService service;
  private final WebSessions sessions;
  private final LoginPages.Address address;
  private final ZoneId zone;
  private final String localId;
  private final Text localName;
  private final boolean isInClear;

  /**
   * @param zone of the times on the page
   * @param localId as whom somebody at the machine itself goes to the console
   * @param isInClear whether others reach the program without TLS in front
   */
  public AccountPages(
      LogIns logIns,
      SessionService service,
      WebSessions sessions,
      LoginPages.Address address,
      ZoneId zone,
      String localId,
      Text localName,
      boolean isInClear) {
    this.logIns = logIns;
    this.service = service;
    this.sessions = sessions;
    this.address = address;
    this.zone = zone;
    this.localId = localId;
    this.localName = localName;
    this.isInClear = isInClear;
  }

  public void routes(RoutesConfig routes) {
    Pages.get(routes, "/account", LoginPages.asked(this::account));
    routes.post("/account/devices/{id}/end", LoginPages.asked(this::endDevice));
    routes.post("/account/device", LoginPages.asked(this::anotherDevice));
    routes.post("/logout", LoginPages.asked(this::logout));
    Pages.get(routes, "/login/session", ctx -> session(ctx));
    routes.post("/login/here", ctx -> here(ctx));
  }

  /** {@code person, csrf, atTheMachine, inClear}: what is not so is null. */
  private void session(Context ctx) {
    Html.headers(ctx);
    ObjectNode json = MAPPER.createObjectNode();
    Optional<Account> account = sessions.of(ctx).map(Session::account);
    if (account.isPresent()) {
      json.putObject("person")
          .put("id", account.get().external())
          .put("name", account.get().name());
    } else {
      json.putNull("person");
    }
    json.put("csrf", sessions.csrf(ctx).orElse(null));
    json.put("atTheMachine", sessions.isAtTheMachine(ctx));
    json.put("inClear", isInClear && !sessions.isSecure(ctx));
    ctx.contentType("application/json").result(json.toString());
  }

  /** Logs in whoever sits at the machine, where nothing is configured that tells people apart. */
  private void here(Context ctx) {
    Html.headers(ctx);
    sessions.requireOwnOrigin(ctx);
    String type = ctx.header("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      throw new Problem(ProblemType.UNSUPPORTED_TYPE, ProblemType.UNSUPPORTED_TYPE.meaning());
    }
    if (!sessions.isAtTheMachine(ctx)) {
      throw new Problem(
          ProblemType.FORBIDDEN,
          new Text("只有在本机、且未配置登录时可以这样进入", "only at the machine itself, with no log-in configured"));
    }
    sessions.begin(
        ctx, logIns.here(localId, localName.in(Html.language(ctx)), WebSessions.device(ctx)));
    session(ctx);
  }

  private @Nullable Session current(Context ctx) {
    Optional<Session> session = sessions.of(ctx);
    if (session.isEmpty()) {
      Html.headers(ctx);
      ctx.redirect("/login?next=/account", HttpStatus.SEE_OTHER);
    }
    return session.orElse(null);
  }

  private void account(Context ctx) {
    if (sessions.of(ctx).isEmpty() && sessions.isAtTheMachine(ctx)) {
      // The log-in would lead back here: there is none.
      Language language = Html.language(ctx);
      Html.write(
          ctx,
          language,
          200,
          LoginTexts.ACCOUNT.in(language),
          Html.p(LoginTexts.NO_LOG_IN.in(language))
              + "<p><a class=\"button primary\" href=\"/\">"
              + LoginTexts.CHAT.in(language)
              + "</a> <a class=\"button\" href=\"/admin\">"
              + LoginTexts.CONSOLE.in(language)
              + "</a></p>");
      return;
    }
    Session current = current(ctx);
    if (current == null) {
      return;
    }
    Language language = Html.language(ctx);
    List<Scope> scopes = logIns.scopes(current.account());
    StringBuilder body = new StringBuilder();
    body.append(Html.p(LoginTexts.loggedInAs(current.account().name()).in(language)));
    if (scopes.isEmpty()) {
      Text ask = LoginTexts.askForRights(logIns.administrators(), current.account().external());
      body.append("<p class=\"note\" role=\"status\">")
          .append(Html.escape(ask.in(language)))
          .append("</p>");
    } else {
      body.append("<p><a class=\"button primary\" href=\"/\">")
          .append(LoginTexts.CHAT.in(language))
          .append("</a>");
      if (scopes.stream().anyMatch(s -> s.role() == Role.ADMINISTRATOR)) {
        body.append(" <a class=\"button\" href=\"/admin\">")
            .append(LoginTexts.CONSOLE.in(language))
            .append("</a>");
      }
      body.append("</p>");
    }
    body.append("<h2>")
        .append(LoginTexts.DEVICES.in(language))
        .append("</h2><ul class=\"devices\">");
    for (Session device : service.of(current.account())) {
      body.append(device(ctx, device, device.id() == current.id(), language));
    }
    body.append("</ul>");
    body.append(form(ctx, "/account/device", LoginTexts.ANOTHER.in(language), "", null));
    Text title = scopes.isEmpty() ? LoginTexts.NO_RIGHTS : LoginTexts.ACCOUNT;
    Html.write(ctx, language, scopes.isEmpty() ? 403 : 200, title.in(language), body.toString());
  }

  private String device(Context ctx, Session device, boolean isThisOne, Language language) {
    String name = Devices.name(device.device(), language);
    String more =
        LoginTexts.since(shown(device.startedAt()), shown(device.usedAt())).in(language)
            + (device.address().isEmpty() ? "" : " · " + device.address());
    return "<li><div><strong>"
        + Html.escape(name)
        + "</strong>"
        + (isThisOne
            ? " <span class=\"badge\">" + LoginTexts.THIS_ONE.in(language) + "</span>"
            : "")
        + "<br><span class=\"soft\">"
        + Html.escape(more)
        + "</span></div>"
        + form(
            ctx,
            isThisOne ? "/logout" : "/account/devices/" + device.id() + "/end",
            LoginTexts.LOG_OUT.in(language),
            "",
            LoginTexts.LOG_OUT.in(language) + " · " + name)
        + "</li>";
  }

  private String shown(Instant at) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(at.atZone(zone));
  }

  private String form(
      Context ctx, String action, String label, String style, @Nullable String spoken) {
    return "<form method=\"post\" action=\""
        + action
        + "\"><input type=\"hidden\" name=\"csrf\" value=\""
        + Html.escape(sessions.csrf(ctx).orElse(""))
        + "\"><button class=\""
        + style
        + "\""
        + (spoken == null ? "" : " aria-label=\"" + Html.escape(spoken) + "\"")
        + ">"
        + Html.escape(label)
        + "</button></form>";
  }

  private void requireOwnForm(Context ctx) {
    sessions.requireOwnOrigin(ctx);
    String header = ctx.header(WebSessions.CSRF_HEADER);
    sessions.requireCsrf(ctx, header != null ? header : ctx.formParam("csrf"));
  }

  private void endDevice(Context ctx) {
    Session current = current(ctx);
    if (current == null) {
      return;
    }
    requireOwnForm(ctx);
    String id = ctx.pathParam("id");
    if (id.matches("\\d{1,18}")) {
      service.end(current.account(), Long.parseLong(id), current.account().actor());
    }
    Html.headers(ctx);
    ctx.redirect("/account", HttpStatus.SEE_OTHER);
  }

  private void anotherDevice(Context ctx) {
    Session current = current(ctx);
    if (current == null) {
      return;
    }
    requireOwnForm(ctx);
    Language language = Html.language(ctx);
    InvitationService.Made made = logIns.furtherDevice(current.account());
    String link = address.of("/invite/" + made.secret());
    Html.write(
        ctx,
        language,
        200,
        LoginTexts.ANOTHER.in(language),
        Html.p(LoginTexts.SCAN.in(language))
            + "<img class=\"qr\" width=\"260\" height=\"260\" alt=\""
            + Html.escape(link)
            + "\" src=\"/invite/"
            + Html.escape(made.secret())
            + "/qr.svg\"><p class=\"link\"><a href=\""
            + Html.escape(link)
            + "\">"
            + Html.escape(link)
            + "</a></p><p><a href=\"/account\">"
            + LoginTexts.ACCOUNT.in(language)
            + "</a></p>");
  }

  private void logout(Context ctx) {
    Optional<Session> session = sessions.of(ctx);
    if (session.isPresent()) {
      requireOwnForm(ctx);
      service.end(session.get().account(), session.get().id(), session.get().account().actor());
    }
    sessions.forget(ctx);
    Html.headers(ctx);
    ctx.redirect("/login", HttpStatus.SEE_OTHER);
  }
}
