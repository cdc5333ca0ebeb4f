package homestretch.adapter.socket;

import java.io.IOException;

/** Nothing has left: no connection was made, no token was given, or the permit had ended. */
public final class NotSent extends IOException {
  public NotSent(String why) {
    super(why);
  }

  static NotSent permitEnded() {
    return new NotSent("the claim ended before the post could leave");
  }
}
