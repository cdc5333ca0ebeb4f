package homestretch.adapter.http;

import homestretch.core.text.Sha256;
import java.util.HexFormat;

/** Entity tags of answers that have no revision: by what they hold. */
public final class Etags {
  private static final int BYTES = 16;

  private Etags() {}

  /** A strong tag, in its quotes: 32 hexadecimal digits of the content's SHA-256. */
  public static String of(byte[] content) {
    return "\"" + HexFormat.of().formatHex(Sha256.begin().digest(content), 0, BYTES) + "\"";
  }
}
