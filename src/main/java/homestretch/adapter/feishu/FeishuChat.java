package homestretch.adapter.feishu;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.Http;
import homestretch.adapter.socket.Line;
import homestretch.adapter.socket.Marks;
import homestretch.adapter.socket.Pace;
import homestretch.adapter.socket.Spoken;
import homestretch.core.chat.Address;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Chat;
import homestretch.core.chat.Form;
import homestretch.core.chat.Image;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.chat.talk.Conversations;
import homestretch.core.chat.talk.TypedConversation;
import homestretch.core.chat.talk.Voice;
import homestretch.core.node.Node;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feishu as a chat platform. A chat is a group's {@code chat_id}, or {@code @} and a user's {@code
 * open_id}. Every node posts by requests; the one that holds the seat has the long connection, over
 * which people's messages and presses come.
 */
public final class FeishuChat implements Chat, Node.Seat {
  public static final String PLATFORM = "feishu";
  public static final String API_BASE_URL = "https://open.feishu.cn";

  private static final Logger log = LoggerFactory.getLogger(FeishuChat.class);
  private static final String MESSAGES = "/open-apis/im/v1/messages";

  /** Feishu makes one message of a uuid within an hour; some is left for its clock and ours. */
  private static final Duration NONCE_MEMORY = Duration.ofMinutes(50);

  /**
   * 30 KB of card, of which a Chinese character takes three bytes, and JSON and markup the rest.
   */
  private static final int TEXT_LIMIT = 6000;

  static final Capabilities CAPABILITIES =
      new Capabilities(
          new Capabilities.ExactlyOnce(NONCE_MEMORY, true),
          new Capabilities.Answers(Capabilities.Privacy.DIRECT_MESSAGE, true, true, false),
          new Capabilities.Buttons(25, 500),
          new Capabilities.Content(true, true, TEXT_LIMIT),
          new Capabilities.Pace(300, 16));

  private static final Duration IN_LINE = Duration.ofSeconds(40);

  /** Feishu's clock may go otherwise than ours. */
  private static final Duration SLACK = Duration.ofMinutes(5);

  private static final int PAGE = 50;
  private static final int MOST_PAGES = 100;

  private static final Set<Integer> TOO_OFTEN = Set.of(230_020, 99_991_400, 11_232, 11_233);

  /** Bot not in the chat, chat gone or closed, nobody to be written to. */
  private static final Map<Integer, String> CLOSED =
      Map.of(
          230_002, "the bot is not in the group, or the group does not exist; add the bot to it",
          232_011, "the bot is not in the group; add the bot to it",
          230_013, "the person is outside the app's range; widen it in Feishu's console",
          230_018, "only the group's owner and administrators may write there",
          232_010, "the group belongs to another company",
          230_006, "the app has no bot; turn it on in Feishu's console",
          99_991_672, "the app lacks the scope im:message:send_as_bot",
          99_991_679, "the app lacks the scope im:message:send_as_bot");

  private static final Pattern MENTIONED = Pattern.compile("@_user_\\d+|@_all");

  private final FeishuApi api;
  private final Line line;
  private final Pace pace =
      new Pace(
          List.of(
              new Pace.Limit(48, Duration.ofSeconds(1)),
              new Pace.Limit(990, Duration.ofMinutes(1))),
          List.of(new Pace.Limit(4, Duration.ofSeconds(1))));
  private final TypedConversation conversation;
  private final Spoken spoken;

  /**
   * Posts at once; starts to connect once {@link #taken}.
   *
   * @param language of those who have not typed a command yet
   */
  public FeishuChat(
      String apiBaseUrl,
      String appId,
      String appSecret,
      HttpClient http,
      Language language,
      Conversations conversations) {
    this.api = new FeishuApi(http, apiBaseUrl, appId, appSecret);
    this.conversation = conversations.on(PLATFORM, CAPABILITIES);
    this.spoken = new Spoken(language);
    this.line = new Line("Feishu", http, new LongConnection(api, this::event));
  }

