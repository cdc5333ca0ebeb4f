package homestretch.adapter.webchat;

import homestretch.core.chat.Message;
import homestretch.core.chat.Messages;
import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells open pages what changed. Each page has a thread that reads the history from where the page
 * stands, so a page that was away and one that was not go the same way, and a slow page holds up
 * nobody.
 */
final class Events implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Events.class);
  private static final int BATCH = 100;

  /** What a page may still be told of. */
  interface Sight {
    /** Looks again; false once nothing at all: the page has to log in. */
    boolean look();

    boolean has(String channel);
  }

  /**
   * At most so long after a session ended by itself, a right was taken away or a channel was made,
   * a page knows.
   */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Messages messages;
  private final Duration heartbeat;
  private final Set<Page> pages = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sessionsEnded = new AtomicInteger();
  private volatile boolean closed;

  /**
   * @param heartbeat how long a connection may be silent; a page that is gone is noticed then, and
   *     what another process posted is found
   */
  Events(Messages messages, Duration heartbeat) {
    this.messages = messages;
    this.heartbeat = heartbeat;
  }

  /**
   * @param after the last change that the page knows
   * @param sight asked again and again
   */
  void open(SseClient client, String viewer, long after, Sight sight) {
    client.keepAlive();
    Page page = new Page(client, viewer, sight, new Semaphore(0));
    pages.add(page);
    Thread.ofVirtual().name("webchat-events").start(() -> serve(page, after));
  }

  /** Sessions were ended, here or elsewhere: the open pages look whether theirs is among them. */
  void recheck() {
    sessionsEnded.incrementAndGet();
    wake();
  }

  void wake() {
    pages.forEach(page -> page.news.release());
  }

  @Override
  public void close() {
    closed = true;
    wake();
  }

  private void serve(Page page, long after) {
    long known = after;
    try (SseClient client = page.client) {
      // Some bytes at once, so that the page knows that it is connected.
      client.sendComment("connected");
      long looked = 0;
      long said = System.nanoTime();
      int ended = -1;
      while (!closed && !client.terminated()) {
        int ends = sessionsEnded.get();
        if (ended != ends || System.nanoTime() - looked > LOOK.toNanos()) {
          if (!page.sight.look()) {
            client.sendEvent("ended", "", String.valueOf(known));
            return;
          }
          looked = System.nanoTime();
          ended = ends;
        }
        List<Message> changed = messages.after(known, page.viewer, BATCH);
        for (Message message : changed) {
          if (page.sight.has(message.entry().channel())) {
            client.sendEvent(
                "message", Json.message(message).toString(), String.valueOf(message.change()));
          }
          known = message.change();
        }
        if (changed.isEmpty()) {
          boolean woken = page.news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
          page.news.drainPermits();
          if (!woken && System.nanoTime() - said > heartbeat.toNanos()) {
            client.sendComment("still here");
            said = System.nanoTime();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The page comes back by itself and asks for what it missed.
      log.warn("a page lost its connection: {}", e.toString());
    } finally {
      pages.remove(page);
    }
  }

  private record Page(SseClient client, String viewer, Sight sight, Semaphore news) {}
}
