package homestretch.core.text;

/**
 * One message in both languages, side by side so that neither can be forgotten. Plain text, never
 * markup.
 */
public record Text(String zh, String en) {
  public static Text same(String text) {
    return new Text(text, text);
  }

  public String in(Language language) {
    return switch (language) {
      case ZH -> zh;
      case EN -> en;
    };
  }
}
