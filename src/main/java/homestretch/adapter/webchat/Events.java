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

  private final Messages messages;
  private final Duration heartbeat;
  private final Set<Page> pages = ConcurrentHashMap.newKeySet();
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
   */
  void open(SseClient client, String viewer, long after) {
    client.keepAlive();
    Page page = new Page(client, viewer, new Semaphore(0));
    pages.add(page);
    Thread.ofVirtual().name("webchat-events").start(() -> serve(page, after));
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
      while (!closed && !client.terminated()) {
        List<Message> changed = messages.after(known, page.viewer, BATCH);
        for (Message message : changed) {
          client.sendEvent(
              "message", Json.message(message).toString(), String.valueOf(message.change()));
          known = message.change();
        }
        if (changed.isEmpty()) {
          if (!page.news.tryAcquire(heartbeat.toMillis(), TimeUnit.MILLISECONDS)) {
            client.sendComment("still here");
          }
          page.news.drainPermits();
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

  private record Page(SseClient client, String viewer, Semaphore news) {}
}
