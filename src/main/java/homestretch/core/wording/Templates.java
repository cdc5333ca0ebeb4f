package homestretch.core.wording;

import homestretch.core.campaign.CampaignId;
import homestretch.core.text.Text;
import java.util.Map;

/** Wording that campaigns have changed (port). */
public interface Templates {
  /** A campaign's own words, with their revision. */
  record Own(Text text, int revision) {}

  Map<Wording, Own> of(CampaignId campaign);

  /**
   * @param revision of the stored one; 0: there must be none yet
   * @return false if it is not the stored one any more
   */
  boolean put(CampaignId campaign, Wording wording, Text text, int revision);

  /**
   * @return false if there is none
   */
  boolean remove(CampaignId campaign, Wording wording);
}
