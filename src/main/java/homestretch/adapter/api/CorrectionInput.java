package homestretch.adapter.api;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a figure should have been. */
record CorrectionInput(
    @Is(value = "The figure", example = "99.86") @Nullable BigDecimal value,
    @Is(value = "Of a ratio or growth, in place of value", example = "30")
        @Nullable BigDecimal numerator,
    @Is(value = "Of a ratio; of a growth the base period's amount", example = "40")
        @Nullable BigDecimal denominator,
    @Is(value = "The step, of a goal of the kind milestones", example = "signed", longest = 64)
        @Nullable String milestone,
    @Is(value = "Whether the step is done", example = "true") @Nullable Boolean done,
    @Is(
            value = "Why it is corrected",
            example = "digits were swapped",
            required = true,
            longest = 500,
            as = Is.As.REASON)
        @Nullable String reason) {}
