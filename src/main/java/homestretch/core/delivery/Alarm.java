package homestretch.core.delivery;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Instant;

/** Tells the administrators of every campaign what concerns the whole installation. */
public final class Alarm {
  private final Transactions transactions;
  private final Campaigns campaigns;
  private final Notices notices;
  private final Clock clock;

  public Alarm(Transactions transactions, Campaigns campaigns, Notices notices, Clock clock) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.notices = notices;
    this.clock = clock;
  }

  /** Raises a notice, unless one of that subject is open. */
  public void raise(String subject, Text text) {
    Instant now = clock.instant();
    transactions.writeAll(
        () -> {
          for (Campaign campaign : campaigns.list("", Integer.MAX_VALUE)) {
            notices.raise(campaign.id(), subject, text, now);
          }
        });
  }

  /** It is well again. */
  public void resolve(String subject) {
    Instant now = clock.instant();
    boolean isOpen =
        transactions.read(
            () ->
                notices.list(true, Long.MAX_VALUE, Integer.MAX_VALUE).stream()
                    .anyMatch(notice -> notice.subject().equals(subject)));
    if (isOpen) {
      transactions.writeAll(() -> notices.resolve(subject, now));
    }
  }
}
