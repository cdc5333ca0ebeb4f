package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.SCHEDULE;
import static homestretch.adapter.storage.generated.Tables.SCHEDULE_CHANNEL;

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
import java.util.Objects;
import java.util.Optional;
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
                .set(SCHEDULE.IS_PAUSED, s.paused())
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
                .set(SCHEDULE.IS_PAUSED, s.paused())
                .set(SCHEDULE.PLANNED_AT, s.plannedThrough())
                .set(SCHEDULE.REVISION, s.revision() + 1)
                .where(SCHEDULE.ID.eq(s.id().value()))
                .and(SCHEDULE.REVISION.eq(s.revision()))
                .execute()
            == 1;
    if (changed) {
      setChannels(s.id(), s.channels());
    }
    return changed;
  }

  @Override
  public void planned(ScheduleId id, Instant through) {
    // Never back: a slower planner must not undo what a faster one has planned.
    database
        .sql()
        .update(SCHEDULE)
        .set(SCHEDULE.PLANNED_AT, through)
        .where(SCHEDULE.ID.eq(id.value()))
        .and(SCHEDULE.PLANNED_AT.lt(through))
        .execute();
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
    return database
        .sql()
        .selectFrom(SCHEDULE)
        .where(condition)
        .orderBy(SCHEDULE.ID)
        .limit(limit)
        .fetch(this::schedule);
  }

  private void setChannels(ScheduleId schedule, List<ChannelId> channels) {
    database
        .sql()
        .deleteFrom(SCHEDULE_CHANNEL)
        .where(SCHEDULE_CHANNEL.SCHEDULE_ID.eq(schedule.value()))
        .execute();
    for (ChannelId channel : channels.stream().distinct().toList()) {
      database
          .sql()
          .insertInto(SCHEDULE_CHANNEL)
          .set(SCHEDULE_CHANNEL.SCHEDULE_ID, schedule.value())
          .set(SCHEDULE_CHANNEL.CHANNEL_ID, channel.value())
          .execute();
    }
  }

  private Schedule schedule(Record row) {
    ScheduleId id = new ScheduleId(Rows.get(row, SCHEDULE.ID));
    @Nullable String cron = Rows.orNull(row, SCHEDULE.CRON);
    @Nullable String daily = Rows.orNull(row, SCHEDULE.DAILY);
    When when =
        cron != null
            ? new When.Cron(cron)
            : new When.Daily(
                LocalTime.parse(Objects.requireNonNull(daily)),
                parseDays(Rows.get(row, SCHEDULE.DAYS)));
    return new Schedule(
        id,
        new CampaignId(Rows.get(row, SCHEDULE.CAMPAIGN_ID)),
        PostKind.of(Rows.get(row, SCHEDULE.POST)),
        when,
        ZoneId.of(Rows.get(row, SCHEDULE.TIMEZONE)),
        database
            .sql()
            .select(SCHEDULE_CHANNEL.CHANNEL_ID)
            .from(SCHEDULE_CHANNEL)
            .where(SCHEDULE_CHANNEL.SCHEDULE_ID.eq(id.value()))
            .orderBy(SCHEDULE_CHANNEL.CHANNEL_ID)
            .fetch(r -> new ChannelId(r.value1())),
        LocalTime.parse(Rows.get(row, SCHEDULE.CATCH_UP_UNTIL)),
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
            case When.Days.Named named ->
                named.names().stream().sorted().map(Enum::name).collect(Collectors.joining(","));
          };
    };
  }

  private static When.Days parseDays(String stored) {
    return switch (stored) {
      case "all" -> new When.Days.All();
      case "workdays" -> new When.Days.Workdays();
      default ->
          new When.Days.Named(
              Arrays.stream(stored.split(",")).map(DayOfWeek::valueOf).collect(Collectors.toSet()));
    };
  }
}
