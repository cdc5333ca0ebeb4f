package homestretch.testing.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Messages of the bot's that stay: they are edited, pinned, deleted, and have threads. */
final class Kept {
  private final Guild guild;
  private final Messages messages;
  private final Rules rules;
  private final Schemas schemas = new Schemas("/discord/kept.json");

  /** The channel of each thread; a thread has the id of its message. */
  private final Map<String, String> threads = new TreeMap<>();

  final AtomicInteger edits = new AtomicInteger();

  Kept(Guild guild, Messages messages, Rules rules) {
    this.guild = guild;
    this.messages = messages;
    this.rules = rules;
  }

  private boolean refused(Context ctx, String method, String path, JsonNode body) {
    List<String> faults = schemas.faults(method, path, body);
    if (!faults.isEmpty()) {
      rules.broken(method + " " + path + ": " + faults);
      Http.error(ctx, 400, 50035, "Invalid Form Body");
    }
    return !faults.isEmpty();
  }

  /** A message of the bot's; answers what is wrong if it is not there. */
  private @Nullable ObjectNode own(Context ctx) {
    Guild.Channel channel = guild.find(ctx.pathParam("channel")).orElse(null);
    if (channel == null) {
      Http.error(ctx, 404, 10003, "Unknown Channel");
      return null;
    }
    if (channel.standing == Discord.Standing.HIDDEN) {
      Http.error(ctx, 403, 50001, "Missing Access");
      return null;
    }
    ObjectNode found =
        channel.messages.stream()
            .filter(m -> m.path("id").asText().equals(ctx.pathParam("message")))
            .findFirst()
            .orElse(null);
    if (found == null) {
      Http.error(ctx, 404, 10008, "Unknown Message");
    }
    return found;
  }

  void edit(Context ctx) throws IOException {
    JsonNode body = Http.body(ctx);
    if (refused(ctx, "patch", "/channels/{channel_id}/messages/{message_id}", body)) {
      return;
    }
    synchronized (messages) {
      ObjectNode message = own(ctx);
      if (message != null) {
        edits.incrementAndGet();
        message.setAll(Messages.edited(message, body));
        Http.answer(ctx, 200, message);
      }
    }
  }

  void pin(Context ctx) {
    synchronized (messages) {
      ObjectNode message = own(ctx);
      if (message == null) {
        return;
      }
      if (guild.known(ctx.pathParam("channel")).standing == Discord.Standing.NO_PINS) {
        Http.error(ctx, 403, 50013, "Missing Permissions");
        return;
      }
      message.put("pinned", true);
      ctx.status(204);
    }
  }

  /** Opens a thread under a message; there is one at most. */
  void thread(Context ctx) throws IOException {
    JsonNode body = Http.body(ctx);
    if (refused(ctx, "post", "/channels/{channel_id}/messages/{message_id}/threads", body)) {
      return;
    }
    synchronized (messages) {
      if (own(ctx) == null) {
        return;
      }
      String id = ctx.pathParam("message");
      if (threads.containsKey(id)) {
        Http.error(ctx, 400, 160004, "A thread has already been created for this message");
        return;
      }
      threads.put(id, ctx.pathParam("channel"));
      Guild.Channel thread = guild.thread(id, ctx.pathParam("channel"), body.path("name").asText());
      Http.answer(ctx, 201, guild.json(thread));
    }
  }

  /** The threads under a channel's messages. */
  List<String> threads(String channel) {
    synchronized (messages) {
      return threads.entrySet().stream()
          .filter(thread -> thread.getValue().equals(channel))
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /** Somebody deletes a message. */
  void delete(String channel, String message) {
    synchronized (messages) {
      guild.known(channel).messages.removeIf(m -> m.path("id").asText().equals(message));
    }
  }
}
