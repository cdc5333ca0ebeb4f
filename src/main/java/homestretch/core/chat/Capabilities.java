package homestretch.core.chat;

import java.time.Duration;

/**
 * What a chat platform can do; what it cannot is made up for here (see {@code core.chat.talk}) and
 * by the deliverer, so that an adapter says only how its platform is spoken to.
 */
public record Capabilities(
    ExactlyOnce once, Answers answers, Buttons buttons, Content content, Pace pace) {

  /**
   * How it can be told whether a post whose answer was lost stands.
   *
   * @param nonceMemory how long the platform surely drops a second post with the same nonce; zero:
   *     it knows no nonces
   * @param history whether the bot's own posts can be looked for in a channel
   */
  public record ExactlyOnce(Duration nonceMemory, boolean history) {
    /** Neither: a lost answer is for a person to look at, at once. */
    public static final ExactlyOnce NONE = new ExactlyOnce(Duration.ZERO, false);

    public boolean isTold() {
      return history || nonceMemory.isPositive();
    }
  }

  /** Where an answer for one person alone can be given. */
  public enum Privacy {
    /** In the channel, seen by that person only. */
    IN_PLACE,
    /** In a chat with that person; the channel is told that it is there. */
    DIRECT_MESSAGE
  }

  /**
   * @param edits whether a message of the bot's can be given other content
   * @param forms whether fields to fill in can be shown
   * @param autocomplete whether values can be offered while somebody types
   */
  public record Answers(Privacy privacy, boolean edits, boolean forms, boolean autocomplete) {}

  /**
   * @param most on one message; 0: none can be shown
   * @param idLength how many ASCII characters may come back from a press
   * @param numbered whether each has a number as well, to be replied with where a client shows no
   *     buttons
   */
  public record Buttons(int most, int idLength, boolean numbered) {
    public static final Buttons NONE = new Buttons(0, 0);

    public Buttons(int most, int idLength) {
      this(most, idLength, false);
    }
  }

  /**
   * @param tables whether rows stand below each other in columns
   * @param textLimit UTF-16 units of one message as the core counts them ({@link PlainText}); what
   *     is longer is cut at a row and says so
   * @param files whether a file of text can be in a message
   * @param moments whether a {@link Moment} is shown as each reader's own time
   */
  public record Content(
      boolean images, boolean tables, int textLimit, boolean files, boolean moments) {
    public Content(boolean images, boolean tables, int textLimit, boolean files) {
      this(images, tables, textLimit, files, false);
    }

    /** Without files. */
    public Content(boolean images, boolean tables, int textLimit) {
      this(images, tables, textLimit, false);
    }
  }

  /**
   * @param perChatAMinute messages that one chat takes
   * @param inAllASecond messages that the platform takes from this bot
   */
  public record Pace(int perChatAMinute, int inAllASecond) {
    public static final Pace FREE = new Pace(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }
}
