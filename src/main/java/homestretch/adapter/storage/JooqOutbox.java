package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CHANNEL;
import static homestretch.adapter.storage.generated.Tables.DELIVERY;
import static homestretch.adapter.storage.generated.Tables.NODE;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import homestretch.core.chat.ChannelId;
import homestretch.core.delivery.Delivery;
import homestretch.core.delivery.DeliveryId;
import homestretch.core.delivery.NoticeId;
import homestretch.core.delivery.Outbox;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.BatchBindStep;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jspecify.annotations.Nullable;

/** {@link Outbox} in SQL. */
public final class JooqOutbox implements Outbox {
  private final Database database;

  public JooqOutbox(Database database) {
    this.database = database;
  }

  @Override
  public void plan(List<Delivery> deliveries) {
    if (deliveries.isEmpty()) {
      return;
    }
    // One statement for all rows: rendering it is what costs.
    BatchBindStep batch =
        database
            .sql()
            .batch(
                database
                    .sql()
                    .insertInto(
                        DELIVERY,
                        DELIVERY.SCHEDULE_ID,
                        DELIVERY.NOTICE_ID,
                        DELIVERY.PRACTICE_ID,
                        DELIVERY.CHANNEL_ID,
                        DELIVERY.PLANNED_AT,
                        DELIVERY.STATE,
                        DELIVERY.NONCE,
                        DELIVERY.ATTEMPTS,
                        DELIVERY.DUE_AT,
                        DELIVERY.EXPIRES_AT,
                        DELIVERY.REASON,
                        DELIVERY.REASON_ZH)
                    .values(
                        (Long) null,
                        (Long) null,
                        (Long) null,
                        (Long) null,
                        (Instant) null,
                        (String) null,
                        (String) null,
                        (Integer) null,
                        (Instant) null,
                        (Instant) null,
                        (String) null,
                        (String) null)
                    .onConflictDoNothing());
    for (Delivery d : deliveries) {
      batch =
          batch.bind(
              d.schedule() == null ? null : d.schedule().value(),
              d.notice() == null ? null : d.notice().value(),
              d.practice(),
              d.channel().value(),
              d.plannedAt(),
              d.state().name(),
              d.nonce(),
              d.attempts(),
              d.dueAt(),
              d.expiresAt(),
              d.reason().en(),
              d.reason().zh());
    }
    batch.execute();
  }

  @Override
  public List<Delivery> at(ScheduleId schedule, Instant planned) {
    return where(DELIVERY.SCHEDULE_ID.eq(schedule.value()).and(DELIVERY.PLANNED_AT.eq(planned)));
  }

  @Override
  public List<Delivery> ofPractice(long practice) {
    return where(DELIVERY.PRACTICE_ID.eq(practice));
  }

  @Override
  public void withdrawPractice(long practice, Text reason, Instant now) {
    giveUp(DELIVERY.PRACTICE_ID.eq(practice), Delivery.State.SKIPPED, reason, now);
  }

  @Override
  public void withdraw(ScheduleId id, List<ChannelId> channels, Text reason, Instant now) {
    Condition theirs =
        DELIVERY
            .SCHEDULE_ID
            .eq(id.value())
            .and(DELIVERY.CHANNEL_ID.in(channels.stream().map(ChannelId::value).toList()));
    giveUp(theirs, Delivery.State.SKIPPED, reason, now);
  }

  @Override
  public void supersede(ScheduleId schedule, Instant through, Instant now, Text reason) {
    giveUp(
        DELIVERY.SCHEDULE_ID.eq(schedule.value()).and(DELIVERY.PLANNED_AT.le(through)),
        Delivery.State.MISSED,
        reason,
        now);
  }

  @Override
  public void end(ChannelId channel, Delivery.State state, Text reason, Instant now) {
    giveUp(DELIVERY.CHANNEL_ID.eq(channel.value()), state, reason, now);
  }

