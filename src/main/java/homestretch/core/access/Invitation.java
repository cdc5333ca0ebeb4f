package homestretch.core.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link by which one person comes in, once, with the rights that it gives.
 *
 * @param name of the person, as it will be shown
 * @param person the id of whom it lets in again; null: somebody new
 */
public record Invitation(
    long id,
    String name,
    Scope scope,
    @Nullable String person,
    String madeBy,
    Instant madeAt,
    Instant expiresAt,
    @Nullable Instant usedAt,
    @Nullable Instant revokedAt) {
  /** What has become of it. */
  public enum State {
    OPEN,
    USED,
    REVOKED,
    EXPIRED
  }

  public State state(Instant now) {
    if (revokedAt != null) {
      return State.REVOKED;
    }
    if (usedAt != null) {
      return State.USED;
    }
    return now.isBefore(expiresAt) ? State.OPEN : State.EXPIRED;
  }
}
