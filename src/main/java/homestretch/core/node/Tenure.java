package homestretch.core.node;

/**
 * A stretch of this program's life that the others on its database know of. What is claimed under
 * its name is nobody else's until it ends; once ended it never begins again.
 */
public interface Tenure {
  /** A name that no other has or had. */
  String name();

  /** Whether it surely has not ended, as far as this machine's own clocks tell. */
  boolean isHeld();
}
