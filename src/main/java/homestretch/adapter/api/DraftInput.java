package homestretch.adapter.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Words to be tried. */
record DraftInput(
    @Is(
            value = "In Chinese; as they stand if left out",
            example = "{campaign}：{headline}",
            longest = 10000)
        @Nullable String zh,
    @Is(
            value = "In English; as they stand if left out",
            example = "{campaign}: {headline}",
            longest = 10000)
        @Nullable String en,
    @Is(value = "Of this day; today if left out", example = "2026-12-01") @Nullable LocalDate on) {}
