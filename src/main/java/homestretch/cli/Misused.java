package homestretch.cli;

import homestretch.core.text.Text;

/** An option or a parameter that cannot be taken; nothing was done. */
final class Misused extends RuntimeException {
  private final transient Text text;

  Misused(String zh, String en) {
    super(en);
    text = new Text(zh, en);
  }

  Text text() {
    return text;
  }
}
