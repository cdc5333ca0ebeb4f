package homestretch.adapter.web;

import homestretch.core.campaign.Campaign;
import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells open walls that there is something new; what it is, they ask for. Each has a virtual thread
 * that is woken by whatever wakes the chat's pages, and looks by itself too, for figures that came
 * by the API, a file or another node, and for midnight.
 */
final class WallEvents implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WallEvents.class);

  /** Looking costs one row at most, and nothing as long as nobody has committed. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** At most so long after a token was revoked or a right taken away, a wall is told no more. */
  private static final Duration RECHECK = Duration.ofSeconds(2);

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Function<Campaign, Object> version;
  private final Set<Semaphore> walls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param version of all that a wall of a campaign shows now, compared by {@code equals}
   */
  WallEvents(Function<Campaign, Object> version) {
    this.version = version;
  }

  /**
   * @param reads the campaign, as long as whoever looks may read it; null once they may not
   */
  void open(SseClient client, Supplier<@Nullable Campaign> reads) {
    client.keepAlive();
    Thread.ofVirtual().name("wall-events").start(() -> serve(client, reads));
  }

  void wake() {
    walls.forEach(Semaphore::release);
  }

  @Override
  public void close() {
    closed = true;
    wake();
  }

  private void serve(SseClient opened, Supplier<@Nullable Campaign> reads) {
    Semaphore news = new Semaphore(0);
    walls.add(news);
    try (SseClient client = opened) {
      @Nullable Campaign campaign = null;
      @Nullable Object told = null;
      long checked = 0;
      long said = System.nanoTime();
      while (!closed && !client.terminated()) {
        if (campaign == null || System.nanoTime() - checked > RECHECK.toNanos()) {
          campaign = reads.get();
          checked = System.nanoTime();
          if (campaign == null) {
            client.sendEvent("ended", "");
            return;
          }
        }
        Object now = version.apply(campaign);
        if (!now.equals(told)) {
          // The first one at once: between what the wall has and this stream, something may be.
          client.sendEvent("changed", "");
          told = now;
          said = System.nanoTime();
        } else if (System.nanoTime() - said > HEARTBEAT.toNanos()) {
          client.sendEvent("same", "");
          said = System.nanoTime();
        }
        if (news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          news.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The wall asks every few seconds, and opens another one.
      log.warn("a wall lost its connection: {}", e.toString());
    } finally {
      walls.remove(news);
    }
  }
}
