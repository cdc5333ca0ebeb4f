package homestretch.core.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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
    byte[] hash;
    try {
      hash = MessageDigest.getInstance("SHA-256").digest(nonce.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    String mark = Long.toString(new BigInteger(1, hash).shiftRight(216).longValue(), 36);
    return "#" + "0".repeat(Math.max(0, LENGTH - mark.length())) + mark;
  }
}
