package homestretch.core.work;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An import that is being committed: it is all or nothing, so nobody else can write until it
 * stands. Whoever comes meanwhile is told so, and when to come again.
 */
public final class LongWrite {
  /** One that is over sooner than anybody's patience is not worth a word. */
  private static final int LEAST_ROWS = 5_000;

  /** A guess before the first one, on a slow disk: it is learnt from each. */
  private static final long FIRST_GUESS_NANOS = Duration.ofNanos(60_000).toNanos();

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private static final AtomicReference<@Nullable LongWrite> UNDER_WAY = new AtomicReference<>();
  private static final AtomicLong NANOS_A_ROW = new AtomicLong(FIRST_GUESS_NANOS);

  private final int rows;
  private final long begin = System.nanoTime();

  private LongWrite(int rows) {
    this.rows = rows;
  }

  /** Does a step, inside its transaction, that writes so many rows. */
  public static void of(int rows, Runnable step) {
    LongWrite write = new LongWrite(rows);
    if (rows < LEAST_ROWS) {
      step.run();
      return;
    }
    UNDER_WAY.set(write);
    step.run();
  }

  /**
   * The transaction around it has come to its end.
   *
   * @param stands whether it was committed
   */
  public static void over(boolean stands) {
    LongWrite write = UNDER_WAY.getAndSet(null);
    if (write != null && stands) {
      NANOS_A_ROW.set((System.nanoTime() - write.begin) / write.rows);
    }
  }

  /** What somebody who cannot write is told while there is one. */
  static Fault.@Nullable Busy busy() {
    LongWrite write = UNDER_WAY.get();
    if (write == null) {
      return null;
    }
    long left = write.rows * NANOS_A_ROW.get() - (System.nanoTime() - write.begin);
    Duration wait = Duration.ofSeconds(Math.ceilDiv(Math.max(0, left), 1_000_000_000L));
    if (wait.compareTo(SHORTEST_WAIT) < 0) {
      wait = SHORTEST_WAIT;
    } else if (wait.compareTo(LONGEST_WAIT) > 0) {
      wait = LONGEST_WAIT;
    }
    long seconds = wait.toSeconds();
    return new Fault.Busy(
        new Text(
            "正在写入一次导入（" + write.rows + " 个数据），这次什么都没有存；请约 " + seconds + " 秒后再试",
            "an import of "
                + write.rows
                + " figures is being committed: nothing was stored; try again in about "
                + seconds
                + " s"),
        wait);
  }
}
