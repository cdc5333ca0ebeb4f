package homestretch.core.chat.talk;

import homestretch.core.chat.Form;
import homestretch.core.chat.Post;
import java.util.List;

/**
 * How a platform without commands of its own speaks to one person in one chat. What it gets fits
 * the platform's {@linkplain homestretch.core.chat.Capabilities capabilities}. Each call blocks
 * until the platform has taken the message, and throws if it has not.
 */
public interface Voice {
  /** The person cannot be written to in private before they have written themselves. */
  final class CannotTell extends RuntimeException {
    public CannotTell(String why) {
      super(why);
    }
  }

  /** In the chat where the person asked, for all in it. */
  void say(Post post);

  /**
   * To the person alone: where the platform has private answers, in place; else in the chat with
   * that person.
   *
   * @throws CannotTell nothing was sent
   */
  void tell(Post post);

  /**
   * The same voice for an answer whose last lines are choices by number: where a tap says a line,
   * each can be tapped.
   *
   * @param sayings what is said to choose each, in the order of their numbers
   */
  default Voice offering(List<String> sayings) {
    return this;
  }

  /** In place of the message whose button was pressed; called only where the platform edits. */
  default void replace(Post post) {
    throw new UnsupportedOperationException("this platform does not edit");
  }

  /** Called only where the platform shows forms. */
  default void open(Form form) {
    throw new UnsupportedOperationException("this platform has no forms");
  }

  /**
   * Tells the platform that the question has arrived: called once, before the first word or after
   * {@link Answering#PROMPT}, whichever comes first.
   */
  default void acknowledge() {}
}
