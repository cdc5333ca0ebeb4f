package homestretch.testing.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An interaction that was pushed through the gateway, and what the bot made of it. */
public final class Asked {
  private static final long PATIENCE = 15;

  final String id;
  final String token;
  final String channel;
  final @Nullable String messageId;

  /** When it was pushed, as System.nanoTime() tells. */
  final long at;

  final CompletableFuture<JsonNode> callback = new CompletableFuture<>();
  final CompletableFuture<ObjectNode> filled = new CompletableFuture<>();
  final List<ObjectNode> followUps = new CopyOnWriteArrayList<>();
  volatile @Nullable ObjectNode original;
  volatile boolean isTakenBack;

  Asked(String id, String token, String channel, @Nullable String messageId, long at) {
    this.id = id;
    this.token = token;
    this.channel = channel;
    this.messageId = messageId;
    this.at = at;
  }

  /** The first word of the bot, as it sent it: {@code type} and {@code data}. */
  public JsonNode callback() {
    return get(callback);
  }

  public int type() {
    return callback().path("type").asInt();
  }

  /** Whether only the asker sees the answer. */
  public boolean isEphemeral() {
    return (callback().at("/data/flags").asInt() & 64) != 0;
  }

  /** The answering message as it stands, waiting for it where it was only announced so far. */
  public JsonNode message() {
    return get(filled);
  }

  /** The answer's texts in one: titles, descriptions, footers. */
  public String text() {
    return Discord.text(message());
  }

  /** Whether the bot has deleted what it answered or announced. */
  public boolean isTakenBack() {
    return isTakenBack;
  }

  public List<ObjectNode> followUps() {
    return followUps;
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the bot has not answered", e);
    }
  }
}
