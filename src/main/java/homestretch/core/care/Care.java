package homestretch.core.care;

import homestretch.core.campaign.CampaignId;
import homestretch.core.chat.Address;
import homestretch.core.department.DepartmentId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Settings and requests of care (port). */
public interface Care {
  CareSettings settings(CampaignId campaign);

  /**
   * @return false if the revision is not the stored one any more
   */
  boolean put(CampaignId campaign, CareSettings settings);

  /** Every request of a campaign since a day, oldest first. */
  List<CareRequest> since(CampaignId campaign, LocalDate day);

  /** Those of a department in a period, oldest first. */
  List<CareRequest> of(DepartmentId department, String period);

  /**
   * Writes a request down.
   *
   * @return empty if that step was taken in the period before
   */
  Optional<CareRequest> add(CampaignId campaign, CareRequest request);

  /** Requests that are not told to all yet. */
  List<CareRequest> open(CampaignId campaign);

  /**
   * Takes a request in hand.
   *
   * @return false if somebody else has taken it since {@code unless}
   */
  boolean begin(long id, Instant at, Instant unless);

  void sent(long id, Instant at, int told);

  /** How far somebody is; empty: nothing was ever sent to them. */
  Optional<CareTelling> telling(long request, String platform, String person);

  /** They may have it from now on; what stands is kept. */
  void telling(long request, String platform, String person, Instant at);

  void told(long request, String platform, String person, CareTelling.Outcome outcome);

  /** Nothing has left: they surely do not have it. */
  void untold(long request, String platform, String person);

  /** A private conversation belongs to a campaign from now on. */
  void talked(CampaignId campaign, Address address);

  /** The campaign of a private conversation. */
  Optional<CampaignId> talkOf(Address address);
}
