package homestretch.core.access;

import homestretch.core.campaign.CampaignId;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role of a person, or of everybody who bears a role on a chat platform.
 *
 * @param platform such as {@code discord} or {@code web}
 * @param external the platform's own id of the user or role, never a name
 * @param campaign null: all campaigns
 */
public record Grant(
    long id,
    String platform,
    Kind kind,
    String external,
    Role role,
    @Nullable CampaignId campaign,
    Instant at) {
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

  /** Whether it holds in a campaign. */
  boolean covers(CampaignId wanted) {
    return campaign == null || campaign.equals(wanted);
  }
}
