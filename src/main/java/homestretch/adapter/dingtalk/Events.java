package homestretch.adapter.dingtalk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.socket.Key;
import homestretch.adapter.socket.Spoken;
import homestretch.core.chat.Address;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.talk.TypedConversation;
import homestretch.core.text.Language;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people write and press on DingTalk, handed to the conversation. */
final class Events {
  private static final Pattern MENTIONED =
      Pattern.compile("((?:人员|person)\\s*[:：]\\s*)@\\S*", Pattern.CASE_INSENSITIVE);

  private final DingTalkChat chat;
  private final Spoken spoken;

  Events(DingTalkChat chat, Spoken spoken) {
    this.chat = chat;
    this.spoken = spoken;
  }

  void event(String topic, String frame, JsonNode data) {
    switch (topic) {
      case Stream.ROBOT -> message(frame, data);
      case Stream.CARD -> press(frame, data);
      default -> {
        // Not subscribed by us.
      }
    }
  }

  /** What somebody wrote to the robot: {@code im/bot/messages/get}. */
  private void message(String frame, JsonNode data) {
    // Somebody from outside the company has no number within it and reports nothing.
    String user = data.path("senderStaffId").asText("");
    if (user.isEmpty()) {
      user = data.path("senderId").asText("");
    }
    if (user.isEmpty()) {
      return;
    }
    boolean isDirect = data.path("conversationType").asText().equals("1");
    Address where =
        isDirect
            ? Address.direct(DingTalkChat.PLATFORM, user)
            : new Address(DingTalkChat.PLATFORM, data.path("conversationId").asText());
    String text = text(data);
    Language language = spoken.by(user, text);
    // The message's own number: another try has another frame.
    String event = data.path("msgId").asText(frame);
    Person person = person(user, data.path("senderNick").asText(user));
    String webhook = data.path("sessionWebhook").asText("");
    DingTalkVoice answer =
        new DingTalkVoice(
            chat,
            where,
            where,
            user,
            webhook.isEmpty() ? null : URI.create(webhook),
            null,
            language,
            List.of());
    TypedConversation.Came came = new TypedConversation.Came(event, person, where, language);
    chat.conversation()
        .take(
            came,
            answer,
            () -> {
              if (text.isBlank()) {
                answer.say(Post.lines("", DingTalkTexts.WORDS_ONLY.in(language)));
              } else {
                chat.conversation().typed(came, text, answer);
              }
            });
  }

  private static Person person(String user, String name) {
    return new Person(DingTalkChat.PLATFORM, user, name, Set.of());
  }

  /** A button of one of our cards: {@code card/instances/callback}. */
  private void press(String frame, JsonNode data) {
    String user = data.path("userId").asText("");
    JsonNode pressed = content(data).path("cardPrivateData");
    Key key =
        Key.read(pressed.at("/params/id").asText(pressed.at("/actionIds/0").asText("")))
            .orElse(null);
    if (user.isEmpty() || key == null) {
      return;
    }
    // Whichever way DingTalk writes it; where it says nothing, the card cannot be passed on anyway.
    String space = data.path("spaceId").asText("");
    String group = space.isEmpty() || space.endsWith(key.about()) ? null : space;
    Language language = spoken.of(user);
    String card = data.path("outTrackId").asText();
    key.pressed(
        chat,
        frame,
        person(user, user),
        group,
        language,
        came ->
            new DingTalkVoice(
                chat, came.where(), came.about(), user, null, card, language, List.of()),
        (conversation, came, answer) ->
            conversation.pressed(came, key.id(), key.isPrivate(), answer));
  }

  private static JsonNode content(JsonNode data) {
    JsonNode content = data.path("content");
    try {
      return content.isTextual() ? DingTalkApi.JSON.readTree(content.asText()) : content;
    } catch (JsonProcessingException e) {
      return DingTalkApi.JSON.missingNode();
    }
  }

  /**
   * What was written; a mention of the robot is not part of it. Words only are read. Of somebody
   * else who is mentioned DingTalk tells the id apart from the words: it is known who is meant
   * where it is one.
   */
  private static String text(JsonNode data) {
    StringBuilder text = new StringBuilder(data.at("/text/content").asText(""));
    data.at("/content/richText").forEach(part -> text.append(part.path("text").asText("")));
    List<String> others = new ArrayList<>();
    for (JsonNode at : data.path("atUsers")) {
      if (!at.path("dingtalkId").equals(data.path("chatbotUserId")) && at.has("staffId")) {
        others.add(at.path("staffId").asText());
      }
    }
    return others.size() == 1
        ? MENTIONED
            .matcher(text)
            .replaceFirst(m -> Matcher.quoteReplacement(m.group(1).strip() + others.getFirst()))
            .strip()
        : text.toString().strip();
  }
}
