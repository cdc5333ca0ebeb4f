package homestretch.core.delivery;

import homestretch.core.chat.ChannelId;
import homestretch.core.schedule.Pending;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.text.Text;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries (port); unique keys make planning idempotent: (schedule, planned time, channel),
 * (notice, channel) and (practice, channel).
 *
 * <p>A row goes planned → claimed (by one node, while it lives) → begun (from here on it may stand
 * in the channel) → marked. A node that dies leaves a row from which the next can tell how far it
 * came.
 */
public interface Outbox extends Pending {
  /** Adds those rows of which there is none of the same key yet; the ids given are ignored. */
  void plan(List<Delivery> deliveries);

  List<Delivery> at(ScheduleId schedule, Instant planned);

  /** What was planned of a practice, in all channels. */
  List<Delivery> ofPractice(long practice);

  /**
   * Takes back what is planned of a practice and surely not posted; what may stand is looked for,
   * and not sent again.
   */
  void withdrawPractice(long practice, Text reason, Instant now);

  /**
   * Gives up what a schedule planned at or before an instant and surely has not posted; only the
   * latest is still worth posting.
   */
  void supersede(ScheduleId schedule, Instant through, Instant now, Text reason);

  /**
   * Who claims, and when: nobody else gets the rows while that node lives.
   *
   * @param by the name of a {@link homestretch.core.node.Tenure}
   * @param elsewhere platforms that this node cannot post to, but another can
   */
  record Claim(String by, Instant now, Set<String> elsewhere) {
    public Claim(String by, Instant now) {
      this(by, now, Set.of());
    }
  }

  /** Takes what is due, in order, but nothing of some channels. */
  List<Delivery> claim(Claim claim, Set<ChannelId> except, int limit);

  /** Takes what is due in one channel. */
  List<Delivery> claim(Claim claim, ChannelId channel);

  /** What that one has claimed and not marked yet. */
  List<DeliveryId> claimedBy(String by);

  /** Makes due what nobody has claimed on a platform and what would be due soon. */
  void makeDue(String platform, Instant now, Instant soon);

  /** Gives claimed rows back, as they are. */
  void release(String by, Collection<DeliveryId> ids);

  /**
   * Writes down that a send begins: from now on the rows may stand in the channel, all as the
   * message of the first.
   *
   * @param unsure the first send whose outcome is not known
   * @return false, and nothing is changed, if a row is not ours or not planned any more
   */
  boolean begin(Claim claim, List<DeliveryId> group, Instant unsure);

  /** The rows that stand, or may stand, in the message of another. */
  List<Delivery> mergedInto(DeliveryId leader);

  /**
   * How a claimed row goes on. What was merged into it shares its message and its doubt; it is free
   * again once the row surely does not stand.
   *
   * @param expiresAt null: as it is
   */
  record Mark(
      Delivery.State state,
      Instant dueAt,
      @Nullable Instant expiresAt,
      @Nullable Instant unsureAt,
      @Nullable Instant sentAt,
      @Nullable String messageId,
      @Nullable String digest,
      Text reason) {}

  /**
   * @return false if somebody else has claimed the row since
   */
  boolean mark(String by, DeliveryId id, Mark mark);

  /**
   * Plans a row again that has ended.
   *
   * @return false if it was posted, or is planned already
   */
  boolean again(DeliveryId id, Instant now, Instant expiresAt);

  /** Ends what a channel has planned and surely not posted. */
  void end(ChannelId channel, Delivery.State state, Text reason, Instant now);

  /** Plans again what has failed in a channel and is still worth posting: the latest of each. */
  void revive(ChannelId channel, Instant now);

  Optional<Delivery> find(DeliveryId id);

  /** The latest that was posted of a schedule in a channel, planned before an instant. */
  Optional<Delivery> lastSent(ScheduleId schedule, ChannelId channel, Instant before);

  /**
   * Messages that stand, or may stand, in a channel since an instant, besides one; notices do not
   * count.
   */
  int messagesSince(ChannelId channel, Instant since, DeliveryId besides);

  /** Removes what is written down as missed of a schedule, and lies after an instant. */
  void forgetMissed(ScheduleId schedule, Instant after);

  /** What to list; null: any. */
  record Filter(
      @Nullable ScheduleId schedule,
      @Nullable Long practice,
      @Nullable ChannelId channel,
      Delivery.@Nullable State state,
      @Nullable Instant plannedFrom,
      @Nullable Instant plannedBefore) {}

  /** Newest first, ids below {@code before}. */
  List<Delivery> list(Filter filter, long before, int limit);

  /**
   * For the operator.
   *
   * @param oldestDue of what is due and not posted yet
   * @param lastSent the latest message that was posted on its own schedule
   */
  record Figures(
      Map<Delivery.State, Integer> byState,
      @Nullable Instant oldestDue,
      @Nullable Delivery lastSent) {}

  Figures figures(Instant now);
}
