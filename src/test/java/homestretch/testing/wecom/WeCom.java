package homestretch.testing.wecom;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.websocket.WsContext;
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
import org.jspecify.annotations.Nullable;

/**
 * WeCom's bot server: one bot, users and groups. Frames and errors are those that {@code
 * @wecom/aibot-node-sdk} 1.0.7 and its README tell of; the SDK itself runs against it unmodified. A
 * second connection kicks the first; nobody is written to who has not written to the bot; a chat
 * takes 30 messages a minute.
 */
public final class WeCom implements AutoCloseable {
  public static final String BOT = "aibTestBot0123456789";
  public static final String SECRET = "wecom-fixture-secret-0123456789";

  static final ObjectMapper JSON = new ObjectMapper();

  private static final int MOST_A_MINUTE = 30;
  private static final Duration EVENT_ANSWER = Duration.ofSeconds(5);

  /** What happens to the next frame that posts. */
  public enum Fault {
    /** It stands, and the answer never comes. */
    LOST_ANSWER,
    /** The connection breaks before it is read. */
    DROPPED,
    /** The connection breaks after it stands. */
    DROPPED_AFTER,
    /** 45009. */
    TOO_OFTEN,
    /** The socket stays open and says nothing more, to pings neither. */
    SILENT
  }

  /**
   * What stands in a chat.
   *
   * @param to a user's id or a group's
   * @param body as it was sent: {@code msgtype} and what belongs to it
   */
  public record Said(String to, JsonNode body) {
    /** Its markdown, or the words of its card one a line. */
    public String text() {
      return switch (body.path("msgtype").asText()) {
        case "markdown" -> body.at("/markdown/content").asText();
        case "stream", "stream_with_template_card" -> body.at("/stream/content").asText();
        case "text" -> body.at("/text/content").asText();
        case "template_card" ->
            body.at("/template_card/main_title/title").asText()
                + "\n"
                + body.at("/template_card/sub_title_text").asText();
        default -> body.path("msgtype").asText();
      };
    }

    /** The buttons of its card: key to label. */
    public Map<String, String> buttons() {
      Map<String, String> buttons = new java.util.LinkedHashMap<>();
      body.at("/template_card/button_list")
          .forEach(b -> buttons.put(b.path("key").asText(), b.path("text").asText()));
      return buttons;
    }
  }

  private record Callback(String chat, String user, long at, boolean isEvent) {}

  private final Javalin server;
  private final AtomicLong ids = new AtomicLong();
  private final Object lock = new Object();
  private @Nullable WsContext holder;
  private final Set<String> silent = new HashSet<>();
  private final Set<String> opened = new HashSet<>();
  private final Map<String, List<Said>> chats = new HashMap<>();
  private final Map<String, Deque<Long>> sentAt = new HashMap<>();
  private final Map<String, Callback> callbacks = new HashMap<>();
  private final Pictures pictures = new Pictures(ids);
  private final Taken taken = new Taken(pictures);
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> violations = new ArrayList<>();
  private volatile String secret = SECRET;
  private int connections;
  private int kicked;

