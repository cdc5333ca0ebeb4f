package homestretch.core.login;

import homestretch.core.access.Grant;
import homestretch.core.access.Secrets;
import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps browsers logged in: until they were idle for {@link #IDLE}, log out, or their person is
 * removed (spec/interface.md, "Pages"). Whatever else rights are is asked anew at each request.
 */
public final class SessionService {
  public static final Duration IDLE = Duration.ofHours(12);

  private static final Logger log = LoggerFactory.getLogger(SessionService.class);

  /** How exactly the database knows the last use: a read must not become a write. */
  private static final Duration WRITTEN_DOWN = Duration.ofMinutes(1);

  private final Transactions transactions;
  private final Sessions sessions;
  private final Accounts accounts;
  private final Audit audit;
  private final Clock clock;
  private final Predicate<Account> hasRights;

  /** The exact last use on this node, by the session's id. */
  private final Map<Long, Instant> lastUse = new ConcurrentHashMap<>();

  private final List<Runnable> whenEnded = new CopyOnWriteArrayList<>();

  /** A browser as it says it is. */
  public record Device(String name, String address) {}

  /**
   * @param secret of the cookie, which cannot be had again
   */
  public record Started(Session session, String secret) {}

  /**
   * @param hasRights whether somebody may anything anywhere
   */
  public SessionService(
      Transactions transactions,
      Sessions sessions,
      Accounts accounts,
      Audit audit,
      Clock clock,
      Predicate<Account> hasRights) {
    this.transactions = transactions;
    this.sessions = sessions;
    this.accounts = accounts;
    this.audit = audit;
    this.clock = clock;
    this.hasRights = hasRights;
  }

  /** Told after sessions were ended here: what is open for them must close. */
  public void whenEnded(Runnable listener) {
    whenEnded.add(listener);
  }

  /** Logs a browser in. Inside the transaction of whatever made that right. */
  Started start(Account account, Device device) {
    Instant now = clock.instant();
    String secret = Secrets.random("hw_");
    sessions.forget(now.minus(IDLE).minus(WRITTEN_DOWN));
    Session added =
        sessions.add(
            new Session(0, account, device.name(), device.address(), now, now),
            Secrets.hash(secret));
    audit.record(account.actor(), "session.start", account.external(), null, device);
    return new Started(added, secret);
  }

  /** Whose cookie it is; empty if nobody's, or it was idle for too long. Counts as a use. */
  public Optional<Session> use(String secret) {
    Optional<Session> found = find(secret);
    found.ifPresent(this::used);
    return found;
  }

  /** The same without being a use of it: what a page does by itself keeps nobody logged in. */
  public Optional<Session> find(String secret) {
    return transactions
        .read(() -> sessions.byHash(Secrets.hash(secret)))
        .filter(session -> session.account().removedAt() == null)
        .filter(session -> clock.instant().isBefore(lastUse(session).plus(IDLE)));
  }

  /** The sessions of a person that are good, the one used last first. */
  public List<Session> of(Account account) {
    return transactions.read(() -> sessions.of(account.id())).stream()
        .filter(session -> clock.instant().isBefore(lastUse(session).plus(IDLE)))
        .toList();
  }

  /**
   * Logs a person's browser out.
   *
   * @throws Fault.NotFound if the person has no such session
   */
  public void end(Account account, long id, Actor actor) {
    transactions.writeAll(
        () -> {
          if (!sessions.end(account.id(), id)) {
            throw new Fault.NotFound(new Text("登录", "session"), String.valueOf(id));
          }
          audit.record(actor, "session.end", account.external(), null, null);
        });
    ended();
  }

  /** Logs a person out everywhere. */
  public void endAll(Account account, Actor actor) {
    transactions.writeAll(
        () -> {
          if (sessions.endAll(account.id()) > 0) {
            audit.record(actor, "session.end", account.external(), null, null);
          }
        });
    ended();
  }

  /**
   * A right was taken away, in this same transaction: who has none left is removed, which ends the
   * person's sessions. A new invitation lets the person in again.
   */
  public void rightTaken(Grant grant, Actor actor) {
    if (!grant.platform().equals(Account.PLATFORM) || grant.kind() != Grant.Kind.USER) {
      return;
    }
    accounts
        .byExternal(grant.external())
        .filter(account -> account.removedAt() == null && !hasRights.test(account))
        .ifPresent(
            account -> {
              accounts.change(account.removed(clock.instant()));
              sessions.endAll(account.id());
              audit.record(actor, "account.remove", account.external(), null, null);
            });
  }

  /** What is open looks whether its session is still good. */
  public void ended() {
    whenEnded.forEach(Runnable::run);
  }

  private Instant lastUse(Session session) {
    Instant here = lastUse.getOrDefault(session.id(), session.usedAt());
    return here.isAfter(session.usedAt()) ? here : session.usedAt();
  }

  private void used(Session session) {
    Instant now = clock.instant();
    lastUse.merge(session.id(), now, (one, other) -> one.isAfter(other) ? one : other);
    if (session.usedAt().plus(WRITTEN_DOWN).isAfter(now)) {
      return;
    }
    // What was idle elsewhere need not be remembered for ever.
    lastUse.values().removeIf(at -> at.plus(IDLE).isBefore(now));
    try {
      transactions.writeAll(() -> sessions.used(session.id(), now.truncatedTo(ChronoUnit.SECONDS)));
    } catch (RuntimeException e) {
      log.debug("the last use of a session was not noted", e);
    }
  }
}
