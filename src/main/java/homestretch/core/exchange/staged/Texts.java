package homestretch.core.exchange.staged;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A column of texts as bytes; most of them are empty. */
final class Texts {
  private static final int PAGE = 256 * 1024;

  /** Of each row the page above, the byte in it below; −1: empty. */
  private long[] starts = new long[0];

  private final List<byte[]> pages = new ArrayList<>();
  private int used = PAGE;

  void set(int row, String text) {
    if (text.isEmpty()) {
      if (row < starts.length) {
        starts[row] = -1;
      }
      return;
    }
    if (row >= starts.length) {
      int before = starts.length;
      starts = Arrays.copyOf(starts, Math.max(row + 64, before + (before >> 1)));
      Arrays.fill(starts, before, starts.length, -1);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = bytes.length + Short.BYTES;
    if (pages.isEmpty() || used + length > pages.getLast().length) {
      pages.add(new byte[Math.max(PAGE, length)]);
      used = 0;
    }
    byte[] page = pages.getLast();
    // A note has at most 1,000 characters, so that its length fits into two bytes.
    page[used] = (byte) (bytes.length >> 8);
    page[used + 1] = (byte) bytes.length;
    System.arraycopy(bytes, 0, page, used + Short.BYTES, bytes.length);
    starts[row] = (pages.size() - 1L) << 32 | used;
    used += length;
  }

  String get(int row) {
    if (row >= starts.length || starts[row] < 0) {
      return "";
    }
    byte[] page = pages.get((int) (starts[row] >>> 32));
    int at = (int) starts[row];
    int length = (page[at] & 0xFF) << 8 | page[at + 1] & 0xFF;
    return new String(page, at + Short.BYTES, length, StandardCharsets.UTF_8);
  }
}
