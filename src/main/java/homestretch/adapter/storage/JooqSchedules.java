package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.SCHEDULE;
import static homestretch.adapter.storage.generated.Tables.SCHEDULE_CHANNEL;
import static org.jooq.impl.DSL.trueCondition;

import homestretch.adapter.storage.generated.tables.records.ScheduleRecord;
import homestretch.core.campaign.CampaignId;
import homestretch.core.chat.ChannelId;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.schedule.Schedules;
import homestretch.core.schedule.When;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** {@link Schedules} in SQL. */
public final class JooqSchedules implements Schedules {
  private final Database database;

  public JooqSchedules(Database database) {
    this.database = database;
  }

  @Override
  public Schedule add(Schedule s) {
    Long id =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(SCHEDULE)
                .set(SCHEDULE.CAMPAIGN_ID, s.campaign().value())
                .set(SCHEDULE.POST, s.post().code())
                .set(SCHEDULE.CRON, cron(s.when()))
                .set(SCHEDULE.DAILY, daily(s.when()))
                .set(SCHEDULE.DAYS, days(s.when()))
                .set(SCHEDULE.TIMEZONE, s.timezone().getId())
                .set(SCHEDULE.CATCH_UP_UNTIL, s.catchUpUntil().toString())
                .set(SCHEDULE.BOARD_DAYS, names(s.boardDays()))
                .set(SCHEDULE.UNKNOWN_YEAR, unknownYear(s.when()).name())
                .set(SCHEDULE.IS_ONLY_IF_CHANGED, s.onlyIfChanged())
                .set(SCHEDULE.MENTION, s.mention())
                .set(SCHEDULE.IS_PAUSED, s.paused())
                .set(SCHEDULE.IS_REMOVED, false)
                .set(SCHEDULE.PLANNED_AT, s.plannedThrough())
                .set(SCHEDULE.REVISION, 1),
            SCHEDULE.ID);
    ScheduleId added = new ScheduleId(Objects.requireNonNull(id));
    setChannels(added, s.channels());
    return find(added).orElseThrow();
  }

  @Override
  public boolean change(Schedule s) {
    boolean changed =
        database
                .sql()
                .update(SCHEDULE)
                .set(SCHEDULE.POST, s.post().code())
                .set(SCHEDULE.CRON, cron(s.when()))
                .set(SCHEDULE.DAILY, daily(s.when()))
                .set(SCHEDULE.DAYS, days(s.when()))
                .set(SCHEDULE.TIMEZONE, s.timezone().getId())
                .set(SCHEDULE.CATCH_UP_UNTIL, s.catchUpUntil().toString())
                .set(SCHEDULE.BOARD_DAYS, names(s.boardDays()))
                .set(SCHEDULE.UNKNOWN_YEAR, unknownYear(s.when()).name())
                .set(SCHEDULE.IS_ONLY_IF_CHANGED, s.onlyIfChanged())
                .set(SCHEDULE.MENTION, s.mention())
                .set(SCHEDULE.IS_PAUSED, s.paused())
                .set(SCHEDULE.REVISION, s.revision() + 1)
                .where(SCHEDULE.ID.eq(s.id().value()))
                .and(SCHEDULE.IS_REMOVED.isFalse())
                .and(SCHEDULE.REVISION.eq(s.revision()))
                .execute()
            == 1;
    if (changed) {
      setChannels(s.id(), s.channels());
    }
    return changed;
  }

  @Override
  public void restart(ScheduleId id, Instant through) {
    database
        .sql()
        .update(SCHEDULE)
        .set(SCHEDULE.PLANNED_AT, through)
        .where(SCHEDULE.ID.eq(id.value()))
        .execute();
  }

  @Override
  public boolean planned(Schedule seen, Instant through) {
    return database
            .sql()
            .update(SCHEDULE)
            .set(SCHEDULE.PLANNED_AT, through)
            .where(SCHEDULE.ID.eq(seen.id().value()))
            .and(SCHEDULE.REVISION.eq(seen.revision()))
            .and(SCHEDULE.PLANNED_AT.eq(seen.plannedThrough()))
            .and(SCHEDULE.IS_REMOVED.isFalse())
            .execute()
        == 1;
  }

  @Override
  public boolean remove(ScheduleId id) {
    return database
            .sql()
            .update(SCHEDULE)
            .set(SCHEDULE.IS_REMOVED, true)
            .set(SCHEDULE.REVISION, SCHEDULE.REVISION.plus(1))
            .where(SCHEDULE.ID.eq(id.value()))
            .and(SCHEDULE.IS_REMOVED.isFalse())
            .execute()
        == 1;
  }

  @Override
  public Optional<Schedule> find(ScheduleId id) {
    return where(SCHEDULE.ID.eq(id.value()), 1).stream().findFirst();
  }

  @Override
  public List<Schedule> list(long after, int limit) {
    return where(SCHEDULE.ID.gt(after), limit);
  }

  private List<Schedule> where(Condition condition, int limit) {
    List<ScheduleRecord> rows =
        database
            .sql()
            .selectFrom(SCHEDULE)
            .where(condition)
            .and(SCHEDULE.IS_REMOVED.isFalse())
            .orderBy(SCHEDULE.ID)
            .limit(limit)
            .fetch();
    Map<Long, List<ChannelId>> channels =
        database
            .sql()
            .select(SCHEDULE_CHANNEL.SCHEDULE_ID, SCHEDULE_CHANNEL.CHANNEL_ID)
            .from(SCHEDULE_CHANNEL)
            .where(
                rows.size() == 1
                    ? SCHEDULE_CHANNEL.SCHEDULE_ID.eq(rows.getFirst().getId())
                    : trueCondition())
            .orderBy(SCHEDULE_CHANNEL.CHANNEL_ID)
            .fetchGroups(r -> r.value1(), r -> new ChannelId(r.value2()));
    return rows.stream()
        .map(row -> schedule(row, channels.getOrDefault(row.getId(), List.of())))
        .toList();
  }

  private void setChannels(ScheduleId schedule, List<ChannelId> channels) {
    database
        .sql()
        .deleteFrom(SCHEDULE_CHANNEL)
        .where(SCHEDULE_CHANNEL.SCHEDULE_ID.eq(schedule.value()))
        .execute();
    for (ChannelId channel : channels) {
      database
          .sql()
          .insertInto(SCHEDULE_CHANNEL)
          .set(SCHEDULE_CHANNEL.SCHEDULE_ID, schedule.value())
          .set(SCHEDULE_CHANNEL.CHANNEL_ID, channel.value())
          .execute();
    }
  }

  private static Schedule schedule(Record row, List<ChannelId> channels) {
    ScheduleId id = new ScheduleId(Rows.get(row, SCHEDULE.ID));
    @Nullable String cron = Rows.orNull(row, SCHEDULE.CRON);
    @Nullable String daily = Rows.orNull(row, SCHEDULE.DAILY);
    When when =
        cron != null
            ? new When.Cron(cron)
            : new When.Daily(
                LocalTime.parse(Objects.requireNonNull(daily)),
                parseDays(Rows.get(row, SCHEDULE.DAYS), Rows.get(row, SCHEDULE.UNKNOWN_YEAR)));
    return new Schedule(
        id,
        new CampaignId(Rows.get(row, SCHEDULE.CAMPAIGN_ID)),
        PostKind.of(Rows.get(row, SCHEDULE.POST)),
        when,
        ZoneId.of(Rows.get(row, SCHEDULE.TIMEZONE)),
        channels,
        LocalTime.parse(Rows.get(row, SCHEDULE.CATCH_UP_UNTIL)),
        parseNames(Rows.get(row, SCHEDULE.BOARD_DAYS)),
        Rows.get(row, SCHEDULE.IS_ONLY_IF_CHANGED),
        Rows.orNull(row, SCHEDULE.MENTION),
        Rows.get(row, SCHEDULE.IS_PAUSED),
        Rows.get(row, SCHEDULE.PLANNED_AT),
        Rows.get(row, SCHEDULE.REVISION));
  }

  private static @Nullable String cron(When when) {
    return switch (when) {
      case When.Cron cron -> cron.expression();
      case When.Daily daily -> null;
    };
  }

  private static @Nullable String daily(When when) {
    return switch (when) {
      case When.Cron cron -> null;
      case When.Daily daily -> daily.at().toString();
    };
  }

  private static String days(When when) {
    return switch (when) {
      case When.Cron cron -> "";
      case When.Daily daily ->
          switch (daily.days()) {
            case When.Days.All all -> "all";
            case When.Days.Workdays workdays -> "workdays";
            case When.Days.Named named -> names(named.names());
          };
    };
  }

  private static When.UnknownYear unknownYear(When when) {
    return when instanceof When.Daily(var at, When.Days.Workdays workdays)
        ? workdays.unknownYear()
        : When.UnknownYear.WEEKDAYS;
  }

  private static When.Days parseDays(String stored, String unknownYear) {
    return switch (stored) {
      case "all" -> new When.Days.All();
      case "workdays" -> new When.Days.Workdays(When.UnknownYear.valueOf(unknownYear));
      default -> new When.Days.Named(parseNames(stored));
    };
  }

  private static String names(Set<DayOfWeek> days) {
    return days.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
  }

  private static Set<DayOfWeek> parseNames(String stored) {
    return stored.isEmpty()
        ? Set.of()
        : Arrays.stream(stored.split(",")).map(DayOfWeek::valueOf).collect(Collectors.toSet());
  }
}
