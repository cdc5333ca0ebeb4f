package homestretch.core.access;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes and revokes invitations. */
public final class InvitationService {
  /** How long a link is good for unless it says otherwise, and at most. */
  private static final Duration GOOD_FOR = Duration.ofDays(7);

  private static final Duration LONGEST = Duration.ofDays(90);

  private final Transactions transactions;
  private final Invitations invitations;
  private final Audit audit;
  private final Clock clock;

  public InvitationService(
      Transactions transactions, Invitations invitations, Audit audit, Clock clock) {
    this.transactions = transactions;
    this.invitations = invitations;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param secret of the link, which cannot be had again
   */
  public record Made(Invitation invitation, String secret) {}

  /**
   * @param expiresAt null: in a week
   */
  public Made invite(String name, Scope scope, @Nullable Instant expiresAt, Actor actor) {
    return invite(name, scope, expiresAt, null, actor);
  }

  /**
   * @param expiresAt null: in a week
   * @param person the id of whom it lets in again; null: somebody new
   */
  public Made invite(
      String name, Scope scope, @Nullable Instant expiresAt, @Nullable String person, Actor actor) {
    Instant now = clock.instant();
    Instant end = expiresAt == null ? now.plus(GOOD_FOR) : expiresAt;
    if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
      throw new Fault.Invalid(
          "expiresAt", end, new Text("今后 90 天内的时刻", "an instant within the next 90 days"));
    }
    String secret = Secrets.random("hi_");
    Invitation wanted =
        new Invitation(
            0, Code.name("name", name), scope, person, actor.name(), now, end, null, null);
    return transactions.write(
        () -> {
          Invitation added = invitations.add(wanted, Secrets.hash(secret));
          audit.record(actor, "invitation.add", String.valueOf(added.id()), null, added);
          return new Made(added, secret);
        });
  }

  /** The invitation that has this secret, used and ended ones too; looking does not use it. */
  public Optional<Invitation> bySecret(String secret) {
    return transactions.read(() -> invitations.byHash(Secrets.hash(secret)));
  }

  /**
   * Uses an invitation up, inside the transaction of what it is used for.
   *
   * @throws Fault.NotFound if nobody made such a link
   * @throws Fault.Conflict if it was used or has ended
   */
  public Invitation take(String secret) {
    Instant now = clock.instant();
    Invitation found =
        invitations
            .byHash(Secrets.hash(secret))
            .orElseThrow(() -> new Fault.NotFound(new Text("邀请", "invitation"), "…"));
    if (found.state(now) != Invitation.State.OPEN || !invitations.use(found.id(), now)) {
      throw new Fault.Conflict(new Text("这个邀请已经用过或已失效", "this invitation was used or has ended"));
    }
    return found;
  }

  public Invitation find(long id) {
    return transactions.read(() -> get(id));
  }

  public List<Invitation> list(long after, int limit) {
    return transactions.read(() -> invitations.list(after, limit));
  }

  /** Ends a link; one that was used or has ended stays as it is. */
  public void revoke(long id, Actor actor) {
    transactions.writeAll(
        () -> {
          Invitation before = get(id);
          if (before.state(clock.instant()) == Invitation.State.OPEN) {
            invitations.revoke(id, clock.instant());
            audit.record(actor, "invitation.revoke", String.valueOf(id), before, get(id));
          }
        });
  }

  private Invitation get(long id) {
    return invitations
        .find(id)
        .orElseThrow(() -> new Fault.NotFound(new Text("邀请", "invitation"), String.valueOf(id)));
  }
}
