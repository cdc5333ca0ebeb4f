package homestretch.adapter.sheet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The container of Office files before 2007, and of encrypted ones since (MS-CFB): a small file
 * system of sectors in chains. Whatever a damaged file says, no chain is longer than the file.
 */
final class Ole2 {
  private static final int HEADER = 512;
  private static final int ENTRY = 128;

  private final ByteBuffer file;
  private final int sector;
  private final int miniSector;
  private final int miniCutoff;
  private final int[] next;
  private final int[] miniNext;
  private byte[] miniStream = new byte[0];

  /** Of each by its name in lower case (nobody agrees on its case): first sector, size. */
  private final Map<String, int[]> streams = new LinkedHashMap<>();

  /**
   * @throws RuntimeException if it is damaged
   */
  Ole2(byte[] bytes) {
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int shift = file.getShort(30);
    int miniShift = file.getShort(32);
    if (shift < 7 || shift > 16 || miniShift < 4 || miniShift > shift) {
      throw new IllegalArgumentException("sector sizes");
    }
    sector = 1 << shift;
    miniSector = 1 << miniShift;
    miniCutoff = file.getInt(56);
    next = chains(fatSectors());
    ByteBuffer miniFat = ByteBuffer.wrap(chain(file.getInt(60))).order(ByteOrder.LITTLE_ENDIAN);
    miniNext = new int[miniFat.remaining() / 4];
    for (int i = 0; i < miniNext.length; i++) {
      miniNext[i] = miniFat.getInt(4 * i);
    }
    directory(chain(file.getInt(48)));
  }

  private int sectors() {
    return (file.limit() - HEADER + sector - 1) / sector;
  }

  private List<Integer> fatSectors() {
    List<Integer> sectors = new ArrayList<>();
    for (int i = 0; i < 109; i++) {
      sectors.add(file.getInt(76 + 4 * i));
    }
    int more = file.getInt(68);
    for (int steps = 0; more >= 0 && steps <= sectors(); steps++) {
      int begin = HEADER + more * sector;
      for (int i = 0; i < sector / 4 - 1; i++) {
        sectors.add(file.getInt(begin + 4 * i));
      }
      more = file.getInt(begin + sector - 4);
    }
    sectors.removeIf(each -> each < 0);
    return sectors;
  }

  private int[] chains(List<Integer> fat) {
    int[] chains = new int[sectors()];
    Arrays.fill(chains, -1);
    for (int i = 0; i < chains.length; i++) {
      int of = i / (sector / 4);
      if (of < fat.size()) {
        chains[i] = file.getInt(HEADER + fat.get(of) * sector + 4 * (i % (sector / 4)));
      }
    }
    return chains;
  }

  private byte[] chain(int first) {
    List<Integer> sectors = new ArrayList<>();
    for (int at = first; at >= 0; at = next[at]) {
      if (sectors.size() > next.length) {
        throw new IllegalArgumentException("a chain without an end");
      }
      sectors.add(at);
    }
    byte[] content = new byte[sectors.size() * sector];
    for (int i = 0; i < sectors.size(); i++) {
      int begin = HEADER + sectors.get(i) * sector;
      // The last sector of a file may be cut off where nothing of it is used.
      int length = Math.min(sector, file.limit() - begin);
      file.get(begin, content, i * sector, length);
    }
    return content;
  }

  private void directory(byte[] bytes) {
    ByteBuffer entries = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + ENTRY <= bytes.length; at += ENTRY) {
      int nameLength = Math.clamp(entries.getShort(at + 64) - 2, 0, 62);
      String name = new String(bytes, at, nameLength, StandardCharsets.UTF_16LE);
      int type = bytes[at + 66];
      int first = entries.getInt(at + 116);
      int size = entries.getInt(at + 120);
      if (type == 5) {
        miniStream = chain(first);
      } else if (type == 2) {
        streams.putIfAbsent(name.toLowerCase(Locale.ROOT), new int[] {first, size});
      }
    }
  }

  boolean has(String name) {
    return streams.containsKey(name.toLowerCase(Locale.ROOT));
  }

  byte @Nullable [] stream(String name) {
    int[] stream = streams.get(name.toLowerCase(Locale.ROOT));
    if (stream == null) {
      return null;
    }
    int size = stream[1];
    if (size < 0 || size > file.limit()) {
      throw new IllegalArgumentException("a stream larger than its file");
    }
    if (size >= miniCutoff) {
      return Arrays.copyOf(chain(stream[0]), size);
    }
    byte[] content = new byte[size];
    int at = stream[0];
    for (int done = 0; done < size; done += miniSector) {
      System.arraycopy(
          miniStream, at * miniSector, content, done, Math.min(miniSector, size - done));
      at = miniNext[at];
    }
    return content;
  }
}
