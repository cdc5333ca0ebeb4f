package homestretch.adapter.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.Line;
import homestretch.adapter.socket.LineChat;
import homestretch.adapter.socket.Markdown;
import homestretch.adapter.socket.Pace;
import homestretch.adapter.socket.Sender;
import homestretch.adapter.socket.Spoken;
import homestretch.adapter.socket.Wire;
import homestretch.core.chat.Address;
import homestretch.core.chat.Button;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.chat.talk.Conversations;
import homestretch.core.chat.talk.TypedConversation;
import homestretch.core.chat.talk.Voice;
import homestretch.core.text.Language;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * WeCom as a chat platform. A chat is a group's id, or {@code @} and a user's id; the bot can write
 * only where somebody has written to it before. Posts go over the socket, so the node that holds
 * the seat makes them all.
 */
public final class WeComChat implements LineChat {
  public static final String PLATFORM = "wecom";
  public static final String SOCKET_URL = "wss://openws.work.weixin.qq.com";

  private static final Logger log = LoggerFactory.getLogger(WeComChat.class);

  private static final String SEND = "aibot_send_msg";
  static final String RESPOND = "aibot_respond_msg";
  private static final String WELCOME = "aibot_respond_welcome_msg";

  private static final int MOST_BUTTONS = 6;

  /** 20,480 bytes, of which a Chinese character takes three; some is for the markup. */
  private static final int TEXT_LIMIT = 6000;

  private static final int MOST_BYTES = 20_480;
  private static final int KEY_LENGTH = 512;

  static final Capabilities CAPABILITIES =
      new Capabilities(
          Capabilities.ExactlyOnce.NONE,
          new Capabilities.Answers(Capabilities.Privacy.DIRECT_MESSAGE, false, false, false),
          new Capabilities.Buttons(MOST_BUTTONS, KEY_LENGTH),
          new Capabilities.Content(false, true, TEXT_LIMIT),
          new Capabilities.Pace(30, Integer.MAX_VALUE));

  /** How long a post waits for its place in line before it is for later. */
  private static final Duration IN_LINE = Duration.ofSeconds(40);

  private static final int TOO_OFTEN = 45_009;
  private static final int SYSTEM_BUSY = -1;
  private static final Set<Integer> NOBODY_WROTE = Set.of(93_006, 846_607);

  /** A group's message begins with the mention by which the bot was called. */
  private static final Pattern MENTION = Pattern.compile("^\\s*(@[^\\s\\u2005]+[\\s\\u2005]+)+");

  private final Line line;
  private final Bot bot;
  private final Sender sender =
      new Sender(
          "WeCom",
          new Pace(
              List.of(),
              List.of(
                  new Pace.Limit(30, Duration.ofMinutes(1)),
                  new Pace.Limit(1000, Duration.ofHours(1)))),
          IN_LINE);
  private final Markdown markdown = new Markdown(Markdown::escaped);
  private final TypedConversation conversation;
  private final Spoken spoken;

