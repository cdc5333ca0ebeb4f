package homestretch.core.chat;

import homestretch.core.score.Light;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message in one language.
 *
 * @param footer a small last line (cut-off, rules), may be empty
 * @param buttons rows of at most five; at most five rows
 * @param image shown below the blocks
 * @param mention the platform's id of the one role that is notified; null: nobody is, whatever the
 *     texts say
 * @param file below everything; null: none
 * @param light how what it speaks of stands: the colour of its edge, where a platform has one, and
 *     the shape before its title; null: it speaks of nothing that has a light
 */
public record Post(
    String title,
    List<Block> blocks,
    String footer,
    List<List<Button>> buttons,
    @Nullable Image image,
    @Nullable String mention,
    @Nullable Attachment file,
    @Nullable Light light) {
  public Post {
    blocks = List.copyOf(blocks);
    buttons = List.copyOf(buttons);
  }

  /** A post that notifies nobody. */
  public Post(String title, List<Block> blocks, String footer, List<List<Button>> buttons) {
    this(title, blocks, footer, buttons, null, null);
  }

  public Post(
      String title,
      List<Block> blocks,
      String footer,
      List<List<Button>> buttons,
      @Nullable Image image) {
    this(title, blocks, footer, buttons, image, null);
  }

  public Post(
      String title,
      List<Block> blocks,
      String footer,
      List<List<Button>> buttons,
      @Nullable Image image,
      @Nullable String mention) {
    this(title, blocks, footer, buttons, image, mention, null, null);
  }

  public static Post lines(String title, String... lines) {
    return new Post(title, List.of(new Block.Lines(lines)), "", List.of());
  }

  public Post withButtons(List<List<Button>> others) {
    return new Post(title, blocks, footer, others, image, mention, file, light);
  }

  public Post mentioning(@Nullable String role) {
    return new Post(title, blocks, footer, buttons, image, role, file, light);
  }

  public Post attaching(Attachment other) {
    return new Post(title, blocks, footer, buttons, image, mention, other, light);
  }

  public Post showing(@Nullable Image other) {
    return new Post(title, blocks, footer, buttons, other, mention, file, light);
  }

  public Post lit(@Nullable Light other) {
    return new Post(title, blocks, footer, buttons, image, mention, file, other);
  }

  /** The same with one more line below. */
  public Post with(String line) {
    List<Block> more = new ArrayList<>(blocks);
    more.add(new Block.Lines(line));
    return new Post(title, more, footer, buttons, image, mention, file, light);
  }

  /** The same with more at the end of its last line. */
  public Post footed(String more) {
    return new Post(
        title,
        blocks,
        footer.isEmpty() ? more : footer + " · " + more,
        buttons,
        image,
        mention,
        file,
        light);
  }

  /** Both in one message, this one first; a title inside stands above its part. */
  public Post and(Post next) {
    List<Block> both = new ArrayList<>(blocks);
    both.add(new Block.Lines(next.title));
    both.addAll(next.blocks);
    String footers =
        footer.isEmpty() || footer.equals(next.footer)
            ? next.footer
            : next.footer.isEmpty() ? footer : footer + " · " + next.footer;
    return new Post(
        title,
        both,
        footers,
        buttons,
        image == null ? next.image : image,
        mention == null ? next.mention : mention,
        file == null ? next.file : file,
        light == null ? next.light : light);
  }
}
