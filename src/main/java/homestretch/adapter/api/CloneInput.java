package homestretch.adapter.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The next campaign of one that stands. */
record CloneInput(
    @Is(
            value = "Its name in addresses and commands",
            example = "city-2027",
            required = true,
            longest = 48,
            as = Is.As.SLUG)
        @Nullable String slug,
    @Is(
            value = "Its name in Chinese; with the year moved on if left out",
            example = "2027 年度目标冲刺",
            as = Is.As.NAME)
        @Nullable String name,
    @Is(
            value = "Its name in English; with the year moved on if left out",
            example = "Year-end sprint 2027",
            as = Is.As.NAME)
        @Nullable String nameEn,
    @Is(value = "Its first day; a year later if left out", example = "2027-01-01")
        @Nullable LocalDate start,
    @Is(value = "Its last day; a year later if left out", example = "2027-12-31")
        @Nullable LocalDate deadline) {}
