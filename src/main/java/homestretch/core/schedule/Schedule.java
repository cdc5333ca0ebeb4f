package homestretch.core.schedule;

import homestretch.core.campaign.CampaignId;
import homestretch.core.chat.ChannelId;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import homestretch.core.time.WallClock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is posted when and where.
 *
 * @param catchUpUntil a post missed by an outage is made up for until this local time of its day
 * @param boardDays days of the week on which a daily post carries the board; empty: never
 * @param onlyIfChanged leaves out a post that would say nothing new
 * @param mention the platform's id of the one role that the post notifies; null: nobody
 * @param plannedThrough every planned time up to here has its deliveries
 */
public record Schedule(
    ScheduleId id,
    CampaignId campaign,
    PostKind post,
    When when,
    ZoneId timezone,
    List<ChannelId> channels,
    LocalTime catchUpUntil,
    Set<DayOfWeek> boardDays,
    boolean onlyIfChanged,
    @Nullable String mention,
    boolean paused,
    Instant plannedThrough,
    int revision) {
  public static final LocalTime CATCH_UP_UNTIL = LocalTime.of(18, 0);
  public static final Set<DayOfWeek> BOARD_DAYS = Set.of(DayOfWeek.MONDAY);

  private static final Duration SHORTEST_WINDOW = Duration.ofHours(1);
  private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public Schedule {
    channels = channels.stream().distinct().toList();
    boardDays = Set.copyOf(boardDays);
    if (mention != null && !ROLE.matcher(mention).matches()) {
      throw new Fault.Invalid(
          "mention",
          mention,
          new Text(
              "一个角色（飞书、企业微信：一个人，飞书还可以是 all）的平台编号，如 1234567890",
              "the platform's id of one role (of one person on Feishu and WeCom, or all on Feishu),"
                  + " such as 1234567890"));
    }
  }

  /** Until when the post of a planned time is worth making. */
  public Instant expiry(Instant planned) {
    Instant end =
        WallClock.instant(planned.atZone(timezone).toLocalDate().atTime(catchUpUntil), timezone);
    return end.isAfter(planned) ? end : planned.plus(SHORTEST_WINDOW);
  }

  /** The last day on which a board was due, that day included; empty if there are no such days. */
  public Optional<LocalDate> boardDue(LocalDate on) {
    for (int back = 0; back < 7; back++) {
      if (boardDays.contains(on.minusDays(back).getDayOfWeek())) {
        return Optional.of(on.minusDays(back));
      }
    }
    return Optional.empty();
  }

  /** Whether both post the same thing at the same times. */
  boolean isTimedAs(Schedule other) {
    return post == other.post
        && when.equals(other.when)
        && timezone.equals(other.timezone)
        && paused == other.paused;
  }

  public Schedule paused(boolean pause) {
    return new Schedule(
        id,
        campaign,
        post,
        when,
        timezone,
        channels,
        catchUpUntil,
        boardDays,
        onlyIfChanged,
        mention,
        pause,
        plannedThrough,
        revision);
  }
}
