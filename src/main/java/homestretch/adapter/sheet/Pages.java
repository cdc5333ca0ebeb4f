package homestretch.adapter.sheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages of bytes, written one after another: the first in memory, the others in a file that is gone
 * with the program, or as soon as nobody has these any more.
 */
final class Pages {
  private static final int IN_MEMORY = 16;

  private record Stored(long from, int length) {}

  private final List<byte[]> inMemory = new ArrayList<>();
  private final List<Stored> stored = new ArrayList<>();
  private @Nullable FileChannel file;
  private long end;

  /** The page that is being written; it goes to the file when the next begins. */
  private byte[] last = new byte[0];

  /** A page of the file that was read, for rows are read one after another. */
  private byte[] read = new byte[0];

  private int readNumber = -1;

  int size() {
    return inMemory.size() + stored.size() + (isLastApart() ? 1 : 0);
  }

  private boolean isLastApart() {
    return last.length > 0 && inMemory.size() == IN_MEMORY;
  }

  /** Begins the next page, to be written into. */
  byte[] add(int length) {
    if (isLastApart()) {
      store();
    }
    byte[] page = new byte[length];
    if (inMemory.size() < IN_MEMORY) {
      inMemory.add(page);
    } else {
      last = page;
    }
    return page;
  }

  /** A page, not to be written into. */
  byte[] get(int number) {
    if (number < inMemory.size()) {
      return inMemory.get(number);
    }
    int inFile = number - inMemory.size();
    if (inFile == stored.size()) {
      return last;
    }
    if (number != readNumber) {
      Stored where = stored.get(inFile);
      if (read.length != where.length()) {
        read = new byte[where.length()];
      }
      try {
        ByteBuffer into = ByteBuffer.wrap(read);
        while (into.hasRemaining()) {
          if (open().read(into, where.from() + into.position()) < 0) {
            throw new IOException("the file of the rows ends too early");
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      readNumber = number;
    }
    return read;
  }

  private void store() {
    try {
      ByteBuffer from = ByteBuffer.wrap(last);
      stored.add(new Stored(end, last.length));
      while (from.hasRemaining()) {
        end += open().write(from, end);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileChannel open() throws IOException {
    FileChannel opened = file;
    if (opened == null) {
      Path path = Files.createTempFile("homestretch", ".rows");
      opened =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      file = opened;
    }
    return opened;
  }
}
