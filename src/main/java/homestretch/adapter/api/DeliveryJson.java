package homestretch.adapter.api;

import homestretch.core.delivery.Delivery;
import homestretch.core.text.Language;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A post and what has become of it. */
record DeliveryJson(
    @Is(value = "Its number", example = "101") Long id,
    @Is(value = "Of this schedule; null: of none", example = "1", nullable = true)
        @Nullable Long schedule,
    @Is(value = "Of this notice; null: of none", example = "2", nullable = true)
        @Nullable Long notice,
    @Is(value = "Of this practice; null: of none", example = "2", nullable = true)
        @Nullable Long practice,
    @Is(value = "To this channel", example = "1") Long channel,
    @Is(value = "For when it was planned", example = "2026-11-26T01:00:00Z") Instant plannedAt,
    @Is(value = "What has become of it", example = "sent") Delivery.State state,
    @Is(value = "When it will be tried; null: it is not planned", nullable = true)
        @Nullable Instant dueAt,
    @Is(value = "When it was sent; null: it was not", nullable = true) @Nullable Instant sentAt,
    @Is(value = "How often it was tried", example = "1") Integer attempts,
    @Is(value = "Why it is in that state, in the language asked for; may be empty", example = "")
        @Nullable String reason,
    @Is(
            value = "The platform's id of the message; null: not known",
            example = "1310000000000000001",
            nullable = true)
        @Nullable String messageId) {

  static DeliveryJson of(Delivery d, Language language) {
    return new DeliveryJson(
        d.id().value(),
        d.schedule() == null ? null : d.schedule().value(),
        d.notice() == null ? null : d.notice().value(),
        d.practice(),
        d.channel().value(),
        d.plannedAt(),
        d.state(),
        d.state() == Delivery.State.PLANNED ? d.dueAt() : null,
        d.sentAt(),
        d.attempts(),
        d.reason().in(language),
        d.messageId());
  }
}