  /** What may stand is not ended, but its window closes: so it is looked for, and not sent. */
  private void giveUp(Condition which, Delivery.State state, Text reason, Instant now) {
    database
        .sql()
        .update(DELIVERY)
        .set(DELIVERY.STATE, state.name())
        .set(DELIVERY.REASON, reason.en())
        .set(DELIVERY.REASON_ZH, reason.zh())
        .set(DELIVERY.DUE_AT, now)
        .setNull(DELIVERY.CLAIMED_BY)
        .where(which)
        .and(isPlanned())
        .and(DELIVERY.UNSURE_AT.isNull())
        .execute();
    database
        .sql()
        .update(DELIVERY)
        .set(DELIVERY.EXPIRES_AT, now)
        .set(DELIVERY.REASON, reason.en())
        .set(DELIVERY.REASON_ZH, reason.zh())
        .where(which)
        .and(isPlanned())
        .and(DELIVERY.UNSURE_AT.isNotNull())
        .and(DELIVERY.EXPIRES_AT.gt(now))
        .execute();
  }

  @Override
  public List<Delivery> claim(Claim claim, Set<ChannelId> except, int limit) {
    return claim(
        claim,
        except.isEmpty()
            ? trueCondition()
            : DELIVERY.CHANNEL_ID.notIn(except.stream().map(ChannelId::value).toList()),
        limit);
  }

  @Override
  public List<Delivery> claim(Claim claim, ChannelId channel) {
    return claim(claim, DELIVERY.CHANNEL_ID.eq(channel.value()), Integer.MAX_VALUE);
  }

  private List<Delivery> claim(Claim claim, Condition which, int limit) {
    SelectForUpdateStep<org.jooq.Record1<Long>> due =
        select(DELIVERY.ID)
            .from(DELIVERY)
            .where(isPlanned())
            .and(DELIVERY.DUE_AT.le(claim.now()))
            .and(
                DELIVERY
                    .CLAIMED_BY
                    .isNull()
                    .or(DELIVERY.CLAIMED_BY.notIn(select(NODE.TERM).from(NODE))))
            .and(DELIVERY.MERGED_ID.isNull())
            .and(which)
            .and(
                claim.elsewhere().isEmpty()
                    ? trueCondition()
                    : DELIVERY.CHANNEL_ID.notIn(
                        select(CHANNEL.ID)
                            .from(CHANNEL)
                            .where(CHANNEL.PLATFORM.in(claim.elsewhere()))))
            .orderBy(DELIVERY.DUE_AT, DELIVERY.ID)
            .limit(limit);
    // Two processes that claim at once pass over each other's rows; SQLite lets one write at a
    // time.
    Select<org.jooq.Record1<Long>> rows =
        database.sql().dialect() == SQLDialect.POSTGRES ? due.forUpdate().skipLocked() : due;
    return database
        .sql()
        .update(DELIVERY)
        .set(DELIVERY.CLAIMED_BY, claim.by())
        .where(DELIVERY.ID.in(rows))
        .returning()
        .fetch(JooqOutbox::delivery)
        .stream()
        .sorted(Comparator.comparing(Delivery::dueAt).thenComparingLong(d -> d.id().value()))
        .toList();
  }

  @Override
  public List<DeliveryId> claimedBy(String by) {
    return database
        .sql()
        .select(DELIVERY.ID)
        .from(DELIVERY)
        .where(isPlanned())
        .and(DELIVERY.CLAIMED_BY.eq(by))
        .fetch(row -> new DeliveryId(row.value1()));
  }

  @Override
  public void makeDue(String platform, Instant now, Instant soon) {
    database
        .sql()
        .update(DELIVERY)
        .set(DELIVERY.DUE_AT, now)
        .where(isPlanned())
        .and(DELIVERY.CLAIMED_BY.isNull())
        .and(DELIVERY.DUE_AT.gt(now))
        .and(DELIVERY.DUE_AT.le(soon))
        .and(
            DELIVERY.CHANNEL_ID.in(
                select(CHANNEL.ID).from(CHANNEL).where(CHANNEL.PLATFORM.eq(platform))))
        .execute();
  }

  @Override
  public void release(String by, Collection<DeliveryId> ids) {
    release(DELIVERY.ID.in(values(ids)).and(DELIVERY.CLAIMED_BY.eq(by)));
  }

  private void release(Condition which) {
    database
        .sql()
        .update(DELIVERY)
        .setNull(DELIVERY.CLAIMED_BY)
        .where(which)
        .and(isPlanned())
        .execute();
  }

