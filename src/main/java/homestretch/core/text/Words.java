package homestretch.core.text;

import java.util.regex.Pattern;

/** Texts as people copy them together: without the blanks that nobody sees. */
public final class Words {
  /** No-break, zero-width and direction marks, soft hyphens, byte-order marks, tabs and breaks. */
  private static final String BLANK =
      "[\\s\\u00A0\\u00AD\\u1680\\u180E\\u2000-\\u200F\\u2028-\\u202F\\u205F-\\u2064\\u3000\\uFEFF]";

  private static final Pattern ENDS = Pattern.compile("^" + BLANK + "+|" + BLANK + "+$");

  /** How Excel writes a line break of Windows into a file (ECMA-376, 22.9.2.19). */
  private static final Pattern ESCAPED_BREAK = Pattern.compile("_x000[Dd]_\\n?");

  private Words() {}

  /** Trimmed at both ends of everything that is not seen; line breaks inside are plain ones. */
  public static String trimmed(String text) {
    String plain = text;
    if (plain.indexOf("_x000") >= 0) {
      plain = ESCAPED_BREAK.matcher(plain).replaceAll("\n");
    }
    if (plain.indexOf('\r') >= 0) {
      plain = plain.replace("\r\n", "\n").replace('\r', '\n');
    }
    if (!plain.isEmpty() && isBlank(plain.charAt(0))
        || !plain.isEmpty() && isBlank(plain.charAt(plain.length() - 1))) {
      plain = ENDS.matcher(plain).replaceAll("");
    }
    return plain;
  }

  /** Without any blank at all, full-width signs as plain ones, in lower case: to compare by. */
  public static String key(String text) {
    String plain = halfWidth(text);
    StringBuilder key = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (!isBlank(c) || c < ' ' && !Character.isWhitespace(c)) {
        key.append(c);
      }
    }
    return key.toString().toLowerCase(java.util.Locale.ROOT);
  }

  /** Full-width digits, letters and signs (U+FF01 to U+FF5E) as their plain ones. */
  public static String halfWidth(String text) {
    StringBuilder plain = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '\uFF01' && c <= '\uFF5E' || c == '\u3000') {
        if (plain == null) {
          plain = new StringBuilder(text);
        }
        plain.setCharAt(i, c == '\u3000' ? ' ' : (char) (c - 0xFEE0));
      }
    }
    return plain == null ? text : plain.toString();
  }

  private static boolean isBlank(char c) {
    return c <= ' '
        || c == '\u00A0'
        || c == '\u00AD'
        || c == '\u1680'
        || c == '\u180E'
        || c >= '\u2000' && c <= '\u200F'
        || c >= '\u2028' && c <= '\u202F'
        || c >= '\u205F' && c <= '\u2064'
        || c == '\u3000'
        || c == '\uFEFF';
  }
}
