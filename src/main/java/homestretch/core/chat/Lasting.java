package homestretch.core.chat;

import homestretch.core.text.Text;

/** What a platform can do with a message of ours that stays (port): change it, keep it in sight. */
public interface Lasting {
  /** What became of it, as far as the platform told. */
  sealed interface Outcome {
    record Done() implements Outcome {}

    /** The message is not there any more. */
    record Gone() implements Outcome {}

    /** Trying again later is right; doing it twice does no harm. */
    record Later(String reason) implements Outcome {}

    /** Somebody has to mend it first. */
    record Refused(Text why) implements Outcome {}
  }

  /**
   * Gives the message this content, if it is there.
   *
   * @param nonce by which it was posted: it is found again by it as before
   */
  Outcome edit(Address where, String messageId, Post post, String nonce);

  /** Keeps the message in sight of whoever opens the channel. */
  Outcome pin(Address where, String messageId);

  /**
   * Opens a thread for talk under the message; it is there once, however often this is asked.
   *
   * @return its address has the message's own id where that is the platform's way
   */
  Outcome thread(Address where, String messageId, String name);

  /** Whether there are threads at all. */
  boolean hasThreads();

  /** Whether a message outside a thread can be posted without a sound. */
  default boolean isQuiet() {
    return true;
  }

  /**
   * Posts without a sound, as far as the platform can: nobody's device rings. Otherwise as {@link
   * Chat#post}.
   *
   * @param thread the message under which the thread is; empty: in the channel
   */
  Sending postQuietly(Address where, String thread, Post post, String nonce, Permit permit);
}
