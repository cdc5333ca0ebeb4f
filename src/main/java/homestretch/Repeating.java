package homestretch;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Something small that is done again and again on a thread of its own, until it is closed. */
final class Repeating implements AutoCloseable {
  private final ScheduledExecutorService thread;

  /**
   * @param pause between the end of one time and the next
   * @param step throws nothing
   */
  Repeating(String name, Duration pause, Runnable step) {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(name).daemon().factory());
    thread.scheduleWithFixedDelay(step, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What is under way comes to its end first. */
  @Override
  public void close() {
    thread.close();
  }
}
