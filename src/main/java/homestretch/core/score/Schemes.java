package homestretch.core.score;

import homestretch.core.campaign.CampaignId;
import java.time.LocalDate;

/** The versions of the scoring schemes (port). */
public interface Schemes {
  /** Appends a version; the version given is ignored. */
  Scheme add(CampaignId campaign, Scheme scheme);

  /** The one that scores a day: the last version not from later; the first if all are. */
  Scheme on(CampaignId campaign, LocalDate day);
}
