package homestretch.testing.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Discord's gateway: one bot, one guild, sessions that can be resumed. */
final class Gateway {
  private static final int HEARTBEAT = 41_250;

  private final Supplier<String> token;
  private final Supplier<ObjectNode> ready;
  private final Supplier<ObjectNode> guild;
  private final Map<String, Socket> sockets = new ConcurrentHashMap<>();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  final AtomicInteger identified = new AtomicInteger();
  final AtomicInteger resumed = new AtomicInteger();

  Gateway(Supplier<String> token, Supplier<ObjectNode> ready, Supplier<ObjectNode> guild) {
    this.token = token;
    this.ready = ready;
    this.guild = guild;
  }

  /** What was sent in a session, to be sent again after a resume. */
  private static final class Session {
    private final List<String> sent = new ArrayList<>();
    private @Nullable Socket socket;
  }

  /** One connection, with the stream of its compression. */
  private static final class Socket {
    private final WsContext ws;
    private final @Nullable Deflater deflater;

    Socket(WsContext ws) {
      this.ws = ws;
      this.deflater = "zlib-stream".equals(ws.queryParam("compress")) ? new Deflater() : null;
    }

    synchronized void send(String json) {
      if (!ws.session.isOpen()) {
        return;
      }
      if (deflater == null) {
        ws.send(json);
        return;
      }
      deflater.setInput(json.getBytes(StandardCharsets.UTF_8));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      int length;
      while ((length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH)) > 0) {
        out.write(buffer, 0, length);
      }
      ws.send(ByteBuffer.wrap(out.toByteArray()));
    }
  }

  private volatile JsonNode presence = MissingNode.getInstance();

  void configure(WsConfig ws) {
    ws.onConnect(
        context -> {
          context.session.setIdleTimeout(Duration.ofMinutes(5));
          Socket socket = new Socket(context);
          sockets.put(context.sessionId(), socket);
          socket.send("{\"op\":10,\"d\":{\"heartbeat_interval\":%d}}".formatted(HEARTBEAT));
        });
    ws.onMessage(
        context -> {
          Socket socket = sockets.get(context.sessionId());
          if (socket != null) {
            receive(socket, Http.JSON.readTree(context.message()));
          }
        });
    ws.onClose(context -> sockets.remove(context.sessionId()));
    ws.onError(context -> sockets.remove(context.sessionId()));
  }

  /** The bot's last presence; missing until it has shown one. */
  JsonNode presence() {
    return presence;
  }

  private synchronized void receive(Socket socket, JsonNode message) {
    JsonNode data = message.path("d");
    switch (message.path("op").asInt()) {
      case 1 -> socket.send("{\"op\":11}");
      case 2 -> {
        if (!data.path("token").asText().equals(token.get())) {
          socket.ws.closeSession(4004, "Authentication failed.");
          return;
        }
        identified.incrementAndGet();
        String id = UUID.randomUUID().toString().replace("-", "");
        Session session = new Session();
        session.socket = socket;
        sessions.put(id, session);
        send(session, "READY", ready.get().put("session_id", id));
        send(session, "GUILD_CREATE", guild.get());
      }
      case 6 -> {
        Session session = sessions.get(data.path("session_id").asText());
        if (session == null) {
          socket.send("{\"op\":9,\"d\":false}");
          return;
        }
        resumed.incrementAndGet();
        session.socket = socket;
        int from = Math.min(data.path("seq").asInt(), session.sent.size());
        List.copyOf(session.sent.subList(from, session.sent.size())).forEach(socket::send);
        send(session, "RESUMED", Http.JSON.createObjectNode());
      }
      case 3 -> presence = data;
      default -> {
        // Requests of members and the like: Discord says nothing either.
      }
    }
  }

  private void send(Session session, String type, ObjectNode data) {
    ObjectNode event = Http.JSON.createObjectNode();
    event.put("op", 0).put("t", type).put("s", session.sent.size() + 1).set("d", data);
    session.sent.add(event.toString());
    if (session.socket != null) {
      session.socket.send(event.toString());
    }
  }

  /** To every session; kept for those that are away. */
  synchronized void dispatch(String type, ObjectNode data) {
    sessions.values().forEach(session -> send(session, type, data));
  }

  /** Op 7: the bot is asked to connect again. */
  void askToReconnect() {
    sockets.values().forEach(socket -> socket.send("{\"op\":7,\"d\":null}"));
  }

  /** Op 9. */
  synchronized void invalidate(boolean resumable) {
    if (!resumable) {
      sessions.clear();
    }
    sockets.values().forEach(s -> s.send("{\"op\":9,\"d\":%s}".formatted(resumable)));
  }

  /** Cuts every connection without a word. */
  void drop() {
    sockets.values().forEach(socket -> socket.ws.session.disconnect());
  }

  void close(int code, String reason) {
    sockets.values().forEach(socket -> socket.ws.closeSession(code, reason));
  }

  boolean isConnected() {
    return sessions.values().stream()
        .anyMatch(s -> s.socket != null && s.socket.ws.session.isOpen());
  }
}
