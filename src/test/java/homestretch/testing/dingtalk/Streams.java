package homestretch.testing.dingtalk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.websocket.WsContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The robot's streams: each opened by a ticket, what comes over them acknowledged. */
final class Streams {
  private static final Duration TICKET = Duration.ofSeconds(90);

  private final Object lock = new Object();
  private final DingTalk dingtalk;
  private final AtomicLong ids;
  private final Map<String, Long> tickets = new HashMap<>();
  private final Map<String, WsContext> sockets = new LinkedHashMap<>();
  private final Map<String, String> unacknowledged = new LinkedHashMap<>();
  private int connections;
  private boolean lateTickets;

  Streams(DingTalk dingtalk, AtomicLong ids) {
    this.dingtalk = dingtalk;
    this.ids = ids;
  }

  String ticket() {
    String ticket = "ticket-" + ids.incrementAndGet() + "+/=";
    synchronized (lock) {
      tickets.put(ticket, System.nanoTime() + TICKET.toNanos());
    }
    return ticket;
  }

  void connected(WsContext c) {
    c.session.setIdleTimeout(Duration.ofMinutes(5));
    // What was lost with the connection before comes again; what is delivered from now on comes
    // once.
    List<String> again;
    synchronized (lock) {
      // The SDK does not encode it: a plus sign comes as a blank.
      String ticket = String.valueOf(c.queryParam("ticket")).replace(' ', '+');
      Long ends = tickets.remove(ticket);
      if (ends == null || ends < System.nanoTime() || lateTickets) {
        lateTickets = false;
        c.closeSession(1008, "ticket");
        return;
      }
      connections++;
      again = List.copyOf(unacknowledged.values());
      sockets.put(c.sessionId(), c);
    }
    c.send(frame("SYSTEM", "CONNECTED", "m" + ids.incrementAndGet(), "{}"));
    c.send(frame("SYSTEM", "ping", "m" + ids.incrementAndGet(), "{\"opaque\":\"1\"}"));
    again.forEach(c::send);
  }

  void gone(WsContext c) {
    synchronized (lock) {
      sockets.remove(c.sessionId());
    }
  }

  static String frame(String type, String topic, String message, String data) {
    ObjectNode frame = DingTalk.JSON.createObjectNode().put("specVersion", "1.0").put("type", type);
    frame
        .putObject("headers")
        .put("appId", "app")
        .put("connectionId", "c")
        .put("contentType", "application/json")
        .put("messageId", message)
        .put("time", "1795680000000")
        .put("topic", topic);
    return frame.put("data", data).toString();
  }

  void read(String text) throws JsonProcessingException {
    JsonNode answer = DingTalk.JSON.readTree(text);
    if (answer.path("code").asInt() != 200 || answer.at("/headers/messageId").isMissingNode()) {
      dingtalk.violation("acknowledged by " + text);
    }
    synchronized (lock) {
      unacknowledged.remove(answer.at("/headers/messageId").asText());
      lock.notifyAll();
    }
  }

  void deliver(String frame) {
    synchronized (lock) {
      WsContext to =
          sockets.values().stream()
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no robot is connected"));
      try {
        unacknowledged.put(DingTalk.JSON.readTree(frame).at("/headers/messageId").asText(), frame);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
      to.send(frame);
    }
  }

  /** Nothing more comes over the present connections. */
  void disconnect() {
    synchronized (lock) {
      sockets
          .values()
          .forEach(s -> s.send(frame("SYSTEM", "disconnect", "m" + ids.incrementAndGet(), "{}")));
      sockets.clear();
    }
  }

  /** The tickets that were given and not used yet end. */
  void endTickets() {
    synchronized (lock) {
      lateTickets = true;
    }
  }

  void drop() {
    synchronized (lock) {
      sockets.values().forEach(s -> s.session.disconnect());
      sockets.clear();
    }
  }

  boolean isConnected() {
    synchronized (lock) {
      return !sockets.isEmpty();
    }
  }

  int connections() {
    synchronized (lock) {
      return connections;
    }
  }

  boolean isAllAcknowledged() {
    synchronized (lock) {
      return unacknowledged.isEmpty();
    }
  }
}
