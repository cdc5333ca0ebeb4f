package homestretch.adapter.api;

import homestretch.core.schedule.Occurrences;
import homestretch.core.text.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a schedule fires next, and why it does not on the days between. */
record UpcomingJson(
    @Is("The planned times, the next first") List<PlannedJson> items,
    @Is(value = "The cursor of the next page; null: there are no more", nullable = true)
        @Nullable String next,
    @Is("Days after the last planned one, and why nothing comes after them")
        List<SkippedJson> skipped,
    @Is(value = "Whether it goes on", example = "active") Occurrences.State state) {

  /** One planned time. */
  record PlannedJson(
      @Is(value = "The instant", example = "2026-12-01T01:00:00Z") Instant plannedAt,
      @Is(value = "The same in the schedule's zone", example = "2026-12-01T09:00:00+08:00")
          OffsetDateTime local,
      @Is("Days before it without a post") List<SkippedJson> skipped,
      @Is(
              value = "What is not known of the calendar; null: nothing",
              example = "2027 calendar not known: Monday to Friday",
              nullable = true)
          @Nullable String note,
      @Is("Channels to which it goes later, as they rest then") List<MovedJson> moved) {}

  /** A day without a post. */
  record SkippedJson(
      @Is(value = "The day", example = "2026-10-01") LocalDate date,
      @Is(value = "Why", example = "National Day") String reason) {

    static List<SkippedJson> of(List<Occurrences.Skipped> skipped, Language language) {
      return skipped.stream()
          .map(each -> new SkippedJson(each.date(), each.reason().in(language)))
          .toList();
    }
  }

  /** A channel that rests at the planned time. */
  record MovedJson(
      @Is(value = "The channel's number", example = "3") Long channel,
      @Is(
              value = "When it goes there, in the channel's zone",
              example = "2026-12-01T09:30:00+08:00")
          OffsetDateTime to,
      @Is(value = "Why", example = "quiet hours 22:00–09:30") String reason) {}
}
