package homestretch.testing.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in the channels, and what the bot does about it. */
final class Messages {
  private final Ids ids;
  private final Guild guild;
  private final Directs directs;
  private final Rules rules;
  private final Map<String, ObjectNode> byNonce = new LinkedHashMap<>();

  Messages(Ids ids, Guild guild, Directs directs, Rules rules) {
    this.ids = ids;
    this.guild = guild;
    this.directs = directs;
    this.rules = rules;
  }

  synchronized List<JsonNode> in(String channel) {
    return List.copyOf(of(channel));
  }

  /** What the bot has written to one person alone. */
  synchronized List<JsonNode> to(User user) {
    return directs
        .with(user)
        .map(direct -> List.<JsonNode>copyOf(direct.messages))
        .orElse(List.of());
  }

  private List<ObjectNode> of(String channel) {
    return directs
        .find(channel)
        .map(direct -> direct.messages)
        .orElseGet(() -> guild.known(channel).messages);
  }

  synchronized int count() {
    return guild.channels().stream().mapToInt(c -> c.messages.size()).sum();
  }

  /** Somebody writes. */
  void write(String channel, User user, String content) {
    ObjectNode message = message(channel, Http.JSON.createObjectNode().put("content", content));
    message.set("author", Guild.author(user));
    synchronized (this) {
      guild.known(channel).messages.add(message);
    }
  }

  /** As if the few minutes of nonce memory were over. */
  synchronized void forgetNonces() {
    byNonce.clear();
  }

  void create(Context ctx) throws IOException {
    Directs.Direct direct = directs.find(ctx.pathParam("channel")).orElse(null);
    if (direct != null) {
      if (directs.isClosed(direct)) {
        Http.error(ctx, 403, 50007, "Cannot send messages to this user");
      } else {
        store(ctx);
      }
      return;
    }
    Discord.Standing standing =
        guild
            .find(ctx.pathParam("channel"))
            .map(channel -> channel.standing)
            .orElse(Discord.Standing.GONE);
    switch (standing) {
      case GONE -> Http.error(ctx, 404, 10003, "Unknown Channel");
      case HIDDEN -> Http.error(ctx, 403, 50001, "Missing Access");
      case READ_ONLY -> Http.error(ctx, 403, 50013, "Missing Permissions");
      case ARCHIVED -> Http.error(ctx, 400, 50083, "Thread is archived");
      case OPEN, NO_HISTORY, NO_PINS -> {
        store(ctx);
      }
    }
  }

  private void store(Context ctx) throws IOException {
    JsonNode body = Http.body(ctx);
    if (!rules.refused(ctx, "post", "/channels/{channel_id}/messages", body)) {
      Http.answer(ctx, 200, stored(ctx.pathParam("channel"), body));
    }
  }

  private synchronized ObjectNode stored(String channel, JsonNode body) {
    String nonce = body.path("nonce").asText("");
    if (body.path("enforce_nonce").asBoolean() && byNonce.containsKey(nonce)) {
      return byNonce.get(nonce);
    }
    ObjectNode message = message(channel, body);
    of(channel).add(message);
    if (nonce.isEmpty()) {
      return message;
    }
    ObjectNode answered = message.deepCopy().put("nonce", nonce);
    byNonce.put(nonce, answered);
    return answered;
  }

  synchronized void history(Context ctx) {
    String id = ctx.pathParam("channel");
    Discord.Standing standing =
        directs.find(id).isPresent()
            ? Discord.Standing.OPEN
            : guild.find(id).map(channel -> channel.standing).orElse(Discord.Standing.GONE);
    if (standing == Discord.Standing.GONE) {
      Http.error(ctx, 404, 10003, "Unknown Channel");
      return;
    }
    if (standing == Discord.Standing.HIDDEN) {
      Http.error(ctx, 403, 50001, "Missing Access");
      return;
    }
    ArrayNode page = Http.JSON.createArrayNode();
    if (standing != Discord.Standing.NO_HISTORY) {
      long after = Long.parseLong(ctx.queryParam("after") == null ? "0" : ctx.queryParam("after"));
      int limit =
          Integer.parseInt(ctx.queryParam("limit") == null ? "50" : ctx.queryParam("limit"));
      // The ones just after, newest first.
      of(id).stream()
          .filter(m -> Long.parseLong(m.path("id").asText()) > after)
          .limit(limit)
          .toList()
          .reversed()
          .forEach(page::add);
    }
    Http.answer(ctx, 200, page);
  }

  static ObjectNode edited(ObjectNode message, JsonNode body) {
    ObjectNode edited = message.deepCopy();
    edited.setAll(shown(body));
    return edited;
  }

  /** What a request sets of a message. */
  private static ObjectNode shown(JsonNode body) {
    ObjectNode shown = Http.JSON.createObjectNode();
    for (String field : List.of("content", "embeds", "components", "attachments")) {
      if (body.hasNonNull(field)) {
        shown.set(field, body.get(field).deepCopy());
      }
    }
    shown.path("embeds").forEach(embed -> ((ObjectNode) embed).put("type", "rich"));
    return shown;
  }

  ObjectNode message(String channel, JsonNode body) {
    ObjectNode message = Http.JSON.createObjectNode();
    message
        .put("id", ids.next())
        .put("type", 0)
        .put("channel_id", channel)
        .put("content", body.path("content").asText(""))
        .put("timestamp", ids.now())
        .putNull("edited_timestamp")
        .put("tts", false)
        .put("pinned", false)
        .put("flags", body.path("flags").asInt());
    message.set("author", Guild.bot());
    message.putArray("embeds");
    message.putArray("components");
    message.putArray("attachments");
    message.setAll(shown(body));
    pings(message, body);
    return message;
  }

  /** Whom a message pings: only its content can, and only as far as is allowed. */
  private static void pings(ObjectNode message, JsonNode body) {
    JsonNode allowed = body.path("allowed_mentions");
    boolean all = !allowed.isObject();
    Set<String> kinds = new HashSet<>();
    allowed.path("parse").forEach(kind -> kinds.add(kind.asText()));
    String content = body.path("content").asText("");
    message.put(
        "mention_everyone",
        (all || kinds.contains("everyone"))
            && (content.contains("@everyone") || content.contains("@here")));
    roles(message, allowed, all || kinds.contains("roles"), content);
    ArrayNode mentions = message.putArray("mentions");
    if ((all || kinds.contains("users")) && content.matches("(?s).*<@!?\\d+>.*")) {
      mentions.addObject().put("id", content.replaceAll("(?s).*<@!?(\\d+)>.*", "$1"));
    }
  }

  /** The roles that a content names and that are allowed to be notified. */
  private static void roles(ObjectNode message, JsonNode allowed, boolean all, String content) {
    Set<String> listed = new HashSet<>();
    allowed.path("roles").forEach(role -> listed.add(role.asText()));
    ArrayNode roles = message.putArray("mention_roles");
    Matcher named = Pattern.compile("<@&(\\d+)>").matcher(content);
    while (named.find()) {
      if (all || listed.contains(named.group(1))) {
        roles.add(named.group(1));
      }
    }
  }
}
