package homestretch.core.access;

import homestretch.core.campaign.CampaignId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token or a person may, and where.
 *
 * @param campaigns null: all, those to come too
 * @param departments codes, of a reporter; each in every campaign of the scope that has it
 * @param leagues codes, of a reviewer: of whose departments; empty: of all
 * @param goals codes, of a reviewer: whose figures; empty: of all
 */
public record Scope(
    Role role,
    @Nullable Set<CampaignId> campaigns,
    Set<String> departments,
    Set<String> leagues,
    Set<String> goals) {
  public static final Scope EVERYTHING = new Scope(Role.ADMINISTRATOR, null, Set.of());

  public Scope {
    campaigns = campaigns == null ? null : Set.copyOf(campaigns);
    departments = Set.copyOf(departments);
    leagues = Set.copyOf(leagues);
    goals = Set.copyOf(goals);
  }

  /** Of every league and goal. */
  public Scope(Role role, @Nullable Set<CampaignId> campaigns, Set<String> departments) {
    this(role, campaigns, departments, Set.of(), Set.of());
  }

  /** Whether figures of a league and a goal of a campaign may be verified and rejected. */
  public boolean reviews(CampaignId campaign, String league, String goal) {
    return covers(campaign)
        && (role == Role.ADMINISTRATOR
            || (role == Role.REVIEWER
                && (leagues.isEmpty() || leagues.contains(league))
                && (goals.isEmpty() || goals.contains(goal))));
  }

  public boolean covers(CampaignId campaign) {
    return campaigns == null || campaigns.contains(campaign);
  }

  /** Whether it may everything everywhere. */
  public boolean isEverything() {
    return role == Role.ADMINISTRATOR && campaigns == null;
  }
}
