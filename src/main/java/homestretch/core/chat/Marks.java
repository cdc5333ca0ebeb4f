package homestretch.core.chat;

import homestretch.core.text.Sha256;
import java.math.BigInteger;

/**
 * What closes a post's footer where a platform shows its history and forgets nonces: the footer
 * stays as it is, and nobody but the bot writes the bot's.
 */
public final class Marks {
  private static final int LENGTH = 8;

  private Marks() {}

  /**
   * Eight letters and digits from the 40 first bits of the nonce's hash, whatever it looks like.
   */
  public static String of(String nonce) {
    BigInteger hash = Sha256.number(nonce);
    String mark = Long.toString(hash.shiftRight(216).longValue(), 36);
    return "#" + "0".repeat(Math.max(0, LENGTH - mark.length())) + mark;
  }
}
