package homestretch.adapter.api;

import homestretch.core.delivery.Notice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What administrators should know. */
record NoticeJson(
    @Is(value = "Its number", example = "2") Long id,
    @Is(value = "What it is about", example = "channel/1") String subject,
    @Is(value = "What it says, in Chinese", example = "频道无法送达") String text,
    @Is(value = "What it says, in English", example = "The channel cannot be reached")
        String textEn,
    @Is(value = "When it was raised", example = "2026-11-26T01:00:00Z") Instant raisedAt,
    @Is(value = "When it was resolved; null: it is open", nullable = true)
        @Nullable Instant resolvedAt) {
  static NoticeJson of(Notice n) {
    return new NoticeJson(
        n.id().value(), n.subject(), n.text().zh(), n.text().en(), n.raisedAt(), n.resolvedAt());
  }
}
