package homestretch.core.login;

import homestretch.core.audit.Actor;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who comes in by this program's own door.
 *
 * @param external by which the person is known everywhere: the id on the platform {@link #PLATFORM}
 * @param name as shown; may change, and another may have the same
 * @param identity at an identity provider; null: known by invitations alone
 * @param roles as the provider calls them; rights may be given to the bearers of one
 * @param claimedGrant the right that the provider's claim gave; null: none did
 * @param removedAt null while the person may come in
 */
public record Account(
    long id,
    String external,
    String name,
    @Nullable Identity identity,
    Set<String> roles,
    @Nullable Long claimedGrant,
    Instant createdAt,
    Instant seenAt,
    @Nullable Instant removedAt) {
  /** The platform of the built-in chat and of everything else on our own pages. */
  public static final String PLATFORM = "web";

  /** What a provider knows somebody by: both together, and never a name or an address. */
  public record Identity(String issuer, String subject) {}

  public Account {
    roles = Set.copyOf(roles);
  }

  /** As of a log-in, which also lets in again whoever was removed. */
  Account seen(String shown, Set<String> now, @Nullable Long grant, Instant at) {
    return new Account(id, external, shown, identity, now, grant, createdAt, at, null);
  }

  Account removed(Instant at) {
    return new Account(id, external, name, identity, roles, claimedGrant, createdAt, seenAt, at);
  }

  public Actor actor() {
    return new Actor(external, name, PLATFORM);
  }
}
