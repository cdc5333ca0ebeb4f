package homestretch.core.board;

import homestretch.core.campaign.CampaignId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Which boards stood in a channel (port): movement is counted from the last of them. */
public interface Publications {
  /**
   * @param on the board's date
   * @param at when it was read: what was entered later is not on it
   */
  record Publication(LocalDate on, Instant at) {}

  void add(CampaignId campaign, Publication publication);

  /** The last board published of a day before that one. */
  Optional<Publication> before(CampaignId campaign, LocalDate on);

  /** The latest day of which a board was published. */
  Optional<LocalDate> latest(CampaignId campaign);
}
