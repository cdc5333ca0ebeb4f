package homestretch.core.practice;

import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Practices (port). None is ever removed while its campaign stands. */
public interface Practices {
  /** Adds one; the id given is ignored. */
  Practice add(CampaignId campaign, Practice practice);

  /**
   * @return false if it was decided before
   */
  boolean decide(CampaignId campaign, long id, Practice.State state, Instant at, String by);

  /**
   * An approved one is a proposal again.
   *
   * @return false if it is not approved
   */
  boolean undecide(CampaignId campaign, long id);

  /**
   * @return false if the department has adopted it before
   */
  boolean adopt(long id, DepartmentId department, Instant at);

  Optional<Practice> find(CampaignId campaign, long id);

  /** Newest first. */
  List<Practice> list(CampaignId campaign);

  /** Newest first, however long ago they were proposed. */
  List<Practice> approvedSince(CampaignId campaign, Instant since);
}
