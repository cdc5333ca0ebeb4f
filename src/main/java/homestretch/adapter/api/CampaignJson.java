package homestretch.adapter.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closing;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A campaign in bodies and answers. */
record CampaignJson(
    @Is(
            value = "Its name in addresses and commands",
            example = "city-2026",
            required = true,
            fixed = true,
            longest = 48,
            as = Is.As.SLUG)
        @Nullable String slug,
    @Is(value = "Its name in Chinese", example = "2026 年度目标冲刺", required = true, as = Is.As.NAME)
        @Nullable String name,
    @Is(
            value = "Its name in English; the Chinese one if left out",
            example = "Year-end sprint 2026",
            as = Is.As.NAME)
        @Nullable String nameEn,
    @Is(value = "The first day", example = "2026-01-01", required = true) @Nullable LocalDate start,
    @Is(value = "The last day", example = "2026-12-31", required = true)
        @Nullable LocalDate deadline,
    @Is(value = "In which its days begin", example = "Asia/Shanghai") @Nullable ZoneId timezone,
    @Is(
            value = "Of its posts, where a channel says no other",
            example = "zh-CN",
            oneOf = {"zh-CN", "en"})
        @Nullable String locale,
    @Is(value = "Whether today counts among the days left", example = "true")
        @Nullable Boolean countToday,
    @Is(value = "The country whose holidays count", example = "CN", longest = 8)
        @Nullable String calendar,
    @Is(
            value = "The day from which the year's time is counted; null: its first",
            example = "2026-01-01",
            nullable = true)
        @Nullable LocalDate yearFrom,
    @Is(
            value = "Whether it is the sample that comes with the program",
            example = "false",
            readOnly = true)
        @Nullable Boolean sample,
    @Is(
            value = "open, frozen or final; POST …/freeze, /close and /reopen change it",
            example = "open",
            readOnly = true,
            oneOf = {"open", "frozen", "final"})
        @Nullable String state,
    @Is(value = "The last freezing; null: never frozen", readOnly = true, nullable = true)
        @Nullable ClosingJson closing,
    @Is(
            value = "Of a clone: what was taken over and what is left to do",
            example = "Goals were taken over; targets are empty",
            readOnly = true,
            sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String note) {

  static CampaignJson of(Campaign c, Optional<Closing> closing) {
    return new CampaignJson(
        c.slug(),
        c.name().zh(),
        c.name().en(),
        c.start(),
        c.deadline(),
        c.timezone(),
        c.language().tag(),
        c.countToday(),
        c.calendar(),
        c.yearFrom(),
        c.sample(),
        closing.map(each -> each.isFinal() ? "final" : "frozen").orElse("open"),
        closing.map(ClosingJson::of).orElse(null),
        null);
  }

  CampaignJson noting(String said) {
    return new CampaignJson(
        slug,
        name,
        nameEn,
        start,
        deadline,
        timezone,
        locale,
        countToday,
        calendar,
        yearFrom,
        sample,
        state,
        closing,
        said);
  }
}
