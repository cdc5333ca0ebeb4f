package homestretch.core.objection;

import homestretch.core.campaign.CampaignId;
import java.util.List;
import java.util.Optional;

/** Objections (port). */
public interface Objections {
  /** Adds one; the id given is ignored. */
  Objection add(Objection objection);

  Optional<Objection> find(CampaignId campaign, long id);

  /** By id. */
  List<Objection> list(CampaignId campaign);

  /**
   * Stores the answer of an open one.
   *
   * @return false if it is open no more
   */
  boolean answer(long id, Objection.State state, Objection.Answer answer);
}