  private WeCom(int port) {
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.concurrency.useVirtualThreads = true;
              config.jetty.modifyServer(s -> s.setStopTimeout(0));
              config.jetty.modifyWebSocketServletFactory(f -> f.setMaxTextMessageSize(2_000_000));
              config.routes.ws(
                  "/",
                  ws -> {
                    ws.onConnect(c -> c.session.setIdleTimeout(Duration.ofMinutes(5)));
                    ws.onMessage(c -> read(c, c.message()));
                    ws.onClose(this::gone);
                    ws.onError(this::gone);
                  });
            });
    server.start("127.0.0.1", port);
  }

  public static WeCom start() {
    return new WeCom(0);
  }

  public String socketUrl() {
    return "ws://127.0.0.1:" + server.port() + "/";
  }

  private void read(WsContext from, String text) {
    JsonNode frame;
    try {
      frame = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      violation("not JSON: " + text);
      return;
    }
    String cmd = frame.path("cmd").asText();
    String request = frame.at("/headers/req_id").asText();
    if (request.isEmpty()) {
      violation("no req_id: " + text);
    }
    synchronized (lock) {
      if (silent.contains(from.sessionId())) {
        return;
      }
      if (cmd.equals("aibot_subscribe")) {
        subscribe(from, request, frame.path("body"));
        return;
      }
      if (holder == null || !holder.sessionId().equals(from.sessionId())) {
        answer(from, request, 846_601, "not subscribed");
        return;
      }
      switch (cmd) {
        case "ping" -> answer(from, request, 0, "ok");
        case "aibot_send_msg" -> send(from, request, frame.path("body"));
        case "aibot_respond_msg", "aibot_respond_welcome_msg", "aibot_respond_update_msg" ->
            respond(from, cmd, request, frame.path("body"));
        case "aibot_upload_media_init" ->
            from.send(pictures.begin(request, frame.path("body")).toString());
        case "aibot_upload_media_chunk" ->
            from.send(pictures.chunk(request, frame.path("body")).toString());
        case "aibot_upload_media_finish" ->
            from.send(pictures.finish(request, frame.path("body")).toString());
        default -> {
          violation("unknown cmd: " + text);
          answer(from, request, 40_008, "invalid cmd");
        }
      }
    }
  }

  private void subscribe(WsContext from, String request, JsonNode body) {
    if (!body.path("bot_id").asText().equals(BOT) || !body.path("secret").asText().equals(secret)) {
      answer(from, request, 853_000, "invalid bot_id or secret");
      return;
    }
    connections++;
    if (holder != null && !holder.sessionId().equals(from.sessionId())) {
      kicked++;
      disconnected(holder);
    }
    holder = from;
    answer(from, request, 0, "ok");
  }

  private void disconnected(WsContext old) {
    ObjectNode frame = frame("aibot_event_callback", "event-" + ids.incrementAndGet());
    ObjectNode body = frame.putObject("body");
    body.put("msgid", "m" + ids.incrementAndGet()).put("aibotid", BOT).put("msgtype", "event");
    body.putObject("event").put("eventtype", "disconnected_event");
    try {
      old.send(frame.toString());
      old.closeSession(1000, "a new connection");
    } catch (RuntimeException e) {
      // It is gone already.
    }
  }

  private void gone(WsContext from) {
    synchronized (lock) {
      if (holder != null && holder.sessionId().equals(from.sessionId())) {
        holder = null;
      }
    }
  }

  private void send(WsContext from, String request, JsonNode body) {
    String chat = body.path("chatid").asText();
    if (interrupted(from, request, chat, body)) {
      return;
    }
    if (!opened.contains(chat)) {
      answer(from, request, 93_006, "invalid chatid, or nobody has written to the bot there");
      return;
    }
    String kind = body.path("msgtype").asText();
    if (!Set.of("markdown", "template_card", "image", "file", "voice", "video").contains(kind)) {
      answer(from, request, 40_008, "invalid message type");
      return;
    }
    if (tooOften(chat)) {
      answer(from, request, 45_009, "api freq out of limit");
      return;
    }
    String wrong = taken.wrong(body);
    if (wrong != null) {
      violation(wrong);
      answer(from, request, 40_058, wrong);
      return;
    }
    stand(chat, body);
    answer(from, request, 0, "ok");
  }

  /** Whether a fault took the frame. */
  private boolean interrupted(WsContext from, String request, String chat, JsonNode body) {
    Fault fault = faults.poll();
    if (fault == null) {
      return false;
    }
    switch (fault) {
      case LOST_ANSWER -> stand(chat, body);
      case DROPPED -> from.session.disconnect();
      case DROPPED_AFTER -> {
        stand(chat, body);
        from.session.disconnect();
      }
      case TOO_OFTEN -> answer(from, request, 45_009, "api freq out of limit");
      case SILENT -> silent.add(from.sessionId());
    }
    return true;
  }

  private boolean tooOften(String chat) {
    Deque<Long> times = sentAt.computeIfAbsent(chat, c -> new ArrayDeque<>());
    long now = System.nanoTime();
    times.removeIf(t -> now - t > Duration.ofMinutes(1).toNanos());
    times.add(now);
    return times.size() > MOST_A_MINUTE;
  }

  private void respond(WsContext from, String cmd, String request, JsonNode body) {
    Callback callback = callbacks.get(request);
    if (callback == null) {
      violation("answer to nothing: " + request);
      answer(from, request, 846_605, "invalid req_id");
      return;
    }
    if (interrupted(from, request, callback.chat, body)) {
      return;
    }
    boolean isLate = System.nanoTime() - callback.at > EVENT_ANSWER.toNanos();
    if (!cmd.equals("aibot_respond_msg") && isLate) {
      answer(from, request, 846_606, "answered after 5 seconds");
      return;
    }
    if (cmd.equals("aibot_respond_update_msg")) {
      String wrong = taken.wrongCard(body.path("template_card"), false);
      if (wrong != null) {
        violation(wrong);
        answer(from, request, 40_058, wrong);
        return;
      }
      stand(callback.chat, ((ObjectNode) body.deepCopy()).put("msgtype", "template_card"));
      answer(from, request, 0, "ok");
      return;
    }
    JsonNode stream = body.path("stream");
    if (body.path("msgtype").asText().startsWith("stream")) {
      int bytes = stream.path("content").asText().getBytes(UTF_8).length;
      if (stream.path("id").asText().isEmpty() || bytes > Taken.MOST_BYTES) {
        violation("stream: " + body);
        answer(from, request, 40_058, "stream of " + bytes + " bytes");
        return;
      }
      if (!stream.path("finish").asBoolean()) {
        answer(from, request, 0, "ok");
        return;
      }
    } else if (body.has("template_card")) {
      String wrong = taken.wrongCard(body.path("template_card"), true);
      if (wrong != null) {
        violation(wrong);
        answer(from, request, 40_058, wrong);
        return;
      }
    }
    stand(callback.chat, body);
    answer(from, request, 0, "ok");
  }

  private void stand(String chat, JsonNode body) {
    chats.computeIfAbsent(chat, c -> new ArrayList<>()).add(new Said(chat, body.deepCopy()));
    lock.notifyAll();
  }

  private static ObjectNode frame(String cmd, String request) {
    ObjectNode frame = JSON.createObjectNode().put("cmd", cmd);
    frame.putObject("headers").put("req_id", request);
    return frame;
  }

  static ObjectNode ok(String request) {
    ObjectNode frame = JSON.createObjectNode();
    frame.putObject("headers").put("req_id", request);
    return frame.put("errcode", 0).put("errmsg", "ok");
  }

  private static void answer(WsContext to, String request, int code, String message) {
    to.send(ok(request).put("errcode", code).put("errmsg", message).toString());
  }

  private void violation(String what) {
    violations.add(what);
  }

  // What tests do and see.

  /** Somebody writes to the bot: in the group, or to it alone where the group is null. */
  public String write(String user, @Nullable String group, String text) {
    return write(user, group, text, "msg" + ids.incrementAndGet());
  }

  /** The same with a message number of one's own, to deliver a message again. */
  public String write(String user, @Nullable String group, String text, String message) {
    synchronized (lock) {
      String chat = group == null ? user : group;
      opened.add(chat);
      String request = "cb" + ids.incrementAndGet();
      callbacks.put(request, new Callback(chat, user, System.nanoTime(), false));
      ObjectNode frame = frame("aibot_msg_callback", request);
      ObjectNode body = from(frame, message, user, group).put("msgtype", "text");
      body.putObject("text").put("content", text);
      deliver(frame);
      return message;
    }
  }

  /** Somebody presses a button of a card. */
  public void press(String user, @Nullable String group, String task, String key) {
    synchronized (lock) {
      String request = "cb" + ids.incrementAndGet();
      String chat = group == null ? user : group;
      callbacks.put(request, new Callback(chat, user, System.nanoTime(), true));
      ObjectNode frame = frame("aibot_event_callback", request);
      ObjectNode body =
          from(frame, "msg" + ids.incrementAndGet(), user, group).put("msgtype", "event");
      ObjectNode event = body.putObject("event").put("eventtype", "template_card_event");
      // As the server for kept-alive bots nests it; the SDK's types have both in one.
      event.putObject("template_card_event").put("event_key", key).put("task_id", task);
      event.put("event_key", key).put("task_id", task);
      deliver(frame);
    }
  }

  private static ObjectNode from(
      ObjectNode frame, String message, String user, @Nullable String group) {
    ObjectNode body = frame.putObject("body");
    body.put("msgid", message).put("aibotid", BOT).put("create_time", 1_795_680_000L);
    body.put("chattype", group == null ? "single" : "group");
    if (group != null) {
      body.put("chatid", group);
    }
    body.putObject("from").put("userid", user);
    return body;
  }

  private void deliver(ObjectNode frame) {
    if (holder == null) {
      throw new IllegalStateException("no bot is connected");
    }
    holder.send(frame.toString());
  }

  /** Waits until so many messages stand in a chat; answers them. */
  public List<Said> await(String chat, int messages, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    synchronized (lock) {
      while (chats.getOrDefault(chat, List.of()).size() < messages) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError(
              "expected " + messages + " messages in " + chat + ": " + chats.get(chat));
        }
        lock.wait(left);
      }
      return List.copyOf(chats.get(chat));
    }
  }

  public List<Said> said(String chat) {
    synchronized (lock) {
      return List.copyOf(chats.getOrDefault(chat, List.of()));
    }
  }

  /** Somebody wrote to the bot in that chat before. */
  public void open(String chat) {
    synchronized (lock) {
      opened.add(chat);
    }
  }

  /**
   * The group is dissolved, or the bot was taken out of it: as if nobody had ever written there.
   */
  public void dissolve(String group) {
    synchronized (lock) {
      opened.remove(group);
    }
  }

  public void fail(Fault next) {
    synchronized (lock) {
      faults.add(next);
    }
  }

  public void revoke() {
    secret = "another";
    drop();
  }

  /** The connection breaks. */
  public void drop() {
    synchronized (lock) {
      if (holder != null) {
        holder.session.disconnect();
        holder = null;
      }
    }
  }

  public boolean isConnected() {
    synchronized (lock) {
      return holder != null;
    }
  }

  /** How often somebody subscribed. */
  public int connections() {
    synchronized (lock) {
      return connections;
    }
  }

  public int kicked() {
    synchronized (lock) {
      return kicked;
    }
  }

  /** A picture that was sent, by its media id. */
  public byte @Nullable [] media(String id) {
    synchronized (lock) {
      return pictures.get(id);
    }
  }

  /** What the real server would have refused. */
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
