package homestretch.testing.feishu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.testing.feishu.Feishu.Said;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What stands in Feishu's groups, and the requests that make, change and read it. */
final class Messages {
  private static final int MOST_A_SECOND = 5;

  private final Object lock = new Object();
  private final AtomicLong ids;
  private final Feishu feishu;
  private final Map<String, Said> byUuid = new HashMap<>();
  private final Map<String, Said> messages = new LinkedHashMap<>();
  private final Map<String, Deque<Long>> sentAt = new HashMap<>();
  private final Map<String, byte[]> images = new ConcurrentHashMap<>();
  private final Taken taken = new Taken(images.keySet());
  final Set<String> groups = ConcurrentHashMap.newKeySet();
  final Set<String> pinned = ConcurrentHashMap.newKeySet();
  final Set<String> recalled = ConcurrentHashMap.newKeySet();
  final Set<String> dissolved = ConcurrentHashMap.newKeySet();
  final Set<String> blocking = ConcurrentHashMap.newKeySet();
  private final Deque<Feishu.Fault> faults = new ArrayDeque<>();

  Messages(Feishu feishu, AtomicLong ids) {
    this.feishu = feishu;
    this.ids = ids;
  }

  void create(Context ctx) throws JsonProcessingException {
    JsonNode body = Feishu.JSON.readTree(ctx.body());
    String to = body.path("receive_id").asText();
    String type = String.valueOf(ctx.queryParam("receive_id_type"));
    if (!Set.of("chat_id", "open_id").contains(type)) {
      feishu.violation("receive_id_type: " + type);
    }
    if (type.equals("chat_id") && dissolved.contains(to)) {
      if (feishu.isAuthorized(ctx)) {
        Feishu.error(
            ctx, 232_009, "Your request specifies a chat which has already been dissolved.");
      }
      return;
    }
    if (blocking.contains(to)) {
      if (feishu.isAuthorized(ctx)) {
        Feishu.error(ctx, 230_053, "The user has stopped the bot from sending messages.");
      }
      return;
    }
    if (type.equals("chat_id") && !groups.contains(to)) {
      if (feishu.isAuthorized(ctx)) {
        Feishu.error(ctx, 230_002, "Bot is not in the chat, or the chat does not exist");
      }
      return;
    }
    make(ctx, to, body);
  }

  void reply(Context ctx) throws JsonProcessingException {
    Said to = messages.get(ctx.pathParam("id"));
    JsonNode body = Feishu.JSON.readTree(ctx.body());
    boolean inTopic = body.path("reply_in_thread").asBoolean();
    String where = to == null ? ctx.pathParam("id") : inTopic ? to.id : to.to;
    make(ctx, where, body);
  }

