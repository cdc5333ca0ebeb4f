package homestretch.adapter.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** From when figures stand still. */
record FreezeInput(
    @Is(value = "The last day whose figures count", example = "2026-12-31", required = true)
        @Nullable LocalDate cutOff,
    @Is(value = "The last day for objections", example = "2027-01-10", required = true)
        @Nullable LocalDate objectionsUntil) {}
