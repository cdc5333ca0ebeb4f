package homestretch.adapter.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.socket.AddressBook;
import homestretch.adapter.socket.Line;
import homestretch.adapter.socket.LineChat;
import homestretch.adapter.socket.Markdown;
import homestretch.adapter.socket.Pace;
import homestretch.adapter.socket.Sender;
import homestretch.adapter.socket.SocketTexts;
import homestretch.adapter.socket.Spoken;
import homestretch.core.chat.Address;
import homestretch.core.chat.Block;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.chat.Unseen;
import homestretch.core.chat.talk.Conversations;
import homestretch.core.chat.talk.TypedConversation;
import homestretch.core.chat.talk.Voice;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * DingTalk as a chat platform. A chat is a group's {@code openConversationId}, or {@code @} and a
 * user's {@code userId}. Every node posts by requests; the one that holds the seat has the stream.
 *
 * <p>Buttons that call back would need a card template that an administrator draws in DingTalk's
 * console. Choices are numbers instead, each a link that says the number when it is tapped, which
 * needs nothing; where a client does not follow such links, the number is typed.
 */
public final class DingTalkChat implements LineChat {
  public static final String PLATFORM = "dingtalk";
  public static final String API_BASE_URL = "https://api.dingtalk.com";

  private static final String TO_GROUP = "/v1.0/robot/groupMessages/send";
  private static final String TO_PERSON = "/v1.0/robot/oToMessages/batchSend";

  /** A Chinese character takes three bytes, and the markup some. */
  private static final int TEXT_LIMIT = 4000;

  /** Sources tell of 15,000 and of 20,000 bytes for all parameters of a message as JSON. */
  private static final int MOST_BYTES = 15_000;

  /** A person's {@code userId}, a department's number, a group's {@code openConversationId}. */
  private static final Pattern ID = Pattern.compile("[\\p{Graph}&&[^\"<>]]{1,64}");

  private static final Pattern MENTIONED =
      Pattern.compile("((?:人员|person)\\s*[:：]\\s*)@\\S*", Pattern.CASE_INSENSITIVE);

  private static final Pattern CHOICE = Pattern.compile("(\\d{1,2})\\. (.+)");

  static final Capabilities CAPABILITIES =
      new Capabilities(
          Capabilities.ExactlyOnce.NONE,
          new Capabilities.Answers(Capabilities.Privacy.DIRECT_MESSAGE, false, false, false),
          Capabilities.Buttons.NONE,
          new Capabilities.Content(false, false, TEXT_LIMIT),
          new Capabilities.Pace(20, 20));

  private static final Set<String> TOO_OFTEN =
      Set.of("throttling", "fast", "too.many", "qps", "limit");

  private static final Set<String> CLOSED = Set.of("robot", "conversation", "chat", "resource");

  private static final Duration IN_LINE = Duration.ofSeconds(65);

  /** The shortest title that says something; DingTalk cuts long ones in its list. */
  private static final int TITLE = 60;

