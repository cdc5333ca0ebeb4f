package homestretch.core.chat;

import java.util.List;

/** A part of a message. All strings are plain text: each platform escapes them in its own way. */
public sealed interface Block {
  /** Paragraphs, one a line. */
  record Lines(List<String> lines) implements Block {
    public Lines(String... lines) {
      this(List.of(lines));
    }
  }

  /**
   * Aligned rows. Free text (a department's name) stands in the last column, so that no platform
   * needs to know how wide a Chinese character is drawn.
   *
   * @param heading a line above the table, may be empty
   * @param columns titles; all but the last are right-aligned
   */
  record Table(String heading, List<String> columns, List<List<String>> rows) implements Block {}
}
