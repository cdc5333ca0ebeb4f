package homestretch.core.text;

import java.text.BreakIterator;
import java.util.Locale;

/** Cuts texts to what fits, never inside what a reader takes for one character. */
public final class Cut {
  private Cut() {}

  /** At most so many UTF-16 units, without a sign that something is missing. */
  public static String to(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int end = characters.isBoundary(most) ? most : characters.preceding(most);
    return text.substring(0, Math.max(end, 0));
  }

  /** At most so many UTF-16 units, the last of them an ellipsis where something is missing. */
  public static String withEllipsis(String text, int most) {
    return text.length() <= most ? text : to(text, most - 1) + "…";
  }
}
