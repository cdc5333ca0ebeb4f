package homestretch.adapter.api;

import org.jspecify.annotations.Nullable;

/** How something was resolved. */
record OutcomeInput(
    @Is(
            value = "How it was resolved",
            example = "the quota was lent by another district",
            longest = 500)
        @Nullable String outcome) {}
