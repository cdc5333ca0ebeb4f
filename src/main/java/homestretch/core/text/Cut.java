package homestretch.core.text;

/** Cuts texts to what fits, never inside a character. */
public final class Cut {
  private Cut() {}

  /** At most so many UTF-16 units, without a sign that something is missing. */
  public static String to(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }

  /** At most so many UTF-16 units, the last of them an ellipsis where something is missing. */
  public static String withEllipsis(String text, int most) {
    return text.length() <= most ? text : to(text, most - 1) + "…";
  }
}
