package homestretch.core.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Campaigns (port). */
public interface Campaigns {
  /** Stores a new one; the id given is ignored. */
  Campaign add(Campaign campaign);

  /** Stores a new one with the id that it has. */
  Campaign addNumbered(Campaign campaign);

  /**
   * @return false if the revision is not the stored one any more
   */
  boolean change(Campaign campaign);

  Optional<Campaign> find(String slug);

  Campaign get(CampaignId id);

  /** By slug, after the given one. */
  List<Campaign> list(String after, int limit);

  /** What a board in memory compares to know whether it still holds. */
  Changes changes(CampaignId id);

  /**
   * How often anything that boards are made of changed.
   *
   * @param ledger entries of the ledger
   * @param published boards that were published, which movement is told from
   * @param setup all the rest, the days of the work calendar too
   */
  record Changes(long ledger, long published, long setup) {
    /** Of what there is nothing of yet. */
    public static final Changes NONE = new Changes(0, 0, 0);
  }

  /** Whether any figure was ever entered in it. */
  boolean hasFigures(CampaignId campaign);

  /**
   * Takes a campaign out of sight with its channels, schedules and rights: what was entered stays
   * in the ledger, its slug is free.
   *
   * @return false if the revision is not the stored one any more
   */
  boolean remove(Campaign campaign, Instant at);
}
