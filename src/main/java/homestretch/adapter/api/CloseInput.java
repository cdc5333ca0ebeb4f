package homestretch.adapter.api;

import org.jspecify.annotations.Nullable;

/** How a campaign is closed. */
record CloseInput(
    @Is(value = "Whether to close before the objections have ended", example = "false")
        @Nullable Boolean early,
    @Is(value = "Why it is closed early", example = "all units agreed", longest = 500)
        @Nullable String reason) {}
