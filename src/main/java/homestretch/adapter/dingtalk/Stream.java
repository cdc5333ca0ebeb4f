package homestretch.adapter.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.NotSent;
import homestretch.adapter.socket.Protocol;
import homestretch.adapter.socket.StayAway;
import homestretch.adapter.socket.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DingTalk's stream: {@code {type, headers: {topic, messageId}, data}}, each to be acknowledged by
 * {@code {code, headers: {messageId}, data}}. After the topic {@code disconnect} nothing more comes
 * over the connection, though it stays open for some seconds.
 */
final class Stream implements Protocol {
  static final String ROBOT = "/v1.0/im/bot/messages/get";
  static final String CARD = "/v1.0/card/instances/callback";

  private static final Logger log = LoggerFactory.getLogger(Stream.class);
  private static final Duration PING = Duration.ofSeconds(30);
  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(5);

  private final DingTalkApi api;

  /** Gets what people write and press. */
  interface Callbacks {
    /**
     * @param frame the id of the frame
     */
    void came(String topic, String frame, JsonNode data);
  }

  private final Callbacks callbacks;

  private @Nullable Wire wire;

  Stream(DingTalkApi api, Callbacks callbacks) {
    this.api = api;
    this.callbacks = callbacks;
  }

  @Override
  public Dial dial() throws IOException, InterruptedException, StayAway {
    DingTalkApi.Answer answer = api.open(ROBOT, CARD);
    if (!answer.isGood()) {
      boolean isRefusal = answer.isTold() && answer.status() >= 400 && answer.status() < 500;
      if (!isRefusal || answer.status() == 429) {
        throw new NotSent(DingTalkTexts.noStream(answer.told()));
      }
      throw new StayAway(DingTalkTexts.credentials(answer.told()), AFTER_REFUSAL);
    }
    String endpoint = answer.body().path("endpoint").asText();
    String ticket = answer.body().path("ticket").asText();
    return new Dial(URI.create(endpoint + "?ticket=" + URLEncoder.encode(ticket, UTF_8)), PING);
  }

  @Override
  public void opened(Wire opened) {
    wire = opened;
  }

  @Override
  public void ping(Wire to) throws IOException {
    to.ping();
  }

  @Override
  public void text(String message) {
    JsonNode frame;
    JsonNode data;
    try {
      frame = DingTalkApi.JSON.readTree(message);
      data = DingTalkApi.JSON.readTree(frame.path("data").asText("{}"));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON, " + message.length() + " characters", e);
    }
    String topic = frame.at("/headers/topic").asText();
    switch (frame.path("type").asText()) {
      case "SYSTEM" -> {
        if (topic.equals("ping")) {
          acknowledge(frame, frame.path("data").asText("{}"));
        } else if (topic.equals("disconnect")) {
          // Events go elsewhere from now on: the line is dialled anew.
          hangUp();
        }
      }
      case "EVENT" -> acknowledge(frame, "{\"status\":\"SUCCESS\",\"message\":\"\"}");
      case "CALLBACK" -> {
        acknowledge(frame, "{\"response\":{}}");
        callbacks.came(topic, frame.at("/headers/messageId").asText(), data);
      }
      default -> log.info("DingTalk sends a frame of a type that is not known");
    }
  }

  private void acknowledge(JsonNode frame, String data) {
    Wire to = wire;
    if (to == null) {
      return;
    }
    ObjectNode answer = DingTalkApi.JSON.createObjectNode().put("code", 200).put("message", "OK");
    answer
        .putObject("headers")
        .put("contentType", "application/json")
        .put("messageId", frame.at("/headers/messageId").asText());
    answer.put("data", data);
    // On a thread of its own: the answer must not wait for the socket's reader.
    Thread.startVirtualThread(
        () -> {
          try {
            to.text(answer.toString());
          } catch (IOException e) {
            // DingTalk sends it again; it is taken up once.
            log.info("DingTalk: a message was not acknowledged: {}", e.getMessage());
          }
        });
  }

  private void hangUp() {
    Wire to = wire;
    if (to != null) {
      to.hangUp();
    }
  }

  @Override
  public void closed() {
    wire = null;
  }
}
