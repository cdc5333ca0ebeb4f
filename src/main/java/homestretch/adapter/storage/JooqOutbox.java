package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.DELIVERY;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.val;

import homestretch.core.chat.ChannelId;
import homestretch.core.delivery.Delivery;
import homestretch.core.delivery.DeliveryId;
import homestretch.core.delivery.Outbox;
import homestretch.core.schedule.ScheduleId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** {@link Outbox} in SQL. */
public final class JooqOutbox implements Outbox {
  private final Database database;

  public JooqOutbox(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Delivery> plan(Delivery d) {
    @Nullable Long id =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(DELIVERY)
                .set(DELIVERY.SCHEDULE_ID, d.schedule().value())
                .set(DELIVERY.CHANNEL_ID, d.channel().value())
                .set(DELIVERY.PLANNED_AT, d.plannedAt())
                .set(DELIVERY.STATE, d.state().name())
                .set(DELIVERY.NONCE, d.nonce())
                .set(DELIVERY.ATTEMPTS, d.attempts())
                .set(DELIVERY.DUE_AT, d.dueAt())
                .set(DELIVERY.EXPIRES_AT, d.expiresAt())
                .set(DELIVERY.REASON, d.reason())
                .onConflict(DELIVERY.SCHEDULE_ID, DELIVERY.PLANNED_AT, DELIVERY.CHANNEL_ID)
                .doNothing(),
            DELIVERY.ID);
    return id == null ? Optional.empty() : find(new DeliveryId(id));
  }

  @Override
  public List<Delivery> claim(Instant now, Instant until, int limit) {
    List<Delivery> due =
        database
            .sql()
            .selectFrom(DELIVERY)
            .where(isPlanned())
            .and(DELIVERY.DUE_AT.le(now))
            .orderBy(DELIVERY.DUE_AT, DELIVERY.ID)
            .limit(limit)
            .fetch(JooqOutbox::delivery);
    return due.stream().filter(d -> take(d, now, until)).toList();
  }

  @Override
  public Optional<Delivery> claim(DeliveryId id, Instant now, Instant until) {
    return find(id)
        .filter(d -> d.state() == Delivery.State.PLANNED)
        .filter(d -> take(d, now, until));
  }

  /** Optimistic: the row is ours if it still is as we read it. */
  private boolean take(Delivery d, Instant now, Instant until) {
    return database
            .sql()
            .update(DELIVERY)
            .set(DELIVERY.ATTEMPTS, d.attempts() + 1)
            .set(DELIVERY.DUE_AT, until)
            .set(DELIVERY.UNSURE_AT, coalesce(DELIVERY.UNSURE_AT, val(now, DELIVERY.UNSURE_AT)))
            .where(DELIVERY.ID.eq(d.id().value()))
            .and(isPlanned())
            .and(DELIVERY.ATTEMPTS.eq(d.attempts()))
            .and(DELIVERY.DUE_AT.eq(d.dueAt()))
            .execute()
        == 1;
  }

  @Override
  public void releaseClaims(Instant now) {
    database
        .sql()
        .update(DELIVERY)
        .set(DELIVERY.DUE_AT, now)
        .where(isPlanned())
        .and(DELIVERY.UNSURE_AT.isNotNull())
        .and(DELIVERY.DUE_AT.gt(now))
        .execute();
  }

  @Override
  public void mark(
      DeliveryId id,
      Delivery.State state,
      Instant dueAt,
      @Nullable Instant unsureAt,
      @Nullable Instant sentAt,
      @Nullable String messageId,
      String reason) {
    database
        .sql()
        .update(DELIVERY)
        .set(DELIVERY.STATE, state.name())
        .set(DELIVERY.DUE_AT, dueAt)
        .set(DELIVERY.UNSURE_AT, unsureAt)
        .set(DELIVERY.SENT_AT, sentAt)
        .set(DELIVERY.MESSAGE, messageId)
        .set(DELIVERY.REASON, reason)
        .where(DELIVERY.ID.eq(id.value()))
        .execute();
  }

  @Override
  public Optional<Delivery> find(DeliveryId id) {
    return database
        .sql()
        .selectFrom(DELIVERY)
        .where(DELIVERY.ID.eq(id.value()))
        .fetchOptional(JooqOutbox::delivery);
  }

  @Override
  public List<Delivery> list(
      @Nullable ScheduleId schedule,
      @Nullable ChannelId channel,
      Delivery.@Nullable State state,
      long before,
      int limit) {
    Condition wanted = trueCondition();
    if (schedule != null) {
      wanted = wanted.and(DELIVERY.SCHEDULE_ID.eq(schedule.value()));
    }
    if (channel != null) {
      wanted = wanted.and(DELIVERY.CHANNEL_ID.eq(channel.value()));
    }
    if (state != null) {
      wanted = wanted.and(DELIVERY.STATE.eq(state.name()));
    }
    return database
        .sql()
        .selectFrom(DELIVERY)
        .where(DELIVERY.ID.lt(before))
        .and(wanted)
        .orderBy(DELIVERY.ID.desc())
        .limit(limit)
        .fetch(JooqOutbox::delivery);
  }

  private static Condition isPlanned() {
    return DELIVERY.STATE.eq(Delivery.State.PLANNED.name());
  }

  private static Delivery delivery(Record row) {
    return new Delivery(
        new DeliveryId(Rows.get(row, DELIVERY.ID)),
        new ScheduleId(Rows.get(row, DELIVERY.SCHEDULE_ID)),
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
        Rows.get(row, DELIVERY.REASON));
  }
}
