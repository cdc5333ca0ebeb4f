package homestretch.adapter.feishu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.AddressBook;
import homestretch.adapter.socket.Line;
import homestretch.adapter.socket.LineChat;
import homestretch.adapter.socket.Pace;
import homestretch.adapter.socket.Sender;
import homestretch.adapter.socket.SocketTexts;
import homestretch.adapter.socket.Spoken;
import homestretch.core.chat.Address;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Image;
import homestretch.core.chat.Lasting;
import homestretch.core.chat.Marks;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.chat.talk.Conversations;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feishu as a chat platform. A chat is a group's {@code chat_id}, or {@code @} and a user's {@code
 * open_id}. Every node posts by requests; the one that holds the seat has the long connection, over
 * which people's messages and presses come.
 */
public final class FeishuChat implements LineChat {
  public static final String PLATFORM = "feishu";
  public static final String API_BASE_URL = "https://open.feishu.cn";

  private static final Logger log = LoggerFactory.getLogger(FeishuChat.class);
  static final String MESSAGES = "/open-apis/im/v1/messages";
  static final String CHATS = "/open-apis/im/v1/chats/";

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

  private static final Set<Integer> TOO_OFTEN =
      Set.of(230_020, 230_047, 99_991_400, 11_232, 11_233);

  private final FeishuApi api;
  private final Sender sender =
      new Sender(
          FeishuTexts.FEISHU,
          new Pace(
              List.of(
                  new Pace.Limit(48, Duration.ofSeconds(1)),
                  new Pace.Limit(990, Duration.ofMinutes(1))),
              List.of(new Pace.Limit(4, Duration.ofSeconds(1)))),
          IN_LINE);
  private final AddressBook contacts;
  private final Parts parts;

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
    this.contacts = new Contacts(api).book();
    this.parts =
        new Parts(
            PLATFORM,
            CAPABILITIES,
            conversations.on(PLATFORM, CAPABILITIES, contacts),
            new Line(
                "Feishu",
                http,
                new LongConnection(api, new Events(this, api, new Spoken(language))::event)));
  }

  @Override
  public Parts parts() {
    return parts;
  }

  @Override
  public Sending post(Address where, Post post, String nonce, Permit permit) {
    String mark = Marks.of(nonce);
    ObjectNode card = Cards.card(post, where.channel(), picture(post), mark);
    return send(where, card, nonce, permit);
  }

  /** The cards that stand. */
  FeishuLasting cards() {
    return new FeishuLasting(this, api);
  }

  @Override
  public Optional<Lasting> lasting() {
    return Optional.of(cards());
  }

  /** The key of the uploaded picture; null where there is none, or it was not taken. */
  @Nullable String picture(Post post) {
    Image image = post.image();
    if (image == null) {
      return null;
    }
    try {
      FeishuApi.Answer answer = api.upload(image);
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

  /** Sends a card; once for all that have the same nonce, however often where it is empty. */
  Sending send(Address where, JsonNode card, String nonce, Permit permit) {
    boolean isDirect = where.isDirect();
    String to = isDirect ? where.channel().substring(1) : where.channel();
    ObjectNode body = FeishuApi.JSON.createObjectNode();
    body.put("receive_id", to).put("msg_type", "interactive").put("content", card.toString());
    if (!nonce.isEmpty()) {
      body.put("uuid", nonce);
    }
    String type = isDirect ? "open_id" : "chat_id";
    return send(to, MESSAGES + "?receive_id_type=" + type, body, permit);
  }

  Sending send(String to, String path, JsonNode body, Permit permit) {
    return sender.send(
        to,
        () -> {
          FeishuApi.Answer answer = api.call("POST", path, body, permit);
          return answer.isGood()
              ? new Sending.Sent(answer.data().path("message_id").asText())
              : refused(answer);
        });
  }

  static Sending refused(FeishuApi.Answer answer) {
    if (!answer.isTold()) {
      return Sender.untold(FeishuTexts.FEISHU, answer.status());
    }
    return TOO_OFTEN.contains(answer.code()) || answer.status() == 429
        ? new Sending.Later(SocketTexts.of(FeishuTexts.FEISHU, Text.same(answer.told())))
        : new Sending.Refused(FeishuTexts.refused(answer.code(), answer.told()));
  }

  @Override
  public Optional<String> find(Address where, String nonce, Instant since) {
    return new History(api).find(where, Marks.of(nonce), since);
  }

  @Override
  public Optional<Text> noId(String id, boolean isRole) {
    boolean isOne =
        isRole
            ? id.startsWith(Contacts.DEPARTMENT) || id.startsWith(Contacts.GROUP)
            : id.startsWith(Contacts.PERSON);
    return isOne
        ? Optional.empty()
        : Optional.of(isRole ? FeishuTexts.NO_ROLE : FeishuTexts.NO_PERSON);
  }

  @Override
  public Optional<Text> unmentionable(Address where, String role) {
    return role.equals("all") || role.startsWith(Contacts.PERSON)
        ? Optional.empty()
        : Optional.of(FeishuTexts.NO_MENTION);
  }

  @Override
  public Optional<String> nameOf(String id, boolean isRole) {
    return contacts.name(id);
  }

  @Override
  public List<Named> rolesCalled(String name) {
    return Sender.answered(() -> new Contacts(api).called(name));
  }

  @Override
  public Optional<Text> unreachable(Address where) {
    if (where.isDirect()) {
      return Optional.empty();
    }
    try {
      FeishuApi.Answer answer = api.get(CHATS + FeishuApi.part(where.channel()));
      // Without the scope to read chats it cannot be told, and posts may well arrive.
      return answer.isTold() && FeishuTexts.isClosed(answer.code())
          ? Optional.of(FeishuTexts.refused(answer.code(), answer.told()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
