package homestretch.core.chat;

import homestretch.core.text.Text;

/** What became of a post, as far as the platform told. */
public sealed interface Sending {
  /** It stands in the channel. */
  record Sent(String messageId) implements Sending {}

  /** The platform is out of reach or busy; nothing was posted, and trying again later is right. */
  record Later(String reason) implements Sending {}

  /** The answer was lost: the post may or may not stand. The same nonce must be used again. */
  record Unknown(String reason) implements Sending {}

  /**
   * The channel is gone or closed to the bot; trying again will not help until somebody mends it.
   */
  record Refused(Text why) implements Sending {
    /** A reason of the platform's own, in its own words. */
    public Refused(String why) {
      this(Text.same(why));
    }

    /** As the log, the API and the row say it. */
    public String reason() {
      return why.en();
    }
  }
}
