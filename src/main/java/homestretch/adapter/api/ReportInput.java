package homestretch.adapter.api;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A figure as it is submitted. */
record ReportInput(
    @Is(value = "The code or name of the department", example = "GBR", required = true)
        @Nullable String department,
    @Is(value = "The code or name of the goal", example = "INVEST", required = true)
        @Nullable String goal,
    @Is(value = "The figure; of a growth also this period's amount", example = "99.68")
        @Nullable BigDecimal value,
    @Is(value = "Of a ratio or growth, in place of value", example = "30")
        @Nullable BigDecimal numerator,
    @Is(value = "Of a ratio; of a growth the base period's amount", example = "40")
        @Nullable BigDecimal denominator,
    @Is(value = "The step, of a goal of the kind milestones", example = "signed", longest = 64)
        @Nullable String milestone,
    @Is(value = "Whether the step is done", example = "true") @Nullable Boolean done,
    @Is(value = "The day that the figure describes", example = "2026-10-31", required = true)
        @Nullable LocalDate asOf,
    @Is(value = "What should be known about it", example = "含新开工项目", longest = 1000)
        @Nullable String note,
    @Is(value = "A link or a document's number", example = "统〔2026〕11 号", longest = 500)
        @Nullable String evidence) {}
