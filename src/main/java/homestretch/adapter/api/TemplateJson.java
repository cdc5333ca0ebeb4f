package homestretch.adapter.api;

import org.jspecify.annotations.Nullable;

/** The words of a post. */
record TemplateJson(
    @Is(value = "Which post", example = "daily", readOnly = true) @Nullable String name,
    @Is(value = "In Chinese, with placeholders", example = "{campaign}：{headline}", longest = 10000)
        @Nullable String zh,
    @Is(
            value = "In English, with placeholders",
            example = "{campaign}: {headline}",
            longest = 10000)
        @Nullable String en,
    @Is(value = "Whether the words are the campaign's own", example = "false", readOnly = true)
        @Nullable Boolean own) {}
