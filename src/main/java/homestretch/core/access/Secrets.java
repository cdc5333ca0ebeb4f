package homestretch.core.access;

import homestretch.core.text.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets, and what is stored in their place. */
public final class Secrets {
  private static final int BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** A secret of 192 bits behind a prefix that says what it is. */
  public static String random(String prefix) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The SHA-256 of a secret. Secrets are looked up by it: how long that takes says something of the
   * hash alone, which nobody can steer.
   */
  public static String hash(String secret) {
    return Sha256.hex(secret);
  }
}
