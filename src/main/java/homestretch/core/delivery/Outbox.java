package homestretch.core.delivery;

import homestretch.core.chat.ChannelId;
import homestretch.core.schedule.ScheduleId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries (port); the unique key (schedule, planned time, channel) makes planning idempotent.
 */
public interface Outbox {
  /** Adds a row unless one of the same key stands; the id given is ignored. */
  Optional<Delivery> plan(Delivery delivery);

  /**
   * Takes what is planned and due for this process alone: until {@code until} nobody else gets it.
   * The rows come back with {@code attempts} and, where it was not set yet, {@code unsureAt} of
   * before the claim, so that the caller sees whether an earlier send may stand.
   */
  List<Delivery> claim(Instant now, Instant until, int limit);

  /** Claims one row whatever its due time; empty if somebody else holds it or it is done. */
  Optional<Delivery> claim(DeliveryId id, Instant now, Instant until);

  /**
   * Makes the claims of a process that died due at once. Only for a process that knows itself to be
   * alone.
   */
  void releaseClaims(Instant now);

  /** The end or the next try of a claimed row. */
  void mark(
      DeliveryId id,
      Delivery.State state,
      Instant dueAt,
      @Nullable Instant unsureAt,
      @Nullable Instant sentAt,
      @Nullable String messageId,
      String reason);

  Optional<Delivery> find(DeliveryId id);

  /** Newest first, ids below {@code before}. */
  List<Delivery> list(
      @Nullable ScheduleId schedule,
      @Nullable ChannelId channel,
      Delivery.@Nullable State state,
      long before,
      int limit);
}
