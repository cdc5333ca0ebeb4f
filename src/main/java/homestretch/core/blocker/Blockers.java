package homestretch.core.blocker;

import homestretch.core.campaign.CampaignId;
import java.util.List;
import java.util.Optional;

/** Blockers (port). None is ever removed while its campaign stands. */
public interface Blockers {
  /** Adds one; the id given is ignored. */
  Blocker add(CampaignId campaign, Blocker blocker);

  /**
   * @return false if it was resolved before
   */
  boolean resolve(CampaignId campaign, long id, Blocker.Resolution resolution);

  Optional<Blocker> find(CampaignId campaign, long id);

  /** All of them, the latest first. */
  List<Blocker> list(CampaignId campaign);

  /** Those that are open, the one due first before the others. */
  List<Blocker> open(CampaignId campaign);
}
