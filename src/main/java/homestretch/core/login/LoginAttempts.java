package homestretch.core.login;

import java.time.Instant;
import java.util.Optional;

/** Who has gone to an identity provider and is expected back (port); on whichever node. */
public interface LoginAttempts {
  /**
   * What is needed when somebody comes back.
   *
   * @param nonce that the provider's token must repeat
   * @param verifier of the proof key (RFC 7636)
   * @param next the page that was asked for
   */
  record Attempt(String nonce, String verifier, String next) {}

  /** Keeps an attempt, and forgets those begun before. */
  void begin(String hash, Attempt attempt, Instant at, Instant forgetBefore);

  /** The attempt of that hash, which is thereby used up; empty if it was begun before. */
  Optional<Attempt> take(String hash, Instant notBefore);
}
