package homestretch.core.chat.talk;

import homestretch.core.chat.Form;
import homestretch.core.chat.Post;

/**
 * One question's way back to who asked it, on its platform. Everything blocks until the platform
 * has taken it.
 */
public interface Exchange {
  /** Who reads an answer. */
  enum Audience {
    ALL,
    ASKER
  }

  /** What an announcement says of the answer that will follow. */
  enum Announcement {
    TO_ALL,
    TO_ASKER,
    /** In place of the message whose button was pressed. */
    IN_PLACE
  }

  /** The platform had this answer already: a second try met the first, whose answer was lost. */
  final class AnsweredAlready extends RuntimeException {
    public AnsweredAlready(Throwable cause) {
      super(cause);
    }
  }

  /** Whether the message whose button was pressed is seen by who pressed it alone. */
  boolean isPrivate();

  /** Whether a form can be opened now, or what stands for one on the platform. */
  boolean opensForms();

  /** How long an id may be that comes back from a press. */
  int idLength();

  void open(Form form);

  /** A message of its own. */
  void say(Post post, Audience audience);

  /** In place of the message whose button was pressed. */
  void replace(Post post);

  /**
   * Tells the platform that an answer will come, as it waits for the first word no longer.
   *
   * @return whether that has settled who will read it and where it stands, so that it can only be
   *     {@linkplain #fill filled in}
   */
  boolean announce(Announcement announcement);

  /** The announced answer. */
  void fill(Post post);

  /** No answer follows where one was announced. */
  void takeBack();

  /** To who asked alone, beside what was announced. */
  void whisper(Post post);
}
