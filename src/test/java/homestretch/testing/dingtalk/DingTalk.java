package homestretch.testing.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/**
 * DingTalk: one app with a robot, users and groups. npm {@code dingtalk-stream} 2.1.5 runs against
 * it unmodified, with its HTTP client told to come here, since its addresses are constants. A
 * ticket opens one connection for a short while; a message that is not acknowledged comes again; a
 * group takes 20 messages a minute.
 */
public final class DingTalk implements AutoCloseable {
  public static final String CLIENT = "dingfixture0123456789";
  public static final String SECRET = "dingtalk-fixture-secret-0123456789";

  static final ObjectMapper JSON = new ObjectMapper();

  private static final String ROBOT = "$:LWCP_v1:$robot";
  private static final Pattern MENTION = Pattern.compile("@\\{(\\w+)\\|([^}]*)\\}");

  private static final int MOST_A_MINUTE = 20;
  private static final int MOST_BYTES = 15_000;

  /** What happens to the next request that posts. */
  public enum Fault {
    LOST_ANSWER,
    DROPPED,
    TOO_OFTEN,
    TOKEN_EXPIRED
  }

  /** What stands in a chat. */
  public static final class Said {
    private final String to;
    private final String kind;
    private final String track;
    private volatile JsonNode content;

    /**
     * @param content title and text of the Markdown, or a card's parameters
     * @param track the app's own id of a card; empty: it is a message
     */
    Said(String to, String kind, JsonNode content, String track) {
      this.to = to;
      this.kind = kind;
      this.content = content;
      this.track = track;
    }

    public String to() {
      return to;
    }

    public String kind() {
      return kind;
    }

    String track() {
      return track;
    }

    void change(JsonNode other) {
      content = other;
    }

    /** Its words; of a card its title and those of its body. */
    public String text() {
      return track.isEmpty()
          ? content.path("text").asText()
          : content.path("title").asText() + "\n" + content.path("markdown").asText();
    }

    /** A card's buttons by what is written on them. */
    public Map<String, JsonNode> buttons() {
      return track.isEmpty() ? Map.of() : Cards.buttons(content);
    }
  }

  private final Javalin server;
  private final Object lock = new Object();
  private final AtomicLong ids = new AtomicLong(100);
  private final Set<String> groups = new HashSet<>();
  private final Set<String> outsiders = new HashSet<>();
  private final Cards cards = new Cards(this);
  private final Streams streams = new Streams(this, ids);
  private final Map<String, List<Said>> chats = new HashMap<>();
  private final Map<String, Deque<Long>> sentAt = new HashMap<>();
  private final Map<String, String> webhooks = new HashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> violations = new ArrayList<>();

  /** Who is in which department, and whether the app may see it. */
  public final Company company = new Company();

  private volatile String secret = SECRET;
  private volatile String token = "at-1";

