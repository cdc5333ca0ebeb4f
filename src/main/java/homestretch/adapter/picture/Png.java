package homestretch.adapter.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A PNG of 8-bit RGB, written from the top down: the JDK's own writer wants the whole picture at
 * once, which is up to 20 MB on the heap.
 */
final class Png {
  /** Smaller by a tenth at 6, for four times the time. */
  private static final int LEVEL = 3;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] RGB_8 = {8, 2, 0, 0, 0};

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final Deflater deflater = new Deflater(LEVEL);
  private final byte[] buffer = new byte[8 * 1024];
  private final int width;

  Png(int width, int height) {
    this.width = width;
    file.writeBytes(SIGNATURE);
    chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put(RGB_8).array());
  }

  /** The first rows of a band. */
  void add(BufferedImage band, int rows) {
    byte[] line = new byte[1 + 3 * width]; // the first byte: no filter, the best for flat colours
    int[] pixels = new int[width];
    for (int y = 0; y < rows; y++) {
      band.getRGB(0, y, width, 1, pixels, 0, width);
      int at = 1;
      for (int pixel : pixels) {
        line[at++] = (byte) (pixel >> 16);
        line[at++] = (byte) (pixel >> 8);
        line[at++] = (byte) pixel;
      }
      deflater.setInput(line);
      while (!deflater.needsInput()) {
        data.write(buffer, 0, deflater.deflate(buffer));
      }
    }
  }

  byte[] end() {
    deflater.finish();
    while (!deflater.finished()) {
      data.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    chunk("IDAT", data.toByteArray());
    chunk("IEND", new byte[0]);
    return file.toByteArray();
  }

  private void chunk(String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    file.writeBytes(name);
    file.writeBytes(content);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
