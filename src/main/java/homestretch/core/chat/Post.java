package homestretch.core.chat;

import java.util.List;

/**
 * One message in one language.
 *
 * @param footer a small last line (cut-off, rules), may be empty
 * @param buttons rows of at most five; at most five rows
 */
public record Post(String title, List<Block> blocks, String footer, List<List<Button>> buttons) {
  public Post {
    blocks = List.copyOf(blocks);
    buttons = List.copyOf(buttons);
  }

  public static Post lines(String title, String... lines) {
    return new Post(title, List.of(new Block.Lines(lines)), "", List.of());
  }
}
