package homestretch.core.delivery;

import homestretch.core.chat.ChannelId;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.text.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message in one channel.
 *
 * @param subject what it tells of
 * @param nonce by which the platform drops a second post of the same delivery
 * @param attempts how often it was sent
 * @param dueAt not to be tried before
 * @param expiresAt not worth posting after
 * @param unsureAt the first send whose outcome is not known; null while it surely does not stand in
 *     the channel
 * @param digest of the figures that were posted; null until then
 * @param reason why it stands as it does; empty if there is nothing to say
 */
public record Delivery(
    DeliveryId id,
    Subject subject,
    ChannelId channel,
    Instant plannedAt,
    State state,
    String nonce,
    int attempts,
    Instant dueAt,
    Instant expiresAt,
    @Nullable Instant unsureAt,
    @Nullable Instant sentAt,
    @Nullable String messageId,
    @Nullable String digest,
    Text reason) {
  /** There is nothing to say. */
  public static final Text NO_REASON = Text.same("");

  public enum State {
    PLANNED,
    SENT,
    /** Sent well after its time, within its window. */
    LATE,
    /** Nobody tried within its window: the program or the platform was down. */
    MISSED,
    /** Tried, and surely not posted. */
    FAILED,
    /** It may stand in the channel, and the platform cannot tell: for a person to look. */
    UNCERTAIN,
    /** Left out on purpose: an edit, a pause, nothing new, the daily cap. */
    SKIPPED
  }

  /** What a message tells of; each is told once in a channel. */
  public sealed interface Subject {
    /** The post of a schedule at its planned time. */
    record Scheduled(ScheduleId schedule) implements Subject {}

    /** What the administrators have to know. */
    record Noticed(NoticeId notice) implements Subject {}

    /** A practice that was approved. */
    record Shared(long practice) implements Subject {}
  }

  /** Null: it belongs to no schedule. */
  public @Nullable ScheduleId schedule() {
    return subject instanceof Subject.Scheduled(ScheduleId id) ? id : null;
  }

  /** Null: it tells of no notice. */
  public @Nullable NoticeId notice() {
    return subject instanceof Subject.Noticed(NoticeId id) ? id : null;
  }

  /** Null: it tells of no practice. */
  public @Nullable Long practice() {
    return subject instanceof Subject.Shared(long id) ? id : null;
  }

  boolean isExpired(Instant now) {
    return !expiresAt.isAfter(now);
  }
}
