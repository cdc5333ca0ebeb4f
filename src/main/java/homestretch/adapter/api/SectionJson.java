package homestretch.adapter.api;

import homestretch.core.goal.Section;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A section of goals in bodies and answers. */
record SectionJson(
    @Is(
            value = "Its name in addresses and files",
            example = "ECONOMY",
            required = true,
            fixed = true,
            longest = 64,
            as = Is.As.CODE)
        @Nullable String code,
    @Is(value = "Its name in Chinese", example = "经济发展", required = true, as = Is.As.NAME)
        @Nullable String name,
    @Is(
            value = "Its name in English; the Chinese one if left out",
            example = "Economy",
            as = Is.As.NAME)
        @Nullable String nameEn,
    @Is(
            value =
                "Its weight beside the other sections and the goals in none; null: that of its"
                    + " goals together",
            example = "60",
            above = "0",
            nullable = true)
        @Nullable BigDecimal weight,
    @Is(
            value = "The first day on which it and its goals count; null: the campaign's",
            example = "2026-01-01",
            nullable = true)
        @Nullable LocalDate from,
    @Is(
            value = "The last day on which it and its goals count; null: the campaign's",
            example = "2026-12-31",
            nullable = true)
        @Nullable LocalDate until,
    @Is(value = "Its place among the sections", example = "1", min = "0", max = "1000000")
        @Nullable Integer position) {

  static SectionJson of(Section s) {
    return new SectionJson(
        s.code(), s.name().zh(), s.name().en(), s.weight(), s.from(), s.until(), s.position());
  }
}
