package homestretch.core.login;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Browsers that are logged in (port); only the hashes of their secrets are stored. */
public interface Sessions {
  /** Adds one; the id given is ignored. */
  Session add(Session session, String hash);

  Optional<Session> byHash(String hash);

  /** Those of an account, the one used last first. */
  List<Session> of(long account);

  void used(long id, Instant at);

  /** Ends one of an account's; false if it is not there any more. */
  boolean end(long account, long id);

  /** Ends all of an account's; how many there were. */
  int endAll(long account);

  /** Removes those that were last used before. */
  void forget(Instant usedBefore);
}
