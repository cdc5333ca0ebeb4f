package homestretch.core.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Invitations (port); only the hashes of their secrets are stored. */
public interface Invitations {
  /** Adds one; the id given is ignored. */
  Invitation add(Invitation invitation, String hash);

  Optional<Invitation> find(long id);

  /** By id, after the given one. */
  List<Invitation> list(long after, int limit);

  void revoke(long id, Instant at);
}
