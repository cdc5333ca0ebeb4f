package homestretch.adapter.feishu;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.socket.Key;
import homestretch.adapter.socket.Spoken;
import homestretch.core.chat.Address;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.talk.TypedConversation;
import homestretch.core.text.Language;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people write and press on Feishu, handed to the conversation on threads of its own. */
final class Events {
  /** A mention; as the value of {@code person:} it says who is meant. */
  private static final Pattern MENTIONED =
      Pattern.compile("((?:人员|person)\\s*[:：]\\s*)?(@_user_\\d+|@_all)", Pattern.CASE_INSENSITIVE);

  private final FeishuChat chat;
  private final FeishuApi api;
  private final Spoken spoken;

  /** The bot's own open id; empty until Feishu has told it. */
  private volatile String self = "";

  Events(FeishuChat chat, FeishuApi api, Spoken spoken) {
    this.chat = chat;
    this.api = api;
    this.spoken = spoken;
  }

  void event(JsonNode event) {
    String id = event.at("/header/event_id").asText();
    JsonNode body = event.path("event");
    switch (event.at("/header/event_type").asText()) {
      case "im.message.receive_v1" -> message(id, body);
      case "card.action.trigger" -> action(id, body);
      case "application.bot.menu_v6" -> menu(id, body);
      case "im.chat.member.bot.added_v1" -> {
        Address where = new Address(FeishuChat.PLATFORM, body.path("chat_id").asText());
        Thread.startVirtualThread(
            () ->
                chat.send(
                    where,
                    Cards.card(
                        Post.lines("", FeishuTexts.WELCOME.in(spoken.of(""))),
                        where.channel(),
                        null,
                        ""),
                    "",
                    () -> true));
      }
      default -> {
        // Subscribed by the app's owner for something else.
      }
    }
  }

  private void message(String id, JsonNode body) {
    JsonNode message = body.path("message");
    String user = body.at("/sender/sender_id/open_id").asText();
    if (user.isEmpty() || !body.at("/sender/sender_type").asText().equals("user")) {
      return;
    }
    boolean isDirect = message.path("chat_type").asText().equals("p2p");
    Address where =
        isDirect
            ? Address.direct(FeishuChat.PLATFORM, user)
            : new Address(FeishuChat.PLATFORM, message.path("chat_id").asText());
    take(
        id,
        user,
        where,
        () -> {
          String text = text(message);
          Language language = spoken.by(user, text);
          FeishuVoice answer = new FeishuVoice(chat, where, where, user, null, language);
          if (text.isBlank()) {
            answer.say(Post.lines("", FeishuTexts.WORDS_ONLY.in(language)));
          } else {
            chat.conversation()
                .typed(new TypedConversation.Came(id, person(user), where, language), text, answer);
          }
        });
  }

  private void take(String id, String user, Address where, Runnable work) {
    Language language = spoken.of(user);
    chat.conversation()
        .take(
            new TypedConversation.Came(id, person(user), where, language),
            new FeishuVoice(chat, where, where, user, null, language),
            work);
  }

  /** An entry of the bot's menu, whose key is a line as it could be typed. */
  private void menu(String id, JsonNode body) {
    String user = body.at("/operator/operator_id/open_id").asText();
    String line = body.path("event_key").asText();
    if (user.isEmpty() || line.isBlank()) {
      return;
    }
    Address where = Address.direct(FeishuChat.PLATFORM, user);
    Language language = spoken.by(user, line);
    take(
        id,
        user,
        where,
        () ->
            chat.conversation()
                .typed(
                    new TypedConversation.Came(id, person(user), where, language),
                    line,
                    new FeishuVoice(chat, where, where, user, null, language)));
  }

  private static Person person(String user) {
    return new Person(FeishuChat.PLATFORM, user, user, Set.of());
  }

  /**
   * What was written; words only are read. Somebody who is mentioned is their name, or their id
   * where a person is to be said; the bot, which was called by a mention, is left out.
   */
  private String text(JsonNode message) {
    JsonNode content;
    try {
      content = FeishuApi.JSON.readTree(message.path("content").asText("{}"));
    } catch (IOException e) {
      return "";
    }
    StringBuilder text = new StringBuilder(content.path("text").asText());
    for (JsonNode paragraph : content.path("content")) {
      for (JsonNode part : paragraph) {
        switch (part.path("tag").asText()) {
          case "text" -> text.append(part.path("text").asText());
          case "at" -> text.append(part.path("user_id").asText());
          default -> {
            // Pictures, links, emotions.
          }
        }
      }
      text.append('\n');
    }
    return MENTIONED
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    mentioned(message.path("mentions"), found.group(1), found.group(2))))
        .strip();
  }

  private String mentioned(JsonNode mentions, @Nullable String option, String key) {
    for (JsonNode mention : mentions) {
      if (mention.path("key").asText().equals(key)) {
        String id = mention.at("/id/open_id").asText();
        if (id.isEmpty() || self().isEmpty() || id.equals(self)) {
          return "";
        }
        return option == null
            ? "@" + mention.path("name").asText()
            : option.strip() + "<@" + id + ">";
      }
    }
    return "";
  }

  private String self() {
    if (self.isEmpty()) {
      try {
        self = api.self();
      } catch (IOException e) {
        // Whom else a line names is not known then: it is read as without mentions.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return self;
  }

  private void action(String id, JsonNode body) {
    String user = body.at("/operator/open_id").asText();
    JsonNode value = body.at("/action/value");
    String button = value.path("id").asText();
    if (user.isEmpty() || button.isEmpty()) {
      return;
    }
    // A card for one person alone says so, as the event does not tell what kind of chat it is in.
    Key key = new Key(value.path("chat").asText(), value.path("person").asText(), button);
    JsonNode form = body.at("/action/form_value");
    Language language = spoken.of(user);
    String message = body.at("/context/open_message_id").asText();
    key.pressed(
        chat,
        id,
        person(user),
        body.at("/context/open_chat_id").asText(),
        language,
        came -> new FeishuVoice(chat, came.where(), came.about(), user, message, language),
        (conversation, came, answer) -> {
          if (value.path("form").asBoolean()) {
            conversation.sent(came, button, values(form), answer);
          } else {
            conversation.pressed(came, button, key.isPrivate(), answer);
          }
        });
  }

  private static Map<String, String> values(JsonNode form) {
    Map<String, String> values = new LinkedHashMap<>();
    form.properties().forEach(field -> values.put(field.getKey(), field.getValue().asText("")));
    return values;
  }
}
