package homestretch.adapter.feishu;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.socket.NotSent;
import homestretch.adapter.socket.Protocol;
import homestretch.adapter.socket.StayAway;
import homestretch.adapter.socket.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feishu's long connection. An event may come in pieces, in any order; it is acknowledged as soon
 * as it is whole, well before it is answered, since Feishu sends it again after three seconds.
 */
final class LongConnection implements Protocol {
  private static final Logger log = LoggerFactory.getLogger(LongConnection.class);
  private static final Pattern SERVICE = Pattern.compile("[?&]service_id=(\\d+)");
  private static final Duration PING = Duration.ofSeconds(120);
  private static final Duration LONGEST_PING = Duration.ofMinutes(10);
  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(5);
  private static final int MOST_PIECES = 1000;
  private static final int MOST_OPEN = 100;

  /** Feishu is busy or broken: codes on which its SDK tries again. */
  private static final List<Integer> PASSING = List.of(1, 1_000_040_343);

  private final FeishuApi api;
  private final Consumer<JsonNode> events;
  private int service;
  private @Nullable Wire wire;

  /** Events of which not all pieces have come; the oldest go first. */
  private final Map<String, Map<Integer, byte[]>> pieces =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<Integer, byte[]>> eldest) {
          return size() > MOST_OPEN;
        }
      };

  LongConnection(FeishuApi api, Consumer<JsonNode> events) {
    this.api = api;
    this.events = events;
  }

  @Override
  public Dial dial() throws IOException, InterruptedException, StayAway {
    FeishuApi.Answer answer = api.endpoint();
    if (!answer.isGood()) {
      if (!answer.isTold() || PASSING.contains(answer.code())) {
        throw new NotSent(FeishuTexts.noAddress(answer.status(), answer.told()));
      }
      throw new StayAway(FeishuTexts.credentials(answer.told()), AFTER_REFUSAL);
    }
    String url = answer.data().path("URL").asText();
    Matcher id = SERVICE.matcher(url);
    service = id.find() ? Integer.parseInt(id.group(1)) : 0;
    Duration ping =
        Duration.ofSeconds(answer.data().at("/ClientConfig/PingInterval").asLong(PING.toSeconds()));
    boolean isSane = !ping.isNegative() && !ping.isZero() && ping.compareTo(LONGEST_PING) <= 0;
    return new Dial(URI.create(url), isSane ? ping : PING);
  }

  @Override
  public void opened(Wire opened) throws IOException {
    wire = opened;
    ping(opened);
  }

  @Override
  public void ping(Wire to) throws IOException {
    to.bytes(
        Frame.of(service, Frame.CONTROL, List.of(new Frame.Header("type", "ping")), new byte[0])
            .written());
  }

  @Override
  public void bytes(byte[] message) {
    Frame frame = Frame.read(message);
    if (frame.method() != Frame.DATA) {
      return;
    }
    byte[] whole = whole(frame);
    if (whole == null) {
      return;
    }
    acknowledge(frame);
    JsonNode event;
    try {
      event = FeishuApi.JSON.readTree(whole);
    } catch (IOException e) {
      throw new IllegalArgumentException("an event that is no JSON", e);
    }
    events.accept(event);
  }

  private void acknowledge(Frame frame) {
    Wire to = wire;
    if (to == null) {
      return;
    }
    // On a thread of its own: the answer must not wait for the socket's reader.
    Thread.startVirtualThread(
        () -> {
          try {
            to.bytes(
                frame
                    .answered("{\"code\":200}".getBytes(UTF_8), new Frame.Header("biz_rt", "0"))
                    .written());
          } catch (IOException e) {
            // Feishu sends it again, to whichever connection; it is taken up once.
            log.info("Feishu: an event was not acknowledged: {}", e.getMessage());
          }
        });
  }

  /** The event once all its pieces are here; null before. */
  private byte @Nullable [] whole(Frame frame) {
    int sum = number(frame, "sum", 1);
    int seq = number(frame, "seq", 0);
    if (sum <= 1) {
      return frame.payload();
    }
    if (sum > MOST_PIECES || seq < 0 || seq >= sum) {
      throw new IllegalArgumentException("piece " + seq + " of " + sum);
    }
    String id = frame.header("message_id").orElse("");
    Map<Integer, byte[]> there = pieces.computeIfAbsent(id, i -> new HashMap<>());
    there.put(seq, frame.payload());
    if (there.size() < sum) {
      return null;
    }
    pieces.remove(id);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < sum; i++) {
      all.writeBytes(Objects.requireNonNull(there.get(i), "a piece is missing"));
    }
    return all.toByteArray();
  }

  private static int number(Frame frame, String header, int otherwise) {
    try {
      return Integer.parseInt(frame.header(header).orElse(String.valueOf(otherwise)));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  @Override
  public void closed() {
    wire = null;
    pieces.clear();
  }
}