  /**
   * Starts to connect once {@link #taken}; returns at once.
   *
   * @param language of those who have not typed a command yet
   */
  public WeComChat(
      String socketUrl,
      String botId,
      String secret,
      HttpClient http,
      Language language,
      Conversations conversations) {
    this.spoken = new Spoken(language);
    this.conversation = conversations.on(PLATFORM, CAPABILITIES);
    this.bot = new Bot(socketUrl, botId, secret, this::event);
    this.line = new Line("WeCom", http, bot);
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
  public Line line() {
    return line;
  }

  @Override
  public TypedConversation conversation() {
    return conversation;
  }

  @Override
  public boolean postsFromHere() {
    return line.isHeld();
  }

  @Override
  public Sending post(Address where, Post post, String nonce, Permit permit) {
    return send(where, markdown(post), permit);
  }

  @Override
  public Optional<String> find(Address where, String nonce, Instant since) {
    throw new IllegalStateException("WeCom shows no history to bots");
  }

  private ObjectNode markdown(Post post) {
    ObjectNode body = Bot.JSON.createObjectNode().put("msgtype", "markdown");
    body.putObject("markdown").put("content", content(post));
    return body;
  }

  private String content(Post post) {
    return Markdown.cut(markdown.of(post), MOST_BYTES);
  }

  private Sending send(Address where, ObjectNode body, Permit permit) {
    Wire wire = line.wire().orElse(null);
    if (wire == null) {
      return new Sending.Later(
          "WeCom: " + line.trouble().orElse("another node holds the connection"));
    }
    boolean isDirect = where.isDirect();
    String chat = isDirect ? where.channel().substring(1) : where.channel();
    body.put("chatid", chat).put("chat_type", isDirect ? 1 : 2);
    return sender.send(
        chat,
        () -> {
          String request = Bot.requestId(SEND);
          Bot.Answer answer = bot.ask(wire, SEND, request, body, permit);
          return answer.isGood() ? new Sending.Sent(request) : refused(answer);
        });
  }

  private static Sending refused(Bot.Answer answer) {
    if (answer.code() == TOO_OFTEN || answer.code() == SYSTEM_BUSY) {
      return new Sending.Later("WeCom: " + answer.code() + " " + answer.message());
    }
    if (NOBODY_WROTE.contains(answer.code())) {
      return new Sending.Refused(
          "nobody has written to the bot in this chat yet, or the chat does not exist (WeCom: "
              + answer.code()
              + " "
              + answer.message()
              + "); add the bot there and send it a line");
    }
    return new Sending.Refused(
        "WeCom does not take the post: " + answer.code() + " " + answer.message());
  }

  // What people write and press.

  private void event(String command, JsonNode frame) {
    JsonNode body = frame.path("body");
    String request = frame.at("/headers/req_id").asText();
    String user = body.at("/from/userid").asText();
    if (user.isEmpty()) {
      log.warn("WeCom: an event from nobody: {}", command);
      return;
    }
    boolean isGroup = body.path("chattype").asText().equals("group");
    String group = body.path("chatid").asText();
    Address where = isGroup ? new Address(PLATFORM, group) : Address.direct(PLATFORM, user);
    Person person = new Person(PLATFORM, user, user, Set.of());
    String id = body.path("msgid").asText();
    switch (command) {
      case "aibot_msg_callback" -> {
        String text = text(body, isGroup);
        Language of = spoken.by(user, text);
        Thread.startVirtualThread(
            () ->
                conversation.typed(
                    new TypedConversation.Came(id, person, where, of),
                    text,
                    new Answer(where, where, user, request)));
      }
      case "aibot_event_callback" -> event(body.path("event"), id, person, where, request);
      default -> log.warn("WeCom sends a command that is not known: {}", command);
    }
  }

  private void event(JsonNode event, String id, Person person, Address where, String request) {
    Language of = spoken.of(person.id());
    switch (event.path("eventtype").asText()) {
      case "template_card_event" -> {
        JsonNode nested = event.path("template_card_event");
        String key =
            nested.has("event_key")
                ? nested.path("event_key").asText()
                : event.path("event_key").asText();
        // A private answer's buttons say whose channel they concern; WeCom's keys hold both.
        int blank = key.indexOf(' ');
        Address about = blank < 0 ? where : new Address(PLATFORM, key.substring(0, blank));
        Thread.startVirtualThread(
            () ->
                conversation.pressed(
                    new TypedConversation.Came(id, person, where, about, of),
                    key.substring(blank + 1),
                    where.isDirect(),
                    new Answer(where, about, person.id(), null)));
      }
      case "enter_chat" ->
          Thread.startVirtualThread(() -> welcome(request, WeComTexts.WELCOME.in(of)));
      default -> {
        // Feedback on an answer, say: nothing to do.
      }
    }
  }

  private void welcome(String request, String words) {
    ObjectNode body = Bot.JSON.createObjectNode().put("msgtype", "text");
    body.putObject("text").put("content", words);
    try {
      Wire wire = line.wire().orElse(null);
      if (wire != null) {
        bot.ask(wire, WELCOME, request, body, () -> true);
      }
    } catch (IOException e) {
      log.info("WeCom does not take the welcome: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was written, without the mention; words only are read. */
  private static String text(JsonNode body, boolean isGroup) {
    StringBuilder text = new StringBuilder(body.at("/text/content").asText());
    body.at("/mixed/msg_item").forEach(i -> text.append(i.at("/text/content").asText()));
    return isGroup ? MENTION.matcher(text).replaceFirst("") : text.toString();
  }

  /** Answers one message or press. */
  private final class Answer implements Voice {
    private final Address where;
    private final Address about;
    private final String user;
    private final @Nullable String request;
    private final String stream = UUID.randomUUID().toString();

    /**
     * @param request of the message, which is answered in place; null: answers are messages
     */
    Answer(Address where, Address about, String user, @Nullable String request) {
      this.where = where;
      this.about = about;
      this.user = user;
      this.request = request;
    }

    @Override
    public void acknowledge() {
      if (request != null) {
        stream(WeComTexts.WORKING.in(spoken.of(user)), false, null);
      }
    }

    @Override
    public void say(Post post) {
      if (request == null) {
        messages(where, post);
      } else {
        stream(content(post), true, card(post, about));
      }
    }

    @Override
    public void tell(Post post) throws CannotTell {
      if (where.isDirect()) {
        say(post);
      } else {
        messages(Address.direct(PLATFORM, user), post);
      }
    }

    private void stream(String content, boolean finish, @Nullable ObjectNode card) {
      ObjectNode body =
          Bot.JSON
              .createObjectNode()
              .put("msgtype", card == null ? "stream" : "stream_with_template_card");
      body.putObject("stream").put("id", stream).put("finish", finish).put("content", content);
      if (card != null) {
        body.set("template_card", card);
      }
      Wire wire =
          line.wire().orElseThrow(() -> new IllegalStateException("WeCom is not connected"));
      Bot.Answer answer =
          Sender.answered(() -> bot.ask(wire, RESPOND, String.valueOf(request), body, () -> true));
      if (!answer.isGood()) {
        throw new IllegalStateException(
            "WeCom does not take the answer: " + answer.code() + " " + answer.message());
      }
    }

    private void messages(Address to, Post post) {
      Sender.arrived(send(to, WeComChat.this.markdown(post), () -> true));
      ObjectNode card = card(post, about);
      if (card != null) {
        ObjectNode body = Bot.JSON.createObjectNode().put("msgtype", "template_card");
        body.set("template_card", card);
        Sender.arrived(send(to, body, () -> true));
      }
    }
  }

  /** The buttons of an answer as a card below it; null: it has none. */
  private static @Nullable ObjectNode card(Post post, Address about) {
    List<Button> buttons = post.buttons().stream().flatMap(List::stream).toList();
    if (buttons.isEmpty()) {
      return null;
    }
    ObjectNode card = Bot.JSON.createObjectNode().put("card_type", "button_interaction");
    String title = post.title().isBlank() ? WeComTexts.CHOOSE.zh() : post.title();
    card.putObject("main_title").put("title", title);
    card.put("task_id", UUID.randomUUID().toString());
    buttons.forEach(
        b ->
            card.withArray("button_list")
                .addObject()
                .put("text", b.label())
                .put("style", style(b.style()))
                .put("key", about.channel() + " " + b.id()));
    return card;
  }

  private static int style(Button.Style style) {
    return switch (style) {
      case PRIMARY -> 1;
      case PLAIN, JUMP -> 4;
      case DANGER -> 2;
    };
  }
}
