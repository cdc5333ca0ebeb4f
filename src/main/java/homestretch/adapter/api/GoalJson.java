package homestretch.adapter.api;

import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.SectionId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A goal in bodies and answers. */
record GoalJson(
    @Is(
            value = "Its name in addresses, files and commands",
            example = "INVEST",
            required = true,
            fixed = true,
            longest = 64,
            as = Is.As.CODE)
        @Nullable String code,
    @Is(value = "Its name in Chinese", example = "固定资产投资", required = true, as = Is.As.NAME)
        @Nullable String name,
    @Is(
            value = "Its name in English; the Chinese one if left out",
            example = "Fixed investment",
            as = Is.As.NAME)
        @Nullable String nameEn,
    @Is(value = "The unit of its figures in Chinese; may be empty", example = "亿元", required = true)
        @Nullable String unit,
    @Is(value = "The unit in English; the Chinese one if left out", example = "100 m yuan")
        @Nullable String unitEn,
    @Is(
            value = "What kind of figure it has: total, level, growth, ratio, milestones",
            example = "total",
            longest = 32)
        @Nullable String kind,
    @Is(value = "Whether more or less is better", example = "up") @Nullable Direction direction,
    @Is(value = "Its weight beside the other goals", example = "30", above = "0")
        @Nullable BigDecimal weight,
    @Is(
            value = "The most completion that is credited, in percent; null: no cap",
            example = "100",
            above = "0",
            nullable = true)
        @Nullable BigDecimal cap,
    @Is(value = "The least figure that is taken; null: any", example = "0", nullable = true)
        @Nullable BigDecimal min,
    @Is(value = "Over what it is measured: the year or the campaign", example = "year")
        Goal.@Nullable Period period,
    @Is(value = "How often a figure is due", example = "month") Goal.@Nullable DueEvery dueEvery,
    @Is(
            value = "Working days after which a figure that is due is missing",
            example = "10",
            min = "0",
            max = "60")
        @Nullable Integer grace,
    @Is(value = "How many decimals a figure may have", example = "2", min = "0", max = "20")
        @Nullable Integer decimals,
    @Is(
            value = "With how many decimals its percentages are shown",
            example = "2",
            min = "0",
            max = "4")
        @Nullable Integer shownDecimals,
    @Is(
            value = "The first day on which it counts; null: the campaign's",
            example = "2026-01-01",
            nullable = true)
        @Nullable LocalDate from,
    @Is(
            value = "The last day on which it counts; null: the campaign's",
            example = "2026-12-31",
            nullable = true)
        @Nullable LocalDate until,
    @Is(
            value =
                "The code or name of the section in which it weighs; null: it stands beside them",
            example = "ECONOMY",
            nullable = true)
        @Nullable String section,
    @Is(value = "Its place among the goals", example = "1", min = "0", max = "1000000")
        @Nullable Integer position) {

  static GoalJson of(Goal g, Map<SectionId, String> sections) {
    return new GoalJson(
        g.code(),
        g.name().zh(),
        g.name().en(),
        g.unit().zh(),
        g.unit().en(),
        g.kind().name(),
        g.direction(),
        g.weight(),
        g.cap(),
        g.minimum(),
        g.period(),
        g.dueEvery(),
        g.grace(),
        g.decimals(),
        g.shownDecimals(),
        g.from(),
        g.until(),
        g.section() == null ? null : sections.get(g.section()),
        g.position());
  }
}
