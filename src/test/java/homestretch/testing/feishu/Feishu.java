package homestretch.testing.feishu;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.feishu.Frame;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Feishu's open API and long connection: one app, users and groups. {@code @larksuiteoapi/node-sdk}
 * 1.74.0 runs against it unmodified. Each event goes to one connection of the app by chance and is
 * sent again with the same id until it is acknowledged; a message with the same {@code uuid} is
 * made once in an hour; a group takes five messages a second.
 */
public final class Feishu implements AutoCloseable {
  public static final String APP = "cli_a1b2c3d4e5f60718";
  public static final String SECRET = "feishu-fixture-secret-0123456789";

  static final ObjectMapper JSON = new ObjectMapper();

  private static final int MOST_CARD_BYTES = 30 * 1024;
  private static final int MOST_TEXT_BYTES = 150 * 1024;
  private static final int MOST_UUID = 50;
  private static final int MOST_A_SECOND = 5;
  private static final Duration ACKNOWLEDGE = Duration.ofSeconds(3);

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
    private volatile JsonNode content;

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

    private static void words(JsonNode node, StringBuilder text) {
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
  private final Object lock = new Object();
  private final AtomicLong ids = new AtomicLong(1000);
  private final Map<String, WsContext> sockets = new LinkedHashMap<>();
  private final Map<String, ObjectNode> unacknowledged = new LinkedHashMap<>();
  private final Map<String, Integer> deliveries = new HashMap<>();
  private final Map<String, Said> byUuid = new HashMap<>();
  private final Map<String, Said> messages = new LinkedHashMap<>();
  private final Map<String, Deque<Long>> sentAt = new HashMap<>();
  private final Map<String, byte[]> images = new HashMap<>();
  private final Set<String> groups = new java.util.HashSet<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> violations = new ArrayList<>();
  private volatile String secret = SECRET;
  private volatile String token = "t-1";
  private volatile boolean inFragments;

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
              config.routes.post("/open-apis/im/v1/messages", this::create);
              config.routes.post("/open-apis/im/v1/messages/{id}/reply", this::reply);
              config.routes.patch("/open-apis/im/v1/messages/{id}", this::patch);
              config.routes.get("/open-apis/im/v1/messages", this::history);
              config.routes.post("/open-apis/im/v1/images", this::image);
              config.routes.get("/open-apis/im/v1/chats/{id}", this::chat);
              config.routes.get("/open-apis/bot/v3/info", this::bot);
              config.routes.ws(
                  "/ws",
                  ws -> {
                    ws.onConnect(
                        c -> {
                          c.session.setIdleTimeout(Duration.ofMinutes(5));
                          synchronized (lock) {
                            sockets.put(c.sessionId(), c);
                          }
                        });
                    ws.onBinaryMessage(
                        c -> {
                          byte[] bytes = new byte[c.data().remaining()];
                          c.data().get(bytes);
                          read(c, bytes);
                        });
                    ws.onClose(c -> gone(c));
                    ws.onError(c -> gone(c));
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

  private void gone(WsContext c) {
    synchronized (lock) {
      sockets.remove(c.sessionId());
    }
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

  private void read(WsContext from, byte[] bytes) throws IOException {
    Frame frame = Frame.read(bytes);
    if (frame.method() == Frame.CONTROL) {
      if (frame.header("type").orElse("").equals("ping")) {
        byte[] config =
            "{\"PingInterval\":120,\"ReconnectCount\":-1,\"ReconnectInterval\":120,\"ReconnectNonce\":30}"
                .getBytes(UTF_8);
        send(
            from,
            Frame.of(
                frame.service(), Frame.CONTROL, List.of(new Frame.Header("type", "pong")), config));
      }
      return;
    }
    String message = frame.header("message_id").orElse("");
    JsonNode answer = JSON.readTree(frame.payload());
    synchronized (lock) {
      if (answer.path("code").asInt() == 200) {
        unacknowledged.remove(message);
      }
      lock.notifyAll();
    }
  }

  private static void send(WsContext to, Frame frame) {
    to.send(ByteBuffer.wrap(frame.written()));
  }

  /** To one connection of the app, by chance; again if it is not acknowledged in time. */
  private void event(ObjectNode event) {
    String message = "ws" + ids.incrementAndGet();
    synchronized (lock) {
      unacknowledged.put(message, event);
      deliveries.put(event.at("/header/event_id").asText(), 0);
    }
    Thread.startVirtualThread(
        () -> {
          try {
            for (int attempt = 0; attempt < 4; attempt++) {
              synchronized (lock) {
                if (!unacknowledged.containsKey(message)) {
                  return;
                }
                deliver(message, event);
              }
              Thread.sleep(ACKNOWLEDGE);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void deliver(String message, ObjectNode event) {
    List<WsContext> open = List.copyOf(sockets.values());
    if (open.isEmpty()) {
      return;
    }
    deliveries.merge(event.at("/header/event_id").asText(), 1, Integer::sum);
    WsContext to = open.get(ThreadLocalRandom.current().nextInt(open.size()));
    byte[] whole = event.toString().getBytes(UTF_8);
    int parts = inFragments ? 3 : 1;
    List<Integer> order = parts == 1 ? List.of(0) : List.of(2, 0, 1);
    for (int seq : order) {
      int from = whole.length * seq / parts;
      int until = whole.length * (seq + 1) / parts;
      send(
          to,
          Frame.of(
              33554678,
              Frame.DATA,
              List.of(
                  new Frame.Header("type", "event"),
                  new Frame.Header("message_id", message),
                  new Frame.Header("sum", String.valueOf(parts)),
                  new Frame.Header("seq", String.valueOf(seq)),
                  new Frame.Header("trace_id", "trace" + message)),
              java.util.Arrays.copyOfRange(whole, from, until)));
    }
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

  private boolean isAuthorized(Context ctx) {
    if (("Bearer " + token).equals(ctx.header("Authorization"))) {
      return true;
    }
    ctx.status(400);
    error(ctx, 99_991_663, "Invalid access token for authorization. Please make a test attach.");
    return false;
  }

  private static void error(Context ctx, int code, String message) {
    ctx.contentType("application/json")
        .result(JSON.createObjectNode().put("code", code).put("msg", message).toString());
  }

  private void create(Context ctx) throws JsonProcessingException {
    JsonNode body = JSON.readTree(ctx.body());
    String to = body.path("receive_id").asText();
    String type = String.valueOf(ctx.queryParam("receive_id_type"));
    if (!Set.of("chat_id", "open_id").contains(type)) {
      violation("receive_id_type: " + type);
    }
    if (type.equals("chat_id") && !groups.contains(to)) {
      if (isAuthorized(ctx)) {
        error(ctx, 230_002, "Bot is not in the chat, or the chat does not exist");
      }
      return;
    }
    make(ctx, to, body);
  }

  private void reply(Context ctx) throws JsonProcessingException {
    Said to = messages.get(ctx.pathParam("id"));
    make(ctx, to == null ? ctx.pathParam("id") : to.to, JSON.readTree(ctx.body()));
  }

  private void make(Context ctx, String to, JsonNode body) throws JsonProcessingException {
    if (!isAuthorized(ctx)) {
      return;
    }
    Fault fault;
    synchronized (lock) {
      fault = faults.poll();
    }
    if (fault == Fault.DROPPED) {
      breakOff(ctx);
      return;
    }
    if (fault == Fault.TOO_OFTEN) {
      error(ctx, 230_020, "This operation triggers the frequency limit.");
      return;
    }
    if (fault == Fault.BROKEN) {
      ctx.status(500).result("");
      return;
    }
    if (fault == Fault.TOKEN_EXPIRED) {
      token = "t-" + ids.incrementAndGet();
      isAuthorized(ctx);
      return;
    }
    String kind = body.path("msg_type").asText();
    String content = body.path("content").asText();
    String wrong = wrong(kind, content, body);
    if (wrong != null) {
      violation(wrong);
      error(ctx, 230_001, "Your request contains an invalid request parameter: " + wrong);
      return;
    }
    Said said;
    synchronized (lock) {
      String uuid = body.path("uuid").asText("");
      Said before = uuid.isEmpty() ? null : byUuid.get(to + "\n" + uuid);
      if (before == null && tooOften(to)) {
        error(ctx, 230_020, "This operation triggers the frequency limit.");
        return;
      }
      said =
          before != null
              ? before
              : new Said(
                  "om_" + ids.incrementAndGet(),
                  to,
                  kind,
                  JSON.readTree(content),
                  uuid.isEmpty() ? null : uuid,
                  System.currentTimeMillis());
      if (before == null) {
        messages.put(said.id, said);
        if (said.uuid != null) {
          byUuid.put(to + "\n" + uuid, said);
        }
        lock.notifyAll();
      }
    }
    if (fault == Fault.LOST_ANSWER) {
      breakOff(ctx);
      return;
    }
    ObjectNode answer = JSON.createObjectNode().put("code", 0).put("msg", "success");
    answer.set("data", shown(said));
    ctx.contentType("application/json").result(answer.toString());
  }

  /** The peer sees its connection end without an answer. */
  private static void breakOff(Context ctx) {
    ((org.eclipse.jetty.ee10.servlet.ServletContextRequest)
            org.eclipse.jetty.ee10.servlet.ServletContextRequest.getServletContextRequest(
                ctx.req()))
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }

  private static ObjectNode shown(Said said) {
    ObjectNode shown = JSON.createObjectNode();
    shown.put("message_id", said.id).put("msg_type", said.kind).put("chat_id", said.to);
    shown.put("create_time", String.valueOf(said.atMillis)).put("deleted", false);
    shown.putObject("sender").put("id", APP).put("id_type", "app_id").put("sender_type", "app");
    // The history shows a card as Feishu renders it, without what only the card's author knows.
    shown
        .putObject("body")
        .put(
            "content",
            said.kind.equals("interactive")
                ? rendered(said.content()).toString()
                : said.content().toString());
    return shown;
  }

  private static ObjectNode rendered(JsonNode card) {
    ObjectNode rendered = JSON.createObjectNode();
    rendered.put("title", card.at("/header/title/content").asText());
    ArrayNode elements = rendered.putArray("elements");
    StringBuilder words = new StringBuilder();
    Said.words(card.path("body"), words);
    elements.addArray().addObject().put("tag", "text").put("text", words.toString());
    return rendered;
  }

  private boolean tooOften(String chat) {
    Deque<Long> times = sentAt.computeIfAbsent(chat, c -> new ArrayDeque<>());
    long now = System.nanoTime();
    times.removeIf(t -> now - t > Duration.ofSeconds(1).toNanos());
    if (times.size() >= MOST_A_SECOND) {
      return true;
    }
    times.add(now);
    return false;
  }

  private @Nullable String wrong(String kind, String content, JsonNode body) {
    if (body.path("uuid").asText("").length() > MOST_UUID) {
      return "uuid of over 50 characters";
    }
    JsonNode parsed;
    try {
      parsed = JSON.readTree(content);
    } catch (JsonProcessingException e) {
      return "content is no JSON: " + content;
    }
    int bytes = content.getBytes(UTF_8).length;
    return switch (kind) {
      case "text" ->
          bytes > MOST_TEXT_BYTES || parsed.path("text").asText().isEmpty()
              ? "text of " + bytes + " bytes"
              : null;
      case "image" ->
          images.containsKey(parsed.path("image_key").asText()) ? null : "image: " + content;
      case "interactive" -> bytes > MOST_CARD_BYTES ? "card of " + bytes : wrongCard(parsed);
      default -> "msg_type: " + kind;
    };
  }

  private @Nullable String wrongCard(JsonNode card) {
    if (card.path("type").asText().equals("template")) {
      return null;
    }
    if (!card.path("schema").asText().equals("2.0")) {
      return card.has("elements") || card.has("i18n_elements") ? null : "card without elements";
    }
    List<String> wrong = new ArrayList<>();
    Set<String> names = new java.util.HashSet<>();
    check(card.at("/body/elements"), false, names, wrong);
    if (!card.at("/body/elements").isArray() || card.at("/body/elements").isEmpty()) {
      wrong.add("body.elements");
    }
    return wrong.isEmpty() ? null : String.join("; ", wrong);
  }

  private void check(JsonNode elements, boolean inForm, Set<String> names, List<String> wrong) {
    for (JsonNode element : elements) {
      String tag = element.path("tag").asText();
      switch (tag) {
        case "markdown", "hr", "div", "table" -> {}
        case "img" -> {
          if (!images.containsKey(element.path("img_key").asText())
              || element.at("/alt/content").isMissingNode()) {
            wrong.add("img: " + element);
          }
        }
        case "button" -> {
          if (element.at("/text/content").asText().isEmpty()) {
            wrong.add("button without text");
          }
          if (inForm && !names.add(element.path("name").asText())) {
            wrong.add("name twice in a form: " + element.path("name").asText());
          }
        }
        case "input" -> {
          if (!inForm || !names.add(element.path("name").asText())) {
            wrong.add("input: " + element);
          }
        }
        case "select_static" -> {}
        case "form" -> check(element.path("elements"), true, names, wrong);
        case "column_set" ->
            element.path("columns").forEach(c -> check(c.path("elements"), inForm, names, wrong));
        default -> wrong.add("tag: " + tag);
      }
    }
  }

  private void patch(Context ctx) throws JsonProcessingException {
    if (!isAuthorized(ctx)) {
      return;
    }
    Said said = messages.get(ctx.pathParam("id"));
    JsonNode card = JSON.readTree(JSON.readTree(ctx.body()).path("content").asText());
    if (said == null || !said.kind.equals("interactive")) {
      error(ctx, 230_001, "no such card");
      return;
    }
    String wrong = wrongCard(card);
    if (wrong != null || !said.content().at("/config/update_multi").asBoolean(false)) {
      violation("patch: " + (wrong == null ? "update_multi is not set" : wrong));
      error(ctx, 230_001, String.valueOf(wrong));
      return;
    }
    synchronized (lock) {
      said.content = card;
      lock.notifyAll();
    }
    error(ctx, 0, "success");
  }

  private void history(Context ctx) {
    if (!isAuthorized(ctx)) {
      return;
    }
    if (!"chat".equals(ctx.queryParam("container_id_type"))) {
      violation("container_id_type: " + ctx.queryParam("container_id_type"));
    }
    String chat = String.valueOf(ctx.queryParam("container_id"));
    long start =
        Long.parseLong(ctx.queryParam("start_time") == null ? "0" : ctx.queryParam("start_time"));
    int size =
        Integer.parseInt(ctx.queryParam("page_size") == null ? "20" : ctx.queryParam("page_size"));
    int from =
        ctx.queryParam("page_token") == null ? 0 : Integer.parseInt(ctx.queryParam("page_token"));
    List<Said> there;
    synchronized (lock) {
      there =
          messages.values().stream()
              .filter(m -> m.to.equals(chat))
              .filter(m -> m.atMillis / 1000 >= start)
              .toList();
    }
    ObjectNode answer = JSON.createObjectNode().put("code", 0).put("msg", "success");
    ObjectNode data = answer.putObject("data");
    int until = Math.min(there.size(), from + size);
    data.put("has_more", until < there.size()).put("page_token", String.valueOf(until));
    ArrayNode items = data.putArray("items");
    there.subList(Math.min(from, until), until).forEach(m -> items.add(shown(m)));
    ctx.contentType("application/json").result(answer.toString());
  }

  private void image(Context ctx) throws IOException {
    if (!isAuthorized(ctx)) {
      return;
    }
    UploadedFile file = ctx.uploadedFile("image");
    if (file == null || !"message".equals(ctx.formParam("image_type"))) {
      violation("image upload: " + ctx.formParamMap());
      error(ctx, 234_001, "Invalid request param");
      return;
    }
    String key = "img_v3_" + ids.incrementAndGet();
    try (var in = file.content()) {
      images.put(key, in.readAllBytes());
    }
    ObjectNode answer = JSON.createObjectNode().put("code", 0).put("msg", "success");
    answer.putObject("data").put("image_key", key);
    ctx.contentType("application/json").result(answer.toString());
  }

  private void chat(Context ctx) {
    if (!isAuthorized(ctx)) {
      return;
    }
    if (!groups.contains(ctx.pathParam("id"))) {
      error(ctx, 232_011, "Operator can NOT be out of the chat.");
      return;
    }
    ObjectNode answer = JSON.createObjectNode().put("code", 0).put("msg", "success");
    answer.putObject("data").put("name", "财政局工作群").put("chat_status", "normal");
    ctx.contentType("application/json").result(answer.toString());
  }

  private void bot(Context ctx) {
    if (isAuthorized(ctx)) {
      ctx.contentType("application/json")
          .result(
              "{\"code\":0,\"msg\":\"ok\",\"bot\":{\"activate_status\":2,\"app_name\":\"冲刺榜\",\"open_id\":\"ou_bot\"}}");
    }
  }

  private void violation(String what) {
    synchronized (lock) {
      violations.add(what);
    }
  }

  // What tests do and see.

  /** The bot is a member of a group. */
  public void join(String group) {
    groups.add(group);
  }

  /** Somebody writes: in a group with a mention of the bot, or to the bot alone (group null). */
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
            "content",
            JSON.createObjectNode()
                .put("text", group == null ? text : "@_user_1 " + text)
                .toString());
    if (group != null) {
      groups.add(group);
      ObjectNode mention = message.putArray("mentions").addObject();
      mention.put("key", "@_user_1").put("name", "冲刺榜");
      mention.putObject("id").put("open_id", "ou_bot");
    }
    event(event);
    return id;
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
    event(event);
    return id;
  }

  /** Waits until so many messages of the bot's stand there. */
  public List<Said> await(String to, int count, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    synchronized (lock) {
      while (said(to).size() < count) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError(
              "expected "
                  + count
                  + " in "
                  + to
                  + ": "
                  + said(to).stream().map(Said::text).toList());
        }
        lock.wait(left);
      }
      return said(to);
    }
  }

  public List<Said> said(String to) {
    synchronized (lock) {
      return messages.values().stream().filter(m -> m.to.equals(to)).toList();
    }
  }

  public void fail(Fault next) {
    synchronized (lock) {
      faults.add(next);
    }
  }

  /** An hour has passed: a message with a uuid of before is another message. */
  public void forgetUuids() {
    synchronized (lock) {
      byUuid.clear();
    }
  }

  /** Events come in three pieces out of order. */
  public void inFragments(boolean on) {
    inFragments = on;
  }

  public void revoke() {
    secret = "another";
    token = "t-revoked";
    drop();
  }

  public void drop() {
    synchronized (lock) {
      sockets.values().forEach(s -> s.session.disconnect());
      sockets.clear();
    }
  }

  public int connections() {
    synchronized (lock) {
      return sockets.size();
    }
  }

  /** How often an event was sent, and whether it was acknowledged. */
  public int deliveries(String event) {
    synchronized (lock) {
      return deliveries.getOrDefault(event, 0);
    }
  }

  public boolean isAllAcknowledged() {
    synchronized (lock) {
      return unacknowledged.isEmpty();
    }
  }

  public byte @Nullable [] image(String key) {
    return images.get(key);
  }

  public List<String> violations() {
    synchronized (lock) {
      return List.copyOf(violations);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
