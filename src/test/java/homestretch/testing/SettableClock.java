package homestretch.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is set. */
public final class SettableClock extends Clock {
  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  public SettableClock(String now) {
    this(new AtomicReference<>(Instant.parse(now)), ZoneOffset.UTC);
  }

  private SettableClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  public void set(String instant) {
    now.set(Instant.parse(instant));
  }

  public void advance(Duration by) {
    now.updateAndGet(n -> n.plus(by));
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new SettableClock(now, other);
  }

  @Override
  @SuppressWarnings("NullAway") // never null: each update starts from a value and adds to it
  public Instant instant() {
    return now.get();
  }
}