  private final DingTalkApi api;
  private final String robotCode;
  private final Line line;
  private final Sender sender =
      new Sender(
          DingTalkTexts.DINGTALK,
          new Pace(
              List.of(new Pace.Limit(20, Duration.ofSeconds(1))),
              List.of(new Pace.Limit(20, Duration.ofMinutes(1)))),
          IN_LINE);
  private final Markdown markdown = new Markdown(Markdown::escaped);
  private final AddressBook contacts;
  private final TypedConversation conversation;
  private final Spoken spoken;

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
    this.conversation = conversations.on(PLATFORM, CAPABILITIES, contacts);
    this.spoken = new Spoken(language);
    this.line = new Line("DingTalk", http, new Stream(api, this::message));
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
  public Sending post(Address where, Post post, String nonce, Permit permit) {
    return send(where, content(post, List.of()), permit);
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

  private ObjectNode content(Post post, List<String> sayings) {
    String title = post.title().isBlank() ? DingTalkTexts.TITLE.zh() : post.title();
    ObjectNode content =
        DingTalkApi.JSON
            .createObjectNode()
            .put(
                "title",
                title
                    .codePoints()
                    .limit(TITLE)
                    .collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
    String choices = choices(post, sayings);
    Post above =
        choices.isEmpty()
            ? post
            : new Post(
                post.title(),
                post.blocks().subList(0, post.blocks().size() - 1),
                post.footer(),
                post.buttons());
    String words = markdown.of(above);
    int most = MOST_BYTES;
    do {
      content.put("text", Markdown.cut(words, most) + choices);
      most -= MOST_BYTES / 30;
    } while (most > 0 && content.toString().getBytes(UTF_8).length > MOST_BYTES);
    return content;
  }

  /** The last lines of an answer, where they are choices, with each as a link that says it. */
  private static String choices(Post post, List<String> sayings) {
    if (sayings.isEmpty() || !(post.blocks().getLast() instanceof Block.Lines lines)) {
      return "";
    }
    return lines.lines().stream()
        .flatMap(String::lines)
        .map(line -> tappable(line, sayings))
        .collect(Collectors.joining("  \n", "\n\n", ""));
  }

  private static String tappable(String line, List<String> sayings) {
    Matcher choice = CHOICE.matcher(line);
    if (!choice.matches()) {
      return Markdown.escaped(line);
    }
    int number = Integer.parseInt(choice.group(1));
    return number < 1 || number > sayings.size()
        ? Markdown.escaped(line)
        : number
            + "\\. ["
            + Markdown.escaped(choice.group(2))
            + "](dtmd://dingtalkclient/sendMessage?content="
            + URLEncoder.encode(sayings.get(number - 1), UTF_8).replace("+", "%20")
            + ")";
  }

  private Sending send(Address where, ObjectNode content, Permit permit) {
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
          DingTalkApi.Answer answer = api.call(isDirect ? TO_PERSON : TO_GROUP, body, permit);
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

  private static Sending refused(DingTalkApi.Answer answer) {
    String what = answer.told();
    if (!answer.isTold()) {
      return answer.status() >= 500 || answer.status() == 408
          ? new Sending.Unknown(SocketTexts.answers(DingTalkTexts.DINGTALK, answer.status()))
          : new Sending.Later(SocketTexts.answersOrProxy(DingTalkTexts.DINGTALK, answer.status()));
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

  /** What somebody wrote to the robot: {@code im/bot/messages/get}. */
  private void message(String frameId, JsonNode data) {
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
            ? Address.direct(PLATFORM, user)
            : new Address(PLATFORM, data.path("conversationId").asText());
    String text = text(data);
    Language language = spoken.by(user, text);
    // The message's own number: another try has another frame.
    String event = data.path("msgId").asText(frameId);
    Person person = new Person(PLATFORM, user, data.path("senderNick").asText(user), Set.of());
    String webhook = data.path("sessionWebhook").asText("");
    Answer answer =
        new Answer(where, user, webhook.isEmpty() ? null : URI.create(webhook), List.of());
    TypedConversation.Came came = new TypedConversation.Came(event, person, where, language);
    conversation.take(
        came,
        answer,
        () -> {
          if (text.isBlank()) {
            answer.say(Post.lines("", DingTalkTexts.WORDS_ONLY.in(language)));
          } else {
            conversation.typed(came, text, answer);
          }
        });
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

  /** Answers one message: by the address that came with it, which ends after a while. */
  private final class Answer implements Voice {
    private final Address where;
    private final String user;
    private final @Nullable URI webhook;
    private final List<String> sayings;

    Answer(Address where, String user, @Nullable URI webhook, List<String> sayings) {
      this.where = where;
      this.user = user;
      this.webhook = webhook;
      this.sayings = sayings;
    }

    @Override
    public Voice offering(List<String> choices) {
      return new Answer(where, user, webhook, choices);
    }

    @Override
    public void say(Post post) {
      ObjectNode content = content(post, sayings);
      if (webhook == null || !byWebhook(webhook, content)) {
        Sender.arrived(send(where, content, () -> true));
      }
    }

    @Override
    public void tell(Post post) throws CannotTell {
      if (where.isDirect()) {
        say(post);
      } else {
        Address person = Address.direct(PLATFORM, user);
        Sender.arrived(send(person, content(post, sayings), () -> true));
      }
    }

    /** It counts as a message to the group: who sends too many is blocked for a while. */
    private boolean byWebhook(URI to, ObjectNode content) {
      ObjectNode body = DingTalkApi.JSON.createObjectNode().put("msgtype", "markdown");
      body.set("markdown", content);
      String chat = where.isDirect() ? where.channel().substring(1) : where.channel();
      Sending sending =
          sender.send(
              chat,
              () -> {
                DingTalkApi.Answer answer = api.answer(to, body);
                return answer.isGood() ? new Sending.Sent("") : refused(answer);
              });
      return switch (sending) {
        case Sending.Sent sent -> true;
        // The address has ended: it goes as a message.
        case Sending.Refused refused -> false;
        case Sending.Later(Text why) -> throw new IllegalStateException(why.en());
        case Sending.Unknown(Text why) -> throw new IllegalStateException(why.en());
      };
    }
  }
}
