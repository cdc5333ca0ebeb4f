package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.AUDIT;
import static homestretch.adapter.storage.generated.Tables.CHAIN;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.audit.AuditJson;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** {@link Audit} in SQL; what stood before and after is canonical JSON. */
public final class JooqAudit implements Audit {
  private static final Field<String> DIGEST =
      field(
              select(CHAIN.DIGEST)
                  .from(CHAIN)
                  .where(CHAIN.KIND.eq(ChainedTable.AUDIT.table))
                  .and(CHAIN.ROW_ID.eq(AUDIT.ID))
                  .orderBy(CHAIN.ID)
                  .limit(1))
          .as("link_digest");

  private static final String RECORD =
      "insert into audit (happened_at, actor, actor_id, door, action, subject, \"before\","
          + " \"after\") values (?, ?, ?, ?, ?, ?, ?, ?) returning id";

  private final Database database;
  private final Clock clock;

  public JooqAudit(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void record(
      Actor actor, String action, String subject, @Nullable Object before, @Nullable Object after) {
    long now = clock.instant().toEpochMilli();
    String was = AuditJson.of(before);
    String is = AuditJson.of(after);
    long id =
        Plain.first(
                database.sql(),
                RECORD,
                row -> row.getLong(1),
                now,
                actor.name(),
                actor.id(),
                actor.door(),
                action,
                subject,
                was,
                is)
            .orElseThrow();
    Links.appended(
        ChainedTable.AUDIT,
        id,
        id,
        now,
        actor.name(),
        actor.id(),
        actor.door(),
        action,
        subject,
        was,
        is);
  }

  @Override
  public void recordAll(Actor actor, Iterator<Change> changes) {
    Instant now = clock.instant();
    Links.appending(database.sql(), ChainedTable.AUDIT);
    Bulk.insert(
        database.sql(),
        AUDIT,
        List.of(
            AUDIT.HAPPENED_AT,
            AUDIT.ACTOR,
            AUDIT.ACTOR_ID,
            AUDIT.DOOR,
            AUDIT.ACTION,
            AUDIT.SUBJECT,
            AUDIT.BEFORE,
            AUDIT.AFTER),
        changes,
        (change, row) -> {
          row.add(now);
          row.add(actor.name());
          row.add(actor.id());
          row.add(actor.door());
          row.add(change.action());
          row.add(change.subject());
          row.add(AuditJson.of(change.before()));
          row.add(AuditJson.of(change.after()));
        });
  }

  @Override
  public List<Entry> list(Filter filter, long before, int limit) {
    return database
        .sql()
        .select(AUDIT.fields())
        .select(DIGEST)
        .from(AUDIT)
        .where(AUDIT.ID.lt(before))
        .and(meant(filter))
        .orderBy(AUDIT.ID.desc())
        .limit(limit)
        .fetch(
            row ->
                new Entry(
                    Rows.get(row, AUDIT.ID),
                    Rows.get(row, AUDIT.HAPPENED_AT),
                    actor(row),
                    Rows.get(row, AUDIT.ACTION),
                    Rows.get(row, AUDIT.SUBJECT),
                    Rows.orNull(row, AUDIT.BEFORE),
                    Rows.orNull(row, AUDIT.AFTER),
                    Rows.orNull(row, DIGEST)));
  }

  private static Condition meant(Filter filter) {
    Condition meant = noCondition();
    if (filter.text() != null) {
      meant =
          AUDIT
              .ACTION
              .containsIgnoreCase(filter.text())
              .or(AUDIT.SUBJECT.containsIgnoreCase(filter.text()))
              .or(AUDIT.ACTOR.containsIgnoreCase(filter.text()))
              .or(AUDIT.ACTOR_ID.containsIgnoreCase(filter.text()));
    }
    if (filter.from() != null) {
      meant = meant.and(AUDIT.HAPPENED_AT.ge(filter.from()));
    }
    return filter.until() == null ? meant : meant.and(AUDIT.HAPPENED_AT.lt(filter.until()));
  }

  /** Of entries from before ids were kept the name is all there is. */
  private static Actor actor(Record row) {
    String name = Rows.get(row, AUDIT.ACTOR);
    String id = Rows.get(row, AUDIT.ACTOR_ID);
    return new Actor(id.isEmpty() ? name : id, name, Rows.get(row, AUDIT.DOOR));
  }
}
