package homestretch.adapter.pinyin;

import homestretch.core.text.Readings;
import java.util.List;
import java.util.stream.Stream;
import net.sourceforge.pinyin4j.PinyinHelper;
import org.jspecify.annotations.Nullable;

/**
 * Every reading of a character: the first alone would miss 长兴, 重庆, 厦门 and 乐清. {@code ü} reads as
 * {@code v}, as it is typed.
 */
public final class Pinyin implements Readings {
  @Override
  public List<String> of(int codePoint) {
    if (!Character.isBmpCodePoint(codePoint)) {
      return List.of();
    }
    // With the tone as a digit and ü as "u:", such as lu:4.
    String @Nullable [] toned = PinyinHelper.toHanyuPinyinStringArray((char) codePoint);
    return toned == null
        ? List.of()
        : Stream.of(toned)
            .map(reading -> reading.replace("u:", "v").replaceAll("\\d", ""))
            .filter(reading -> !reading.isEmpty())
            .distinct()
            .toList();
  }
}
