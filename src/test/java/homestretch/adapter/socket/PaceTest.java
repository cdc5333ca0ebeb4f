package homestretch.adapter.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration WINDOW = Duration.ofMillis(200);

  @Test
  void no_window_holds_more_than_its_limit_in_all_or_in_one_chat() throws Exception {
    Pace pace = new Pace(List.of(new Pace.Limit(6, WINDOW)), List.of(new Pace.Limit(2, WINDOW)));
    List<Long> all = Collections.synchronizedList(new ArrayList<>());
    Map<String, List<Long>> chats = new HashMap<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      List<Long> chat =
          chats.computeIfAbsent("c" + i % 5, c -> Collections.synchronizedList(new ArrayList<>()));
      String name = "c" + i % 5;
      threads.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  if (pace.enter(name, Duration.ofSeconds(5))) {
                    long now = System.nanoTime();
                    all.add(now);
                    chat.add(now);
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(all).hasSize(24);
    // A place is never taken early; when a thread wakes up late, the next may seem to be near.
    assertThat(spread(all, 6)).isGreaterThan(WINDOW.toNanos() / 2);
    chats.values().forEach(c -> assertThat(spread(c, 2)).isGreaterThan(WINDOW.toNanos() / 2));
  }

  /** The shortest time in which one more than the limit left. */
  private static long spread(List<Long> times, int limit) {
    List<Long> sorted = times.stream().sorted().toList();
    long least = Long.MAX_VALUE;
    for (int i = 0; i + limit < sorted.size(); i++) {
      least = Math.min(least, sorted.get(i + limit) - sorted.get(i));
    }
    return least;
  }

  @Test
  void long_wait_takes_no_place() throws Exception {
    Pace pace = new Pace(List.of(), List.of(new Pace.Limit(1, Duration.ofHours(1))));
    assertThat(pace.enter("a", Duration.ZERO)).isTrue();
    assertThat(pace.enter("a", Duration.ofSeconds(1))).isFalse();
    assertThat(pace.enter("b", Duration.ZERO)).isTrue();
  }
}
