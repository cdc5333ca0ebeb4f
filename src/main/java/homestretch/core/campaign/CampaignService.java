package homestretch.core.campaign;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.util.List;

/** Campaigns: adding, changing, finding. */
public final class CampaignService {
  private final Transactions transactions;
  private final Campaigns campaigns;
  private final Audit audit;

  public CampaignService(Transactions transactions, Campaigns campaigns, Audit audit) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.audit = audit;
  }

  public Campaign add(Campaign campaign, Actor actor) {
    return transactions.write(
        () -> {
          if (campaigns.find(campaign.slug()).isPresent()) {
            throw new Fault.Conflict(
                new Text(
                    "已有战役“" + campaign.slug() + "”",
                    "there is a campaign “" + campaign.slug() + "” already"));
          }
          Campaign added = campaigns.add(campaign);
          audit.record(actor, "campaign.add", campaign.slug(), null, added);
          return added;
        });
  }

  /**
   * @throws Fault.Stale if its revision is not the stored one
   */
  public Campaign change(Campaign campaign, Actor actor) {
    return transactions.write(
        () -> {
          Campaign before = campaigns.get(campaign.id());
          if (!campaigns.change(campaign)) {
            throw new Fault.Stale();
          }
          Campaign after = campaigns.get(campaign.id());
          audit.record(actor, "campaign.change", campaign.slug(), before, after);
          return after;
        });
  }

  public Campaign find(String slug) {
    return transactions.read(
        () ->
            campaigns
                .find(slug)
                .orElseThrow(() -> new Fault.NotFound(new Text("战役", "campaign"), slug)));
  }

  public Campaign get(CampaignId id) {
    return transactions.read(() -> campaigns.get(id));
  }

  public List<Campaign> list(String after, int limit) {
    return transactions.read(() -> campaigns.list(after, limit));
  }
}
