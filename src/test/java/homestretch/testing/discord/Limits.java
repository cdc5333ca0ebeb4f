package homestretch.testing.discord;

import io.javalin.http.Context;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Discord's rate limits, in their strictest reading: in no second more than fifty requests. */
final class Limits {
  private static final int GLOBAL = 50;
  private static final long GLOBAL_WINDOW = 1_000_000_000L;
  private static final int PER_CHANNEL = 5;
  private static final long CHANNEL_WINDOW = 5_000_000_000L;

  /** What a refused request is told. */
  record Refused(boolean global, double retryAfter) {}

  private static final class Bucket {
    private long until;
    private int left;
  }

  final AtomicInteger globalRefused = new AtomicInteger();
  final AtomicInteger channelRefused = new AtomicInteger();
  final AtomicInteger counted = new AtomicInteger();

  private final Deque<Long> last = new ArrayDeque<>();
  private final Map<String, Bucket> buckets = new HashMap<>();

  /**
   * The limit of everything together.
   *
   * @return false, with the answer written, if the request comes too early
   */
  synchronized boolean allowGlobal(Context ctx) {
    long now = System.nanoTime();
    while (!last.isEmpty() && now - last.peekFirst() >= GLOBAL_WINDOW) {
      last.removeFirst();
    }
    if (last.size() >= GLOBAL) {
      globalRefused.incrementAndGet();
      refuse(ctx, new Refused(true, (GLOBAL_WINDOW - (now - last.peekFirst())) / 1e9));
      return false;
    }
    last.addLast(now);
    counted.incrementAndGet();
    return true;
  }

  /** The bucket of posts in one channel: five in five seconds. */
  synchronized boolean allowChannel(Context ctx, String channel) {
    long now = System.nanoTime();
    Bucket bucket = buckets.computeIfAbsent(channel, key -> new Bucket());
    if (now - bucket.until >= 0) {
      bucket.until = now + CHANNEL_WINDOW;
      bucket.left = PER_CHANNEL;
    }
    double reset = (bucket.until - now) / 1e9;
    boolean allowed = bucket.left > 0;
    bucket.left = Math.max(0, bucket.left - 1);
    ctx.header("X-RateLimit-Limit", String.valueOf(PER_CHANNEL));
    ctx.header("X-RateLimit-Remaining", String.valueOf(bucket.left));
    ctx.header("X-RateLimit-Reset-After", "%.3f".formatted(reset));
    ctx.header("X-RateLimit-Reset", "%.3f".formatted(System.currentTimeMillis() / 1e3 + reset));
    ctx.header("X-RateLimit-Bucket", "80c17d2f203122d936070c88c8d10f33");
    if (!allowed) {
      channelRefused.incrementAndGet();
      refuse(ctx, new Refused(false, reset));
    }
    return allowed;
  }

  static void refuse(Context ctx, Refused refused) {
    ctx.header("Retry-After", String.valueOf((long) Math.ceil(refused.retryAfter)));
    ctx.header("X-RateLimit-Scope", refused.global ? "global" : "user");
    if (refused.global) {
      ctx.header("X-RateLimit-Global", "true");
    }
    ctx.status(429)
        .contentType("application/json")
        .result(
            "{\"message\": \"You are being rate limited.\", \"retry_after\": %.3f, \"global\": %s}"
                .formatted(refused.retryAfter, refused.global));
  }
}
