package homestretch.core.store;

import java.util.function.LongSupplier;

/**
 * Numbers for what is to be stored later, together and in one go (port): what refers to one another
 * needs them before.
 */
public interface Numbers {
  /** What is numbered. */
  enum Of {
    CAMPAIGN,
    LEAGUE,
    DEPARTMENT,
    SECTION,
    GOAL,
    PLAN
  }

  /**
   * Numbers that nothing stored has. On SQLite somebody else may take the same ones before they are
   * stored; storing them fails then, and whoever wanted to asks anew.
   *
   * @param kept false: they are only looked at, and none is used up
   */
  LongSupplier fresh(Of what, boolean kept);

  /** Whether something stored has that number. */
  boolean isTaken(Of what, long number);
}
