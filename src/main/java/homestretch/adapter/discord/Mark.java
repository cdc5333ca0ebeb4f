package homestretch.adapter.discord;

import homestretch.core.chat.Marks;
import homestretch.core.text.Sha256;

/**
 * By which a post is known again: its nonce where Discord still tells it, and else a mark in its
 * footer. Discord keeps the nonce of a message for a while only, while an embed stays as it is, and
 * nobody but the bot writes the bot's embeds. The mark is written in characters that take no room
 * and are not seen; posts of before carry {@link Marks} at the end of the footer.
 */
final class Mark {
  private static final int BITS = 40;

  /** Zero-width space and zero-width non-joiner. */
  private static final char ZERO = '\u200b';

  private static final char ONE = '\u200c';

  private Mark() {}

  /**
   * The footer with the mark: before its last blank, so that no word is cut in two and nothing that
   * cuts blanks at an end can take it away.
   *
   * @param footer as it is shown; may be empty
   */
  static String in(String footer, String nonce) {
    int blank = footer.lastIndexOf(' ');
    int at = blank < 0 ? footer.length() : blank;
    return footer.substring(0, at) + hidden(nonce) + footer.substring(at);
  }

  static boolean isIn(String footer, String nonce) {
    return footer.contains(hidden(nonce)) || footer.endsWith(Marks.of(nonce));
  }

  private static String hidden(String nonce) {
    long bits = bits(nonce);
    StringBuilder mark = new StringBuilder();
    for (int bit = BITS - 1; bit >= 0; bit--) {
      mark.append((bits >> bit & 1) == 0 ? ZERO : ONE);
    }
    return mark.toString();
  }

  private static long bits(String nonce) {
    return Sha256.number(nonce).shiftRight(256 - BITS).longValue();
  }
}
