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

  public Text why() {
    return why;
  }

  /** Why a request came to nothing, as far as it is known. */
  public static Text reason(IOException e) {
    return e instanceof NotSent notSent
        ? notSent.why
        : new Text(
            "连接中断，或没有应答（" + e.getClass().getSimpleName() + "）",
            "the connection broke, or there was no answer ("
                + e.getClass().getSimpleName()
                + (e.getMessage() == null ? ")" : ": " + e.getMessage() + ")"));
  }

  static NotSent permitEnded() {
    return new NotSent(new Text("轮到它发送时已过了时限", "the claim ended before the post could leave"));
  }
}
