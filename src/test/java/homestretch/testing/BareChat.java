package homestretch.testing;

import homestretch.adapter.storage.Database;
import homestretch.adapter.storage.JooqButtonTokens;
import homestretch.adapter.storage.JooqOnceOnly;
import homestretch.adapter.storage.JooqRecall;
import homestretch.core.chat.Address;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Form;
import homestretch.core.chat.Person;
import homestretch.core.chat.PlainText;
import homestretch.core.chat.Post;
import homestretch.core.chat.talk.Answering;
import homestretch.core.chat.talk.ShortIds;
import homestretch.core.chat.talk.TypedConversation;
import homestretch.core.chat.talk.Voice;
import homestretch.core.text.Language;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A chat platform of text alone, or with what is given to it: groups, chats with one person, and a
 * rule that a person must have written before the bot may write to them.
 */
public final class BareChat {
  public static final String PLATFORM = "bare";

  /** Text of at most 1,500 characters, and nothing else. */
  public static final Capabilities BARE =
      new Capabilities(
          Capabilities.ExactlyOnce.NONE,
          new Capabilities.Answers(Capabilities.Privacy.DIRECT_MESSAGE, false, false, false),
          Capabilities.Buttons.NONE,
          new Capabilities.Content(false, false, 1500),
          new Capabilities.Pace(30, 10));

  /** Text, and a few buttons with short ids whose messages can be changed. */
  public static final Capabilities CARDS =
      new Capabilities(
          Capabilities.ExactlyOnce.NONE,
          new Capabilities.Answers(Capabilities.Privacy.DIRECT_MESSAGE, true, true, false),
          new Capabilities.Buttons(6, 40),
          new Capabilities.Content(false, true, 4000),
          new Capabilities.Pace(30, 10));

  /**
   * What stands in a chat.
   *
   * @param chat a group's name, or {@code @} and the person's id
   */
  public record Said(String chat, Post post) {
    public String text() {
      return PlainText.of(post).strip();
    }
  }

  private final String platform;
  private final Answering answering;
  private final TypedConversation conversation;
  private final Set<String> wrote = Collections.synchronizedSet(new HashSet<>());
  private final List<Said> messages = Collections.synchronizedList(new ArrayList<>());
  private final List<Form> forms = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger event = new AtomicInteger();

  public BareChat(Commands commands, Capabilities can, Database database, Clock clock) {
    this(PLATFORM, commands, can, database, clock, Answering.PROMPT);
  }

  /** One whose people and groups are those of another platform. */
  public BareChat(
      String platform, Commands commands, Capabilities can, Database database, Clock clock) {
    this(platform, commands, can, database, clock, Answering.PROMPT);
  }

  public BareChat(
      Commands commands, Capabilities can, Database database, Clock clock, Duration prompt) {
    this(PLATFORM, commands, can, database, clock, prompt);
  }

  private BareChat(
      String platform,
      Commands commands,
      Capabilities can,
      Database database,
      Clock clock,
      Duration prompt) {
    this.platform = platform;
    ShortIds shortIds = new ShortIds(new JooqButtonTokens(database, clock));
    answering = new Answering(platform, new JooqOnceOnly(database, clock), shortIds, prompt);
    conversation =
        new TypedConversation(
            commands,
            can,
            shortIds,
            new JooqRecall(database, clock),
            answering,
            person -> Set.of());
  }

  private TypedConversation.Came came(String event, String person, String chat, Language language) {
    if (chat.startsWith("@")) {
      wrote.add(person);
    }
    return new TypedConversation.Came(
        event,
        new Person(platform, person, person, Set.of()),
        new Address(platform, chat),
        language);
  }

  /** What came of a line: the messages that it made, in their order. */
  public List<Said> type(String person, String chat, Language language, String text) {
    return typeAs("e" + event.incrementAndGet(), person, chat, language, text);
  }

  /** The same message as the platform numbers it: it may come twice. */
  public List<Said> typeAs(
      String event, String person, String chat, Language language, String text) {
    int from = messages.size();
    conversation.typed(came(event, person, chat, language), text, voice(person, chat, -1));
    return List.copyOf(messages.subList(from, messages.size()));
  }

  /** A press of a button by its label, on the message of that number. */
  public List<Said> press(String person, int message, Language language, String label) {
    Said carrier = messages.get(message);
    String id =
        carrier.post().buttons().stream()
            .flatMap(List::stream)
            .filter(b -> b.label().equals(label))
            .findFirst()
            .orElseThrow()
            .id();
    int from = messages.size();
    conversation.pressed(
        came("e" + event.incrementAndGet(), person, carrier.chat(), language),
        id,
        carrier.chat().startsWith("@"),
        voice(person, carrier.chat(), message));
    return List.copyOf(messages.subList(from, messages.size()));
  }

  /** Sends the form that was opened last. */
  public List<Said> send(
      String person, String chat, Language language, java.util.Map<String, String> values) {
    int from = messages.size();
    conversation.sent(
        came("e" + event.incrementAndGet(), person, chat, language),
        TypedConversation.idOf(forms.getLast()),
        values,
        voice(person, chat, -1));
    return List.copyOf(messages.subList(from, messages.size()));
  }

  public List<Said> messages() {
    return List.copyOf(messages);
  }

  public List<Form> forms() {
    return List.copyOf(forms);
  }

  /** How many questions the platform was told of that they had arrived. */
  public int acknowledged() {
    return acknowledged.get();
  }

  public Answering answering() {
    return answering;
  }

  private Voice voice(String person, String chat, int pressed) {
    return new Voice() {
      @Override
      public void say(Post post) {
        messages.add(new Said(chat, post));
      }

      @Override
      public void tell(Post post) {
        if (!wrote.contains(person)) {
          throw new CannotTell("they have not written");
        }
        messages.add(new Said("@" + person, post));
      }

      @Override
      public void replace(Post post) {
        messages.set(pressed, new Said(messages.get(pressed).chat(), post));
      }

      @Override
      public void open(Form form) {
        forms.add(form);
      }

      @Override
      public void acknowledge() {
        acknowledged.incrementAndGet();
      }
    };
  }
}
