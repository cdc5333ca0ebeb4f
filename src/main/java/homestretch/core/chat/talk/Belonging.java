package homestretch.core.chat.talk;

import java.util.Set;

/**
 * Which of a platform's departments somebody belongs to, where what they write tells not (port).
 */
@FunctionalInterface
public interface Belonging {
  /** Of a platform that does not tell it. */
  Belonging UNKNOWN = (person, roles) -> Set.of();

  /**
   * Those of the roles that are a department of the person's, or one above it. May ask the
   * platform; answers from memory for some minutes.
   *
   * @param roles all that links and rights name on the platform
   * @throws IllegalStateException the platform cannot tell now
   */
  Set<String> among(String person, Set<String> roles);
}