  @Override
  public boolean begin(Claim claim, List<DeliveryId> group, Instant unsure) {
    DeliveryId leader = group.getFirst();
    Condition ours =
        DELIVERY
            .ID
            .in(values(group))
            .and(isPlanned())
            .and(DELIVERY.CLAIMED_BY.eq(claim.by()).or(DELIVERY.MERGED_ID.eq(leader.value())));
    if (group.size() > 1 && database.sql().fetchCount(DELIVERY, ours) != group.size()) {
      return false;
    }
    return database
            .sql()
            .update(DELIVERY)
            .set(DELIVERY.ATTEMPTS, DELIVERY.ATTEMPTS.plus(1))
            .set(DELIVERY.UNSURE_AT, unsure)
            .set(DELIVERY.CLAIMED_BY, claim.by())
            .set(DELIVERY.MERGED_ID, when(DELIVERY.ID.ne(leader.value()), val(leader.value())))
            .where(ours)
            .execute()
        > 0;
  }

  @Override
  public List<Delivery> mergedInto(DeliveryId leader) {
    return where(DELIVERY.MERGED_ID.eq(leader.value()));
  }

  @Override
  public boolean mark(String by, DeliveryId id, Mark mark) {
    boolean ours =
        database
                .sql()
                .update(DELIVERY)
                .set(DELIVERY.STATE, mark.state().name())
                .set(DELIVERY.DUE_AT, mark.dueAt())
                .set(
                    DELIVERY.EXPIRES_AT,
                    mark.expiresAt() == null
                        ? DELIVERY.EXPIRES_AT
                        : val(mark.expiresAt(), DELIVERY.EXPIRES_AT))
                .set(DELIVERY.UNSURE_AT, mark.unsureAt())
                .set(DELIVERY.SENT_AT, mark.sentAt())
                .set(DELIVERY.MESSAGE, mark.messageId())
                .set(DELIVERY.DIGEST, mark.digest())
                .set(DELIVERY.REASON, mark.reason().en())
                .set(DELIVERY.REASON_ZH, mark.reason().zh())
                .setNull(DELIVERY.CLAIMED_BY)
                .where(DELIVERY.ID.eq(id.value()))
                .and(isPlanned())
                .and(DELIVERY.CLAIMED_BY.eq(by))
                .execute()
            == 1;
    if (ours) {
      markMerged(id, mark);
    }
    return ours;
  }

  private void markMerged(DeliveryId leader, Mark mark) {
    boolean together =
        switch (mark.state()) {
          case SENT, LATE, UNCERTAIN -> true;
          case PLANNED -> mark.unsureAt() != null;
          case MISSED, FAILED, SKIPPED -> false;
        };
    var merged = database.sql().update(DELIVERY);
    var changed =
        together
            ? merged
                .set(DELIVERY.STATE, mark.state().name())
                .set(DELIVERY.UNSURE_AT, mark.unsureAt())
                .set(DELIVERY.SENT_AT, mark.sentAt())
                .set(DELIVERY.MESSAGE, mark.messageId())
                .set(DELIVERY.DIGEST, mark.digest())
                .set(DELIVERY.REASON, mark.reason().en())
                .set(DELIVERY.REASON_ZH, mark.reason().zh())
            : merged
                .setNull(DELIVERY.MERGED_ID)
                .setNull(DELIVERY.UNSURE_AT)
                .set(DELIVERY.DUE_AT, mark.dueAt());
    changed
        .setNull(DELIVERY.CLAIMED_BY)
        .where(DELIVERY.MERGED_ID.eq(leader.value()))
        .and(isPlanned())
        .execute();
  }

  @Override
  public boolean again(DeliveryId id, Instant now, Instant expiresAt) {
    return database
            .sql()
            .update(DELIVERY)
            .set(DELIVERY.STATE, Delivery.State.PLANNED.name())
            .set(DELIVERY.DUE_AT, now)
            .set(DELIVERY.EXPIRES_AT, expiresAt)
            .set(DELIVERY.ATTEMPTS, 0)
            .setNull(DELIVERY.UNSURE_AT)
            .setNull(DELIVERY.MERGED_ID)
            .set(DELIVERY.REASON, "")
            .set(DELIVERY.REASON_ZH, "")
            .where(DELIVERY.ID.eq(id.value()))
            .and(
                DELIVERY.STATE.notIn(
                    Delivery.State.PLANNED.name(),
                    Delivery.State.SENT.name(),
                    Delivery.State.LATE.name()))
            .execute()
        == 1;
  }

