package homestretch.adapter.discord;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain text as Discord shows it unchanged, whatever a user has typed into it. */
final class Escape {
  /**
   * Addresses stay as they are, or they would no longer lead anywhere; none of these can format.
   */
  private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9._~:/?#@!$&'+,;=%-]+");

  private static final Pattern MARK = Pattern.compile("[\\\\*_~`|<>\\[\\]()]");
  private static final Pattern LINE_MARK = Pattern.compile("(?m)^(\\s*)(-#|#{1,3}|[-+>])(?=\\s)");
  private static final Pattern LIST = Pattern.compile("(?m)^(\\s*\\d+)\\.(?=\\s)");

  /** Allowed mentions keep it from pinging; this keeps it from looking as if it had. */
  private static final Pattern EVERYBODY = Pattern.compile("@(?=everyone|here)");

  /** Control characters, and those that turn the direction of the text around them. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cntrl}&&[^\\n]]|[\\u202A-\\u202E\\u2066-\\u2069\\u2028\\u2029]");

  private Escape() {}

  /** For a title, a description or a message. */
  static String text(String plain) {
    String seen = UNSEEN.matcher(plain.replace("\r\n", "\n").replace('\t', ' ')).replaceAll("");
    StringBuilder escaped = new StringBuilder();
    Matcher address = ADDRESS.matcher(seen);
    int from = 0;
    while (address.find()) {
      escaped.append(marks(seen.substring(from, address.start()))).append(address.group());
      from = address.end();
    }
    escaped.append(marks(seen.substring(from)));
    String lines = LINE_MARK.matcher(escaped).replaceAll("$1\\\\$2");
    lines = LIST.matcher(lines).replaceAll("$1\\\\.");
    return EVERYBODY.matcher(lines).replaceAll("@\u200B");
  }

  private static String marks(String text) {
    return MARK.matcher(text).replaceAll("\\\\$0");
  }

  /** For the inside of a code block, where nothing but its end means anything. */
  static String code(String plain) {
    return EVERYBODY
        .matcher(UNSEEN.matcher(plain).replaceAll("").replace('\n', ' ').replace('`', 'ˋ'))
        .replaceAll("@\u200B");
  }

  /** For places that Discord shows as they are (footers, labels, forms). */
  static String plain(String plain) {
    return EVERYBODY.matcher(UNSEEN.matcher(plain).replaceAll("")).replaceAll("@\u200B");
  }
}
