package homestretch.adapter.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.chat.ChannelId;
import homestretch.core.schedule.Occurrences;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.When;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is posted when and where, in bodies and answers. */
record ScheduleJson(
    @Is(value = "Its number", example = "1", readOnly = true) @Nullable Long id,
    @Is(
            value = "The slug of the campaign",
            example = "city-2026",
            required = true,
            fixed = true,
            longest = 48)
        @Nullable String campaign,
    @Is(
            value = "What is posted: countdown, leaderboard, daily or weekly",
            example = "daily",
            required = true,
            longest = 32)
        @Nullable String post,
    @Is(
            value = "A Quartz cron expression, in place of at and days; null: at is used",
            example = "0 0 9 ? * MON-FRI",
            nullable = true)
        @Nullable String cron,
    @Is(
            value = "The local time of a daily post; null: cron is used",
            example = "09:00",
            nullable = true)
        @Nullable LocalTime at,
    @Is(
            value = "all, workdays, or a list of days such as [\"MON\"]",
            example = "\"workdays\"",
            nullable = true,
            schema =
                """
                {"oneOf": [
                  {"type": "string", "enum": ["all", "workdays"]},
                  {"type": "array", "items": {"type": "string",
                    "enum": ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]}},
                  {"type": "null"}]}
                """)
        @Nullable JsonNode days,
    @Is(
            value = "In which its times are meant; the campaign's if left out",
            example = "Asia/Shanghai")
        @Nullable ZoneId timezone,
    @Is(value = "The numbers of the channels", example = "[1]", required = true)
        @Nullable List<Long> channels,
    @Is(value = "Until when a missed post is made up for", example = "18:00")
        @Nullable LocalTime catchUpUntil,
    @Is(value = "On which days a daily post carries the board", example = "[\"MON\"]")
        @Nullable List<String> boardDays,
    @Is(
            value = "What workdays means in a year whose calendar is not known",
            example = "weekdays",
            nullable = true)
        When.@Nullable UnknownYear unknownYear,
    @Is(value = "Leaves out a post that would say nothing new", example = "false")
        @Nullable Boolean onlyIfChanged,
    @Is(
            value = "The platform's id of the one role that is notified; null: nobody",
            example = "1181234567890123456",
            nullable = true,
            longest = 64)
        @Nullable String mention,
    @Is(value = "Allows more than one post in five minutes", example = "false", writeOnly = true)
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        @Nullable Boolean often,
    @Is(value = "Whether it stands still", example = "false") @Nullable Boolean paused,
    @Is(value = "Whether it goes on, stands still or is over", example = "active", readOnly = true)
        Occurrences.@Nullable State state) {

  static ScheduleJson of(Schedule s, String campaign, Occurrences.State state) {
    When.Daily daily = s.when() instanceof When.Daily each ? each : null;
    return new ScheduleJson(
        s.id().value(),
        campaign,
        s.post().code(),
        s.when() instanceof When.Cron cron ? cron.expression() : null,
        daily == null ? null : daily.at(),
        daily == null ? null : Http.tree(days(daily.days())),
        s.timezone(),
        s.channels().stream().map(ChannelId::value).toList(),
        s.catchUpUntil(),
        names(s.boardDays()),
        daily != null && daily.days() instanceof When.Days.Workdays workdays
            ? workdays.unknownYear()
            : null,
        s.onlyIfChanged(),
        s.mention(),
        null,
        s.paused(),
        state);
  }

  private static Object days(When.Days days) {
    return switch (days) {
      case When.Days.All all -> "all";
      case When.Days.Workdays workdays -> "workdays";
      case When.Days.Named named -> names(named.names());
    };
  }

  private static List<String> names(Collection<DayOfWeek> days) {
    return days.stream().sorted().map(d -> d.name().substring(0, 3)).toList();
  }
}
