package homestretch.adapter.api;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the requests of tokens that may only make so many in a minute. */
final class Limits {
  private static final long MINUTE_MILLIS = 60_000;

  private record Window(long minute, int requests) {}

  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  /** Counts one more; the seconds until it may be asked again, 0 if it may. */
  long wait(String token, int most, Instant now) {
    long minute = now.toEpochMilli() / MINUTE_MILLIS;
    Window counted =
        windows.merge(
            token,
            new Window(minute, 1),
            (stands, one) ->
                stands.minute() == minute ? new Window(minute, stands.requests() + 1) : one);
    return counted.requests() <= most
        ? 0
        : (MINUTE_MILLIS - now.toEpochMilli() % MINUTE_MILLIS + 999) / 1000;
  }
}
