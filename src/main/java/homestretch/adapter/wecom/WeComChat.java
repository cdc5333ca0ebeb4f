package homestretch.adapter.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.Key;
import homestretch.adapter.socket.Line;
import homestretch.adapter.socket.LineChat;
import homestretch.adapter.socket.Markdown;
import homestretch.adapter.socket.Pace;
import homestretch.adapter.socket.Sender;
import homestretch.adapter.socket.SocketTexts;
import homestretch.adapter.socket.Spoken;
import homestretch.adapter.socket.Wire;
import homestretch.core.chat.Address;
import homestretch.core.chat.Button;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Image;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.chat.Unseen;
import homestretch.core.chat.talk.Belonging;
import homestretch.core.chat.talk.Conversations;
import homestretch.core.chat.talk.TypedConversation;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
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
          new Capabilities.Content(true, true, TEXT_LIMIT),
          new Capabilities.Pace(30, Integer.MAX_VALUE));

  /** How long a post waits for its place in line before it is for later. */
  private static final Duration IN_LINE = Duration.ofSeconds(40);

  private static final int TOO_OFTEN = 45_009;
  private static final int SYSTEM_BUSY = -1;
  private static final Set<Integer> NOBODY_WROTE = Set.of(93_006, 846_607);

  /** A person's id, or a group's. */
  private static final Pattern ID = Pattern.compile("[\\p{Graph}&&[^\"<>]]{1,64}");

  /** What WeCom calls a department; no group is so called. */
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");

  /** A group's message begins with the mention by which the bot was called. */
  private static final Pattern MENTION = Pattern.compile("^\\s*(@[^\\s\\u2005]+[\\s\\u2005]+)+");

  private final Bot bot;
  private final Sender sender =
      new Sender(
          WeComTexts.WECOM,
          new Pace(
              List.of(),
              List.of(
                  new Pace.Limit(30, Duration.ofMinutes(1)),
                  new Pace.Limit(1000, Duration.ofHours(1)))),
          IN_LINE);
  private final Markdown markdown = new Markdown(Markdown::escaped);
  private final Parts parts;
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
    this.bot = new Bot(socketUrl, botId, secret, this::event);
    this.parts =
        new Parts(
            PLATFORM,
            CAPABILITIES,
            conversations.on(PLATFORM, CAPABILITIES, Belonging.UNKNOWN),
            new Line("WeCom", http, bot));
  }

  @Override
  public Parts parts() {
    return parts;
  }

  @Override
  public boolean postsFromHere() {
    return line().isHeld();
  }

  @Override
  public Sending post(Address where, Post post, String nonce, Permit permit) {
    Sending sending = send(where, markdown(post), permit);
    if (sending instanceof Sending.Sent) {
      // The words are the post; nobody would know of a picture that was lost or shown twice.
      picture(where, post, permit);
      ObjectNode card = card(post, where, where, WeComTexts.CHOOSE.zh());
      if (card != null && !(send(where, card, permit) instanceof Sending.Sent)) {
        log.warn("WeCom has not taken the buttons of a post for {}", where.channel());
      }
    }
    return sending;
  }

  @Override
  public Optional<Text> noId(String id, boolean isRole) {
    return expected(id, isRole);
  }

  @Override
  public Optional<Text> unmentionable(Address where, String role) {
    return role.equals("all") ? Optional.of(WeComTexts.NO_MENTION) : Optional.empty();
  }

  static Optional<Text> expected(String id, boolean isRole) {
    boolean isOne = ID.matcher(id).matches() && !(isRole && NUMBER.matcher(id).matches());
    return isOne
        ? Optional.empty()
        : Optional.of(isRole ? WeComTexts.NO_ROLE : WeComTexts.NO_PERSON);
  }

  @Override
  public Optional<String> find(Address where, String nonce, Instant since) {
    throw new Unseen(WeComTexts.NO_HISTORY);
  }

  ObjectNode markdown(Post post) {
    ObjectNode body = Bot.JSON.createObjectNode().put("msgtype", "markdown");
    body.putObject("markdown").put("content", content(post));
    return body;
  }

  /** Never empty: WeCom takes no message without words. */
  String content(Post post) {
    String at = post.mention() == null ? "" : "<@" + post.mention() + ">\n\n";
    String words = at + Markdown.cut(markdown.of(post), MOST_BYTES - at.length());
    if (!words.isBlank()) {
      return words;
    }
    return post.image() == null ? "…" : Markdown.escaped(post.image().alt());
  }

  /** A picture is a message of its own, below its words. */
  void picture(Address where, Post post, Permit permit) {
    Image image = post.image();
    if (image == null) {
      return;
    }
    try {
      String media = bot.upload(wire(), image.name(), image.png());
      ObjectNode body = Bot.JSON.createObjectNode().put("msgtype", "image");
      body.putObject("image").put("media_id", media);
      if (!(send(where, body, permit) instanceof Sending.Sent)) {
        log.warn("WeCom has not taken a picture for {}", where.channel());
      }
    } catch (IOException | IllegalStateException e) {
      log.warn("WeCom has not taken a picture for {}: {}", where.channel(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @throws IllegalStateException if there is no connection
   */
  Wire wire() {
    return line().wire().orElseThrow(() -> new IllegalStateException("WeCom is not connected"));
  }

  /**
   * The buttons of a message as a card below it; null: it has none.
   *
   * @param about the chat whose campaign they concern
   */
  static @Nullable ObjectNode card(Post post, Address about, Address in, String untitled) {
    List<Button> buttons = post.buttons().stream().flatMap(List::stream).toList();
    if (buttons.isEmpty()) {
      return null;
    }
    ObjectNode body = Bot.JSON.createObjectNode().put("msgtype", "template_card");
    ObjectNode card = body.putObject("template_card").put("card_type", "button_interaction");
    String title = post.title().isBlank() ? untitled : post.title();
    card.putObject("main_title").put("title", title);
    card.put("task_id", UUID.randomUUID().toString());
    for (Button button : buttons) {
      card.withArray("button_list")
          .addObject()
          .put("text", button.label())
          .put("style", style(button.style()))
          .put("key", Key.written(about, in, button.id()));
    }
    return body;
  }

  private static int style(Button.Style style) {
    return switch (style) {
      case PRIMARY -> 1;
      case PLAIN, JUMP -> 4;
      case DANGER -> 2;
    };
  }

  /** Answers a message in its place, or says that the answer is coming. */
  void respond(String request, ObjectNode body) {
    Bot.Answer answer = Sender.answered(() -> bot.ask(wire(), RESPOND, request, body, () -> true));
    if (!answer.isGood()) {
      throw new IllegalStateException(
          "WeCom does not take the answer: " + answer.code() + " " + answer.message());
    }
  }

  Sending send(Address where, ObjectNode body, Permit permit) {
    Wire wire = line().wire().orElse(null);
    if (wire == null) {
      return new Sending.Later(
          SocketTexts.of(WeComTexts.WECOM, line().trouble().orElse(WeComTexts.OTHER_NODE)));
    }
    boolean isDirect = where.isDirect();
    String chat = isDirect ? where.channel().substring(1) : where.channel();
    body.put("chatid", chat).put("chat_type", isDirect ? 1 : 2);
    return sender.send(
        chat,
        () -> {
          String request = Bot.requestId(SEND);
          Bot.Answer answer = bot.ask(wire, SEND, request, body, permit);
          return answer.isGood() ? new Sending.Sent(request) : refused(answer, isDirect);
        });
  }

  private static Sending refused(Bot.Answer answer, boolean isDirect) {
    if (answer.code() == TOO_OFTEN || answer.code() == SYSTEM_BUSY) {
      return new Sending.Later(
          SocketTexts.of(WeComTexts.WECOM, Text.same(answer.code() + " " + answer.message())));
    }
    String told = answer.code() + " " + answer.message();
    return new Sending.Refused(
        NOBODY_WROTE.contains(answer.code())
            ? isDirect ? WeComTexts.neverWrote(told) : WeComTexts.nobodyWrote(told)
            : WeComTexts.refused(told));
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
        TypedConversation.Came came = new TypedConversation.Came(id, person, where, of);
        WeComVoice answer = new WeComVoice(this, where, where, user, request, of);
        conversation().take(came, answer, () -> conversation().typed(came, text, answer));
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
        String written = nested.path("event_key").asText(event.path("event_key").asText());
        // One of an older version says less, and is for nobody.
        Key key = Key.read(written).orElse(new Key("", "", written));
        key.pressed(
            this,
            id,
            person,
            where.channel(),
            of,
            came -> new WeComVoice(this, came.where(), came.about(), person.id(), null, of),
            (talk, came, answer) -> talk.pressed(came, key.id(), where.isDirect(), answer));
      }
      case "enter_chat" ->
          conversation()
              .take(
                  new TypedConversation.Came(id, person, where, of),
                  new WeComVoice(this, where, where, person.id(), null, of),
                  () -> welcome(request, WeComTexts.WELCOME.in(of)));
      default -> {
        // Feedback on an answer, say: nothing to do.
      }
    }
  }

  private void welcome(String request, String words) {
    ObjectNode body = Bot.JSON.createObjectNode().put("msgtype", "text");
    body.putObject("text").put("content", words);
    try {
      Wire wire = line().wire().orElse(null);
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
}
