package homestretch.adapter.api;

import org.jspecify.annotations.Nullable;

/** What is decided about an objection. */
record AnswerInput(
    @Is(value = "Whether it is accepted", example = "true", required = true)
        @Nullable Boolean accepted,
    @Is(
            value = "Why",
            example = "the two projects were added",
            required = true,
            longest = 1000,
            as = Is.As.REASON)
        @Nullable String reason) {}
