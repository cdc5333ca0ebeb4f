package homestretch.testing.discord;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * Discord on loopback: one bot, one guild. It refuses what Discord's description of its API does
 * not allow, drops second posts with the same nonce, limits rates, and fails on request. The
 * program under test may run in this process or in another: it needs {@link #baseUrl()} and {@link
 * #TOKEN} only.
 */
public final class Discord implements AutoCloseable {
  /** Of the only bot. */
  public static final String TOKEN = "MTA.fixture.token-0123456789";

  public static final String GUILD = "900000000000000001";
  public static final String BOT = "800000000000000001";

  static final ObjectMapper JSON = new ObjectMapper();

  private static final String API = "/api/v10";
  private static final long EPOCH = 1_420_070_400_000L;
  private static final Duration INTERACTION = Duration.ofSeconds(3);
  private static final long EVERYONE_MAY =
      1L << 10 | 1L << 11 | 1L << 14 | 1L << 15 | 1L << 16 | 1L << 31 | 1L << 38;
  private static final long SEND = 1L << 11;
  private static final long READ_HISTORY = 1L << 16;
  private static final long ADMINISTRATOR = 1L << 3;
  private static final Pattern MARK = Pattern.compile("[\u200b\u200c]{40}");
  private static final int MOST_IN_EMBEDS = 6000;

  /** How a channel stands to the bot. */
  public enum Standing {
    OPEN,
    /** Deleted. */
    GONE,
    /** The bot may not see it. */
    HIDDEN,
    /** The bot may not write in it. */
    READ_ONLY,
    /** The bot may not read what was written before. */
    NO_HISTORY,
    /** A thread that was archived and locked. */
    ARCHIVED,
    /** The bot may not pin messages. */
    NO_PINS,
    /** A user who takes no direct messages. */
    CLOSED
  }

  private static final class Channel {
    private final String id;
    private final String name;
    private volatile Standing standing = Standing.OPEN;
    private final List<ObjectNode> messages = new ArrayList<>();

    Channel(String id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  private record Role(String id, String name, long permissions) {}

  private final Clock clock;
  private final Javalin server;
  private final int port;
  private final Schemas schemas = new Schemas();
  private final Limits limits = new Limits();
  private final Gateway gateway = new Gateway(() -> TOKEN, this::ready, this::guild);
  private final AtomicLong ids = new AtomicLong();
  private final AtomicInteger commandReads = new AtomicInteger();
  private final AtomicInteger commandWrites = new AtomicInteger();
  private final AtomicInteger unauthorized = new AtomicInteger();

  private final Map<String, Channel> channels = new ConcurrentHashMap<>();
  private final Map<String, String> directs = new ConcurrentHashMap<>();
  private final Map<String, String> threads = new ConcurrentHashMap<>();
  private final AtomicInteger edits = new AtomicInteger();
  private final Map<String, Role> roles = new ConcurrentHashMap<>();
  private final Map<String, User> users = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> byNonce = new LinkedHashMap<>();
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();
  private final Map<String, Queue<Failure>> failures = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> holds = new ConcurrentHashMap<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private volatile ArrayNode commands = JSON.createArrayNode();

  private Discord(Clock clock, int wanted) {
    this.clock = clock;
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

  public static Discord start() {
    return start(Clock.systemUTC());
  }

  /**
   * Starts on a free port.
   *
   * @param clock tells the times of messages
   */
  public static Discord start(Clock clock) {
    return new Discord(clock, 0);
  }

  /** Where a bot connects, for one that does not ask. */
  public String gatewayUrl() {
    return "ws://127.0.0.1:" + port + "/gateway";
  }

  /** For {@code discord.apiBaseUrl}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port + API;
  }

  /** The settings of a program that is to use this Discord, as variables. */
  public Map<String, String> environment() {
    return Map.of(
        "HOMESTRETCH_DISCORD_TOKEN", TOKEN, "HOMESTRETCH_DISCORD_API_BASE_URL", baseUrl());
  }

  // What the guild is made of.

  /** Makes a text channel; its id. */
  public String channel(String name) {
    Channel channel = new Channel(snowflake(), name);
    channels.put(channel.id, channel);
    gateway.dispatch("CHANNEL_CREATE", json(channel));
    return channel.id;
  }

  public void set(String channel, Standing standing) {
    Channel changed = known(channel);
    changed.standing = standing;
    gateway.dispatch(
        standing == Standing.GONE || standing == Standing.ARCHIVED
            ? "CHANNEL_DELETE"
            : "CHANNEL_UPDATE",
        json(changed));
  }

  private Channel known(String channel) {
    return Objects.requireNonNull(channels.get(channel), channel);
  }

  /** A role without rights of its own; its id. */
  public String role(String name) {
    return role(name, 0);
  }

  /** A role whose members administer the guild; its id. */
  public String administrators(String name) {
    return role(name, ADMINISTRATOR);
  }

  private String role(String name, long permissions) {
    Role role = new Role(snowflake(), name, permissions);
    roles.put(role.id, role);
    gateway.dispatch(
        "GUILD_ROLE_CREATE",
        JSON.createObjectNode().put("guild_id", GUILD).set("role", json(role)));
    return role.id;
  }

  public User user(String name, String locale, String... roles) {
    User user = new User(snowflake(), name, List.of(roles), locale);
    users.put(user.id(), user);
    return user;
  }

  // What stands in it.

  /** The messages of a channel, oldest first, as Discord would show them. */
  public List<JsonNode> messages(String channel) {
    synchronized (this) {
      return List.copyOf(known(channel).messages);
    }
  }

  /** All messages of all channels that the bot posted by itself. */
  public int posts() {
    synchronized (this) {
      return channels.values().stream().mapToInt(c -> c.messages.size()).sum();
    }
  }

  /** Somebody writes. */
  public void write(String channel, User user, String content) {
    ObjectNode message = message(channel, JSON.createObjectNode().put("content", content));
    message.set("author", author(user));
    synchronized (this) {
      known(channel).messages.add(message);
    }
  }

  /** Title, description and footer of a message's embeds, one under the other. */
  public static String text(JsonNode message) {
    List<String> parts = new ArrayList<>();
    message
        .path("embeds")
        .forEach(
            embed -> {
              for (String at : List.of("/title", "/description", "/footer/text")) {
                if (!embed.at(at).isMissingNode() && !embed.at(at).isNull()) {
                  parts.add(embed.at(at).asText());
                }
              }
            });
    return String.join("\n", parts);
  }

  /** What the bot closes a post with, to know it again; empty if it is none. */
  public static String mark(JsonNode message) {
    String footer = message.at("/embeds/0/footer/text").asText("");
    Matcher mark = MARK.matcher(footer);
    return mark.find() ? mark.group() : "";
  }

  /** The buttons of a message: label by custom id. */
  public static Map<String, String> buttons(JsonNode message) {
    Map<String, String> buttons = new LinkedHashMap<>();
    for (JsonNode row : message.path("components")) {
      for (JsonNode button : row.path("components")) {
        buttons.put(button.path("custom_id").asText(), button.path("label").asText());
      }
    }
    return buttons;
  }

  /** The registered commands, as the bot sent them. */
  public JsonNode commands() {
    return commands;
  }

  /** How often commands were registered. */
  public int commandWrites() {
    return commandWrites.get();
  }

  /** How often the bot asked which commands are registered. */
  public int commandReads() {
    return commandReads.get();
  }

  /** Requests with a wrong token. */
  public int unauthorized() {
    return unauthorized.get();
  }

  /** Requests that Discord's description does not allow. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /**
   * What the rate limits saw.
   *
   * @param counted requests under the global limit
   * @param global refused by it
   * @param channel refused by a channel's own limit
   */
  public record RateLimitCounts(int counted, int global, int channel) {}

  public RateLimitCounts rateLimitCounts() {
    return new RateLimitCounts(
        limits.counted.get(), limits.globalRefused.get(), limits.channelRefused.get());
  }

  // What goes wrong.

  /**
   * Lets the next requests of a kind fail, one after the other.
   *
   * @param what a channel's id for posts in it; or {@code gateway}, {@code login}, {@code
   *     commands}, {@code callback}, {@code history}, {@code webhook}
   */
  public void failNext(String what, Failure... next) {
    failures.computeIfAbsent(what, key -> new ConcurrentLinkedQueue<>()).addAll(List.of(next));
  }

  /** Takes back the failures that are still to come. */
  public void mend(String what) {
    failures.remove(what);
  }

  /** Posts in the channel are not answered until the result is closed. */
  public Hold hold(String channel) {
    CountDownLatch latch = new CountDownLatch(1);
    holds.put(channel, latch);
    return () -> {
      holds.remove(channel);
      latch.countDown();
    };
  }

  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /** As if the few minutes of nonce memory were over. */
  public synchronized void forgetNonces() {
    byNonce.clear();
  }

  /** Nobody listens any more, until {@link #up()}. What is stored stays. */
  public void down() {
    try {
      gateway.drop();
      connector().stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public void up() {
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

  // The gateway.

  public boolean isConnected() {
    return gateway.isConnected();
  }

  public int identified() {
    return gateway.identified.get();
  }

  public int resumed() {
    return gateway.resumed.get();
  }

  /** Cuts the sockets; sessions can be resumed. */
  public void dropGateway() {
    gateway.drop();
  }

  /** Op 7. */
  public void askToReconnect() {
    gateway.askToReconnect();
  }

  /** Op 9. */
  public void invalidate(boolean resumable) {
    gateway.invalidate(resumable);
  }

  public void closeGateway(int code, String reason) {
    gateway.close(code, reason);
  }

  private final Map<Asked, ObjectNode> pushed = new ConcurrentHashMap<>();

  // What users do.

  public Asked slash(User user, String channel, String command, Map<String, String> options) {
    ObjectNode data = command(command);
    ArrayNode given = data.putArray("options");
    options.forEach((n, v) -> given.addObject().put("name", n).put("type", 3).put("value", v));
    return push(2, user, channel, data, null);
  }

  /** The offers for an option of a command, others being given already: label by value. */
  public Map<String, String> complete(
      User user,
      String channel,
      String command,
      Map<String, String> others,
      String option,
      String typed) {
    ObjectNode data = command(command);
    ArrayNode given = data.putArray("options");
    others.forEach((n, v) -> given.addObject().put("name", n).put("type", 3).put("value", v));
    given.addObject().put("name", option).put("type", 3).put("value", typed).put("focused", true);
    Map<String, String> offers = new LinkedHashMap<>();
    push(4, user, channel, data, null)
        .callback()
        .at("/data/choices")
        .forEach(c -> offers.put(c.path("value").asText(), c.path("name").asText()));
    return offers;
  }

  /** Presses a button by its label. */
  public Asked press(User user, String channel, JsonNode message, String label) {
    String id =
        buttons(message).entrySet().stream()
            .filter(e -> e.getValue().equals(label))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no button " + label + " at " + message));
    ObjectNode data = JSON.createObjectNode().put("custom_id", id).put("component_type", 2);
    return push(3, user, channel, data, message);
  }

  /**
   * Fills in and sends a form.
   *
   * @param form the answer that opened it
   * @param values by the field's id; the others stay as they were filled in by the bot
   */
  public Asked submit(User user, String channel, Asked form, Map<String, String> values) {
    JsonNode opened = form.callback().path("data");
    ObjectNode data = JSON.createObjectNode().put("custom_id", opened.path("custom_id").asText());
    ArrayNode components = data.putArray("components");
    for (JsonNode label : opened.path("components")) {
      JsonNode field = label.path("component");
      String id = field.path("custom_id").asText();
      components
          .addObject()
          .put("type", 18)
          .put("id", 2 * components.size())
          .set(
              "component",
              JSON.createObjectNode()
                  .put("type", 4)
                  .put("id", 2 * components.size() + 1)
                  .put("custom_id", id)
                  .put("value", values.getOrDefault(id, field.path("value").asText(""))));
    }
    return push(5, user, channel, data, null);
  }

  private ObjectNode command(String name) {
    for (JsonNode command : commands) {
      if (command.path("name").asText().equals(name)) {
        return JSON.createObjectNode()
            .put("id", command.path("id").asText())
            .put("name", name)
            .put("type", 1);
      }
    }
    throw new AssertionError("/" + name + " is not registered");
  }

  private Asked push(
      int type, User user, String channel, ObjectNode data, @Nullable JsonNode message) {
    String id = snowflake();
    Asked interaction =
        new Asked(
            id,
            "token-" + id,
            channel,
            message == null ? null : message.path("id").asText(),
            System.nanoTime());
    asked.put(interaction.token, interaction);
    ObjectNode event =
        JSON.createObjectNode()
            .put("id", id)
            .put("application_id", BOT)
            .put("type", type)
            .put("token", interaction.token)
            .put("version", 1)
            .put("guild_id", GUILD)
            .put("channel_id", channel)
            .put("locale", user.locale())
            .put("guild_locale", "zh-CN")
            .put("app_permissions", "2147483647")
            .put("context", 0);
    event.set("data", data);
    event.set("channel", json(known(channel)));
    event.putObject("guild").put("id", GUILD).put("locale", "zh-CN").putArray("features");
    event.set("member", member(user));
    event.putArray("entitlements");
    event.putObject("authorizing_integration_owners").put("0", GUILD);
    if (message != null) {
      event.set("message", message);
    }
    pushed.put(interaction, event);
    gateway.dispatch("INTERACTION_CREATE", event);
    return interaction;
  }

  /** Delivers the same interaction once more, as after a broken connection. */
  public void again(Asked interaction) {
    gateway.dispatch("INTERACTION_CREATE", Objects.requireNonNull(pushed.get(interaction)));
  }

  // REST.

  private void routes(JavalinConfig config) {
    config.routes.ws("/gateway", gateway::configure);
    config.routes.ws("/gateway/", gateway::configure);
    config.routes.before(API + "/*", ctx -> ctx.header("via", "1.1 google"));
    config.routes.get(API + "/gateway/bot", limited("gateway", this::gatewayBot));
    config.routes.get(API + "/users/@me", limited("login", ctx -> answer(ctx, 200, bot())));
    config.routes.get(API + "/applications/@me", limited("application", this::application));
    config.routes.get(API + "/users/@me/guilds", limited("guilds", this::guilds));
    config.routes.get(API + "/guilds/{guild}/roles", limited("roles", this::listRoles));
    config.routes.get(API + "/guilds/{guild}/members/{user}", limited("member", this::oneMember));
    config.routes.get(API + "/channels/{channel}", limited("channel", this::oneChannel));
    String registered = API + "/applications/{application}/commands";
    config.routes.get(registered, limited("commands", this::registered));
    config.routes.put(registered, limited("commands", this::register));
    config.routes.post(API + "/channels/{channel}/messages", this::create);
    config.routes.patch(
        API + "/channels/{channel}/messages/{message}", limited("edit", this::edit));
    config.routes.put(
        API + "/channels/{channel}/messages/pins/{message}", limited("pin", this::pin));
    config.routes.put(API + "/channels/{channel}/pins/{message}", limited("pin", this::pin));
    config.routes.post(
        API + "/channels/{channel}/messages/{message}/threads", limited("thread", this::thread));
    config.routes.post(API + "/users/@me/channels", limited("direct", this::direct));
    config.routes.get(API + "/channels/{channel}/messages", limited("history", this::history));
    config.routes.post(
        API + "/interactions/{id}/{token}/callback", failing("callback", this::callback));
    String webhook = API + "/webhooks/{application}/{token}";
    config.routes.post(webhook, failing("webhook", this::followUp));
    config.routes.patch(webhook + "/messages/@original", failing("webhook", this::editOriginal));
    config.routes.delete(webhook + "/messages/@original", failing("webhook", this::deleteOriginal));
  }

  /** Behind the token and the global limit. */
  private Handler limited(String what, Handler handler) {
    return failing(
        what,
        ctx -> {
          if (authorized(ctx) && limits.allowGlobal(ctx)) {
            handler.handle(ctx);
          }
        });
  }

  private Handler failing(String what, Handler handler) {
    return ctx -> failing(ctx, next(what), handler);
  }

  private @Nullable Failure next(String what) {
    Queue<Failure> queue = failures.get(what);
    return queue == null ? null : queue.poll();
  }

  private static void failing(Context ctx, @Nullable Failure failure, Handler handler)
      throws Exception {
    switch (failure) {
      case null -> handler.handle(ctx);
      case Failure.Status(int status) -> ctx.status(status).result("upstream error");
      case Failure.DoneButStatus(int status) -> {
        handler.handle(ctx);
        ctx.status(status).contentType("text/plain").result("upstream error");
      }
      case Failure.LostRequest() -> cut(ctx);
      case Failure.LostAnswer() -> {
        handler.handle(ctx);
        cut(ctx);
      }
      case Failure.HalfAnswer() -> {
        handler.handle(ctx);
        byte[] whole = String.valueOf(ctx.result()).getBytes(UTF_8);
        ctx.res().setContentType("application/json");
        ctx.res().setContentLength(whole.length);
        ctx.res().getOutputStream().write(whole, 0, whole.length / 2);
        ctx.res().flushBuffer();
        ctx.result("");
        cut(ctx);
      }
      case Failure.Meanwhile(Failure.Moment when, Runnable what) -> {
        switch (when) {
          case ARRIVED -> {
            what.run();
            cut(ctx);
          }
          case DONE -> {
            handler.handle(ctx);
            what.run();
          }
          case ANSWERED -> {
            handler.handle(ctx);
            ctx.res().setContentType("application/json");
            ctx.res().getOutputStream().write(String.valueOf(ctx.result()).getBytes(UTF_8));
            ctx.res().flushBuffer();
            ctx.result("");
            what.run();
          }
        }
      }
    }
  }

  private static void cut(Context ctx) {
    ServletContextRequest.getServletContextRequest(ctx.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }

  private boolean authorized(Context ctx) {
    if (("Bot " + TOKEN).equals(ctx.header("Authorization"))) {
      return true;
    }
    unauthorized.incrementAndGet();
    error(ctx, 401, 0, "401: Unauthorized");
    return false;
  }

  private static void answer(Context ctx, int status, JsonNode json) {
    ctx.status(status).contentType("application/json").result(json.toString());
  }

  private static void error(Context ctx, int status, int code, String message) {
    answer(ctx, status, JSON.createObjectNode().put("message", message).put("code", code));
  }

  private void gatewayBot(Context ctx) {
    ObjectNode json = JSON.createObjectNode();
    json.put("url", "ws://127.0.0.1:" + port + "/gateway").put("shards", 1);
    json.putObject("session_start_limit")
        .put("total", 1000)
        .put("remaining", 999)
        .put("reset_after", 0)
        .put("max_concurrency", 1);
    answer(ctx, 200, json);
  }

  private void application(Context ctx) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", BOT).put("name", "冲刺榜").put("flags", 0).put("bot_public", true);
    json.put("bot_require_code_grant", false).putNull("interactions_endpoint_url");
    answer(ctx, 200, json);
  }

  private void guilds(Context ctx) {
    ArrayNode json = JSON.createArrayNode();
    json.addObject()
        .put("id", GUILD)
        .put("name", "目标办")
        .put("owner", false)
        .put("permissions", String.valueOf(EVERYONE_MAY));
    answer(ctx, 200, json);
  }

  private void listRoles(Context ctx) {
    ArrayNode json = JSON.createArrayNode();
    json.add(json(new Role(GUILD, "@everyone", EVERYONE_MAY)));
    roles.values().forEach(role -> json.add(json(role)));
    answer(ctx, 200, json);
  }

  private void oneMember(Context ctx) {
    String id = ctx.pathParam("user");
    User user = users.get(id);
    if (user != null) {
      answer(ctx, 200, member(user));
    } else if (id.equals(BOT)) {
      ObjectNode json = JSON.createObjectNode();
      json.set("user", bot());
      json.putArray("roles");
      answer(ctx, 200, json);
    } else {
      error(ctx, 404, 10007, "Unknown Member");
    }
  }

  /** As Discord tells of a channel: permissions as overwrites, nothing of what may not be seen. */
  private void oneChannel(Context ctx) {
    Channel channel = channels.get(ctx.pathParam("channel"));
    if (channel == null || channel.standing == Standing.GONE) {
      error(ctx, 404, 10003, "Unknown Channel");
    } else if (channel.standing == Standing.HIDDEN) {
      error(ctx, 403, 50001, "Missing Access");
    } else {
      ObjectNode json = json(channel);
      if (channel.standing == Standing.READ_ONLY) {
        ((ArrayNode) json.get("permission_overwrites"))
            .addObject()
            .put("id", GUILD)
            .put("type", 0)
            .put("allow", "0")
            .put("deny", String.valueOf(SEND));
      }
      if (channel.standing == Standing.ARCHIVED) {
        json.put("type", 11).put("parent_id", channel.id);
        json.putObject("thread_metadata").put("archived", true).put("locked", true);
      }
      answer(ctx, 200, json);
    }
  }

  private void registered(Context ctx) {
    commandReads.incrementAndGet();
    answer(ctx, 200, commands);
  }

  private void register(Context ctx) throws IOException {
    JsonNode body = body(ctx);
    for (JsonNode command : body) {
      // Discord takes digits in a string for a number; its description does not say so.
      numbers((ObjectNode) command, "contexts");
      numbers((ObjectNode) command, "integration_types");
    }
    if (refused(ctx, "put", "/applications/{application_id}/commands", body)) {
      return;
    }
    ArrayNode stored = JSON.createArrayNode();
    for (JsonNode command : body) {
      ObjectNode one = (ObjectNode) command.deepCopy();
      one.put("id", snowflake()).put("application_id", BOT).put("version", snowflake());
      stored.add(one);
    }
    commands = stored;
    commandWrites.incrementAndGet();
    answer(ctx, 200, stored);
  }

  private static void numbers(ObjectNode command, String field) {
    ArrayNode numbers = JSON.createArrayNode();
    command.path(field).forEach(digits -> numbers.add(digits.asInt()));
    command.set(field, numbers);
  }

  private void create(Context ctx) throws Exception {
    String id = ctx.pathParam("channel");
    ctx.headerMap().keySet().stream()
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("x-homestretch"))
        .forEach(header -> violations.add("a header of ours left the machine: " + header));
    if (!authorized(ctx) || !limits.allowGlobal(ctx)) {
      return;
    }
    if (!limits.allowChannel(ctx, id)) {
      return;
    }
    CountDownLatch hold = holds.get(id);
    if (hold != null && !hold.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("held for too long");
    }
    failing(ctx, next(id), this::store);
  }

  private void store(Context ctx) throws IOException {
    Channel channel = channels.get(ctx.pathParam("channel"));
    Standing standing = channel == null ? Standing.GONE : channel.standing;
    switch (standing) {
      case GONE -> error(ctx, 404, 10003, "Unknown Channel");
      case HIDDEN -> error(ctx, 403, 50001, "Missing Access");
      case READ_ONLY -> error(ctx, 403, 50013, "Missing Permissions");
      case ARCHIVED -> error(ctx, 400, 50083, "Thread is archived");
      case CLOSED -> error(ctx, 403, 50007, "Cannot send messages to this user");
      case OPEN, NO_HISTORY, NO_PINS -> {
        JsonNode body = body(ctx);
        if (!refused(ctx, "post", "/channels/{channel_id}/messages", body)) {
          answer(ctx, 200, stored(ctx.pathParam("channel"), body));
        }
      }
    }
  }

  private synchronized ObjectNode stored(String channel, JsonNode body) {
    String nonce = body.path("nonce").asText("");
    if (body.path("enforce_nonce").asBoolean() && byNonce.containsKey(nonce)) {
      return byNonce.get(nonce);
    }
    ObjectNode message = message(channel, body);
    known(channel).messages.add(message);
    if (nonce.isEmpty()) {
      return message;
    }
    ObjectNode answered = message.deepCopy().put("nonce", nonce);
    byNonce.put(nonce, answered);
    return answered;
  }

  /** A message of the bot's; answers what is wrong if it is not there. */
  private @Nullable ObjectNode own(Context ctx) {
    Channel channel = channels.get(ctx.pathParam("channel"));
    if (channel == null || channel.standing == Standing.GONE) {
      error(ctx, 404, 10003, "Unknown Channel");
      return null;
    }
    if (channel.standing == Standing.HIDDEN) {
      error(ctx, 403, 50001, "Missing Access");
      return null;
    }
    ObjectNode found =
        channel.messages.stream()
            .filter(m -> m.path("id").asText().equals(ctx.pathParam("message")))
            .findFirst()
            .orElse(null);
    if (found == null) {
      error(ctx, 404, 10008, "Unknown Message");
    }
    return found;
  }

  private synchronized void edit(Context ctx) throws IOException {
    JsonNode body = body(ctx);
    if (refused(ctx, "patch", "/channels/{channel_id}/messages/{message_id}", body)) {
      return;
    }
    ObjectNode message = own(ctx);
    if (message != null) {
      edits.incrementAndGet();
      message.setAll(shown(body));
      answer(ctx, 200, message);
    }
  }

  private synchronized void pin(Context ctx) {
    ObjectNode message = own(ctx);
    if (message == null) {
      return;
    }
    if (known(ctx.pathParam("channel")).standing == Standing.NO_PINS) {
      error(ctx, 403, 50013, "Missing Permissions");
      return;
    }
    message.put("pinned", true);
    ctx.status(204);
  }

  /** Opens a thread under a message: it has the message's id, and there is one at most. */
  private synchronized void thread(Context ctx) throws IOException {
    JsonNode body = body(ctx);
    if (refused(ctx, "post", "/channels/{channel_id}/messages/{message_id}/threads", body)
        || own(ctx) == null) {
      return;
    }
    String id = ctx.pathParam("message");
    if (channels.containsKey(id)) {
      error(ctx, 400, 160004, "A thread has already been created for this message");
      return;
    }
    Channel thread = new Channel(id, body.path("name").asText());
    channels.put(id, thread);
    threads.put(id, ctx.pathParam("channel"));
    ObjectNode json = json(thread);
    json.put("type", 11).put("parent_id", ctx.pathParam("channel"));
    answer(ctx, 201, json);
  }

  /** The channel in which the bot and one user are alone; the same each time. */
  private synchronized void direct(Context ctx) throws IOException {
    JsonNode body = body(ctx);
    if (refused(ctx, "post", "/users/@me/channels", body)) {
      return;
    }
    User user = users.get(body.path("recipient_id").asText());
    if (user == null) {
      error(ctx, 400, 50033, "Invalid Recipient(s)");
      return;
    }
    String id =
        directs.computeIfAbsent(
            user.id(),
            u -> {
              Channel alone = new Channel(snowflake(), user.name());
              channels.put(alone.id, alone);
              return alone.id;
            });
    ObjectNode json = JSON.createObjectNode().put("id", id).put("type", 1);
    json.putNull("last_message_id");
    json.putArray("recipients").add(author(user));
    answer(ctx, 200, json);
  }

  /** What the bot and a user have said to each other, oldest first; empty if they never did. */
  public List<JsonNode> direct(User user) {
    String id = directs.get(user.id());
    return id == null ? List.of() : messages(id);
  }

  /** From now on the user takes no messages from the bot. */
  public void close(User user) {
    String id =
        directs.computeIfAbsent(
            user.id(),
            u -> {
              Channel alone = new Channel(snowflake(), user.name());
              channels.put(alone.id, alone);
              return alone.id;
            });
    known(id).standing = Standing.CLOSED;
  }

  /** The threads under a channel's messages; each has the id of its message. */
  public List<String> threads(String channel) {
    return threads.entrySet().stream()
        .filter(thread -> thread.getValue().equals(channel))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** How often messages were edited. */
  public int edits() {
    return edits.get();
  }

  /** Somebody deletes a message. */
  public synchronized void delete(String channel, String message) {
    known(channel).messages.removeIf(m -> m.path("id").asText().equals(message));
  }

  private synchronized void history(Context ctx) {
    Channel channel = channels.get(ctx.pathParam("channel"));
    if (channel == null || channel.standing == Standing.GONE) {
      error(ctx, 404, 10003, "Unknown Channel");
      return;
    }
    if (channel.standing == Standing.HIDDEN) {
      error(ctx, 403, 50001, "Missing Access");
      return;
    }
    ArrayNode page = JSON.createArrayNode();
    if (channel.standing != Standing.NO_HISTORY) {
      long after = Long.parseLong(ctx.queryParam("after") == null ? "0" : ctx.queryParam("after"));
      int limit =
          Integer.parseInt(ctx.queryParam("limit") == null ? "50" : ctx.queryParam("limit"));
      // The ones just after, newest first.
      channel.messages.stream()
          .filter(m -> Long.parseLong(m.path("id").asText()) > after)
          .limit(limit)
          .toList()
          .reversed()
          .forEach(page::add);
    }
    answer(ctx, 200, page);
  }

  private void callback(Context ctx) throws IOException {
    JsonNode body = body(ctx);
    Asked interaction = asked.get(ctx.pathParam("token"));
    boolean late =
        interaction != null && System.nanoTime() - interaction.at > INTERACTION.toNanos();
    if (interaction == null || (late && !interaction.callback.isDone())) {
      error(ctx, 404, 10062, "Unknown interaction");
      return;
    }
    if (refused(ctx, "post", "/interactions/{interaction_id}/{interaction_token}/callback", body)) {
      return;
    }
    int type = body.path("type").asInt();
    ObjectNode resource = JSON.createObjectNode().put("type", type);
    synchronized (interaction) {
      if (interaction.callback.isDone()) {
        error(ctx, 400, 40060, "Interaction has already been acknowledged.");
        return;
      }
      ObjectNode data = JSON.createObjectNode();
      if (body.path("data").isObject()) {
        data = body.path("data").deepCopy();
      }
      switch (type) {
        case 4, 5 -> {
          interaction.original = message(interaction.channel, data);
          resource.set("message", interaction.original);
          if (type == 4) {
            interaction.filled.complete(interaction.original);
          }
        }
        case 6 -> interaction.original = original(interaction);
        case 7 -> {
          interaction.original = edited(original(interaction), data);
          resource.set("message", interaction.original);
          interaction.filled.complete(interaction.original);
        }
        default -> {
          // Choices and forms are no messages.
        }
      }
      interaction.callback.complete(body);
    }
    ObjectNode json = JSON.createObjectNode();
    json.putObject("interaction").put("id", interaction.id).put("type", 2);
    json.set("resource", resource);
    answer(ctx, 200, json);
  }

  private ObjectNode original(Asked interaction) {
    ObjectNode message = JSON.createObjectNode();
    return message(interaction.channel, message).put("id", interaction.messageId);
  }

  private void editOriginal(Context ctx) throws IOException {
    JsonNode body = body(ctx);
    Asked interaction = asked.get(ctx.pathParam("token"));
    if (interaction == null || interaction.original == null) {
      error(ctx, 404, 10008, "Unknown Message");
      return;
    }
    if (refused(ctx, "patch", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", body)) {
      return;
    }
    synchronized (interaction) {
      interaction.original = edited(interaction.original, body);
      interaction.filled.complete(interaction.original);
    }
    answer(ctx, 200, interaction.original);
  }

  private void deleteOriginal(Context ctx) {
    Asked interaction = asked.get(ctx.pathParam("token"));
    if (interaction == null || interaction.original == null) {
      error(ctx, 404, 10008, "Unknown Message");
      return;
    }
    interaction.isTakenBack = true;
    ctx.status(204);
  }

  private void followUp(Context ctx) throws IOException {
    JsonNode body = body(ctx);
    Asked interaction = asked.get(ctx.pathParam("token"));
    if (interaction == null || !interaction.callback.isDone()) {
      error(ctx, 404, 10015, "Unknown Webhook");
      return;
    }
    if (refused(ctx, "post", "/webhooks/{webhook_id}/{webhook_token}", body)) {
      return;
    }
    ObjectNode message = message(interaction.channel, body);
    message.set("flags", body.path("flags"));
    interaction.followUps.add(message);
    answer(ctx, 200, message);
  }

  private static ObjectNode edited(ObjectNode message, JsonNode body) {
    ObjectNode edited = message.deepCopy();
    edited.setAll(shown(body));
    return edited;
  }

  /** What a request sets of a message. */
  private static ObjectNode shown(JsonNode body) {
    ObjectNode shown = JSON.createObjectNode();
    for (String field : List.of("content", "embeds", "components", "attachments")) {
      if (body.hasNonNull(field)) {
        shown.set(field, body.get(field).deepCopy());
      }
    }
    shown.path("embeds").forEach(embed -> ((ObjectNode) embed).put("type", "rich"));
    return shown;
  }

  private static JsonNode body(Context ctx) throws JsonProcessingException {
    String type = String.valueOf(ctx.contentType());
    if (!type.startsWith("multipart/")) {
      return JSON.readTree(ctx.body());
    }
    JsonNode body = JSON.readTree(ctx.formParam("payload_json"));
    for (JsonNode attachment : body.findPath("attachments")) {
      // A file's number in the request stands for the id that it is to get.
      String id = attachment.path("id").asText();
      ((ObjectNode) attachment)
          .put("id", id)
          .put("size", Objects.requireNonNull(ctx.uploadedFile("files[" + id + "]")).size());
    }
    return body;
  }

  /** Discord's description, and the rules that it has only words for. */
  private boolean refused(Context ctx, String method, String path, JsonNode body) {
    List<String> faults = new ArrayList<>(schemas.faults(method, path, body));
    for (JsonNode message : List.of(body, body.path("data"))) {
      int length = 0;
      for (JsonNode embed : message.path("embeds")) {
        for (String at : List.of("/title", "/description", "/footer/text", "/author/name")) {
          length += embed.at(at).asText("").length();
        }
      }
      if (length > MOST_IN_EMBEDS) {
        faults.add("embeds: " + length + " characters in all");
      }
      Set<String> seen = new HashSet<>();
      for (JsonNode row : message.path("components")) {
        for (JsonNode button : row.path("components")) {
          if (button.path("type").asInt() == 2 && !seen.add(button.path("custom_id").asText())) {
            faults.add("components: custom id twice: " + button.path("custom_id").asText());
          }
        }
      }
    }
    if (faults.isEmpty()) {
      return false;
    }
    violations.add(method + " " + path + ": " + faults);
    ObjectNode json =
        JSON.createObjectNode().put("message", "Invalid Form Body").put("code", 50035);
    ObjectNode error = json.putObject("errors").putObject("body").putArray("_errors").addObject();
    error.put("code", "BASE_TYPE_BAD").put("message", String.join("; ", faults));
    answer(ctx, 400, json);
    return true;
  }

  // JSON of what there is.

  private String snowflake() {
    return String.valueOf(((clock.millis() - EPOCH) << 22) + ids.incrementAndGet());
  }

  private ObjectNode message(String channel, JsonNode body) {
    ObjectNode message = JSON.createObjectNode();
    message
        .put("id", snowflake())
        .put("type", 0)
        .put("channel_id", channel)
        .put("content", body.path("content").asText(""))
        .put("timestamp", Instant.ofEpochMilli(clock.millis()).toString())
        .putNull("edited_timestamp")
        .put("tts", false)
        .put("pinned", false)
        .put("flags", body.path("flags").asInt());
    message.set("author", bot());
    message.putArray("embeds");
    message.putArray("components");
    message.putArray("attachments");
    message.setAll(shown(body));
    pings(message, body);
    return message;
  }

  /** Whom a message pings: only its content can, and only as far as is allowed. */
  private static void pings(ObjectNode message, JsonNode body) {
    JsonNode allowed = body.path("allowed_mentions");
    boolean all = !allowed.isObject();
    Set<String> kinds = new HashSet<>();
    allowed.path("parse").forEach(kind -> kinds.add(kind.asText()));
    String content = body.path("content").asText("");
    message.put(
        "mention_everyone",
        (all || kinds.contains("everyone"))
            && (content.contains("@everyone") || content.contains("@here")));
    roles(message, allowed, all || kinds.contains("roles"), content);
    ArrayNode mentions = message.putArray("mentions");
    if ((all || kinds.contains("users")) && content.matches("(?s).*<@!?\\d+>.*")) {
      mentions.addObject().put("id", content.replaceAll("(?s).*<@!?(\\d+)>.*", "$1"));
    }
  }

  /** The roles that a content names and that are allowed to be notified. */
  private static void roles(ObjectNode message, JsonNode allowed, boolean all, String content) {
    Set<String> listed = new HashSet<>();
    allowed.path("roles").forEach(role -> listed.add(role.asText()));
    ArrayNode roles = message.putArray("mention_roles");
    Matcher named = Pattern.compile("<@&(\\d+)>").matcher(content);
    while (named.find()) {
      if (all || listed.contains(named.group(1))) {
        roles.add(named.group(1));
      }
    }
  }

  private static ObjectNode bot() {
    return JSON.createObjectNode()
        .put("id", BOT)
        .put("username", "冲刺榜")
        .put("discriminator", "0")
        .putNull("avatar")
        .put("bot", true)
        .put("verified", true)
        .put("mfa_enabled", false);
  }

  private static ObjectNode author(User user) {
    return JSON.createObjectNode()
        .put("id", user.id())
        .put("username", user.name())
        .put("discriminator", "0")
        .putNull("avatar");
  }

  private ObjectNode member(User user) {
    ObjectNode member = JSON.createObjectNode();
    member.set("user", author(user));
    ArrayNode list = member.putArray("roles");
    long permissions = EVERYONE_MAY;
    for (String id : user.roles()) {
      list.add(id);
      permissions |= Objects.requireNonNull(roles.get(id), id).permissions;
    }
    return member
        .put("permissions", String.valueOf(permissions))
        .put("joined_at", "2026-01-01T00:00:00.000000+00:00")
        .put("deaf", false)
        .put("mute", false)
        .put("flags", 0);
  }

  private ObjectNode json(Channel channel) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", channel.id)
            .put("guild_id", GUILD)
            .put("type", 0)
            .put("name", channel.name)
            .put("position", 1)
            .put("nsfw", false)
            .putNull("topic")
            .putNull("parent_id")
            .put("rate_limit_per_user", 0)
            .put("permissions", "2147483647");
    ArrayNode overwrites = json.putArray("permission_overwrites");
    if (channel.standing == Standing.NO_HISTORY) {
      overwrites
          .addObject()
          .put("id", GUILD)
          .put("type", 0)
          .put("allow", "0")
          .put("deny", String.valueOf(READ_HISTORY));
    }
    return json;
  }

  private static ObjectNode json(Role role) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", role.id)
            .put("name", role.name)
            .put("permissions", String.valueOf(role.permissions))
            .put("position", 1)
            .put("hoist", false)
            .put("managed", false)
            .put("mentionable", false)
            .put("color", 0)
            .put("flags", 0);
    json.putObject("colors").put("primary_color", 0);
    return json;
  }

  private ObjectNode ready() {
    ObjectNode ready = JSON.createObjectNode().put("v", 10);
    ready.set("user", bot());
    ready.putArray("guilds").addObject().put("id", GUILD).put("unavailable", true);
    ready.putArray("private_channels");
    ready.put("resume_gateway_url", "ws://127.0.0.1:" + port + "/gateway");
    ready.putObject("application").put("id", BOT).put("flags", 0);
    return ready;
  }

  private ObjectNode guild() {
    ObjectNode guild =
        JSON.createObjectNode()
            .put("id", GUILD)
            .put("name", "目标办")
            .put("owner_id", "700000000000000001")
            .put("preferred_locale", "zh-CN")
            .put("member_count", 2)
            .put("afk_timeout", 300)
            .put("unavailable", false)
            .put("large", false)
            .put("premium_progress_bar_enabled", false);
    ArrayNode everyRole = guild.putArray("roles");
    everyRole.add(json(new Role(GUILD, "@everyone", EVERYONE_MAY)));
    roles.values().forEach(role -> everyRole.add(json(role)));
    ArrayNode everyChannel = guild.putArray("channels");
    channels.values().stream()
        .filter(c -> c.standing != Standing.GONE && c.standing != Standing.ARCHIVED)
        .filter(c -> !threads.containsKey(c.id) && !directs.containsValue(c.id))
        .forEach(c -> everyChannel.add(json(c)));
    for (String list :
        List.of(
            "threads",
            "emojis",
            "stickers",
            "voice_states",
            "presences",
            "guild_scheduled_events",
            "stage_instances",
            "soundboard_sounds",
            "features")) {
      guild.putArray(list);
    }
    ObjectNode self = guild.putArray("members").addObject();
    self.set("user", bot());
    self.putArray("roles");
    self.put("joined_at", "2026-01-01T00:00:00.000000+00:00")
        .put("deaf", false)
        .put("mute", false)
        .put("flags", 0);
    return guild;
  }

  @Override
  public void close() {
    holds.values().forEach(CountDownLatch::countDown);
    server.stop();
  }
}
