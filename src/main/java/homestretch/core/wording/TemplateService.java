package homestretch.core.wording;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import org.jspecify.annotations.Nullable;

/** Changing the words of a campaign's posts. */
public final class TemplateService {
  private final Transactions transactions;
  private final Templates templates;
  private final Audit audit;

  public TemplateService(Transactions transactions, Templates templates, Audit audit) {
    this.transactions = transactions;
    this.templates = templates;
    this.audit = audit;
  }

  /** The campaign's own words; null: the standard ones. */
  public Templates.@Nullable Own own(Campaign campaign, Wording wording) {
    return transactions.read(() -> templates.of(campaign.id()).get(wording));
  }

  /** The words that count. */
  public Text text(Campaign campaign, Wording wording) {
    Templates.Own own = own(campaign, wording);
    return own == null ? wording.standard() : own.text();
  }

  /**
   * @param revision as read; 0: whatever it is; -1: the standard words
   * @throws Fault.Invalid naming the placeholder or brace that is wrong
   * @throws Fault.Stale if its revision is not the stored one
   */
  public void put(Campaign campaign, Wording wording, Text text, int revision, Actor actor) {
    Wording.check(text);
    transactions.writeAll(
        () -> {
          Templates.Own before = templates.of(campaign.id()).get(wording);
          int stored = before == null ? 0 : before.revision();
          if (!templates.put(
              campaign.id(), wording, text, revision == 0 ? stored : Math.max(0, revision))) {
            throw new Fault.Stale();
          }
          audit.record(actor, "template.put", campaign.slug() + "/" + wording.code(), before, text);
        });
  }

  /** Goes back to the standard words. */
  public void remove(Campaign campaign, Wording wording, Actor actor) {
    transactions.writeAll(
        () -> {
          Templates.Own before = templates.of(campaign.id()).get(wording);
          if (templates.remove(campaign.id(), wording)) {
            audit.record(
                actor, "template.remove", campaign.slug() + "/" + wording.code(), before, null);
          }
        });
  }
}