  private DingTalk() {
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.concurrency.useVirtualThreads = true;
              config.jetty.modifyServer(s -> s.setStopTimeout(0));
              config.routes.post("/v1.0/gateway/connections/open", this::open);
              config.routes.get("/gettoken", this::oldToken);
              config.routes.post("/v1.0/oauth2/accessToken", this::accessToken);
              config.routes.post("/v1.0/robot/groupMessages/send", c -> send(c, true));
              config.routes.post("/v1.0/robot/oToMessages/batchSend", c -> send(c, false));
              config.routes.post("/v1.0/card/instances/createAndDeliver", cards::create);
              config.routes.put("/v1.0/card/instances", cards::change);
              config.routes.post("/robot/sendBySession", this::bySession);
              company.routes(config.routes, () -> token, this::isAuthorized);
              config.routes.ws(
                  "/connect",
                  ws -> {
                    ws.onConnect(streams::connected);
                    ws.onMessage(c -> streams.read(c.message()));
                    ws.onClose(streams::gone);
                    ws.onError(streams::gone);
                  });
            });
    server.start("127.0.0.1", 0);
  }

  public static DingTalk start() {
    return new DingTalk();
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + server.port();
  }

  private void open(Context ctx) throws JsonProcessingException {
    JsonNode body = JSON.readTree(ctx.body());
    if (!"application/json".equals(ctx.header("Accept"))) {
      ctx.contentType("application/xml").result("<OpenConnectionResponse/>");
      return;
    }
    if (!body.path("clientId").asText().equals(CLIENT)
        || !body.path("clientSecret").asText().equals(secret)) {
      error(ctx, 401, "authFailed", "鉴权失败");
      return;
    }
    if (body.path("subscriptions").isEmpty()) {
      violation("no subscriptions");
    }
    String ticket = streams.ticket();
    ctx.contentType("application/json")
        .result(
            JSON.createObjectNode()
                .put("endpoint", "ws://127.0.0.1:" + server.port() + "/connect")
                .put("ticket", ticket)
                .toString());
  }

  private void oldToken(Context ctx) {
    ctx.contentType("application/json")
        .result(
            JSON.createObjectNode()
                .put("errcode", 0)
                .put("access_token", token)
                .put("expires_in", 7200)
                .toString());
  }

  private void accessToken(Context ctx) throws JsonProcessingException {
    JsonNode body = JSON.readTree(ctx.body());
    if (!body.path("appKey").asText().equals(CLIENT)
        || !body.path("appSecret").asText().equals(secret)) {
      error(ctx, 400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret");
      return;
    }
    ctx.contentType("application/json")
        .result(JSON.createObjectNode().put("accessToken", token).put("expireIn", 7200).toString());
  }

  static void error(Context ctx, int status, String code, String message) {
    ctx.status(status)
        .contentType("application/json")
        .result(
            JSON.createObjectNode()
                .put("code", code)
                .put("message", message)
                .put("requestid", "r")
                .toString());
  }

  boolean isAuthorized(Context ctx) {
    if (token.equals(ctx.header("x-acs-dingtalk-access-token"))) {
      return true;
    }
    error(ctx, 401, "InvalidAuthentication", "不合法的access_token");
    return false;
  }

  private void send(Context ctx, boolean toGroup) throws JsonProcessingException {
    if (!isAuthorized(ctx)) {
      return;
    }
    JsonNode body = JSON.readTree(ctx.body());
    String to = toGroup ? body.path("openConversationId").asText() : body.at("/userIds/0").asText();
    Fault fault;
    synchronized (lock) {
      fault = faults.poll();
    }
    if (fault == Fault.DROPPED) {
      breakOff(ctx);
      return;
    }
    if (fault == Fault.TOKEN_EXPIRED) {
      token = "at-" + ids.incrementAndGet();
      isAuthorized(ctx);
      return;
    }
    if (fault == Fault.TOO_OFTEN) {
      error(ctx, 400, "Throttling.api", "您的请求被限流");
      return;
    }
    if (!body.path("robotCode").asText().equals(CLIENT)) {
      error(ctx, 400, "invalidParameter.robotCode", "robotCode");
      return;
    }
    if (toGroup && !groups.contains(to)) {
      error(ctx, 400, "resource.not.found", "robot 不存在；机器人不在群里");
      return;
    }
    if (!body.path("msgKey").asText().equals("sampleMarkdown")) {
      violation("msgKey: " + body.path("msgKey"));
    }
    JsonNode content = JSON.readTree(body.path("msgParam").asText());
    int bytes = body.path("msgParam").asText().getBytes(UTF_8).length;
    if (content.path("text").asText().isEmpty()
        || bytes > MOST_BYTES
        || content.path("title").asText().isEmpty()) {
      violation("message of " + bytes + " bytes: " + content);
      error(ctx, 400, "invalidParameter", "msgParam");
      return;
    }
    ObjectNode answer = JSON.createObjectNode().put("processQueryKey", "q" + ids.incrementAndGet());
    synchronized (lock) {
      if (tooOften(to)) {
        error(ctx, 400, "Throttling.api", "您的请求被限流");
        return;
      }
      if (!toGroup && outsiders.contains(to)) {
        answer.putArray("invalidStaffIdList").add(to);
      } else {
        stand(to, "markdown", content);
      }
    }
    if (fault == Fault.LOST_ANSWER) {
      breakOff(ctx);
      return;
    }
    ctx.contentType("application/json").result(answer.toString());
  }

  private static void breakOff(Context ctx) {
    ServletContextRequest.getServletContextRequest(ctx.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }

  private boolean tooOften(String chat) {
    Deque<Long> times = sentAt.computeIfAbsent(chat, c -> new ArrayDeque<>());
    long now = System.nanoTime();
    times.removeIf(t -> now - t > Duration.ofMinutes(1).toNanos());
    times.add(now);
    return times.size() > MOST_A_MINUTE;
  }

  private void stand(String to, String kind, JsonNode content) {
    chats.computeIfAbsent(to, c -> new ArrayList<>()).add(new Said(to, kind, content, ""));
    lock.notifyAll();
  }

  boolean isMember(String group) {
    return groups.contains(group);
  }

  boolean isOutside(String user) {
    return outsiders.contains(user);
  }

  /** A card is to stand, unless something happens to the request. */
  void made(Context ctx, @Nullable Said said, String to, ObjectNode answer) {
    Fault fault;
    synchronized (lock) {
      fault = faults.poll();
      if (fault == Fault.DROPPED) {
        breakOff(ctx);
        return;
      }
      if (fault == Fault.TOO_OFTEN || tooOften(to)) {
        error(ctx, 400, "Throttling.api", "您的请求被限流");
        return;
      }
      if (said != null) {
        chats.computeIfAbsent(to, c -> new ArrayList<>()).add(said);
        lock.notifyAll();
      }
    }
    if (fault == Fault.LOST_ANSWER) {
      breakOff(ctx);
      return;
    }
    ctx.contentType("application/json").result(answer.toString());
  }

  private void bySession(Context ctx) throws JsonProcessingException {
    String chat = webhooks.get(String.valueOf(ctx.queryParam("session")));
    JsonNode body = JSON.readTree(ctx.body());
    if (chat == null) {
      ctx.contentType("application/json")
          .result("{\"errcode\":300001,\"errmsg\":\"session is expired\"}");
      return;
    }
    synchronized (lock) {
      String kind = body.path("msgtype").asText();
      if (!Set.of("markdown", "text").contains(kind)) {
        violation("msgtype: " + kind);
      }
      stand(
          chat,
          kind,
          kind.equals("text")
              ? JSON.createObjectNode().put("text", body.at("/text/content").asText())
              : body.path("markdown"));
    }
    ctx.contentType("application/json").result("{\"errcode\":0,\"errmsg\":\"ok\"}");
  }

  void violation(String what) {
    synchronized (lock) {
      violations.add(what);
    }
  }

  // What tests do and see.

  public void join(String group) {
    groups.add(group);
  }

  public void dissolve(String group) {
    groups.remove(group);
  }

  /** A person whom the robot cannot write to. */
  public void outside(String user) {
    outsiders.add(user);
  }

  /** Somebody writes: in a group with a mention of the robot, or to it alone (group null). */
  public String write(String user, @Nullable String group, String text) {
    return write(user, group, text, "msg" + ids.incrementAndGet(), true);
  }

  /**
   * @param message the message's own number, to deliver it again
   * @param session whether its session can be answered in
   */
  public String write(
      String user, @Nullable String group, String text, String message, boolean session) {
    String id = "s" + ids.incrementAndGet();
    if (group != null) {
      groups.add(group);
    }
    ObjectNode data = JSON.createObjectNode();
    ArrayNode atUsers = data.putArray("atUsers");
    if (group != null) {
      atUsers.addObject().put("dingtalkId", ROBOT);
    }
    // Words show the name alone; the id of somebody of the company stands apart from them.
    Matcher mentioned = MENTION.matcher(text);
    while (mentioned.find()) {
      String of = mentioned.group(1);
      atUsers.addObject().put("dingtalkId", "$:LWCP_v1:$" + of).put("staffId", of);
    }
    String words = MENTION.matcher(text).replaceAll("@$2");
    data.put("conversationId", group == null ? "cid" + user : group)
        .put("conversationType", group == null ? "1" : "2")
        .put("msgId", message)
        .put("chatbotUserId", ROBOT)
        .put("senderNick", user)
        .put("senderStaffId", user)
        .put("senderId", "$:LWCP_v1:$" + user)
        .put("sessionWebhook", baseUrl() + "/robot/sendBySession?session=" + id)
        .put("sessionWebhookExpiredTime", System.currentTimeMillis() + 5_400_000)
        .put("robotCode", CLIENT)
        .put("isInAtList", group != null)
        .put("msgtype", "text");
    data.putObject("text").put("content", (group == null ? "" : " ") + words);
    if (session) {
      webhooks.put(id, group == null ? user : group);
    }
    streams.deliver(
        Streams.frame("CALLBACK", "/v1.0/im/bot/messages/get", "f" + message, data.toString()));
    return message;
  }

  /** Somebody presses a button of a card. */
  public void press(String user, Said card, String label) {
    JsonNode button = card.buttons().get(label);
    if (button == null) {
      throw new AssertionError(label + " is not among " + card.buttons().keySet());
    }
    if (!button.path("request").asBoolean()) {
      throw new AssertionError("it does not ask back: " + button);
    }
    String id = "p" + ids.incrementAndGet();
    ObjectNode data = Cards.pressed(card, button, user);
    streams.deliver(
        Streams.frame("CALLBACK", "/v1.0/card/instances/callback", id, data.toString()));
  }

  /** Whether the app has the scope for cards. */
  public void grantCards(boolean on) {
    cards.isGranted = on;
  }

  /** Nothing more comes over the present connections. */
  public void disconnect() {
    streams.disconnect();
  }

  public List<Said> await(String chat, int messages, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    synchronized (lock) {
      while (said(chat).size() < messages) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("expected " + messages + " in " + chat + ": " + said(chat));
        }
        lock.wait(left);
      }
      return said(chat);
    }
  }

  public List<Said> said(String chat) {
    synchronized (lock) {
      return List.copyOf(chats.getOrDefault(chat, List.of()));
    }
  }

  public void fail(Fault next) {
    synchronized (lock) {
      faults.add(next);
    }
  }

  /** The tickets that were given and not used yet end. */
  public void endTickets() {
    streams.endTickets();
  }

  /** Every connection breaks. */
  public void drop() {
    streams.drop();
  }

  public void revoke() {
    secret = "another";
    token = "at-revoked";
    drop();
  }

  public boolean isConnected() {
    return streams.isConnected();
  }

  public int connections() {
    return streams.connections();
  }

  public boolean isAllAcknowledged() {
    return streams.isAllAcknowledged();
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
