package homestretch.adapter.api;

import homestretch.core.audit.Audit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A write, with who made it and what stood before and after. */
record AuditJson(
    @Is(value = "Its number", example = "45") Long id,
    @Is(value = "When", example = "2026-11-26T04:00:00Z") Instant at,
    @Is("Who, and through which door") ActorJson actor,
    @Is(value = "What was done", example = "goal.change") String action,
    @Is(value = "To what", example = "city-2026/INVEST") String subject,
    @Is(
            value = "What stood before, as JSON; null: nothing",
            example = "{\"weight\":\"1\"}",
            nullable = true)
        @Nullable String before,
    @Is(
            value = "What stands after, as JSON; null: nothing",
            example = "{\"weight\":\"2\"}",
            nullable = true)
        @Nullable String after,
    @Is(
            value = "Of its link in the hash chain; null: it was put there past the program",
            example = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
            nullable = true)
        @Nullable String digest) {
  static AuditJson of(Audit.Entry e) {
    return new AuditJson(
        e.id(),
        e.at(),
        ActorJson.of(e.actor()),
        e.action(),
        e.subject(),
        e.before(),
        e.after(),
        e.digest());
  }
}
