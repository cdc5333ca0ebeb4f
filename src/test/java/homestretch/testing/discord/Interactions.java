package homestretch.testing.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What people do with the bot's commands, buttons and forms, and what it answers. */
final class Interactions {
  private static final int TEXT = 3;
  private static final int ROLE = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Ids ids;
  private final Guild guild;
  private final Gateway gateway;
  private final Directs directs;
  private final Messages messages;
  private final Rules rules;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();
  private final Map<Asked, ObjectNode> pushed = new ConcurrentHashMap<>();
  private volatile ArrayNode commands = Http.JSON.createArrayNode();

  final AtomicInteger commandReads = new AtomicInteger();
  final AtomicInteger commandWrites = new AtomicInteger();

  Interactions(
      Ids ids, Guild guild, Gateway gateway, Directs directs, Messages messages, Rules rules) {
    this.ids = ids;
    this.guild = guild;
    this.gateway = gateway;
    this.directs = directs;
    this.messages = messages;
    this.rules = rules;
  }

  JsonNode commands() {
    return commands;
  }

  Asked slash(User user, String channel, String command, Map<String, String> options) {
    ObjectNode data = command(command);
    ArrayNode given = options(data, command);
    options.forEach(
        (name, value) -> {
          int type = type(command, name);
          given.addObject().put("name", name).put("type", type).put("value", value);
          if (type == ROLE) {
            data.withObject("/resolved/roles").set(value, guild.picked(value));
          }
        });
    return push(2, user, channel, data, null);
  }

  /** The type that the command has declared for an option. */
  private int type(String command, String option) {
    String[] words = command.split(" ", 2);
    for (JsonNode each : commands) {
      if (each.path("name").asText().equals(words[0])) {
        JsonNode declared = each;
        for (JsonNode sub : each.path("options")) {
          declared =
              words.length == 2 && sub.path("name").asText().equals(words[1]) ? sub : declared;
        }
        for (JsonNode wanted : declared.path("options")) {
          if (wanted.path("name").asText().equals(option)) {
            return wanted.path("type").asInt();
          }
        }
      }
    }
    return TEXT;
  }

  /** The offers for an option of a command, others being given already: label by value. */
  Map<String, String> complete(
      User user,
      String channel,
      String command,
      Map<String, String> others,
      String option,
      String typed) {
    ObjectNode data = command(command);
    ArrayNode given = options(data, command);
    others.forEach((n, v) -> given.addObject().put("name", n).put("type", 3).put("value", v));
    given.addObject().put("name", option).put("type", 3).put("value", typed).put("focused", true);
    Map<String, String> offers = new LinkedHashMap<>();
    push(4, user, channel, data, null)
        .callback()
        .at("/data/choices")
        .forEach(c -> offers.put(c.path("value").asText(), c.path("name").asText()));
    return offers;
  }

  /** Presses a button by its label. */
  Asked press(User user, String channel, JsonNode message, String label) {
    String id =
        Discord.buttons(message).entrySet().stream()
            .filter(e -> e.getValue().equals(label))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no button " + label + " at " + message));
    ObjectNode data = Http.JSON.createObjectNode().put("custom_id", id).put("component_type", 2);
    return push(3, user, channel, data, message);
  }

  /** Chooses an entry of a message's menu by its label. */
  Asked choose(User user, String channel, JsonNode message, String label) {
    for (JsonNode row : message.path("components")) {
      JsonNode menu = row.at("/components/0");
      for (JsonNode option : menu.path("options")) {
        if (option.path("label").asText().equals(label)) {
          ObjectNode data =
              Http.JSON
                  .createObjectNode()
                  .put("custom_id", menu.path("custom_id").asText())
                  .put("component_type", 3);
          data.putArray("values").add(option.path("value").asText());
          return push(3, user, channel, data, message);
        }
      }
    }
    throw new AssertionError("no entry " + label + " at " + message);
  }

