package homestretch.core.access;

import homestretch.core.campaign.CampaignId;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A role of a person, or of everybody who bears a role on a chat platform.
 *
 * @param platform such as {@code discord} or {@code web}
 * @param external the platform's own id of the user or role, never a name
 * @param expiresAt null: never
 */
public record Grant(
    long id,
    String platform,
    Kind kind,
    String external,
    Scope scope,
    Instant at,
    @Nullable Instant expiresAt) {
  public enum Kind {
    USER,
    ROLE
  }

  private static final int MAX_EXTERNAL_LENGTH = 64;

  public Grant {
    if (external.isBlank() || external.length() > MAX_EXTERNAL_LENGTH) {
      throw new Fault.Invalid(
          "external", external, new Text("平台上的用户或角色编号", "the platform's id of a user or role"));
    }
  }

  /**
   * A grant without an end.
   *
   * @param campaign null: all campaigns
   */
  public Grant(
      long id,
      String platform,
      Kind kind,
      String external,
      Role role,
      @Nullable CampaignId campaign,
      Instant at) {
    this(
        id,
        platform,
        kind,
        external,
        new Scope(role, campaign == null ? null : Set.of(campaign), Set.of()),
        at,
        null);
  }

  public Role role() {
    return scope.role();
  }

  /** Whether it holds in a campaign. */
  boolean covers(CampaignId wanted) {
    return scope.covers(wanted);
  }

  public boolean isGood(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }
}
