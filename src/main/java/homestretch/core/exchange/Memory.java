package homestretch.core.exchange;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/**
 * Whether there is room for more. A program whose memory is used up ends (the launcher says so, as
 * it would go on with parts missing), so what can need much of it has to stop before.
 */
final class Memory {
  /** Of what is left after everything unused was given back; a table may grow by half at once. */
  private static final double MOST = 0.75;

  private Memory() {}

  /** Whether what is in use leaves too little. Looks twice before it says so. */
  static boolean isShort() {
    if (!isOver()) {
      return false;
    }
    // What was seen may be long over: the figure is that of the last whole collection.
    System.gc();
    return isOver();
  }

  private static boolean isOver() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP && pool.isCollectionUsageThresholdSupported()) {
        MemoryUsage usage = pool.getCollectionUsage();
        if (usage != null && usage.getMax() > 0 && usage.getUsed() > usage.getMax() * MOST) {
          return true;
        }
      }
    }
    return false;
  }
}
