package homestretch.core.score;

import homestretch.core.campaign.CampaignId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bonus, deduction and veto entries (port). */
public interface Adjustments {
  /** Adds an entry; the id given is ignored. */
  Adjustment add(CampaignId campaign, Adjustment adjustment);

  /** Adds many at once; the ids given are ignored. */
  void addAll(CampaignId campaign, List<Adjustment> adjustments);

  /**
   * @return false if it was withdrawn before
   */
  boolean withdraw(CampaignId campaign, long id, Adjustment.Withdrawal withdrawal);

  Optional<Adjustment> find(CampaignId campaign, long id);

  /** All of them, withdrawn ones too, oldest first. */
  List<Adjustment> all(CampaignId campaign);

  /**
   * Those that count on a day.
   *
   * @param known as it was then; null: now
   */
  List<Adjustment> on(CampaignId campaign, LocalDate day, @Nullable Instant known);
}
