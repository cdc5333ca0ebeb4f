package homestretch.core.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message in one language.
 *
 * @param footer a small last line (cut-off, rules), may be empty
 * @param buttons rows of at most five; at most five rows
 * @param image shown below the blocks
 */
public record Post(
    String title,
    List<Block> blocks,
    String footer,
    List<List<Button>> buttons,
    @Nullable Image image) {
  public Post {
    blocks = List.copyOf(blocks);
    buttons = List.copyOf(buttons);
  }

  public Post(String title, List<Block> blocks, String footer, List<List<Button>> buttons) {
    this(title, blocks, footer, buttons, null);
  }

  public static Post lines(String title, String... lines) {
    return new Post(title, List.of(new Block.Lines(lines)), "", List.of());
  }
}