  @Override
  public void revive(ChannelId channel, Instant now) {
    var later = DELIVERY.as("later");
    List<Long> worth =
        database
            .sql()
            .select(DELIVERY.ID)
            .from(DELIVERY)
            .where(DELIVERY.CHANNEL_ID.eq(channel.value()))
            .and(DELIVERY.STATE.eq(Delivery.State.FAILED.name()))
            .and(DELIVERY.EXPIRES_AT.gt(now))
            .andNotExists(
                select(later.ID)
                    .from(later)
                    .where(later.SCHEDULE_ID.eq(DELIVERY.SCHEDULE_ID))
                    .and(later.CHANNEL_ID.eq(DELIVERY.CHANNEL_ID))
                    .and(later.PLANNED_AT.gt(DELIVERY.PLANNED_AT)))
            .fetch(DELIVERY.ID);
    database
        .sql()
        .update(DELIVERY)
        .set(DELIVERY.STATE, Delivery.State.PLANNED.name())
        .set(DELIVERY.DUE_AT, now)
        .set(DELIVERY.ATTEMPTS, 0)
        .set(DELIVERY.REASON, "")
        .set(DELIVERY.REASON_ZH, "")
        .where(DELIVERY.ID.in(worth))
        .execute();
  }

  @Override
  public Optional<Delivery> find(DeliveryId id) {
    return where(DELIVERY.ID.eq(id.value())).stream().findFirst();
  }

  @Override
  public Optional<Delivery> lastSent(ScheduleId schedule, ChannelId channel, Instant before) {
    return database
        .sql()
        .selectFrom(DELIVERY)
        .where(DELIVERY.SCHEDULE_ID.eq(schedule.value()))
        .and(DELIVERY.CHANNEL_ID.eq(channel.value()))
        .and(DELIVERY.PLANNED_AT.lt(before))
        .and(DELIVERY.STATE.in(Delivery.State.SENT.name(), Delivery.State.LATE.name()))
        .orderBy(DELIVERY.PLANNED_AT.desc())
        .limit(1)
        .fetchOptional(JooqOutbox::delivery);
  }

  @Override
  public void forgetMissed(ScheduleId schedule, Instant after) {
    database
        .sql()
        .deleteFrom(DELIVERY)
        .where(DELIVERY.SCHEDULE_ID.eq(schedule.value()))
        .and(DELIVERY.STATE.eq(Delivery.State.MISSED.name()))
        .and(DELIVERY.PLANNED_AT.gt(after))
        .execute();
  }

  @Override
  public int messagesSince(ChannelId channel, Instant since, DeliveryId besides) {
    return database
        .sql()
        .fetchCount(
            DELIVERY,
            DELIVERY
                .CHANNEL_ID
                .eq(channel.value())
                .and(DELIVERY.NOTICE_ID.isNull())
                .and(DELIVERY.MERGED_ID.isNull())
                .and(DELIVERY.ID.ne(besides.value()))
                .and(DELIVERY.SENT_AT.ge(since).or(isPlanned().and(DELIVERY.UNSURE_AT.ge(since)))));
  }

  @Override
  public List<Delivery> list(Filter filter, long before, int limit) {
    Condition wanted = DELIVERY.ID.lt(before);
    if (filter.schedule() != null) {
      wanted = wanted.and(DELIVERY.SCHEDULE_ID.eq(filter.schedule().value()));
    }
    if (filter.practice() != null) {
      wanted = wanted.and(DELIVERY.PRACTICE_ID.eq(filter.practice()));
    }
    if (filter.channel() != null) {
      wanted = wanted.and(DELIVERY.CHANNEL_ID.eq(filter.channel().value()));
    }
    if (filter.state() != null) {
      wanted = wanted.and(DELIVERY.STATE.eq(filter.state().name()));
    }
    if (filter.plannedFrom() != null) {
      wanted = wanted.and(DELIVERY.PLANNED_AT.ge(filter.plannedFrom()));
    }
    if (filter.plannedBefore() != null) {
      wanted = wanted.and(DELIVERY.PLANNED_AT.lt(filter.plannedBefore()));
    }
    return database
        .sql()
        .selectFrom(DELIVERY)
        .where(wanted)
        .orderBy(DELIVERY.ID.desc())
        .limit(limit)
        .fetch(JooqOutbox::delivery);
  }

