package homestretch.testing.feishu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Feishu's open API and long connection: one app, users and messages.groups.
 * {@code @larksuiteoapi/node-sdk} 1.74.0 runs against it unmodified. Each event goes to one
 * connection of the app by chance and is sent again with the same id until it is acknowledged; a
 * message with the same {@code uuid} is made once in an hour; a group takes five messages a second.
 */
public final class Feishu implements AutoCloseable {
  public static final String APP = "cli_a1b2c3d4e5f60718";
  public static final String SECRET = "feishu-fixture-secret-0123456789";

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern MENTION = Pattern.compile("@\\{(\\w+)\\|([^}]*)\\}");

  /** What happens to the next request that makes a message. */
  public enum Fault {
    /** It stands, and the answer never comes. */
    LOST_ANSWER,
    /** The connection breaks before it is read. */
    DROPPED,
    /** 230020. */
    TOO_OFTEN,
    /** 500 without a word of Feishu's. */
    BROKEN,
    /** The token is not valid any more, 99991663. */
    TOKEN_EXPIRED
  }

  /** A message of the bot's. */
  public static final class Said {
    public final String id;

    /** A group's id or a user's open id. */
    public final String to;

    public final String kind;
    public final @Nullable String uuid;
    public final long atMillis;
    volatile JsonNode content;

    Said(
        String id, String to, String kind, JsonNode content, @Nullable String uuid, long atMillis) {
      this.id = id;
      this.to = to;
      this.kind = kind;
      this.content = content;
      this.uuid = uuid;
      this.atMillis = atMillis;
    }

    public JsonNode content() {
      return content;
    }

    /** All words of the card, one element a line. */
    public String text() {
      StringBuilder text = new StringBuilder();
      words(content, text);
      return text.toString();
    }

    static void words(JsonNode node, StringBuilder text) {
      if (node.isObject() && node.path("content").isTextual()) {
        text.append(node.path("content").asText()).append('\n');
      }
      if (node.isObject() && node.path("text").isTextual()) {
        text.append(node.path("text").asText()).append('\n');
      }
      node.forEach(child -> words(child, text));
    }

    /** The buttons of the card: label to the value that a press brings. */
    public Map<String, JsonNode> buttons() {
      Map<String, JsonNode> buttons = new LinkedHashMap<>();
      buttons(content, buttons);
      return buttons;
    }

    private static void buttons(JsonNode node, Map<String, JsonNode> buttons) {
      if (node.path("tag").asText().equals("button")) {
        buttons.put(node.at("/text/content").asText(), node.at("/behaviors/0/value"));
      }
      node.forEach(child -> buttons(child, buttons));
    }
  }

  private final Javalin server;
  private final AtomicLong ids = new AtomicLong(1000);
  private final Events events = new Events(ids);

  /** Who is in which department, and what the app may see of it. */
  public final Company company = new Company();

  private final List<String> violations = new ArrayList<>();
  private final Messages messages = new Messages(this, ids);
  private volatile String secret = SECRET;
  private volatile String token = "t-1";