  /**
   * Fills in and sends a form.
   *
   * @param form the answer that opened it
   * @param values by the field's id; the others stay as they were filled in by the bot
   */
  Asked submit(User user, String channel, Asked form, Map<String, String> values) {
    JsonNode opened = form.callback().path("data");
    ObjectNode data =
        Http.JSON.createObjectNode().put("custom_id", opened.path("custom_id").asText());
    ArrayNode components = data.putArray("components");
    for (JsonNode label : opened.path("components")) {
      JsonNode field = label.path("component");
      String id = field.path("custom_id").asText();
      components
          .addObject()
          .put("type", 18)
          .put("id", 2 * components.size())
          .set(
              "component",
              Http.JSON
                  .createObjectNode()
                  .put("type", 4)
                  .put("id", 2 * components.size() + 1)
                  .put("custom_id", id)
                  .put("value", values.getOrDefault(id, field.path("value").asText(""))));
    }
    return push(5, user, channel, data, null);
  }

  /**
   * @param name of a sub-command both words
   */
  private ObjectNode command(String name) {
    String[] words = name.split(" ", 2);
    for (JsonNode command : commands) {
      boolean isThere =
          words.length == 1 || command.path("options").findValuesAsText("name").contains(words[1]);
      if (command.path("name").asText().equals(words[0]) && isThere) {
        return Http.JSON
            .createObjectNode()
            .put("id", command.path("id").asText())
            .put("name", words[0])
            .put("type", 1);
      }
    }
    throw new AssertionError("/" + name + " is not registered");
  }

  /** Where the options go: those of a sub-command stand within it. */
  private static ArrayNode options(ObjectNode data, String name) {
    ArrayNode options = data.putArray("options");
    String[] words = name.split(" ", 2);
    return words.length == 1
        ? options
        : options.addObject().put("name", words[1]).put("type", 1).putArray("options");
  }

  private Asked push(
      int type, User user, String channel, ObjectNode data, @Nullable JsonNode message) {
    String id = ids.next();
    Asked interaction =
        new Asked(
            id,
            "token-" + id,
            channel,
            message == null ? null : message.path("id").asText(),
            System.nanoTime());
    asked.put(interaction.token, interaction);
    ObjectNode event =
        Http.JSON
            .createObjectNode()
            .put("id", id)
            .put("application_id", Discord.BOT)
            .put("type", type)
            .put("token", interaction.token)
            .put("version", 1)
            .put("channel_id", channel)
            .put("locale", user.locale())
            .put("app_permissions", "2147483647");
    event.set("data", data);
    event.putArray("entitlements");
    Optional<Directs.Direct> direct = directs.find(channel);
    if (direct.isPresent()) {
      event.put("context", 1).set("user", Guild.author(user));
      event.set("channel", directs.json(direct.get()));
      event.putObject("authorizing_integration_owners").put("0", "0");
    } else {
      event.put("context", 0).put("guild_id", Discord.GUILD).put("guild_locale", "zh-CN");
      event.set("channel", guild.json(guild.known(channel)));
      event.putObject("guild").put("id", Discord.GUILD).put("locale", "zh-CN").putArray("features");
      event.set("member", guild.member(user));
      event.putObject("authorizing_integration_owners").put("0", Discord.GUILD);
    }
    if (message != null) {
      event.set("message", message);
    }
    pushed.put(interaction, event);
    gateway.dispatch("INTERACTION_CREATE", event);
    return interaction;
  }

  /** Delivers the same interaction once more, as after a broken connection. */
  void again(Asked interaction) {
    gateway.dispatch("INTERACTION_CREATE", Objects.requireNonNull(pushed.get(interaction)));
  }

  void registered(Context ctx) {
    commandReads.incrementAndGet();
    Http.answer(ctx, 200, commands);
  }

  void register(Context ctx) throws IOException {
    JsonNode body = Http.body(ctx);
    for (JsonNode command : body) {
      // Discord takes digits in a string for a number; its description does not say so.
      numbers((ObjectNode) command, "contexts");
      numbers((ObjectNode) command, "integration_types");
    }
    if (rules.refused(ctx, "put", "/applications/{application_id}/commands", body)) {
      return;
    }
    ArrayNode stored = Http.JSON.createArrayNode();
    for (JsonNode command : body) {
      ObjectNode one = (ObjectNode) command.deepCopy();
      one.put("id", ids.next()).put("application_id", Discord.BOT).put("version", ids.next());
      stored.add(one);
    }
    commands = stored;
    commandWrites.incrementAndGet();
    Http.answer(ctx, 200, stored);
  }

