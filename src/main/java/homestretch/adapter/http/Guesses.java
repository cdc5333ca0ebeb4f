package homestretch.adapter.http;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.store.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows whoever tries secrets that do not exist (tokens, invitations), address by address. A token
 * that was good from an address is let through there all the same: nobody locks out others behind
 * the same router.
 */
public final class Guesses {
  /** Wrong ones that an address has free, and how soon one is forgotten. */
  private static final int FREE = 20;

  private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(3);

  /** Addresses and good tokens that are remembered; the oldest go first. */
  private static final int MOST = 10_000;

  private static final Logger log = LoggerFactory.getLogger(Guesses.class);

  private final Transactions transactions;
  private final Audit audit;
  private final Clock clock;
  private final Map<String, Wrong> wrong = new LinkedHashMap<>();
  private final Set<Good> good = new LinkedHashSet<>();

  /**
   * @param count as of that instant; it falls with time
   */
  private record Wrong(double count, Instant at) {}

  private record Good(String address, String secret) {
    @Override
    public String toString() {
      return address;
    }
  }

  public Guesses(Transactions transactions, Audit audit, Clock clock) {
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /** Seconds until a token may be tried from an address; 0: now. */
  public synchronized long wait(String address, String secret) {
    double count = count(address);
    if (count < FREE || good.contains(new Good(address, secret))) {
      return 0;
    }
    return (long) Math.ceil((count - FREE + 1) * FORGOTTEN_AFTER.toSeconds());
  }

  public void wrong(String address) {
    boolean isFirst;
    synchronized (this) {
      double before = count(address);
      wrong.remove(address);
      wrong.put(address, new Wrong(before + 1, clock.instant()));
      isFirst = before < FREE && before + 1 >= FREE;
      forgetOldest(wrong.keySet());
    }
    if (isFirst) {
      log.warn("{}: {} unknown secrets were tried; it is slowed", address, FREE);
      transactions.writeAll(
          () ->
              audit.record(
                  new Actor(address, "api"),
                  "access.slowed",
                  address,
                  null,
                  FREE + " unknown secrets were tried"));
    }
  }

  public synchronized void right(String address, String secret) {
    if (good.add(new Good(address, secret))) {
      forgetOldest(good);
    }
  }

  private double count(String address) {
    Wrong stands = wrong.get(address);
    if (stands == null) {
      return 0;
    }
    double forgotten =
        (double) Duration.between(stands.at(), clock.instant()).toMillis()
            / FORGOTTEN_AFTER.toMillis();
    return Math.max(0, stands.count() - Math.max(0, forgotten));
  }

  private static void forgetOldest(Set<?> all) {
    if (all.size() > MOST) {
      var oldest = all.iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
