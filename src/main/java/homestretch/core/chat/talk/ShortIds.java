package homestretch.core.chat.talk;

import homestretch.core.chat.Button;
import homestretch.core.chat.Form;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Buttons and forms whose ids are longer than a platform takes back: it gets a short token instead,
 * and what it stands for is kept here for a while. Whose a button is, and whether its answer takes
 * the message's place, stays readable in the id.
 */
public final class ShortIds {
  private static final String TOKEN = "!";

  /** Keeps what a token stands for (port). */
  public interface Tokens {
    /**
     * @return letters and digits, at most 16; the same for the same id
     */
    String shorten(String id);

    /** Empty: it was never made, or too long ago. */
    Optional<String> full(String token);
  }

  private final Tokens tokens;

  public ShortIds(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * @param most how many characters the platform takes back from a press
   */
  public Reply within(int most, Reply reply) {
    return switch (reply) {
      case Reply.Public(Post post) -> new Reply.Public(within(most, post));
      case Reply.Private(Post post) -> new Reply.Private(within(most, post));
      case Reply.Ask(Form form) -> new Reply.Ask(within(most, form));
    };
  }

  public Post within(int most, Post post) {
    if (post.buttons().stream().flatMap(List::stream).noneMatch(b -> isLong(most, b))) {
      return post;
    }
    return post.withButtons(
        post.buttons().stream()
            .map(row -> row.stream().map(b -> isLong(most, b) ? shortened(b) : b).toList())
            .toList());
  }

  /** A form as its platform keeps it: its id is that of the button which would open it. */
  public Form within(int most, Form form) {
    Button opening = new Button("", Button.Style.PLAIN, form.command(), form.fixed(), false);
    return isLong(most, opening)
        ? new Form(form.title(), shortened(opening).command(), Map.of(), form.fields())
        : form;
  }

  private static boolean isLong(int most, Button button) {
    // One that changes its message gets the owner's id before its own.
    return button.id().length() > (button.replaces() ? most - Owned.ROOM : most);
  }

  private Button shortened(Button button) {
    Button plain =
        new Button(button.label(), button.style(), button.command(), button.options(), false);
    return new Button(
        button.label(),
        button.style(),
        TOKEN + tokens.shorten(plain.id()),
        Map.of(),
        button.replaces());
  }

  /** What was pressed; empty: it is too old to be known. */
  public Optional<Button.Pressed> full(Button.Pressed pressed) {
    if (!pressed.command().startsWith(TOKEN)) {
      return Optional.of(pressed);
    }
    return tokens
        .full(pressed.command().substring(TOKEN.length()))
        .map(Button.Pressed::of)
        .map(p -> new Button.Pressed(p.command(), p.options(), pressed.replaces()));
  }
}
