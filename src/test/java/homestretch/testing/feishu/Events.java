package homestretch.testing.feishu;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.feishu.Frame;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The app's long connections: each event goes to one of them by chance, and again with the same id
 * until it is acknowledged.
 */
final class Events {
  private static final Duration ACKNOWLEDGE = Duration.ofSeconds(3);

  private final Object lock = new Object();
  private final AtomicLong ids;
  private final Map<String, WsContext> sockets = new LinkedHashMap<>();
  private final Map<String, ObjectNode> unacknowledged = new LinkedHashMap<>();
  private final Map<String, Integer> deliveries = new HashMap<>();
  volatile boolean inFragments;

  Events(AtomicLong ids) {
    this.ids = ids;
  }

  void connected(WsContext c) {
    c.session.setIdleTimeout(Duration.ofMinutes(5));
    synchronized (lock) {
      sockets.put(c.sessionId(), c);
    }
  }

  void gone(WsContext c) {
    synchronized (lock) {
      sockets.remove(c.sessionId());
    }
  }

  void drop() {
    synchronized (lock) {
      sockets.values().forEach(s -> s.session.disconnect());
      sockets.clear();
    }
  }

  int connections() {
    synchronized (lock) {
      return sockets.size();
    }
  }

  int deliveries(String event) {
    synchronized (lock) {
      return deliveries.getOrDefault(event, 0);
    }
  }

  boolean isAllAcknowledged() {
    synchronized (lock) {
      return unacknowledged.isEmpty();
    }
  }

  void read(WsContext from, byte[] bytes) throws IOException {
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
    JsonNode answer = Feishu.JSON.readTree(frame.payload());
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
  void event(ObjectNode event) {
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
}
