package homestretch.adapter.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of the posts, and what may stand in them. */
record TemplatesJson(
    @Is("The templates") List<TemplateJson> items,
    @Is(value = "The cursor of the next page; null: there are no more", nullable = true)
        @Nullable String next,
    @Is(
            value = "What each placeholder stands for, in the caller's language",
            example = "{\"days\": \"days left\"}")
        Map<String, String> placeholders) {}
