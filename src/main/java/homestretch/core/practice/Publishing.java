package homestretch.core.practice;

import homestretch.core.campaign.CampaignId;
import java.time.Instant;

/** Has practices posted (port). Called inside the transaction that decides on one. */
public interface Publishing {
  /**
   * @param coming channels in which it will be posted
   * @param standing channels in which it stands already, or may
   */
  record Reach(int coming, int standing) {}

  /**
   * Plans an approved practice for every channel of its campaign that takes posts; where it stands
   * already it is not posted again.
   */
  Reach publish(CampaignId campaign, Practice practice, Instant now);

  /**
   * Takes back what was not posted yet.
   *
   * @return in how many channels it stands, or may stand
   */
  int withdraw(long practice, Instant now);
}
