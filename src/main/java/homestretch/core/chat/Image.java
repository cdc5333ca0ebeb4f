package homestretch.core.chat;

/**
 * A picture in a post.
 *
 * @param name the file's name, such as {@code board-2026-12-31.png}
 * @param width in pixels
 * @param height in pixels
 * @param alt what it shows, in words, at most {@value #ALT} characters
 * @param source from which its painter draws the same picture again: a platform that keeps its
 *     history keeps this, as it is a twentieth of the picture
 */
public record Image(String name, byte[] png, int width, int height, String alt, String source) {
  /** Discord's limit. */
  public static final int ALT = 1024;

  public Image {
    if (alt.isBlank() || alt.length() > ALT) {
      throw new IllegalArgumentException("alternative text of 1–" + ALT + " characters: " + alt);
    }
  }
}
