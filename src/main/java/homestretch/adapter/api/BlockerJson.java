package homestretch.adapter.api;

import homestretch.core.blocker.Blocker;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A call for help. */
record BlockerJson(
    @Is(value = "Its number", example = "3", readOnly = true) @Nullable Long id,
    @Is(value = "The code or name of the department", example = "GBR", required = true)
        @Nullable String department,
    @Is(
            value = "What is in the way",
            example = "the land quota is used up",
            required = true,
            longest = Blocker.LONGEST_WHAT,
            as = Is.As.SAID)
        @Nullable String what,
    @Is(
            value = "Who is asked to help",
            example = "自然资源局",
            required = true,
            longest = Blocker.LONGEST_ASKED,
            as = Is.As.SAID)
        @Nullable String asked,
    @Is(value = "By when help is needed", example = "2026-12-10", required = true)
        @Nullable LocalDate by,
    @Is(
            value = "What has become of it",
            example = "open",
            readOnly = true,
            oneOf = {"open", "resolved"})
        @Nullable String state,
    @Is(value = "Who raised it", readOnly = true) @Nullable ActorJson raisedBy,
    @Is(value = "When it was raised", readOnly = true) @Nullable Instant raisedAt,
    @Is(
            value = "How it was resolved; null: it is open",
            example = "the quota was raised",
            readOnly = true,
            nullable = true)
        @Nullable String outcome,
    @Is(
            value = "Who resolved it; null: it is open",
            example = "王敏",
            readOnly = true,
            nullable = true)
        @Nullable String resolvedBy,
    @Is(value = "When it was resolved; null: it is open", readOnly = true, nullable = true)
        @Nullable Instant resolvedAt) {

  static BlockerJson of(Blocker b, Codes codes) {
    Blocker.Resolution resolution = b.resolution();
    return new BlockerJson(
        b.id(),
        codes.of(b.department()),
        b.what(),
        b.asked(),
        b.due(),
        resolution == null ? "open" : "resolved",
        ActorJson.of(b.by()),
        b.at(),
        resolution == null ? null : resolution.outcome(),
        resolution == null ? null : resolution.by(),
        resolution == null ? null : resolution.at());
  }
}
