package homestretch.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.board.CountdownPost;
import homestretch.core.board.Overall;
import homestretch.core.chat.Block;
import homestretch.core.score.Light;
import homestretch.core.text.Exact;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountdownTest {
  private final WorkCalendar china = new WorkCalendars().of("CN");

  private static Campaign campaign(String start, String deadline, boolean countToday) {
    return new Campaign(
        new CampaignId(1),
        "drive",
        Text.same("drive"),
        LocalDate.parse(start),
        LocalDate.parse(deadline),
        ZoneId.of("Asia/Shanghai"),
        Language.ZH,
        countToday,
        "CN",
        false,
        1);
  }

  @ParameterizedTest
  @CsvSource({"true, 含今天还有 39 天", "false, 不含今天还有 38 天"})
  void the_message_says_whether_today_is_included(boolean countToday, String left) {
    Campaign campaign = campaign("2026-01-01", "2026-12-31", countToday);
    Countdown countdown = Countdown.of(campaign, china, LocalDate.parse("2026-11-23"));
    Overall nothing =
        new Overall(null, null, null, null, Light.GREY, null, null, 0, 0, null, List.of());
    assertThat(CountdownPost.of(campaign, countdown, nothing, null, Language.ZH).blocks())
        .first()
        .extracting(block -> ((Block.Lines) block).lines().getFirst())
        .asString()
        .contains("，" + left + "，");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23, true, 39",
    "2026-11-23, false, 38",
    "2026-12-31, true, 1",
    "2026-12-31, false, 0",
    "2027-01-01, true, 0",
    "2027-06-01, true, 0"
  })
  void days_left_count_today_and_the_deadline(LocalDate on, boolean countToday, long days) {
    Countdown countdown = Countdown.of(campaign("2026-01-01", "2026-12-31", countToday), china, on);
    assertThat(countdown.daysLeft()).isEqualTo(days);
  }

  @Test
  void working_days_left_use_the_same_convention() {
    // Counted by hand: 23–27 and 30 November, and 23 weekdays of December 2026.
    Campaign campaign = campaign("2026-01-01", "2026-12-31", true);
    assertThat(Countdown.of(campaign, china, LocalDate.of(2026, 11, 23)).workingDaysLeft())
        .isEqualTo(OptionalLong.of(29));
    assertThat(Countdown.of(campaign, china, LocalDate.of(2027, 1, 2)).workingDaysLeft())
        .isEqualTo(OptionalLong.of(0));
    assertThat(
            Countdown.of(
                    campaign("2027-01-01", "2027-12-31", true), china, LocalDate.of(2027, 3, 1))
                .workingDaysLeft())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-12-31, 2025-07-31, 58.08",
    "2025-12-31, 2025-01-01, 0.27",
    "2025-12-31, 2025-12-31, 100.00",
    "2025-12-31, 2026-01-05, 100.00",
    "2025-12-31, 2024-12-31, 0.00",
    "2024-12-31, 2024-02-29, 16.39",
    "2026-12-20, 2026-06-30, 51.13"
  })
  void time_progress_counts_both_ends_of_the_calendar_year_up_to_the_deadline(
      LocalDate deadline, LocalDate at, String percent) {
    assertThat(
            new Exact(Countdown.timeProgress(deadline.withDayOfYear(1), deadline, at), 2).shown())
        .isEqualTo(percent);
  }

  @Test
  void today_is_the_date_in_the_campaigns_zone() {
    Campaign campaign = campaign("2026-01-01", "2026-12-31", true);
    assertThat(campaign.today(at("2026-12-30T15:59:59Z"))).isEqualTo(LocalDate.parse("2026-12-30"));
    assertThat(campaign.today(at("2026-12-30T16:00:00Z"))).isEqualTo(LocalDate.parse("2026-12-31"));
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }
}
