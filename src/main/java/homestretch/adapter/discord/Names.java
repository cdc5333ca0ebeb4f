package homestretch.adapter.discord;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.User;

/**
 * What people are called on Discord: as their last command said, which knows their name on the
 * server; else Discord is asked.
 */
final class Names {
  private static final int REMEMBERED = 2_000;

  /** A list of links waits for all names together, and goes without those that are slow. */
  private static final long PATIENCE_MILLIS = 1_000;

  /** When Discord was slow, a list does not wait for each name in turn. */
  private final AtomicLong slowUntil = new AtomicLong(Long.MIN_VALUE);

  private final Map<String, String> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
              return size() > REMEMBERED;
            }
          });

  void remember(String id, String name) {
    known.put(id, name);
  }

  Optional<String> of(JDA jda, String id) {
    String name = known.get(id);
    if (name != null) {
      return Optional.of(name);
    }
    if (System.nanoTime() < slowUntil.get()) {
      return Optional.empty();
    }
    try {
      User user =
          jda.retrieveUserById(id)
              .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
              .submit()
              .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      known.putIfAbsent(id, user.getEffectiveName());
      return Optional.of(user.getEffectiveName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (TimeoutException e) {
      slowUntil.set(System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
      return Optional.empty();
    } catch (Exception e) {
      // Unknown, or slow: the list says the number.
      return Optional.empty();
    }
  }
}
