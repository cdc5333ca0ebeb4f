package homestretch.adapter.api;

import homestretch.core.practice.Practice;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What worked. */
record PracticeJson(
    @Is(value = "Its number", example = "2", readOnly = true) @Nullable Long id,
    @Is(value = "The code or name of the department whose it is", example = "GBR", required = true)
        @Nullable String department,
    @Is(
            value = "What worked",
            example = "one joint approval every Friday",
            required = true,
            longest = Practice.LONGEST,
            as = Is.As.SAID)
        @Nullable String what,
    @Is(
            value = "A link or a document's number",
            example = "统〔2026〕12 号",
            longest = Practice.LONGEST)
        @Nullable String evidence,
    @Is(value = "What has become of it", example = "proposed", readOnly = true)
        Practice.@Nullable State state,
    @Is(value = "Who proposed it", readOnly = true) @Nullable ActorJson proposedBy,
    @Is(value = "When it was proposed", readOnly = true) @Nullable Instant proposedAt,
    @Is(
            value = "The codes of the departments that do it, too",
            example = "[\"LJ\"]",
            readOnly = true)
        @Nullable List<String> adoptedBy) {

  static PracticeJson of(Practice p, Codes codes) {
    return new PracticeJson(
        p.id(),
        codes.of(p.department()),
        p.what(),
        p.evidence(),
        p.state(),
        ActorJson.of(p.by()),
        p.at(),
        p.adoptedBy().stream().map(codes::of).sorted().toList());
  }
}
