package homestretch.core.chat.talk;

import homestretch.core.chat.Button;
import homestretch.core.chat.Post;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose a public message is. It stands in its buttons' ids, {@code ~123~leaderboard?page=2}, so
 * that it holds after a restart and wherever a platform leaves out who asked.
 *
 * @param owner the person's id; empty: nobody's
 * @param id the button's own
 */
public record Owned(String owner, String id) {
  private static final Pattern SHAPE = Pattern.compile("~([^~?]{1,120})(~.*)");

  /** Room that an owner takes at most where ids are as short as Discord's. */
  public static final int ROOM = 22;

  public static Owned of(String id) {
    Matcher owned = SHAPE.matcher(id);
    return owned.matches()
        ? new Owned(URLDecoder.decode(owned.group(1), StandardCharsets.UTF_8), owned.group(2))
        : new Owned("", id);
  }

  /**
   * The post with its owner in those buttons that change it.
   *
   * @param most how long an id may be; without its owner a button answers whoever presses it, in
   *     private
   */
  public static Post by(String owner, Post post, int most) {
    String prefix = URLEncoder.encode(owner, StandardCharsets.UTF_8).replace("~", "%7E");
    return prefix.isEmpty()
        ? post
        : post.withButtons(
            post.buttons().stream()
                .map(row -> row.stream().map(b -> by(prefix, b, most)).toList())
                .toList());
  }

  private static Button by(String prefix, Button button, int most) {
    Button owned =
        new Button(
            button.label(),
            button.style(),
            prefix + "~" + button.command(),
            button.options(),
            button.replaces());
    return button.replaces() && owned.id().length() <= most ? owned : button;
  }
}
