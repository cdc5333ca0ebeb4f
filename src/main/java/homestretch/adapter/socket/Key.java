package homestretch.adapter.socket;

import homestretch.core.chat.Address;
import homestretch.core.chat.Person;
import homestretch.core.chat.talk.TypedConversation;
import homestretch.core.chat.talk.Voice;
import homestretch.core.text.Language;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a button of ours brings back.
 *
 * @param about the chat whose campaign it concerns
 * @param reader for whom alone the message is; empty: for all in the chat
 * @param id the button's own
 */
public record Key(String about, String reader, String id) {
  /** Of a button of a message in a chat. */
  public static String written(Address about, Address in, String id) {
    return about.channel() + " " + (in.isDirect() ? in.channel().substring(1) : "") + " " + id;
  }

  public static Optional<Key> read(String written) {
    String[] parts = written.split(" ", 3);
    return parts.length < 3 ? Optional.empty() : Optional.of(new Key(parts[0], parts[1], parts[2]));
  }

  public boolean isPrivate() {
    return !reader.isEmpty();
  }

  /**
   * Whether it was meant for who pressed it: passed on, it would carry the rights of its group.
   *
   * @param group in which it was pressed; null: the platform does not say
   */
  public boolean isFor(String user, @Nullable String group) {
    return isPrivate() ? reader.equals(user) : group == null || about.equals(group);
  }

  /**
   * Hands a press to the conversation.
   *
   * @param event the platform's own id of the press
   * @param group as for {@link #isFor}
   * @param voices how to answer, by where
   * @param theirs what to do where it was meant for who pressed it
   */
  public void pressed(
      LineChat chat,
      String event,
      Person person,
      @Nullable String group,
      Language language,
      Function<TypedConversation.Came, Voice> voices,
      Pressing theirs) {
    boolean isTheirs = isFor(person.id(), group);
    Address of = new Address(chat.platform(), about);
    Address where =
        isPrivate() || !isTheirs && group == null
            ? Address.direct(chat.platform(), person.id())
            : group == null ? of : new Address(chat.platform(), group);
    TypedConversation.Came came = new TypedConversation.Came(event, person, where, of, language);
    Voice voice = voices.apply(came);
    TypedConversation conversation = chat.conversation();
    conversation.take(
        came,
        voice,
        () -> {
          if (isTheirs) {
            theirs.pressed(conversation, came, voice);
          } else {
            conversation.forwarded(came, id, voice);
          }
        });
  }

  /** A press or a form that reaches the conversation. */
  @FunctionalInterface
  public interface Pressing {
    void pressed(TypedConversation conversation, TypedConversation.Came came, Voice voice);
  }
}
