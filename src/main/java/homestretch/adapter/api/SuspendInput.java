package homestretch.adapter.api;

import org.jspecify.annotations.Nullable;

/** Why a channel is suspended. */
record SuspendInput(
    @Is(value = "Why", example = "moving to another server", longest = 500)
        @Nullable String reason) {}
