package homestretch.core.chat;

import homestretch.core.text.Text;

/** A platform that cannot tell whether a post stands in a channel. */
public final class Unseen extends IllegalStateException {
  private final transient Text why;

  public Unseen(Text why) {
    super(why.en());
    this.why = why;
  }

  public Unseen(Text why, Throwable cause) {
    super(why.en(), cause);
    this.why = why;
  }

  public Text why() {
    return why;
  }
}
