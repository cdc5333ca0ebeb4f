package homestretch.testing.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The bot's private conversations: with whom, and who lets it write. */
final class Directs {
  /** One conversation. */
  static final class Direct {
    final String id;
    final User with;

    /** Oldest first; guarded by the messages. */
    final List<ObjectNode> messages = new ArrayList<>();

    private Direct(String id, User with) {
      this.id = id;
      this.with = with;
    }
  }

  private final Ids ids;
  private final Guild guild;
  private final Rules rules;
  private final Map<String, Direct> byPerson = new ConcurrentHashMap<>();
  private final Set<String> closed = ConcurrentHashMap.newKeySet();

  Directs(Ids ids, Guild guild, Rules rules) {
    this.ids = ids;
    this.guild = guild;
    this.rules = rules;
  }

  /** The person takes no more messages of the server's bots. */
  void close(User user) {
    closed.add(user.id());
  }

  boolean isClosed(Direct direct) {
    return closed.contains(direct.with.id());
  }

  Optional<Direct> find(String channel) {
    return byPerson.values().stream().filter(direct -> direct.id.equals(channel)).findFirst();
  }

  Optional<Direct> with(User user) {
    return Optional.ofNullable(byPerson.get(user.id()));
  }

  Collection<Direct> all() {
    return byPerson.values();
  }

  /** Discord opens a conversation with everybody; what is sent in it is what may be refused. */
  void open(Context ctx) throws IOException {
    ObjectNode body = (ObjectNode) Http.body(ctx);
    // Discord takes a number for a person, too; its description does not say so.
    body.put("recipient_id", body.path("recipient_id").asText());
    if (rules.refused(ctx, "post", "/users/@me/channels", body)) {
      return;
    }
    String id = body.path("recipient_id").asText();
    Optional<User> user = guild.person(id);
    if (user.isEmpty()) {
      Http.error(ctx, 400, 50033, "Invalid Recipient(s)");
      return;
    }
    Http.answer(
        ctx, 200, json(byPerson.computeIfAbsent(id, key -> new Direct(ids.next(), user.get()))));
  }

  ObjectNode json(Direct direct) {
    ObjectNode json =
        Http.JSON
            .createObjectNode()
            .put("id", direct.id)
            .put("type", 1)
            .putNull("last_message_id")
            .put("flags", 0);
    if (!direct.messages.isEmpty()) {
      json.set("last_message_id", Objects.requireNonNull(direct.messages.getLast().get("id")));
    }
    json.putArray("recipients").add(Guild.author(direct.with));
    return json;
  }
}
