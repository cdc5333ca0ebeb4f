package homestretch.adapter.api;

import homestretch.core.objection.Objection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a department says against its figures while they are frozen. */
record ObjectionJson(
    @Is(value = "Its number", example = "1", readOnly = true) @Nullable Long id,
    @Is(value = "The code or name of the department", example = "GBR", required = true)
        @Nullable String department,
    @Is(
            value = "The code or name of the goal; null: against all of its figures",
            example = "INVEST",
            nullable = true)
        @Nullable String goal,
    @Is(
            value = "What is wrong",
            example = "the October figure lacks two projects",
            required = true,
            longest = 1000,
            as = Is.As.REASON)
        @Nullable String reason,
    @Is(value = "A link or a document's number", example = "统〔2026〕12 号", longest = 500)
        @Nullable String evidence,
    @Is(value = "What has become of it", example = "open", readOnly = true)
        Objection.@Nullable State state,
    @Is(value = "Who raised it", readOnly = true) @Nullable ActorJson raisedBy,
    @Is(value = "When it was raised", readOnly = true) @Nullable Instant raisedAt,
    @Is(
            value = "Why it was decided so; null: it is open",
            example = "both projects were counted in September",
            readOnly = true,
            nullable = true)
        @Nullable String answer,
    @Is(value = "Who decided; null: it is open", readOnly = true, nullable = true)
        @Nullable ActorJson answeredBy,
    @Is(value = "When it was decided; null: it is open", readOnly = true, nullable = true)
        @Nullable Instant answeredAt) {

  static ObjectionJson of(Objection o, Codes codes) {
    Objection.Answer answer = o.answer();
    return new ObjectionJson(
        o.id(),
        codes.of(o.department()),
        o.goal() == null ? null : codes.of(o.goal()),
        o.reason(),
        o.evidence(),
        o.state(),
        ActorJson.of(o.by()),
        o.at(),
        answer == null ? null : answer.reason(),
        answer == null ? null : ActorJson.of(answer.by()),
        answer == null ? null : answer.at());
  }
}
