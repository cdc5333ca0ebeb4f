package homestretch.core.access;

import homestretch.core.campaign.CampaignId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token or a person may, and where.
 *
 * @param campaigns null: all, those to come too
 * @param departments codes, of a reporter; each in every campaign of the scope that has it
 */
public record Scope(Role role, @Nullable Set<CampaignId> campaigns, Set<String> departments) {
  public static final Scope EVERYTHING = new Scope(Role.ADMINISTRATOR, null, Set.of());

  public Scope {
    campaigns = campaigns == null ? null : Set.copyOf(campaigns);
    departments = Set.copyOf(departments);
  }

  public boolean covers(CampaignId campaign) {
    return campaigns == null || campaigns.contains(campaign);
  }

  /** Whether it may everything everywhere. */
  public boolean isEverything() {
    return role == Role.ADMINISTRATOR && campaigns == null;
  }
}