  @Override
  public Figures figures(Instant now) {
    Map<Delivery.State, Integer> byState = new EnumMap<>(Delivery.State.class);
    for (Delivery.State state : Delivery.State.values()) {
      byState.put(state, 0);
    }
    database
        .sql()
        .select(DELIVERY.STATE, count())
        .from(DELIVERY)
        .groupBy(DELIVERY.STATE)
        .forEach(row -> byState.put(Delivery.State.valueOf(row.value1()), row.value2()));
    @Nullable Instant oldest =
        database
            .sql()
            .select(min(DELIVERY.DUE_AT))
            .from(DELIVERY)
            .where(isPlanned())
            .and(DELIVERY.DUE_AT.le(now))
            .fetchSingle()
            .value1();
    // State by state, as the index has them: all that was ever posted need not be sorted.
    Optional<Delivery> last =
        Stream.of(Delivery.State.SENT, Delivery.State.LATE)
            .flatMap(state -> lastDue(state).stream())
            .max(Comparator.comparing(d -> Objects.requireNonNull(d.sentAt())));
    return new Figures(byState, oldest, last.orElse(null));
  }

  private Optional<Delivery> lastDue(Delivery.State state) {
    return database
        .sql()
        .selectFrom(DELIVERY)
        .where(DELIVERY.STATE.eq(state.name()))
        .and(DELIVERY.SCHEDULE_ID.isNotNull())
        .orderBy(DELIVERY.DUE_AT.desc())
        .limit(1)
        .fetchOptional(JooqOutbox::delivery);
  }

  private List<Delivery> where(Condition condition) {
    return database
        .sql()
        .selectFrom(DELIVERY)
        .where(condition)
        .orderBy(DELIVERY.PLANNED_AT, DELIVERY.ID)
        .fetch(JooqOutbox::delivery);
  }

  private static List<Long> values(Collection<DeliveryId> ids) {
    List<Long> values = new ArrayList<>();
    ids.forEach(id -> values.add(id.value()));
    return values;
  }

  private static Condition isPlanned() {
    return DELIVERY.STATE.eq(Delivery.State.PLANNED.name());
  }

  private static Delivery delivery(Record row) {
    return new Delivery(
        new DeliveryId(Rows.get(row, DELIVERY.ID)),
        subject(row),
        new ChannelId(Rows.get(row, DELIVERY.CHANNEL_ID)),
        Rows.get(row, DELIVERY.PLANNED_AT),
        Delivery.State.valueOf(Rows.get(row, DELIVERY.STATE)),
        Rows.get(row, DELIVERY.NONCE),
        Rows.get(row, DELIVERY.ATTEMPTS),
        Rows.get(row, DELIVERY.DUE_AT),
        Rows.get(row, DELIVERY.EXPIRES_AT),
        Rows.orNull(row, DELIVERY.UNSURE_AT),
        Rows.orNull(row, DELIVERY.SENT_AT),
        Rows.orNull(row, DELIVERY.MESSAGE),
        Rows.orNull(row, DELIVERY.DIGEST),
        reason(row));
  }

  private static Delivery.Subject subject(Record row) {
    @Nullable Long schedule = Rows.orNull(row, DELIVERY.SCHEDULE_ID);
    if (schedule != null) {
      return new Delivery.Subject.Scheduled(new ScheduleId(schedule));
    }
    @Nullable Long notice = Rows.orNull(row, DELIVERY.NOTICE_ID);
    return notice != null
        ? new Delivery.Subject.Noticed(new NoticeId(notice))
        : new Delivery.Subject.Shared(Rows.get(row, DELIVERY.PRACTICE_ID));
  }

  /** Before V73 it was written down in English alone. */
  private static Text reason(Record row) {
    String english = Rows.get(row, DELIVERY.REASON);
    String chinese = Rows.get(row, DELIVERY.REASON_ZH);
    return new Text(chinese.isEmpty() ? english : chinese, english);
  }
}
