package homestretch.core.board;

import homestretch.core.audit.Chain;
import homestretch.core.campaign.CampaignId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which boards stood in a channel (port): movement is counted from the last of them. */
public interface Publications {
  /**
   * @param on the board's date
   * @param at when it was read: what was entered later is not on it
   * @param chain where ledger and audit stood, as the post said it; null: it did not
   */
  record Publication(LocalDate on, Instant at, Chain.@Nullable Head chain) {
    public Publication(LocalDate on, Instant at) {
      this(on, at, null);
    }
  }

  void add(CampaignId campaign, Publication publication);

  /** The last board published of a day before that one. */
  Optional<Publication> before(CampaignId campaign, LocalDate on);

  /** The last board published of that day or one before. */
  Optional<Publication> upTo(CampaignId campaign, LocalDate on);

  /** The latest day of which a board was published. */
  Optional<LocalDate> latest(CampaignId campaign);
}
