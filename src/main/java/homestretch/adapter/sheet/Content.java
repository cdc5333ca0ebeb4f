package homestretch.adapter.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** What a file holds, in memory or on disk; it can be read from its beginning again and again. */
interface Content {
  long size() throws IOException;

  SeekableByteChannel open() throws IOException;

  default InputStream stream() throws IOException {
    return Channels.newInputStream(open());
  }

  /** The first bytes, fewer where there are no more. */
  default byte[] head(int most) throws IOException {
    try (InputStream in = stream()) {
      return in.readNBytes(most);
    }
  }

  static Content of(byte[] bytes) {
    return new Content() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public SeekableByteChannel open() {
        return new SeekableInMemoryByteChannel(bytes);
      }
    };
  }

  static Content of(Path file) {
    return new Content() {
      @Override
      public long size() throws IOException {
        return Files.size(file);
      }

      @Override
      public SeekableByteChannel open() throws IOException {
        return Files.newByteChannel(file);
      }
    };
  }
}
