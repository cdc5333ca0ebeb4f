package homestretch.core.practice;

import homestretch.core.campaign.CampaignId;
import java.time.Instant;

/** Has practices posted (port). Called inside the transaction that decides on one. */
public interface Publishing {
  /**
   * Plans an approved practice for every channel of its campaign that takes posts; where it stands
   * already it is not posted again.
   *
   * @return in how many channels it will be posted
   */
  int publish(CampaignId campaign, Practice practice, Instant now);

  /**
   * Takes back what was not posted yet.
   *
   * @return in how many channels it stands, or may stand
   */
  int withdraw(long practice, Instant now);
}
