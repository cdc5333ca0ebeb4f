package homestretch.core.campaign;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** How campaigns were closed (port). */
public interface Closings {
  /** The last closing, unless it was reopened. */
  Optional<Closing> standing(CampaignId campaign);

  /** Every closing, oldest first. */
  List<Closing> all(CampaignId campaign);

  /** Freezes: appends a version; the version given is ignored. */
  Closing add(Closing closing);

  /**
   * Stores the outcome of a closing, with the final board.
   *
   * @param board canonical JSON
   */
  void finish(Closing closing, String board);

  /** Stores the reopening of a closing. */
  void reopen(Closing closing);

  /** The final board of a version, as it was stored. */
  Optional<String> board(CampaignId campaign, int version);

  /** Nobody else enters, closes or reopens anything of the campaign until the transaction ends. */
  void hold(CampaignId campaign);

  /**
   * For whatever boards are made of. Holds the campaign, so that it is not closed in between.
   *
   * @throws Fault.Conflict if the campaign is frozen or final
   */
  default void requireOpen(CampaignId campaign) {
    hold(campaign);
    seemsOpen(campaign);
  }

  /**
   * Whether it is open at this moment; it may be closed the next. For whoever only reads.
   *
   * @throws Fault.Conflict if the campaign is frozen or final
   */
  default void seemsOpen(CampaignId campaign) {
    Optional<Closing> standing = standing(campaign);
    if (standing.isPresent()) {
      throw standing.get().refusal();
    }
  }

  /**
   * For what an administrator does about a figure of that day: allowed in an open campaign and, up
   * to the cut-off, within the objection window of a frozen one. Holds the campaign.
   *
   * @throws Fault.Conflict if it is too late
   */
  default void requireReviewable(CampaignId campaign, LocalDate asOf, LocalDate today) {
    hold(campaign);
    Optional<Closing> standing = standing(campaign);
    if (standing.isEmpty()) {
      return;
    }
    Closing closing = standing.get();
    if (closing.isFinal()) {
      throw closing.refusal();
    }
    if (today.isAfter(closing.objectionsUntil())) {
      throw new Fault.Conflict(
          new Text(
              "异议期已于 " + closing.objectionsUntil() + " 结束，等待定稿",
              "the objection window ended on " + closing.objectionsUntil()));
    }
    if (asOf.isAfter(closing.cutOff())) {
      throw new Fault.Conflict(
          new Text(
              asOf + " 在数据截止日 " + closing.cutOff() + " 之后，不计入",
              asOf + " lies after the cut-off, " + closing.cutOff() + ", and does not count"));
    }
  }
}
