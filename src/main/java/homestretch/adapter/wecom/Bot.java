package homestretch.adapter.wecom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.Protocol;
import homestretch.adapter.socket.StayAway;
import homestretch.adapter.socket.Wire;
import homestretch.core.chat.Permit;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * WeCom's frames: {@code {cmd, headers: {req_id}, body}}, each answered by {@code {headers:
 * {req_id}, errcode, errmsg, body}}.
 */
final class Bot implements Protocol {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final String SUBSCRIBE = "aibot_subscribe";
  private static final String PING = "ping";
  private static final Duration PING_EVERY = Duration.ofSeconds(30);

  /**
   * The vendor's SDK gives up after five seconds; one that comes later still tells us something.
   */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  /** The vendor's SDK counts pieces of so many bytes from 0; its types say from 1. */
  private static final int PIECE = 512 * 1024;

  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(5);

  /** Until the seat changes or the program is started anew. */
  private static final Duration FOR_GOOD = Duration.ofDays(365);

  private final URI socketUrl;
  private final String id;
  private final String secret;

  /** Gets the command, and the whole frame. */
  private final BiConsumer<String, JsonNode> events;

  private final Map<String, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();

  /** What WeCom answered. */
  record Answer(int code, String message, JsonNode body) {
    boolean isGood() {
      return code == 0;
    }
  }

  /** It was sent, and nobody knows what became of it. */
  static final class NoAnswer extends IOException {
    NoAnswer(String why) {
      super(why);
    }
  }

  Bot(String socketUrl, String id, String secret, BiConsumer<String, JsonNode> events) {
    this.socketUrl = URI.create(socketUrl);
    this.id = id;
    this.secret = secret;
    this.events = events;
  }

  @Override
  public Dial dial() {
    return new Dial(socketUrl, PING_EVERY);
  }

  @Override
  public void opened(Wire wire) throws IOException, InterruptedException, StayAway {
    ObjectNode body = JSON.createObjectNode().put("bot_id", id).put("secret", secret);
    Answer answer = ask(wire, SUBSCRIBE, requestId(SUBSCRIBE), body, () -> true);
    if (!answer.isGood()) {
      throw new StayAway(
          WeComTexts.credentials(answer.code() + " " + answer.message()), AFTER_REFUSAL);
    }
  }

  @Override
  public void ping(Wire wire) throws IOException {
    wire.text(frame(PING, requestId(PING)).toString());
  }

  static String requestId(String command) {
    return command + "_" + UUID.randomUUID().toString().replace("-", "");
  }

  private static ObjectNode frame(String command, String request) {
    ObjectNode frame = JSON.createObjectNode().put("cmd", command);
    frame.putObject("headers").put("req_id", request);
    return frame;
  }

  /**
   * Sends a frame and waits for its answer.
   *
   * @param request of the event that it answers, or a new one
   * @throws homestretch.adapter.socket.NotSent nothing was sent
   * @throws NoAnswer it was sent and not answered
   * @throws IOException it may or may not have been sent
   */
  Answer ask(Wire wire, String command, String request, JsonNode body, Permit permit)
      throws IOException, InterruptedException {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(request, answer);
    try {
      wire.text(frame(command, request).set("body", body).toString(), permit);
      JsonNode told = answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(
          told.path("errcode").asInt(), told.path("errmsg").asText(), told.path("body"));
    } catch (TimeoutException e) {
      throw new NoAnswer("WeCom has not answered for " + ANSWER.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new NoAnswer("the connection broke before WeCom answered");
    } finally {
      pending.remove(request, answer);
    }
  }

  /**
   * Uploads a picture in pieces; answers the id by which messages show it for three days.
   *
   * @throws IOException it was not taken; nobody sees anything of it
   */
  String upload(Wire wire, String name, byte[] png) throws IOException, InterruptedException {
    int pieces = (png.length + PIECE - 1) / PIECE;
    ObjectNode begun = JSON.createObjectNode().put("type", "image").put("filename", name);
    begun.put("total_size", png.length).put("total_chunks", pieces).put("md5", md5(png));
    String id = uploaded(wire, "aibot_upload_media_init", begun).path("upload_id").asText();
    for (int i = 0; i < pieces; i++) {
      byte[] piece = Arrays.copyOfRange(png, i * PIECE, Math.min(png.length, (i + 1) * PIECE));
      ObjectNode body = JSON.createObjectNode().put("upload_id", id).put("chunk_index", i);
      body.put("base64_data", Base64.getEncoder().encodeToString(piece));
      uploaded(wire, "aibot_upload_media_chunk", body);
    }
    ObjectNode whole = JSON.createObjectNode().put("upload_id", id);
    return uploaded(wire, "aibot_upload_media_finish", whole).path("media_id").asText();
  }

  private JsonNode uploaded(Wire wire, String command, ObjectNode body)
      throws IOException, InterruptedException {
    Answer answer = ask(wire, command, requestId(command), body, () -> true);
    if (!answer.isGood()) {
      throw new IOException(command + ": " + answer.code() + " " + answer.message());
    }
    return answer.body();
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void text(String message) throws StayAway {
    JsonNode frame;
    try {
      frame = JSON.readTree(message);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON, " + message.length() + " characters", e);
    }
    String command = frame.path("cmd").asText("");
    if (command.isEmpty()) {
      CompletableFuture<JsonNode> asked = pending.get(frame.at("/headers/req_id").asText());
      if (asked != null) {
        asked.complete(frame);
      }
      return;
    }
    if (frame.at("/body/event/eventtype").asText().equals("disconnected_event")) {
      throw new StayAway(WeComTexts.KICKED, FOR_GOOD);
    }
    events.accept(command, frame);
  }

  @Override
  public void closed() {
    pending.values().forEach(p -> p.completeExceptionally(new IOException("closed")));
  }
}
