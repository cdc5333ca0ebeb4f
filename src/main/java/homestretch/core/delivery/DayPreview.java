package homestretch.core.delivery;

import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Post;
import homestretch.core.schedule.Occurrences;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.ScheduleService;
import homestretch.core.store.Transactions;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign's schedules would post on a day; nothing is sent or written down.
 *
 * @param planned in order of time
 * @param skipped why a schedule posts nothing on that day
 */
public record DayPreview(LocalDate on, List<Planned> planned, List<Text> skipped) {
  private static final int MAX_POSTS_A_DAY_OF_ONE_SCHEDULE = 300;

  /**
   * One message.
   *
   * @param channels their ids on their platforms
   */
  public record Planned(
      OffsetDateTime at, PostKind kind, Language language, List<String> channels, Post post) {}

  /**
   * @param only the one language to be shown; null: those of the channels
   */
  public static DayPreview of(
      Campaign campaign,
      LocalDate on,
      @Nullable Language only,
      Transactions transactions,
      ScheduleService schedules,
      Channels channels,
      Posts posts) {
    List<Planned> planned = new ArrayList<>();
    List<Text> skipped = new ArrayList<>();
    for (Schedule schedule : schedules.list(0, Integer.MAX_VALUE)) {
      if (!schedule.campaign().equals(campaign.id())) {
        continue;
      }
      Occurrences occurrences = schedules.occurrences(schedule);
      Instant midnight = WallClock.instant(on.atStartOfDay(), schedule.timezone());
      Instant end = WallClock.instant(on.plusDays(1).atStartOfDay(), schedule.timezone());
      List<Instant> times =
          occurrences.between(
              midnight.minusMillis(1), end.minusMillis(1), MAX_POSTS_A_DAY_OF_ONE_SCHEDULE);
      if (schedule.paused() || times.isEmpty()) {
        skipped.add(reason(schedule, occurrences, on, midnight));
        continue;
      }
      Map<Language, List<String>> to = new LinkedHashMap<>();
      transactions
          .read(() -> schedule.channels().stream().map(channels::find).toList())
          .forEach(
              channel ->
                  channel.ifPresent(
                      found ->
                          to.computeIfAbsent(
                                  only == null ? found.language() : only, l -> new ArrayList<>())
                              .add(address(found))));
      if (to.isEmpty()) {
        to.put(only == null ? campaign.language() : only, List.of());
      }
      for (Instant at : times) {
        boolean withBoard = carriesBoard(schedule, occurrences, campaign, at);
        to.forEach(
            (language, where) ->
                planned.add(
                    new Planned(
                        at.atZone(schedule.timezone()).toOffsetDateTime(),
                        schedule.post(),
                        language,
                        where,
                        posts
                            .write(
                                schedule,
                                campaign,
                                LocalDate.ofInstant(at, campaign.timezone()),
                                language,
                                withBoard)
                            .post())));
      }
    }
    planned.sort((one, other) -> one.at().toInstant().compareTo(other.at().toInstant()));
    return new DayPreview(on, List.copyOf(planned), List.copyOf(skipped));
  }

  /**
   * Whether a daily post of that time carries the board: it is the first one on or after the last
   * day on which a board was due.
   */
  public static boolean carriesBoard(
      Schedule schedule, Occurrences occurrences, Campaign campaign, Instant at) {
    Duration longerThanAWeek = Duration.ofDays(8);
    List<Instant> before =
        occurrences.between(
            at.minus(longerThanAWeek), at.minusMillis(1), 8 * MAX_POSTS_A_DAY_OF_ONE_SCHEDULE);
    return schedule
        .boardDue(LocalDate.ofInstant(at, campaign.timezone()))
        .filter(
            due ->
                before.isEmpty()
                    || LocalDate.ofInstant(before.getLast(), campaign.timezone()).isBefore(due))
        .isPresent();
  }

  private static String address(Channel channel) {
    return channel.address().platform() + ":" + channel.address().channel();
  }

  private static Text reason(
      Schedule schedule, Occurrences occurrences, LocalDate on, Instant midnight) {
    Text name =
        new Text(
            "发布计划 " + schedule.id().value() + "（" + schedule.post().text().zh() + "）：",
            "schedule " + schedule.id().value() + " (" + schedule.post().text().en() + "): ");
    if (schedule.paused()) {
      return new Text(name.zh() + "已暂停", name.en() + "paused");
    }
    Occurrences.Upcoming upcoming = occurrences.upcoming(midnight.minusMillis(1), 1);
    List<Occurrences.Skipped> days = new ArrayList<>(upcoming.skipped());
    upcoming.planned().forEach(next -> days.addAll(next.skipped()));
    Optional<Text> known =
        days.stream().filter(s -> s.date().equals(on)).map(Occurrences.Skipped::reason).findFirst();
    Text why = known.orElse(new Text("这一天不发", "posts nothing on this day"));
    return new Text(name.zh() + why.zh(), name.en() + why.en());
  }
}
