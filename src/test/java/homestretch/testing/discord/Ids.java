package homestretch.testing.discord;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Discord's numbers, which tell when they were made. */
final class Ids {
  private static final long EPOCH = 1_420_070_400_000L;

  private final Clock clock;
  private final AtomicLong made = new AtomicLong();

  Ids(Clock clock) {
    this.clock = clock;
  }

  String next() {
    return String.valueOf(((clock.millis() - EPOCH) << 22) + made.incrementAndGet());
  }

  String now() {
    return Instant.ofEpochMilli(clock.millis()).toString();
  }
}
