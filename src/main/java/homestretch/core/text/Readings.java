package homestretch.core.text;

import java.util.List;

/** How Chinese characters are read (port). */
@FunctionalInterface
public interface Readings {
  /** Nobody knows: names are found by their letters alone. */
  Readings NONE = codePoint -> List.of();

  /**
   * Each reading of a character in lower-case letters without tones, such as {@code zhang} and
   * {@code chang} of 长; empty for whatever is no Chinese character.
   */
  List<String> of(int codePoint);
}
