package homestretch.adapter.discord;

import homestretch.core.chat.Button;
import homestretch.core.chat.Post;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose a public message is. It stands in its buttons' ids, {@code ~123~leaderboard?page=2}, so
 * that it holds after a restart and wherever Discord leaves out who asked.
 *
 * @param owner the user's number; empty: nobody's
 * @param id the button's own
 */
record Owned(String owner, String id) {
  private static final Pattern SHAPE = Pattern.compile("~(\\d{1,20})(~.*)");

  static Owned of(String componentId) {
    Matcher owned = SHAPE.matcher(componentId);
    return owned.matches() ? new Owned(owned.group(1), owned.group(2)) : new Owned("", componentId);
  }

  /** The post with its owner in those buttons that change it. */
  static Post by(String owner, Post post) {
    if (!owner.matches("\\d{1,20}")) {
      return post;
    }
    return new Post(
        post.title(),
        post.blocks(),
        post.footer(),
        post.buttons().stream()
            .map(row -> row.stream().map(b -> by(owner, b)).toList())
            .map(List::copyOf)
            .toList(),
        post.image(),
        post.mention());
  }

  private static Button by(String owner, Button button) {
    Button owned =
        new Button(
            button.label(),
            button.style(),
            owner + "~" + button.command(),
            button.options(),
            button.replaces());
    // Without its owner it answers whoever presses it, in private: nothing is lost.
    return button.replaces() && owned.id().length() <= Button.MAX_ID_LENGTH ? owned : button;
  }
}
