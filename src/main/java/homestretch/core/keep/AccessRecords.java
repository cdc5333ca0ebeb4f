package homestretch.core.keep;

import java.time.Instant;

/** Who asked for what (port). */
public interface AccessRecords {
  /** Removes the days that were over before; how many. */
  int removeAccess(Instant before);
}
