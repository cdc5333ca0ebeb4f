package homestretch.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread or process brings about. */
public final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Await() {}

  /** Fails if it does not come to be. */
  public static void until(String what, BooleanSupplier reached) {
    until(what, PATIENCE, reached);
  }

  public static void until(String what, Duration patience, BooleanSupplier reached) {
    until(() -> what, patience, reached);
  }

  /**
   * @param what asked for where it does not come to be: it may say how far things are
   */
  public static void until(Supplier<String> what, Duration patience, BooleanSupplier reached) {
    long end = System.nanoTime() + patience.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + patience + ": " + what.get());
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted waiting: " + what.get(), e);
      }
    }
  }
}
