package homestretch.core.keep;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Once a day, removes what was kept for as long as the settings say. */
public final class Keeper {
  private static final Logger log = LoggerFactory.getLogger(Keeper.class);
  private static final Duration EVERY = Duration.ofDays(1);

  /**
   * How long each kind is kept.
   *
   * @param access who asked for what
   * @param answers of requests that carried an {@code Idempotency-Key}
   */
  public record Periods(Duration chat, Duration deliveries, Duration access, Duration answers) {}

  private final Retention retention;
  private final AccessRecords access;
  private final Periods periods;
  private final Clock clock;
  private long lastNanos;
  private boolean hasRun;

  public Keeper(Retention retention, AccessRecords access, Periods periods, Clock clock) {
    this.retention = retention;
    this.access = access;
    this.periods = periods;
    this.clock = clock;
  }

  /**
   * Does nothing if it was done within a day, by a clock that nobody sets; for one thread.
   *
   * @param nanos {@link System#nanoTime}
   */
  public void sweep(long nanos) {
    if (hasRun && nanos - lastNanos < EVERY.toNanos()) {
      return;
    }
    hasRun = true;
    lastNanos = nanos;
    Instant now = clock.instant();
    int chat = retention.removeChat(now.minus(periods.chat()));
    int deliveries = retention.removeDeliveries(now.minus(periods.deliveries()));
    int days = access.removeAccess(now.minus(periods.access()));
    int answers = retention.removeAnswers(now.minus(periods.answers()));
    if (chat + deliveries + days + answers > 0) {
      log.info(
          "removed as the settings under retention say: {} messages of the built-in chat, {}"
              + " deliveries, {} days of the access log, {} remembered answers",
          chat,
          deliveries,
          days,
          answers);
    }
  }
}
