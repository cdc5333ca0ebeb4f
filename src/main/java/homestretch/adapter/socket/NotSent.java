package homestretch.adapter.socket;

import homestretch.core.text.Text;
import java.io.IOException;

/** Nothing has left: no connection was made, no token was given, or the permit had ended. */
public final class NotSent extends IOException {
  private final transient Text why;

  public NotSent(Text why) {
    super(why.en());
    this.why = why;
  }

  public NotSent(Text why, Throwable cause) {
    super(why.en(), cause);
    this.why = why;
  }

  public Text why() {
    return why;
  }

  static NotSent permitEnded() {
    return new NotSent(SocketTexts.PERMIT_ENDED);
  }
}
