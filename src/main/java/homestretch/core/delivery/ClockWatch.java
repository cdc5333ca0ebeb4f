package homestretch.core.delivery;

import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the wall clock was moved: by more than an hour, from one look to the next, against
 * the machine's own count of time.
 */
public final class ClockWatch {
  private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);
  private static final Duration JUMP = Duration.ofHours(1);

  private final Alarm alarm;
  private final Clock clock;
  private @Nullable Instant lastWall;
  private long lastNanos;

  public ClockWatch(Alarm alarm, Clock clock) {
    this.alarm = alarm;
    this.clock = clock;
  }

  /**
   * For one thread.
   *
   * @param nanos {@link System#nanoTime}
   */
  public void look(long nanos) {
    Instant wall = clock.instant();
    Instant before = lastWall;
    Duration passed = Duration.ofNanos(nanos - lastNanos);
    lastWall = wall;
    lastNanos = nanos;
    if (before == null) {
      return;
    }
    Duration jump = Duration.between(before.plus(passed), wall);
    if (jump.abs().compareTo(JUMP) <= 0) {
      return;
    }
    long minutes = jump.abs().toMinutes();
    boolean ahead = !jump.isNegative();
    log.warn("the clock was moved by {} minutes to {}", ahead ? minutes : -minutes, wall);
    alarm.raise(
        "clock/" + wall.getEpochSecond(),
        new Text(
            "本机时钟突然"
                + (ahead ? "前进" : "后退")
                + "了 "
                + minutes
                + " 分钟（现为 "
                + wall
                + "）。请核对时间同步；被改时或休眠期间的播报可能没有按时发出。",
            "This machine's clock went "
                + (ahead ? "forward" : "back")
                + " by "
                + minutes
                + " minutes at once (it says "
                + wall
                + " now). Please see to its synchronisation; posts may not have been made at their"
                + " time."));
  }
}
