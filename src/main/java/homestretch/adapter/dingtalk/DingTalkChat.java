package homestretch.adapter.dingtalk;

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
import homestretch.core.chat.Lasting;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.chat.Unseen;
import homestretch.core.chat.talk.Conversations;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * DingTalk as a chat platform. A chat is a group's {@code openConversationId}, or {@code @} and a
 * user's {@code userId}. Every node posts by requests; the one that holds the seat has the stream.
 *
 * <p>What has buttons is a card ({@link Cards}). Where DingTalk takes none, choices are numbers,
 * each a link that says the number when it is tapped; where a client shows no buttons or follows no
 * such links, the number is typed.
 */
public final class DingTalkChat implements LineChat {
  public static final String PLATFORM = "dingtalk";
  public static final String API_BASE_URL = "https://api.dingtalk.com";

  private static final String TO_GROUP = "/v1.0/robot/groupMessages/send";
  private static final String TO_PERSON = "/v1.0/robot/oToMessages/batchSend";

  /** A Chinese character takes three bytes, and the markup some. */
  private static final int TEXT_LIMIT = 4000;

  /** A person's {@code userId}, a department's number, a group's {@code openConversationId}. */
  private static final Pattern ID = Pattern.compile("[\\p{Graph}&&[^\"<>]]{1,64}");

  /** Nobody says how many a card takes, or how long what comes back may be. */
  private static final int MOST_BUTTONS = 8;

  private static final int KEY_LENGTH = 100;

  static final Capabilities CAPABILITIES =
      new Capabilities(
          Capabilities.ExactlyOnce.NONE,
          new Capabilities.Answers(Capabilities.Privacy.DIRECT_MESSAGE, true, false, false),
          new Capabilities.Buttons(MOST_BUTTONS, KEY_LENGTH, true),
          new Capabilities.Content(false, false, TEXT_LIMIT),
          new Capabilities.Pace(20, 20));

  private static final Set<String> TOO_OFTEN =
      Set.of("throttling", "fast", "too.many", "qps", "limit");

  private static final Set<String> CLOSED = Set.of("robot", "conversation", "chat", "resource");

  private static final Duration IN_LINE = Duration.ofSeconds(65);

  private final DingTalkApi api;
  private final String robotCode;
  private final Sender sender =
      new Sender(
          DingTalkTexts.DINGTALK,
          new Pace(
              List.of(new Pace.Limit(20, Duration.ofSeconds(1))),
              List.of(new Pace.Limit(20, Duration.ofMinutes(1)))),
          IN_LINE);
  private final AddressBook contacts;
  private final Parts parts;
  private final Cards cards;

  /**
   * Posts at once; starts to connect once {@link #taken}.
   *
   * @param clientId the app's; its robot has the same code
   * @param language of those who have not typed a command yet
   */
  public DingTalkChat(
      String apiBaseUrl,
      String clientId,
      String clientSecret,
      HttpClient http,
      Language language,
      Conversations conversations) {
    this.api = new DingTalkApi(http, apiBaseUrl, clientId, clientSecret);
    this.robotCode = clientId;
    this.contacts = new Contacts(api).book();
    this.cards = new Cards(api, sender, robotCode);
    this.parts =
        new Parts(
            PLATFORM,
            CAPABILITIES,
            conversations.on(PLATFORM, CAPABILITIES, contacts),
            new Line(
                "DingTalk", http, new Stream(api, new Events(this, new Spoken(language))::event)));
  }

  @Override
  public Parts parts() {
    return parts;
  }

  @Override
  public Sending post(Address where, Post post, String nonce, Permit permit) {
    if (!post.buttons().isEmpty() && cards.areTaken()) {
      String id = DingTalkLasting.idOf(nonce);
      Sending sending = cards.send(where, id, Words.card(post, where, where, ""), permit);
      if (!(sending instanceof Sending.Refused)) {
        return sending;
      }
    }
    return send(where, Words.message(post, List.of()), permit);
  }

  Cards cards() {
    return cards;
  }

  @Override
  public Optional<Lasting> lasting() {
    return Optional.of(new DingTalkLasting(cards));
  }

  @Override
  public Optional<String> find(Address where, String nonce, Instant since) {
    throw new Unseen(DingTalkTexts.NO_HISTORY);
  }

  @Override
  public Optional<Text> noId(String id, boolean isRole) {
    return ID.matcher(id).matches()
        ? Optional.empty()
        : Optional.of(isRole ? DingTalkTexts.NO_ROLE : DingTalkTexts.NO_PERSON);
  }

  @Override
  public Optional<Text> unmentionable(Address where, String role) {
    return Optional.of(DingTalkTexts.NO_MENTION);
  }

  @Override
  public Optional<String> nameOf(String id, boolean isRole) {
    return contacts.name(isRole ? id : "@" + id);
  }

  @Override
  public List<Named> rolesCalled(String name) {
    return Sender.answered(() -> new Contacts(api).called(name));
  }

  Sending send(Address where, ObjectNode content, Permit permit) {
    boolean isDirect = where.isDirect();
    String to = isDirect ? where.channel().substring(1) : where.channel();
    ObjectNode body = DingTalkApi.JSON.createObjectNode().put("robotCode", robotCode);
    body.put("msgKey", "sampleMarkdown").put("msgParam", content.toString());
    if (isDirect) {
      body.putArray("userIds").add(to);
    } else {
      body.put("openConversationId", to);
    }
    return sender.send(
        to,
        () -> {
          DingTalkApi.Answer answer =
              api.call("POST", isDirect ? TO_PERSON : TO_GROUP, body, permit);
          if (!answer.isGood()) {
            return refused(answer);
          }
          if (!answer.body().path("invalidStaffIdList").isEmpty()
              || !answer.body().path("filteredStaffIdList").isEmpty()) {
            return new Sending.Refused(DingTalkTexts.OUT_OF_RANGE);
          }
          return answer.body().path("flowControlledStaffIdList").isEmpty()
              ? new Sending.Sent(answer.body().path("processQueryKey").asText())
              : new Sending.Later(SocketTexts.enough(DingTalkTexts.DINGTALK));
        });
  }

  static Sending refused(DingTalkApi.Answer answer) {
    String what = answer.told();
    if (!answer.isTold()) {
      return Sender.untold(DingTalkTexts.DINGTALK, answer.status());
    }
    String code = answer.code().toLowerCase(Locale.ROOT);
    if (answer.status() == 429
        || answer.status() >= 500
        || TOO_OFTEN.stream().anyMatch(code::contains)) {
      return new Sending.Later(SocketTexts.of(DingTalkTexts.DINGTALK, Text.same(what)));
    }
    return new Sending.Refused(
        CLOSED.stream().anyMatch(code::contains)
            ? DingTalkTexts.away(what)
            : DingTalkTexts.refused(what));
  }

  /** Answers by the address that came with a message. */
  Sending answer(Address where, URI webhook, ObjectNode content) {
    ObjectNode body = DingTalkApi.JSON.createObjectNode().put("msgtype", "markdown");
    body.set("markdown", content);
    return sender.send(
        where.isDirect() ? where.channel().substring(1) : where.channel(),
        () -> {
          DingTalkApi.Answer answer = api.answer(webhook, body);
          return answer.isGood() ? new Sending.Sent("") : refused(answer);
        });
  }
}
