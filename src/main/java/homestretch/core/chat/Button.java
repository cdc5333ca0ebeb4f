package homestretch.core.chat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A button under a message: pressing it is using a command with these options.
 *
 * @param replaces whether the answer takes the place of the message that carries the button
 *     (paging), or is an answer of its own
 */
public record Button(
    String label, Style style, String command, Map<String, String> options, boolean replaces) {
  public enum Style {
    PRIMARY,
    PLAIN,
    DANGER,
    /** One of several places to go to: a platform with menus gathers a row of them in one. */
    JUMP
  }

  public Button labelled(String other) {
    return new Button(other, style, command, options, replaces);
  }

  /**
   * What a platform keeps as the button's id; one that takes back less gets a short one instead
   * ({@code core.chat.talk.ShortIds}).
   */
  public String id() {
    StringBuilder id = new StringBuilder(replaces ? "~" : "").append(command);
    char separator = '?';
    for (Map.Entry<String, String> option : options.entrySet()) {
      id.append(separator)
          .append(option.getKey())
          .append('=')
          .append(URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return id.toString();
  }

  /** What an {@link #id()} says: the command, its options and whether the answer replaces. */
  public record Pressed(String command, Map<String, String> options, boolean replaces) {
    public static Pressed of(String id) {
      boolean replaces = id.startsWith("~");
      String rest = replaces ? id.substring(1) : id;
      int question = rest.indexOf('?');
      if (question < 0) {
        return new Pressed(rest, Map.of(), replaces);
      }
      Map<String, String> options = new LinkedHashMap<>();
      for (String pair : rest.substring(question + 1).split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          options.put(
              pair.substring(0, equals),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
      return new Pressed(rest.substring(0, question), options, replaces);
    }
  }
}
