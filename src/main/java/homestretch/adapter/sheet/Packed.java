package homestretch.adapter.sheet;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A ZIP file whose entries come out within the bounds of a {@link Reading}. */
final class Packed implements AutoCloseable {
  /** A workbook has some dozen parts; each is an object here. */
  private static final int MOST_ENTRIES = 20_000;

  private final Reading reading;
  private final String file;
  private final ZipFile zip;

  private Packed(Reading reading, String file, ZipFile zip) {
    this.reading = reading;
    this.file = file;
    this.zip = zip;
  }

  static Packed open(Reading reading, String file, Content content) throws IOException {
    // Old packers write names as Windows has them, without a word about it: in China GBK.
    ZipFile zip =
        ZipFile.builder()
            .setSeekableByteChannel(content.open())
            .setCharset(Charset.forName("GB18030"))
            .setUseUnicodeExtraFields(true)
            .setIgnoreLocalFileHeader(true)
            .get();
    Packed packed = new Packed(reading, file, zip);
    int entries = 0;
    for (Iterator<ZipArchiveEntry> all = zip.getEntries().asIterator(); all.hasNext(); all.next()) {
      if (++entries > MOST_ENTRIES) {
        packed.close();
        throw Reading.tooMuch(
            file,
            "",
            "不超过 " + MOST_ENTRIES + " 个文件的压缩包",
            "a packed file of at most " + MOST_ENTRIES + " entries");
      }
    }
    return packed;
  }

  /** Its files in the order in which they stand there, without folders. */
  List<ZipArchiveEntry> files() {
    List<ZipArchiveEntry> files = new ArrayList<>();
    zip.getEntriesInPhysicalOrder()
        .asIterator()
        .forEachRemaining(
            entry -> {
              if (!entry.isDirectory()) {
                files.add(entry);
              }
            });
    return files;
  }

  @Nullable ZipArchiveEntry entry(String name) {
    ZipArchiveEntry entry = zip.getEntry(name);
    if (entry != null) {
      return entry;
    }
    // Some programs write the parts of a workbook in another case, or with backslashes.
    for (ZipArchiveEntry each : files()) {
      if (each.getName().replace('\\', '/').equalsIgnoreCase(name)) {
        return each;
      }
    }
    return null;
  }

  /** An entry's content; each read is counted. */
  InputStream stream(ZipArchiveEntry entry) throws IOException {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw new Fault.Invalid(
          file, entry.getName(), new Text("没有密码的文件", "a file without a password"));
    }
    if (!zip.canReadEntryData(entry)) {
      throw new Fault.Invalid(
          file,
          entry.getName(),
          new Text("以 Deflate 压缩的 ZIP 文件", "a ZIP file packed with Deflate"));
    }
    InputStream in = zip.getInputStream(entry);
    long packed = entry.getCompressedSize();
    return new FilterInputStream(in) {
      private long out;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int offset, int most) throws IOException {
        int read = super.read(into, offset, most);
        if (read > 0) {
          out += read;
          reading.unpack(file, read, out, packed);
        }
        return read;
      }

      @Override
      public long skip(long bytes) throws IOException {
        return read(new byte[(int) Math.min(bytes, 8192)]);
      }
    };
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
