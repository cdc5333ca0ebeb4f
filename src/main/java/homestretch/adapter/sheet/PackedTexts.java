package homestretch.adapter.sheet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The shared texts of a workbook as bytes; the first ones, which are the commonest, as texts. */
final class PackedTexts {
  private static final int PAGE = 256 * 1024;
  private static final int KEPT_AS_TEXT = 4096;

  private final Reading reading;
  private final String file;
  private final List<String> texts = new ArrayList<>();
  private final List<byte[]> pages = new ArrayList<>();
  private byte[] page = new byte[0];
  private int used = PAGE;
  private long[] starts = new long[64];
  private int[] lengths = new int[64];
  private int size;

  PackedTexts(Reading reading, String file) {
    this.reading = reading;
    this.file = file;
  }

  int size() {
    return size;
  }

  void add(String text) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
    }
    if (size < KEPT_AS_TEXT) {
      reading.keep(file, 2 * text.length() + 64);
      texts.add(text);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      reading.keep(file, bytes.length + 12);
      if (used + bytes.length > page.length) {
        page = new byte[Math.max(PAGE, bytes.length)];
        pages.add(page);
        used = 0;
      }
      System.arraycopy(bytes, 0, page, used, bytes.length);
      starts[size] = (pages.size() - 1L) << 32 | used;
      lengths[size] = bytes.length;
      used += bytes.length;
    }
    size++;
  }

  String get(int index) {
    if (index < KEPT_AS_TEXT) {
      return texts.get(index);
    }
    return new String(
        pages.get((int) (starts[index] >>> 32)),
        (int) starts[index],
        lengths[index],
        StandardCharsets.UTF_8);
  }
}