  private static void numbers(ObjectNode command, String field) {
    if (!command.has(field)) {
      return;
    }
    ArrayNode numbers = Http.JSON.createArrayNode();
    command.path(field).forEach(digits -> numbers.add(digits.asInt()));
    command.set(field, numbers);
  }

  void callback(Context ctx) throws IOException {
    JsonNode body = Http.body(ctx);
    Asked interaction = asked.get(ctx.pathParam("token"));
    boolean late = interaction != null && System.nanoTime() - interaction.at > PATIENCE.toNanos();
    if (interaction == null || (late && !interaction.callback.isDone())) {
      Http.error(ctx, 404, 10062, "Unknown interaction");
      return;
    }
    if (rules.refused(
        ctx, "post", "/interactions/{interaction_id}/{interaction_token}/callback", body)) {
      return;
    }
    int type = body.path("type").asInt();
    ObjectNode resource = Http.JSON.createObjectNode().put("type", type);
    synchronized (interaction) {
      if (interaction.callback.isDone()) {
        Http.error(ctx, 400, 40060, "Interaction has already been acknowledged.");
        return;
      }
      ObjectNode data = Http.JSON.createObjectNode();
      if (body.path("data").isObject()) {
        data = body.path("data").deepCopy();
      }
      switch (type) {
        case 4, 5 -> {
          interaction.original = messages.message(interaction.channel, data);
          resource.set("message", interaction.original);
          if (type == 4) {
            interaction.filled.complete(interaction.original);
          }
        }
        case 6 -> interaction.original = original(interaction);
        case 7 -> {
          interaction.original = Messages.edited(original(interaction), data);
          resource.set("message", interaction.original);
          interaction.filled.complete(interaction.original);
        }
        default -> {
          // Choices and forms are no messages.
        }
      }
      interaction.callback.complete(body);
    }
    ObjectNode json = Http.JSON.createObjectNode();
    json.putObject("interaction").put("id", interaction.id).put("type", 2);
    json.set("resource", resource);
    Http.answer(ctx, 200, json);
  }

  private ObjectNode original(Asked interaction) {
    ObjectNode message = Http.JSON.createObjectNode();
    return messages.message(interaction.channel, message).put("id", interaction.messageId);
  }

  void editOriginal(Context ctx) throws IOException {
    JsonNode body = Http.body(ctx);
    Asked interaction = asked.get(ctx.pathParam("token"));
    if (interaction == null || interaction.original == null) {
      Http.error(ctx, 404, 10008, "Unknown Message");
      return;
    }
    if (rules.refused(
        ctx, "patch", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", body)) {
      return;
    }
    synchronized (interaction) {
      interaction.original = Messages.edited(interaction.original, body);
      interaction.filled.complete(interaction.original);
    }
    Http.answer(ctx, 200, interaction.original);
  }

  void deleteOriginal(Context ctx) {
    Asked interaction = asked.get(ctx.pathParam("token"));
    if (interaction == null || interaction.original == null) {
      Http.error(ctx, 404, 10008, "Unknown Message");
      return;
    }
    interaction.isTakenBack = true;
    ctx.status(204);
  }

  void followUp(Context ctx) throws IOException {
    JsonNode body = Http.body(ctx);
    Asked interaction = asked.get(ctx.pathParam("token"));
    if (interaction == null || !interaction.callback.isDone()) {
      Http.error(ctx, 404, 10015, "Unknown Webhook");
      return;
    }
    if (rules.refused(ctx, "post", "/webhooks/{webhook_id}/{webhook_token}", body)) {
      return;
    }
    ObjectNode message = messages.message(interaction.channel, body);
    message.set("flags", body.path("flags"));
    interaction.followUps.add(message);
    Http.answer(ctx, 200, message);
  }
}
