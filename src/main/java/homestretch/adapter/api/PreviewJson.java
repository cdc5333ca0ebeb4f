package homestretch.adapter.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a schedule would post, in each language of its channels. */
record PreviewJson(
    @Is("One for each language") List<PostJson> items,
    @Is(value = "Always null: they are all there", nullable = true) @Nullable String next,
    @Is(value = "When", example = "2026-12-01T01:00:00Z") Instant at,
    @Is(value = "The campaign's day then", example = "2026-12-01") LocalDate on,
    @Is(value = "Whether the schedule fires then", example = "true") Boolean planned) {}
