package homestretch.adapter.api;

import org.jspecify.annotations.Nullable;

/** The words of a post. */
record TemplateJson(
    @Is(value = "Which post", example = "countdown", readOnly = true) @Nullable String name,
    @Is(value = "In Chinese, with placeholders", example = "还有 {daysLeft} 天", longest = 10000)
        @Nullable String zh,
    @Is(value = "In English, with placeholders", example = "{daysLeft} days left", longest = 10000)
        @Nullable String en,
    @Is(value = "Whether the words are the campaign's own", example = "false", readOnly = true)
        @Nullable Boolean own) {}
