package homestretch.core.delivery;

import homestretch.core.chat.Permit;
import homestretch.core.node.Tenure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The permit of one send. It is good while this node's tenure lasts, and no longer than the
 * platform remembers the nonce: after that a second try, by whatever part of the network code,
 * could stand beside the first. Measured by the wall clock, which goes on while a machine sleeps,
 * and by the monotonic one, which nobody can set.
 */
final class Leave implements Permit {
  /** Also where a platform remembers nothing, a first send may take this long to set out. */
  private static final Duration SHORTEST = Duration.ofSeconds(30);

  private static final Duration LONGEST = Duration.ofHours(1);

  /** A clock may be put right by this much while a post waits for its turn. */
  private static final Duration ADJUSTED = Duration.ofSeconds(5);

  private final Tenure tenure;
  private final Clock clock;
  private final Instant from;
  private final Instant until;
  private final long begun = System.nanoTime();
  private final long lasts;

  /**
   * @param since the first send whose outcome is not known; null: this is the first
   * @param nonceMemory of the platform
   */
  Leave(Tenure tenure, Clock clock, @Nullable Instant since, Duration nonceMemory) {
    this.tenure = tenure;
    this.clock = clock;
    this.from = clock.instant();
    Instant first = since == null ? from : since;
    Duration left =
        Duration.between(from, first.plus(min(nonceMemory, LONGEST))).minus(Step.MARGIN);
    Duration good = since == null && left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    this.until = from.plus(good);
    this.lasts = good.toNanos();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  @Override
  public boolean isGood() {
    Instant now = clock.instant();
    return tenure.isHeld()
        && System.nanoTime() - begun < lasts
        && now.isBefore(until)
        && !now.isBefore(from.minus(ADJUSTED));
  }
}