  void make(Context ctx, String to, JsonNode body) throws JsonProcessingException {
    if (!feishu.isAuthorized(ctx)) {
      return;
    }
    Feishu.Fault fault;
    synchronized (lock) {
      fault = faults.poll();
    }
    if (fault == Feishu.Fault.DROPPED) {
      breakOff(ctx);
      return;
    }
    if (fault == Feishu.Fault.TOO_OFTEN) {
      Feishu.error(ctx, 230_020, "This operation triggers the frequency limit.");
      return;
    }
    if (fault == Feishu.Fault.BROKEN) {
      ctx.status(500).result("");
      return;
    }
    if (fault == Feishu.Fault.TOKEN_EXPIRED) {
      feishu.endToken();
      feishu.isAuthorized(ctx);
      return;
    }
    String kind = body.path("msg_type").asText();
    String content = body.path("content").asText();
    String wrong = taken.wrong(kind, content, body);
    if (wrong != null) {
      feishu.violation(wrong);
      Feishu.error(ctx, 230_001, "Your request contains an invalid request parameter: " + wrong);
      return;
    }
    Said said;
    synchronized (lock) {
      String uuid = body.path("uuid").asText("");
      Said before = uuid.isEmpty() ? null : byUuid.get(to + "\n" + uuid);
      if (before == null && tooOften(to)) {
        Feishu.error(ctx, 230_020, "This operation triggers the frequency limit.");
        return;
      }
      said =
          before != null
              ? before
              : new Said(
                  "om_" + ids.incrementAndGet(),
                  to,
                  kind,
                  Feishu.JSON.readTree(content),
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
    if (fault == Feishu.Fault.LOST_ANSWER) {
      breakOff(ctx);
      return;
    }
    ObjectNode answer = Feishu.JSON.createObjectNode().put("code", 0).put("msg", "success");
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
    ObjectNode shown = Feishu.JSON.createObjectNode();
    shown.put("message_id", said.id).put("msg_type", said.kind).put("chat_id", said.to);
    shown.put("create_time", String.valueOf(said.atMillis)).put("deleted", false);
    shown
        .putObject("sender")
        .put("id", Feishu.APP)
        .put("id_type", "app_id")
        .put("sender_type", "app");
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
    ObjectNode rendered = Feishu.JSON.createObjectNode();
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

  void patch(Context ctx) throws JsonProcessingException {
    if (!feishu.isAuthorized(ctx)) {
      return;
    }
    Said said = messages.get(ctx.pathParam("id"));
    JsonNode card = Feishu.JSON.readTree(Feishu.JSON.readTree(ctx.body()).path("content").asText());
    if (said == null || !said.kind.equals("interactive")) {
      Feishu.error(ctx, 230_001, "no such card");
      return;
    }
    if (recalled.contains(said.id)) {
      Feishu.error(ctx, 230_011, "The message is recalled.");
      return;
    }
    String wrong = taken.wrongCard(card);
    if (wrong != null || !said.content().at("/config/update_multi").asBoolean(false)) {
      feishu.violation("patch: " + (wrong == null ? "update_multi is not set" : wrong));
      Feishu.error(ctx, 230_001, String.valueOf(wrong));
      return;
    }
    synchronized (lock) {
      said.content = card;
      lock.notifyAll();
    }
    Feishu.error(ctx, 0, "success");
  }

  void history(Context ctx) {
    if (!feishu.isAuthorized(ctx)) {
      return;
    }
    if (!"chat".equals(ctx.queryParam("container_id_type"))) {
      feishu.violation("container_id_type: " + ctx.queryParam("container_id_type"));
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
              .filter(m -> m.to.equals(chat) && !recalled.contains(m.id))
              .filter(m -> m.atMillis / 1000 >= start)
              .toList();
    }
    ObjectNode answer = Feishu.JSON.createObjectNode().put("code", 0).put("msg", "success");
    ObjectNode data = answer.putObject("data");
    int until = Math.min(there.size(), from + size);
    data.put("has_more", until < there.size()).put("page_token", String.valueOf(until));
    ArrayNode items = data.putArray("items");
    there.subList(Math.min(from, until), until).forEach(m -> items.add(shown(m)));
    ctx.contentType("application/json").result(answer.toString());
  }

  void image(Context ctx) throws IOException {
    if (!feishu.isAuthorized(ctx)) {
      return;
    }
    UploadedFile file = ctx.uploadedFile("image");
    if (file == null || !"message".equals(ctx.formParam("image_type"))) {
      feishu.violation("image upload: " + ctx.formParamMap());
      Feishu.error(ctx, 234_001, "Invalid request param");
      return;
    }
    String key = "img_v3_" + ids.incrementAndGet();
    try (var in = file.content()) {
      images.put(key, in.readAllBytes());
    }
    ObjectNode answer = Feishu.JSON.createObjectNode().put("code", 0).put("msg", "success");
    answer.putObject("data").put("image_key", key);
    ctx.contentType("application/json").result(answer.toString());
  }

  void pin(Context ctx) throws JsonProcessingException {
    if (!feishu.isAuthorized(ctx)) {
      return;
    }
    String message = Feishu.JSON.readTree(ctx.body()).path("message_id").asText();
    if (!messages.containsKey(message)) {
      feishu.violation("pin: " + message);
      Feishu.error(ctx, 230_001, "no such message");
      return;
    }
    pinned.add(message);
    ObjectNode answer = Feishu.JSON.createObjectNode().put("code", 0).put("msg", "success");
    answer.putObject("data").putObject("pin").put("message_id", message);
    ctx.contentType("application/json").result(answer.toString());
  }

  void chat(Context ctx) {
    if (!feishu.isAuthorized(ctx)) {
      return;
    }
    if (dissolved.contains(ctx.pathParam("id"))) {
      Feishu.error(ctx, 232_009, "Your request specifies a chat which has already been dissolved.");
      return;
    }
    if (!groups.contains(ctx.pathParam("id"))) {
      Feishu.error(ctx, 232_011, "Operator can NOT be out of the chat.");
      return;
    }
    ObjectNode answer = Feishu.JSON.createObjectNode().put("code", 0).put("msg", "success");
    answer.putObject("data").put("name", "财政局工作群").put("chat_status", "normal");
    ctx.contentType("application/json").result(answer.toString());
  }

  /** Waits until so many messages of the bot's stand there. */
  List<Said> await(String to, int count, Duration longest) throws InterruptedException {
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

  List<Said> said(String to) {
    synchronized (lock) {
      return messages.values().stream().filter(m -> m.to.equals(to)).toList();
    }
  }

  void fail(Feishu.Fault next) {
    synchronized (lock) {
      faults.add(next);
    }
  }

  /** An hour has passed: a message with a uuid of before is another message. */
  void forgetUuids() {
    synchronized (lock) {
      byUuid.clear();
    }
  }

  byte @Nullable [] image(String key) {
    return images.get(key);
  }
}
