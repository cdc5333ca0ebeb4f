package homestretch.testing.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.ServerConnector;

/** The HTTP server: which request is for which part, and the door that it comes through. */
final class Server implements AutoCloseable {
  private static final String API = "/api/v10";

  /** What answers. */
  record Parts(
      Guild guild,
      Directs directs,
      Messages messages,
      Kept kept,
      Interactions interactions,
      Gateway gateway,
      Rules rules,
      Faults faults) {}

  private final Parts parts;
  private final Javalin server;
  private final int port;

  final Limits limits = new Limits();

  /** Requests with a wrong token. */
  final AtomicInteger unauthorized = new AtomicInteger();

  Server(int wanted, Parts parts) {
    this.parts = parts;
    this.server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.concurrency.useVirtualThreads = true;
              config.jetty.modifyServer(s -> s.setStopTimeout(0));
              routes(config);
            });
    server.start("127.0.0.1", wanted);
    this.port = server.port();
  }

  String gatewayUrl() {
    return "ws://127.0.0.1:" + port + "/gateway";
  }

  String baseUrl() {
    return "http://127.0.0.1:" + port + API;
  }

  void down() {
    try {
      connector().stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void up() {
    try {
      connector().setPort(port);
      connector().start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private ServerConnector connector() {
    return (ServerConnector) server.jettyServer().server().getConnectors()[0];
  }

  private void routes(JavalinConfig config) {
    config.routes.ws("/gateway", parts.gateway()::configure);
    config.routes.ws("/gateway/", parts.gateway()::configure);
    config.routes.before(API + "/*", ctx -> ctx.header("via", "1.1 google"));
    config.routes.get(API + "/gateway/bot", limited("gateway", this::gatewayBot));
    config.routes.get(
        API + "/users/@me", limited("login", ctx -> Http.answer(ctx, 200, Guild.bot())));
    config.routes.get(API + "/applications/@me", limited("application", this::application));
    config.routes.get(API + "/users/@me/guilds", limited("guilds", parts.guild()::guilds));
    config.routes.get(API + "/guilds/{guild}/roles", limited("roles", parts.guild()::listRoles));
    config.routes.get(
        API + "/guilds/{guild}/members/{user}", limited("member", parts.guild()::oneMember));
    config.routes.get(API + "/channels/{channel}", limited("channel", this::oneChannel));
    config.routes.post(API + "/users/@me/channels", limited("direct", parts.directs()::open));
    String registered = API + "/applications/{application}/commands";
    config.routes.get(registered, limited("commands", parts.interactions()::registered));
    config.routes.put(registered, limited("commands", parts.interactions()::register));
    config.routes.post(API + "/channels/{channel}/messages", this::create);
    config.routes.get(
        API + "/channels/{channel}/messages", limited("history", parts.messages()::history));
    String message = API + "/channels/{channel}/messages/{message}";
    config.routes.patch(message, limited("edit", parts.kept()::edit));
    config.routes.put(
        API + "/channels/{channel}/messages/pins/{message}", limited("pin", parts.kept()::pin));
    config.routes.put(
        API + "/channels/{channel}/pins/{message}", limited("pin", parts.kept()::pin));
    config.routes.post(message + "/threads", limited("thread", parts.kept()::thread));
    config.routes.post(
        API + "/interactions/{id}/{token}/callback",
        parts.faults().failing("callback", parts.interactions()::callback));
    String webhook = API + "/webhooks/{application}/{token}";
    config.routes.post(webhook, parts.faults().failing("webhook", parts.interactions()::followUp));
    config.routes.patch(
        webhook + "/messages/@original",
        parts.faults().failing("webhook", parts.interactions()::editOriginal));
    config.routes.delete(
        webhook + "/messages/@original",
        parts.faults().failing("webhook", parts.interactions()::deleteOriginal));
  }

  /** Behind the token and the global limit. */
  private Handler limited(String what, Handler handler) {
    return parts
        .faults()
        .failing(
            what,
            ctx -> {
              if (authorized(ctx) && limits.allowGlobal(ctx)) {
                handler.handle(ctx);
              }
            });
  }

  private boolean authorized(Context ctx) {
    if (("Bot " + Discord.TOKEN).equals(ctx.header("Authorization"))) {
      return true;
    }
    unauthorized.incrementAndGet();
    Http.error(ctx, 401, 0, "401: Unauthorized");
    return false;
  }

  private void gatewayBot(Context ctx) {
    ObjectNode json = Http.JSON.createObjectNode();
    json.put("url", gatewayUrl()).put("shards", 1);
    json.putObject("session_start_limit")
        .put("total", 1000)
        .put("remaining", 999)
        .put("reset_after", 0)
        .put("max_concurrency", 1);
    Http.answer(ctx, 200, json);
  }

  private void application(Context ctx) {
    ObjectNode json = Http.JSON.createObjectNode();
    json.put("id", Discord.BOT).put("name", "冲刺榜").put("flags", 0).put("bot_public", true);
    json.put("bot_require_code_grant", false).putNull("interactions_endpoint_url");
    Http.answer(ctx, 200, json);
  }

  private void oneChannel(Context ctx) {
    parts
        .directs()
        .find(ctx.pathParam("channel"))
        .ifPresentOrElse(
            direct -> Http.answer(ctx, 200, parts.directs().json(direct)),
            () -> parts.guild().oneChannel(ctx));
  }

  private void create(Context ctx) throws Exception {
    String id = ctx.pathParam("channel");
    ctx.headerMap().keySet().stream()
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("x-homestretch"))
        .forEach(header -> parts.rules().broken("a header of ours left the machine: " + header));
    if (!authorized(ctx) || !limits.allowGlobal(ctx)) {
      return;
    }
    if (!limits.allowChannel(ctx, id)) {
      return;
    }
    parts.faults().pass(id);
    parts.faults().failing(id, parts.messages()::create).handle(ctx);
  }

  @Override
  public void close() {
    server.stop();
  }
}
