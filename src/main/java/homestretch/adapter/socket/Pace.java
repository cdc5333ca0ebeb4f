package homestretch.adapter.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many messages may leave: in all and to one chat, each over sliding windows. A message that
 * would be too many waits for its place in line; one that would wait long is for later.
 */
public final class Pace {
  /** So many in such a time. */
  public record Limit(int most, Duration in) {}

  /** Chats that nothing was sent to lately are forgotten in such steps. */
  private static final int MANY_CHATS = 1000;

  private final List<Limit> ofAll;
  private final List<Limit> ofChat;

  /** When messages left or will leave, in that order. */
  private final List<Long> all = new ArrayList<>();

  private final Map<String, List<Long>> chats = new HashMap<>();

  public Pace(List<Limit> ofAll, List<Limit> ofChat) {
    this.ofAll = List.copyOf(ofAll);
    this.ofChat = List.copyOf(ofChat);
  }

  /**
   * Takes a place and waits for it.
   *
   * @return false, with no place taken, if the wait would be longer than the longest
   */
  public boolean enter(String chat, Duration longest) throws InterruptedException {
    long wait;
    synchronized (this) {
      long now = System.nanoTime();
      if (chats.size() > MANY_CHATS) {
        long oldest = now - longestOf(ofChat);
        chats.values().removeIf(times -> times.isEmpty() || times.getLast() < oldest);
      }
      List<Long> one = chats.computeIfAbsent(chat, c -> new ArrayList<>());
      forget(all, ofAll, now);
      forget(one, ofChat, now);
      long at = free(all, ofAll, free(one, ofChat, now));
      wait = at - now;
      if (wait > longest.toNanos()) {
        return false;
      }
      insert(all, at);
      insert(one, at);
    }
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
    }
    return true;
  }

  private static void forget(List<Long> times, List<Limit> limits, long now) {
    long oldest = now - longestOf(limits);
    int old = 0;
    while (old < times.size() && times.get(old) < oldest) {
      old++;
    }
    times.subList(0, old).clear();
  }

  /** The first instant from then on at which one more breaks none of these limits. */
  private static long free(List<Long> times, List<Limit> limits, long from) {
    long at = from;
    boolean isFree = false;
    while (!isFree) {
      isFree = true;
      for (Limit limit : limits) {
        // Before it and after it, as others may hold later places already.
        for (int i = 0; i + limit.most() <= times.size(); i++) {
          long first = times.get(i);
          long last = times.get(i + limit.most() - 1);
          if (Math.max(last, at) - Math.min(first, at) < limit.in().toNanos()) {
            at = first + limit.in().toNanos();
            isFree = false;
          }
        }
      }
    }
    return at;
  }

  private static void insert(List<Long> times, long at) {
    int place = Collections.binarySearch(times, at);
    times.add(place < 0 ? -place - 1 : place, at);
  }

  private static long longestOf(List<Limit> limits) {
    return limits.stream().mapToLong(l -> l.in().toNanos()).max().orElse(0);
  }
}
