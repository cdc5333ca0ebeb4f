package homestretch.core.chat;

import homestretch.core.text.Text;

/** What became of a post, as far as the platform told. */
public sealed interface Sending {
  /** It stands in the channel. */
  record Sent(String messageId) implements Sending {}

  /** The platform is out of reach or busy; nothing was posted, and trying again later is right. */
  record Later(Text why) implements Sending {}

  /** The answer was lost: the post may or may not stand. The same nonce must be used again. */
  record Unknown(Text why) implements Sending {}

  /**
   * The channel is gone or closed to the bot; trying again will not help until somebody mends it.
   */
  record Refused(Text why) implements Sending {}
}
