package homestretch.core.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Invitations (port); only the hashes of their secrets are stored. */
public interface Invitations {
  /** Adds one; the id given is ignored. */
  Invitation add(Invitation invitation, String hash);

  Optional<Invitation> find(long id);

  /** The one with that hash, used and ended ones too. */
  Optional<Invitation> byHash(String hash);

  /**
   * @return false if it was used or revoked before: of many who try at once, one is told true
   */
  boolean use(long id, Instant at);

  /** By id, after the given one. */
  List<Invitation> list(long after, int limit);

  void revoke(long id, Instant at);
}
