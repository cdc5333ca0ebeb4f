package homestretch.core.campaign;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Campaigns: adding, changing, finding. */
public final class CampaignService {
  private final Transactions transactions;
  private final Campaigns campaigns;
  private final Closings closings;
  private final Audit audit;
  private final Clock clock;

  public CampaignService(
      Transactions transactions, Campaigns campaigns, Closings closings, Audit audit, Clock clock) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.closings = closings;
    this.audit = audit;
    this.clock = clock;
  }

  public Campaign add(Campaign campaign, Actor actor) {
    return add(campaign, campaigns::add, actor);
  }

  /** The same with the id that it has, which what comes with it refers to. */
  public Campaign addNumbered(Campaign campaign, Actor actor) {
    return add(campaign, campaigns::addNumbered, actor);
  }

  private Campaign add(Campaign campaign, UnaryOperator<Campaign> storing, Actor actor) {
    return transactions.write(
        () -> {
          if (campaigns.find(campaign.slug()).isPresent()) {
            throw new Fault.Conflict(
                new Text(
                    "已有战役“" + campaign.slug() + "”",
                    "there is a campaign “" + campaign.slug() + "” already"));
          }
          Campaign added = storing.apply(campaign);
          audit.record(actor, "campaign.add", campaign.slug(), null, added);
          return added;
        });
  }

  /**
   * @throws Fault.Stale if its revision is not the stored one
   * @throws Fault.Conflict if it is frozen or final
   */
  public Campaign change(Campaign campaign, Actor actor) {
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          Campaign before = campaigns.get(campaign.id());
          if (!campaigns.change(campaign)) {
            throw new Fault.Stale();
          }
          Campaign after = campaigns.get(campaign.id());
          audit.record(actor, "campaign.change", campaign.slug(), before, after);
          return after;
        });
  }

  /**
   * Removes a campaign: nobody finds it any more, nothing of it is posted. Its ledger and the audit
   * stay in the database.
   *
   * @param confirmed whether its figures may go out of sight with it
   * @param expected the revision that the caller has read
   * @throws Fault.Conflict if there are figures and nobody has confirmed
   */
  public void remove(Campaign campaign, boolean confirmed, int expected, Actor actor) {
    transactions.writeAll(
        () -> {
          closings.hold(campaign.id());
          Campaign before = campaigns.get(campaign.id());
          if (before.revision() != expected) {
            throw new Fault.Stale();
          }
          if (!confirmed && campaigns.hasFigures(campaign.id())) {
            throw new Fault.Conflict(
                new Text(
                    "战役“" + campaign.slug() + "”已有数据；确要删除，请加 ?confirm=" + campaign.slug(),
                    "the campaign “"
                        + campaign.slug()
                        + "” has figures; to remove it say ?confirm="
                        + campaign.slug()));
          }
          if (!campaigns.remove(before, clock.instant())) {
            throw new Fault.Stale();
          }
          audit.record(actor, "campaign.remove", campaign.slug(), before, null);
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

  /** How it stands closed; empty while it is open. */
  public Optional<Closing> closing(Campaign campaign) {
    return transactions.read(() -> closings.standing(campaign.id()));
  }

  /**
   * For an import, which changes boards in many steps.
   *
   * @throws Fault.Conflict if it is frozen or final
   */
  public Campaign requireOpen(Campaign campaign) {
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          return campaign;
        });
  }

  /** Every campaign, by slug. */
  public List<Campaign> list() {
    return list("", Integer.MAX_VALUE);
  }

  public List<Campaign> list(String after, int limit) {
    return transactions.read(() -> campaigns.list(after, limit));
  }
}
