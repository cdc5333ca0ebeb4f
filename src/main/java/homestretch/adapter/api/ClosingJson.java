package homestretch.adapter.api;

import homestretch.core.campaign.Closing;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A freezing of a campaign with what came of it. */
record ClosingJson(
    @Is(value = "Counts the freezings", example = "1", readOnly = true) Integer version,
    @Is(value = "The day whose figures count", example = "2026-12-31", readOnly = true)
        LocalDate cutOff,
    @Is(value = "The last day for objections", example = "2027-01-10", readOnly = true)
        LocalDate objectionsUntil,
    @Is(value = "When it was frozen", example = "2027-01-04T01:00:00Z", readOnly = true)
        Instant frozenAt,
    @Is(value = "Who froze it", example = "administrator", readOnly = true) String frozenBy,
    @Is(
            value = "When it was closed",
            example = "2027-01-11T01:00:00Z",
            readOnly = true,
            nullable = true)
        @Nullable Instant closedAt,
    @Is(value = "Who closed it", example = "administrator", readOnly = true, nullable = true)
        @Nullable String closedBy,
    @Is(
            value = "Why it was closed before the objections had ended; null: it was not",
            example = "all have agreed",
            readOnly = true,
            nullable = true)
        @Nullable String closedEarly,
    @Is(
            value = "The SHA-256 of the final board",
            example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            readOnly = true,
            nullable = true)
        @Nullable String digest,
    @Is(
            value = "Where ledger and audit stood when it was closed: how many rows, and a digest",
            example = "report 178 9f86d081, audit 420 2c26b46b",
            readOnly = true,
            nullable = true)
        @Nullable String seal,
    @Is(
            value = "When it was opened again",
            example = "2027-01-12T01:00:00Z",
            readOnly = true,
            nullable = true)
        @Nullable Instant reopenedAt,
    @Is(value = "Who opened it again", example = "administrator", readOnly = true, nullable = true)
        @Nullable String reopenedBy,
    @Is(
            value = "Why it was opened again",
            example = "a district handed in late",
            readOnly = true,
            nullable = true)
        @Nullable String reopenedWhy) {

  static ClosingJson of(Closing c) {
    Closing.Outcome outcome = c.outcome();
    Closing.Reopening reopening = c.reopening();
    return new ClosingJson(
        c.version(),
        c.cutOff(),
        c.objectionsUntil(),
        c.frozenAt(),
        c.frozenBy(),
        outcome == null ? null : outcome.at(),
        outcome == null ? null : outcome.by(),
        outcome == null ? null : outcome.early(),
        outcome == null ? null : outcome.digest(),
        outcome == null || outcome.chain() == null ? null : outcome.chain().shown(),
        reopening == null ? null : reopening.at(),
        reopening == null ? null : reopening.by(),
        reopening == null ? null : reopening.why());
  }
}
