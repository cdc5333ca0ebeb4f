package homestretch.core.login;

import homestretch.core.access.Rights;
import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Campaigns;
import homestretch.core.department.Departments;
import homestretch.core.store.Transactions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What somebody who logged in may: by rights, and by the links of departments. */
public final class Entitlements {
  private final Transactions transactions;
  private final Rights rights;
  private final Campaigns campaigns;
  private final Departments departments;

  public Entitlements(
      Transactions transactions, Rights rights, Campaigns campaigns, Departments departments) {
    this.transactions = transactions;
    this.rights = rights;
    this.campaigns = campaigns;
    this.departments = departments;
  }

  /**
   * All that holds now, each with where it holds; what a role may in one campaign it may not in
   * another. Empty: nothing anywhere.
   */
  public List<Scope> of(Account account) {
    return transactions.read(
        () -> {
          List<Scope> all =
              new ArrayList<>(
                  rights.scopes(Account.PLATFORM, account.external(), account.roles()).stream()
                      .filter(s -> s.campaigns() == null || !s.campaigns().isEmpty())
                      .toList());
          Set<CampaignId> linked = new HashSet<>();
          for (Campaign campaign : campaigns.list("", Integer.MAX_VALUE)) {
            if (!departments
                .reportedBy(campaign.id(), Account.PLATFORM, account.external(), account.roles())
                .isEmpty()) {
              linked.add(campaign.id());
            }
          }
          if (!linked.isEmpty()) {
            all.add(new Scope(Role.REPORTER, linked, Set.of()));
          }
          return List.copyOf(all);
        });
  }
}