  @Override
  public String platform() {
    return PLATFORM;
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public void taken() {
    line.hold(true);
  }

  @Override
  public void lost() {
    line.hold(false);
  }

  @Override
  public Optional<String> trouble() {
    return line.trouble();
  }

  @Override
  public void whenBack(Runnable then) {
    line.whenBack(then);
  }

  @Override
  public Sending post(Address where, Post post, String nonce, Permit permit) {
    String mark = Marks.of(nonce);
    ObjectNode card = Cards.card(post, where.channel(), picture(post), mark);
    return send(where, card, nonce, permit);
  }

  /** The key of the uploaded picture; null where there is none, or it was not taken. */
  private @Nullable String picture(Post post) {
    Image image = post.image();
    if (image == null) {
      return null;
    }
    try {
      FeishuApi.Answer answer = api.upload(image.name(), image.png());
      if (answer.isGood()) {
        return answer.data().path("image_key").asText();
      }
      log.warn("Feishu does not take a picture: {} {}", answer.code(), answer.message());
    } catch (IOException e) {
      log.warn("Feishu does not take a picture: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Its words stand in the card as well.
    return null;
  }

  private Sending send(Address where, JsonNode card, String nonce, Permit permit) {
    boolean isDirect = where.isDirect();
    String to = isDirect ? where.channel().substring(1) : where.channel();
    ObjectNode body = FeishuApi.JSON.createObjectNode();
    body.put("receive_id", to).put("msg_type", "interactive").put("content", card.toString());
    if (!nonce.isEmpty()) {
      body.put("uuid", nonce);
    }
    try {
      if (!pace.enter(to, IN_LINE)) {
        return new Sending.Later("Feishu: enough was written to this chat for now");
      }
      String path = MESSAGES + "?receive_id_type=" + (isDirect ? "open_id" : "chat_id");
      FeishuApi.Answer answer = api.call("POST", path, body, permit);
      return answer.isGood()
          ? new Sending.Sent(answer.data().path("message_id").asText())
          : refused(answer);
    } catch (Http.NotSent | FeishuApi.NoToken e) {
      return new Sending.Later("Feishu: " + e.getMessage());
    } catch (IOException e) {
      return new Sending.Unknown("no answer from Feishu: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Sending.Unknown("interrupted while Feishu was answering");
    }
  }

  private static Sending refused(FeishuApi.Answer answer) {
    String what = "Feishu: " + answer.code() + " " + answer.message();
    if (!answer.isTold()) {
      return answer.status() >= 500 || answer.status() == 408
          ? new Sending.Unknown("Feishu answers " + answer.status())
          : new Sending.Later("Feishu, or a proxy before it, answers " + answer.status());
    }
    if (TOO_OFTEN.contains(answer.code()) || answer.status() == 429) {
      return new Sending.Later(what);
    }
    String closed = CLOSED.get(answer.code());
    return new Sending.Refused(closed == null ? what : closed + " (" + what + ")");
  }

  @Override
  public Optional<String> find(Address where, String nonce, Instant since) {
    if (where.isDirect()) {
      throw new IllegalStateException("Feishu shows a chat's history by the chat's id only");
    }
    String mark = Marks.of(nonce);
    String page = "";
    long start = since.minus(SLACK).getEpochSecond();
    for (int i = 0; i < MOST_PAGES; i++) {
      FeishuApi.Answer answer;
      try {
        answer =
            api.get(
                MESSAGES
                    + "?container_id_type=chat&container_id="
                    + URLEncoder.encode(where.channel(), UTF_8)
                    + "&start_time="
                    + start
                    + "&page_size="
                    + PAGE
                    + (page.isEmpty() ? "" : "&page_token=" + URLEncoder.encode(page, UTF_8)));
      } catch (IOException e) {
        throw new IllegalStateException("Feishu does not show the history: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      if (!answer.isGood()) {
        throw new IllegalStateException(
            "Feishu does not show the history: " + answer.code() + " " + answer.message());
      }
      for (JsonNode message : answer.data().path("items")) {
        if (message.at("/sender/sender_type").asText().equals("app")
            && message.at("/body/content").asText().contains(mark)) {
          return Optional.of(message.path("message_id").asText());
        }
      }
      page = answer.data().path("page_token").asText("");
      if (!answer.data().path("has_more").asBoolean()) {
        return Optional.empty();
      }
    }
    throw new IllegalStateException("too many messages in the chat since " + since);
  }

  @Override
  public Optional<Text> unreachable(Address where) {
    if (where.isDirect()) {
      return Optional.empty();
    }
    try {
      FeishuApi.Answer answer =
          api.get("/open-apis/im/v1/chats/" + URLEncoder.encode(where.channel(), UTF_8));
      if (answer.isGood() || !answer.isTold()) {
        return Optional.empty();
      }
      return switch (answer.code()) {
        case 232_011, 230_002, 232_006, 232_009, 232_010 ->
            Optional.of(
                new Text(
                    "群不存在，或机器人不在群里：请先把机器人加进群（飞书 " + answer.code() + "）",
                    "the group does not exist, or the bot is not in it: add the bot first (Feishu "
                        + answer.code()
                        + ")"));
        // Without the scope to read chats it cannot be told, and posts may well arrive.
        default -> Optional.empty();
      };
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  // What people write and press.

  private void event(JsonNode event) {
    String id = event.at("/header/event_id").asText();
    JsonNode body = event.path("event");
    switch (event.at("/header/event_type").asText()) {
      case "im.message.receive_v1" -> message(id, body);
      case "card.action.trigger" -> action(id, body);
      case "im.chat.member.bot.added_v1" -> {
        Address where = new Address(PLATFORM, body.path("chat_id").asText());
        Thread.startVirtualThread(
            () ->
                send(
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
    String chat = message.path("chat_id").asText();
    Address where = isDirect ? Address.direct(PLATFORM, user) : new Address(PLATFORM, chat);
    String text = text(message);
    Language language = spoken.by(user, text);
    Answer answer = new Answer(where, where, user, null, language);
    Thread.startVirtualThread(
        () -> {
          if (text.isBlank()) {
            answer.say(Post.lines("", FeishuTexts.WORDS_ONLY.in(language)));
          } else {
            conversation.typed(
                new TypedConversation.Came(id, person(user), where, language), text, answer);
          }
        });
  }

  private static Person person(String user) {
    return new Person(PLATFORM, user, user, Set.of());
  }

  /** What was written, without the mentions by which the bot was called; words only are read. */
  private static String text(JsonNode message) {
    String kind = message.path("message_type").asText();
    JsonNode content;
    try {
      content = FeishuApi.JSON.readTree(message.path("content").asText("{}"));
    } catch (IOException e) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    if (kind.equals("text")) {
      text.append(content.path("text").asText());
    } else if (kind.equals("post")) {
      content
          .path("content")
          .forEach(
              paragraph -> {
                paragraph.forEach(
                    part -> {
                      if (part.path("tag").asText().equals("text")) {
                        text.append(part.path("text").asText());
                      }
                    });
                text.append('\n');
              });
    }
    return MENTIONED.matcher(text).replaceAll("").strip();
  }

  private void action(String id, JsonNode body) {
    String user = body.at("/operator/open_id").asText();
    JsonNode value = body.at("/action/value");
    String button = value.path("id").asText();
    if (user.isEmpty() || button.isEmpty()) {
      return;
    }
    Address about = new Address(PLATFORM, value.path("chat").asText());
    // A card for one person alone says so, as the event does not tell what kind of chat it is in.
    boolean isPrivate = about.isDirect() || value.path("private").asBoolean();
    Address where =
        isPrivate
            ? Address.direct(PLATFORM, user)
            : new Address(PLATFORM, body.at("/context/open_chat_id").asText());
    Language language = spoken.of(user);
    TypedConversation.Came came =
        new TypedConversation.Came(id, person(user), where, about, language);
    Answer answer =
        new Answer(where, about, user, body.at("/context/open_message_id").asText(), language);
    JsonNode form = body.at("/action/form_value");
    Thread.startVirtualThread(
        () -> {
          if (value.path("form").asBoolean()) {
            conversation.sent(came, button, values(form), answer);
          } else {
            conversation.pressed(came, button, isPrivate, answer);
          }
        });
  }

  private static Map<String, String> values(JsonNode form) {
    Map<String, String> values = new LinkedHashMap<>();
    form.properties().forEach(field -> values.put(field.getKey(), field.getValue().asText("")));
    return values;
  }

  /** Answers one message, press or form. */
  private final class Answer implements Voice {
    private final Address where;
    private final Address about;
    private final String user;
    private final @Nullable String message;
    private final Language language;

    /**
     * @param message with the button that was pressed; null: a line was typed
     */
    Answer(Address where, Address about, String user, @Nullable String message, Language language) {
      this.where = where;
      this.about = about;
      this.user = user;
      this.message = message;
      this.language = language;
    }

    @Override
    public void say(Post post) {
      taken(
          FeishuChat.this.send(
              where, Cards.card(post, about.channel(), picture(post), ""), "", () -> true));
    }

    @Override
    public void tell(Post post) throws CannotTell {
      Cards.Whose whose = new Cards.Whose(about.channel(), true);
      taken(
          FeishuChat.this.send(
              Address.direct(PLATFORM, user),
              Cards.card(post, whose, picture(post), ""),
              "",
              () -> true));
    }

    @Override
    public void open(Form form) throws CannotTell {
      taken(
          FeishuChat.this.send(
              Address.direct(PLATFORM, user),
              Cards.form(
                  form, new Cards.Whose(about.channel(), true), FeishuTexts.SEND.in(language)),
              "",
              () -> true));
      if (!where.isDirect()) {
        say(Post.lines("", FeishuTexts.FORM_SENT_PRIVATELY.in(language)));
      }
    }

    @Override
    public void replace(Post post) {
      if (message == null) {
        say(post);
        return;
      }
      Cards.Whose whose = new Cards.Whose(about.channel(), where.isDirect());
      ObjectNode body = FeishuApi.JSON.createObjectNode();
      body.put("content", Cards.card(post, whose, picture(post), "").toString());
      try {
        FeishuApi.Answer answer =
            api.call("PATCH", MESSAGES + "/" + URLEncoder.encode(message, UTF_8), body, () -> true);
        if (!answer.isGood()) {
          throw new IllegalStateException(
              "Feishu does not change the card: " + answer.code() + " " + answer.message());
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private void taken(Sending sending) {
      switch (sending) {
        case Sending.Sent sent -> {}
        case Sending.Refused refused -> throw new CannotTell(refused.reason());
        case Sending.Later(String why) -> throw new IllegalStateException(why);
        case Sending.Unknown(String why) -> throw new IllegalStateException(why);
      }
    }
  }

  @Override
  public void close() {
    conversation.drain();
    line.close();
  }
}
