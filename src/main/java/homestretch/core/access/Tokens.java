package homestretch.core.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** API tokens (port); only hashes are stored. */
public interface Tokens {
  /** A token without its secret. */
  record Token(String name, Instant createdAt, @Nullable Instant revokedAt) {}

  /**
   * @param maker the id of whoever made it, as which it acts
   */
  void add(String name, String hash, String maker, Instant at);

  /** As whom the token of that name acts. */
  Optional<String> makerOf(String name);

  /** The name of the token with that hash, unless it is revoked. */
  Optional<String> nameOf(String hash);

  /** Whether there was a token with that hash that is revoked. */
  boolean wasRevoked(String hash);

  /**
   * @return false if there is none of that name that is not revoked already
   */
  boolean revoke(String name, Instant at);

  List<Token> list();
}
