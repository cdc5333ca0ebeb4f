package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.DELIVERY;
import static homestretch.adapter.storage.generated.Tables.IDEMPOTENCY;
import static homestretch.adapter.storage.generated.Tables.INTERACTION;
import static homestretch.adapter.storage.generated.Tables.NOTICE;
import static homestretch.adapter.storage.generated.Tables.WEB_MESSAGE;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import homestretch.adapter.storage.generated.tables.Delivery;
import homestretch.core.delivery.Delivery.State;
import homestretch.core.keep.Retention;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;

/** {@link Retention} in SQL: a few rows in each transaction, so that nobody waits for long. */
public final class JooqRetention implements Retention {
  private static final int AT_ONCE = 500;

  private final Database database;

  public JooqRetention(Database database) {
    this.database = database;
  }

  @Override
  public int removeChat(Instant before) {
    return remove(WEB_MESSAGE, WEB_MESSAGE.ID, WEB_MESSAGE.SAID_AT.lt(before));
  }

  @Override
  public int removeDeliveries(Instant before) {
    Delivery later = DELIVERY.as("later");
    Condition isLast =
        DELIVERY
            .SCHEDULE_ID
            .isNotNull()
            .and(DELIVERY.STATE.in(State.SENT.name(), State.LATE.name()))
            .andNotExists(
                selectOne()
                    .from(later)
                    .where(later.SCHEDULE_ID.eq(DELIVERY.SCHEDULE_ID))
                    .and(later.CHANNEL_ID.eq(DELIVERY.CHANNEL_ID))
                    .and(later.STATE.in(State.SENT.name(), State.LATE.name()))
                    .and(later.PLANNED_AT.gt(DELIVERY.PLANNED_AT)));
    Delivery merged = DELIVERY.as("merged");
    Condition isWaitedFor =
        exists(
            selectOne()
                .from(merged)
                .where(merged.MERGED_ID.eq(DELIVERY.ID))
                .and(merged.STATE.eq(State.PLANNED.name())));
    // An open one would be told again.
    Condition isOfAnOldNotice =
        exists(
            selectOne()
                .from(NOTICE)
                .where(NOTICE.ID.eq(DELIVERY.NOTICE_ID))
                .and(NOTICE.RESOLVED_AT.lt(before)));
    return remove(
        DELIVERY,
        DELIVERY.ID,
        DELIVERY
            .PLANNED_AT
            .lt(before)
            .and(DELIVERY.STATE.ne(State.PLANNED.name()))
            .and(DELIVERY.NOTICE_ID.isNull().or(isOfAnOldNotice))
            .andNot(isLast)
            .andNot(isWaitedFor));
  }

  @Override
  public int removeAnswers(Instant before) {
    database.writeAll(
        () ->
            database
                .sql()
                .deleteFrom(INTERACTION)
                .where(INTERACTION.TAKEN_AT.lt(before))
                .execute());
    return remove(IDEMPOTENCY, IDEMPOTENCY.ID, IDEMPOTENCY.ANSWERED_AT.lt(before));
  }

  private int remove(Table<?> table, Field<Long> id, Condition old) {
    int removed = 0;
    int batch;
    do {
      batch =
          database.write(
              () ->
                  database
                      .sql()
                      .deleteFrom(table)
                      .where(id.in(select(id).from(table).where(old).limit(AT_ONCE)))
                      .execute());
      removed += batch;
    } while (batch == AT_ONCE);
    return removed;
  }
}