  private Feishu() {
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.concurrency.useVirtualThreads = true;
              config.jetty.modifyServer(s -> s.setStopTimeout(0));
              config.routes.post("/callback/ws/endpoint", this::endpoint);
              config.routes.post(
                  "/open-apis/auth/v3/tenant_access_token/internal", this::tenantToken);
              config.routes.post("/open-apis/im/v1/messages", messages::create);
              config.routes.post("/open-apis/im/v1/messages/{id}/reply", messages::reply);
              config.routes.patch("/open-apis/im/v1/messages/{id}", messages::patch);
              config.routes.get("/open-apis/im/v1/messages", messages::history);
              config.routes.post("/open-apis/im/v1/images", messages::image);
              config.routes.get("/open-apis/im/v1/chats/{id}", messages::chat);
              config.routes.get("/open-apis/bot/v3/info", this::bot);
              config.routes.post("/open-apis/im/v1/pins", messages::pin);
              company.routes(config.routes, this::isAuthorized);
              config.routes.ws(
                  "/ws",
                  ws -> {
                    ws.onConnect(events::connected);
                    ws.onBinaryMessage(
                        c -> {
                          byte[] bytes = new byte[c.data().remaining()];
                          c.data().get(bytes);
                          events.read(c, bytes);
                        });
                    ws.onClose(events::gone);
                    ws.onError(events::gone);
                  });
            });
    server.start("127.0.0.1", 0);
  }

  public static Feishu start() {
    return new Feishu();
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + server.port();
  }

  private void endpoint(Context ctx) throws JsonProcessingException {
    JsonNode body = JSON.readTree(ctx.body());
    ObjectNode answer = JSON.createObjectNode();
    if (!body.path("AppID").asText().equals(APP)
        || !body.path("AppSecret").asText().equals(secret)) {
      answer.put("code", 514).put("msg", "app id or secret is invalid");
      answer.putObject("data");
      ctx.json(answer.toString());
      return;
    }
    answer.put("code", 0).put("msg", "");
    ObjectNode data = answer.putObject("data");
    data.put(
        "URL",
        "ws://127.0.0.1:"
            + server.port()
            + "/ws?device_id=d"
            + ids.incrementAndGet()
            + "&service_id=33554678");
    data.putObject("ClientConfig")
        .put("PingInterval", 120)
        .put("ReconnectCount", -1)
        .put("ReconnectInterval", 120)
        .put("ReconnectNonce", 30);
    ctx.contentType("application/json").result(answer.toString());
  }

  private void tenantToken(Context ctx) throws JsonProcessingException {
    JsonNode body = JSON.readTree(ctx.body());
    if (!body.path("app_id").asText().equals(APP)
        || !body.path("app_secret").asText().equals(secret)) {
      ctx.contentType("application/json").result("{\"code\":10014,\"msg\":\"app secret invalid\"}");
      return;
    }
    ctx.contentType("application/json")
        .result(
            "{\"code\":0,\"msg\":\"ok\",\"tenant_access_token\":\""
                + token
                + "\",\"expire\":7200}");
  }

  boolean isAuthorized(Context ctx) {
    if (("Bearer " + token).equals(ctx.header("Authorization"))) {
      return true;
    }
    ctx.status(400);
    error(ctx, 99_991_663, "Invalid access token for authorization. Please make a test attach.");
    return false;
  }

  /** The token that was given is not valid any more. */
  void endToken() {
    token = "t-" + ids.incrementAndGet();
  }

  static void error(Context ctx, int code, String message) {
    ctx.contentType("application/json")
        .result(JSON.createObjectNode().put("code", code).put("msg", message).toString());
  }

  private void bot(Context ctx) {
    if (isAuthorized(ctx)) {
      ctx.contentType("application/json")
          .result(
              "{\"code\":0,\"msg\":\"ok\",\"bot\":{\"activate_status\":2,\"app_name\":\"冲刺榜\",\"open_id\":\"ou_bot\"}}");
    }
  }

  void violation(String what) {
    synchronized (violations) {
      violations.add(what);
    }
  }

  // What tests do and see.

  /** What is talked about in the topic of a message. */
  public List<Said> topic(Said of) {
    return said(of.id);
  }

  public boolean isPinned(Said said) {
    return messages.pinned.contains(said.id);
  }

  /** Somebody takes a message back: nobody sees or changes it any more. */
  public void recall(Said said) {
    messages.recalled.add(said.id);
  }

  public void dissolve(String group) {
    messages.dissolved.add(group);
  }

  /** The user takes no messages of the bot. */
  public void block(String user) {
    messages.blocking.add(user);
  }

  /** The bot is a member of a group. */
  public void join(String group) {
    messages.groups.add(group);
  }

  /**
   * Somebody writes: in a group with a mention of the bot, or to the bot alone (group null).
   *
   * @param text a mention stands in it as {@code @{ou_wang|王芳}}
   */
  public String write(String user, @Nullable String group, String text) {
    String id = "ev" + ids.incrementAndGet();
    ObjectNode event = JSON.createObjectNode().put("schema", "2.0");
    event
        .putObject("header")
        .put("event_id", id)
        .put("event_type", "im.message.receive_v1")
        .put("create_time", String.valueOf(System.currentTimeMillis()))
        .put("token", "")
        .put("app_id", APP)
        .put("tenant_key", "tenant");
    ObjectNode body = event.putObject("event");
    ObjectNode sender = body.putObject("sender").put("sender_type", "user");
    sender.putObject("sender_id").put("open_id", user).put("user_id", "u" + user);
    ObjectNode message = body.putObject("message");
    message
        .put("message_id", "om_in" + ids.incrementAndGet())
        .put("chat_id", group == null ? "oc_p2p_" + user : group)
        .put("chat_type", group == null ? "p2p" : "group")
        .put("message_type", "text")
        .put(
            "content", JSON.createObjectNode().put("text", keyed(message, group, text)).toString());
    if (group != null) {
      messages.groups.add(group);
    }
    events.event(event);
    return id;
  }

  /** A text as it is sent: whom it mentions stands apart from it, each behind a key. */
  private static String keyed(ObjectNode message, @Nullable String group, String text) {
    StringBuilder keyed = new StringBuilder();
    int count = 0;
    if (group != null) {
      mention(message, "@_user_" + ++count, "ou_bot", "冲刺榜");
      keyed.append("@_user_1 ");
    }
    Matcher mentioned = MENTION.matcher(text);
    while (mentioned.find()) {
      String key = "@_user_" + ++count;
      mention(message, key, mentioned.group(1), mentioned.group(2));
      mentioned.appendReplacement(keyed, key);
    }
    return mentioned.appendTail(keyed).toString();
  }

  private static void mention(ObjectNode message, String key, String user, String name) {
    ObjectNode mention = message.withArray("mentions").addObject();
    mention.put("key", key).put("name", name).put("tenant_key", "tenant");
    mention.putObject("id").put("open_id", user);
  }

  /** Somebody taps an entry of the bot's menu. */
  public void menu(String user, String key) {
    ObjectNode event = JSON.createObjectNode().put("schema", "2.0");
    event
        .putObject("header")
        .put("event_id", "ev" + ids.incrementAndGet())
        .put("event_type", "application.bot.menu_v6")
        .put("token", "")
        .put("app_id", APP);
    ObjectNode body = event.putObject("event").put("event_key", key);
    body.putObject("operator").putObject("operator_id").put("open_id", user);
    events.event(event);
  }

  /** Somebody presses a button, or sends the form that it closes. */
  public String press(
      String user, Said on, JsonNode value, @Nullable Map<String, String> form, String group) {
    String id = "ev" + ids.incrementAndGet();
    ObjectNode event = JSON.createObjectNode().put("schema", "2.0");
    event
        .putObject("header")
        .put("event_id", id)
        .put("event_type", "card.action.trigger")
        .put("token", "")
        .put("app_id", APP);
    ObjectNode body = event.putObject("event");
    body.putObject("operator").put("open_id", user);
    body.put("token", "c-" + id);
    ObjectNode action = body.putObject("action").put("tag", "button");
    action.set("value", value);
    if (form != null) {
      ObjectNode values = action.putObject("form_value");
      form.forEach(values::put);
    }
    body.putObject("context").put("open_message_id", on.id).put("open_chat_id", group);
    events.event(event);
    return id;
  }

  /** Waits until so many messages of the bot's stand there. */
  public List<Said> await(String to, int count, Duration longest) throws InterruptedException {
    return messages.await(to, count, longest);
  }

  public List<Said> said(String to) {
    return messages.said(to);
  }

  public void fail(Fault next) {
    messages.fail(next);
  }

  /** An hour has passed: a message with a uuid of before is another message. */
  public void forgetUuids() {
    messages.forgetUuids();
  }

  /** Events come in three pieces out of order. */
  public void inFragments(boolean on) {
    events.inFragments = on;
  }

  public void revoke() {
    secret = "another";
    token = "t-revoked";
    drop();
  }

  public void drop() {
    events.drop();
  }

  public int connections() {
    return events.connections();
  }

  /** How often an event was sent, and whether it was acknowledged. */
  public int deliveries(String event) {
    return events.deliveries(event);
  }

  public boolean isAllAcknowledged() {
    return events.isAllAcknowledged();
  }

  public byte @Nullable [] image(String key) {
    return messages.image(key);
  }

  public List<String> violations() {
    synchronized (violations) {
      return List.copyOf(violations);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
