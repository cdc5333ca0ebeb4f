package homestretch.adapter.api;

import org.jspecify.annotations.Nullable;

/** Why something is done. */
record ReasonInput(
    @Is(
            value = "Why",
            example = "entered for the wrong month",
            required = true,
            longest = 500,
            as = Is.As.REASON)
        @Nullable String reason) {}
