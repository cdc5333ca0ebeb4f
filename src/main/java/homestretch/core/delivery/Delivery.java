package homestretch.core.delivery;

import homestretch.core.chat.ChannelId;
import homestretch.core.schedule.ScheduleId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One post in one channel.
 *
 * @param nonce by which the platform drops a second post of the same delivery
 * @param attempts how often it was claimed
 * @param dueAt not to be tried before
 * @param expiresAt not worth posting after
 * @param unsureAt set at the first send whose outcome is not known; null while it surely does not
 *     stand in the channel
 */
public record Delivery(
    DeliveryId id,
    ScheduleId schedule,
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
    String reason) {
  public enum State {
    PLANNED,
    SENT,
    LATE,
    MISSED,
    FAILED,
    UNCERTAIN
  }
}
