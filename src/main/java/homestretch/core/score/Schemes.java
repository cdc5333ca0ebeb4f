package homestretch.core.score;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The versions of the scoring schemes (port). */
public interface Schemes {
  /** Appends a version; the version given is ignored. */
  Scheme add(CampaignId campaign, Scheme scheme, Actor actor, Instant at);

  /**
   * The one that scores a day: the last version not from later; the first if all are; the standard
   * one from the campaign's first day if there are none.
   *
   * @param known only versions that were there then; null: all
   */
  Scheme on(Campaign campaign, LocalDate day, @Nullable Instant known);

  /** Oldest first; none: the campaign has the standard scheme. */
  List<Scheme> versions(CampaignId campaign);
}
