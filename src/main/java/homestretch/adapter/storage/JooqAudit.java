package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.AUDIT;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Audit} in SQL; what is recorded is the text of the record, for people to read. */
public final class JooqAudit implements Audit {
  private final Database database;
  private final Clock clock;

  public JooqAudit(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void record(
      Actor actor, String action, String subject, @Nullable Object before, @Nullable Object after) {
    database
        .sql()
        .insertInto(AUDIT)
        .set(AUDIT.HAPPENED_AT, clock.instant())
        .set(AUDIT.ACTOR, actor.name())
        .set(AUDIT.DOOR, actor.door())
        .set(AUDIT.ACTION, action)
        .set(AUDIT.SUBJECT, subject)
        .set(AUDIT.BEFORE, before == null ? null : before.toString())
        .set(AUDIT.AFTER, after == null ? null : after.toString())
        .execute();
  }

  @Override
  public List<Entry> list(long before, int limit) {
    return database
        .sql()
        .selectFrom(AUDIT)
        .where(AUDIT.ID.lt(before))
        .orderBy(AUDIT.ID.desc())
        .limit(limit)
        .fetch(
            row ->
                new Entry(
                    Rows.get(row, AUDIT.ID),
                    Rows.get(row, AUDIT.HAPPENED_AT),
                    new Actor(Rows.get(row, AUDIT.ACTOR), Rows.get(row, AUDIT.DOOR)),
                    Rows.get(row, AUDIT.ACTION),
                    Rows.get(row, AUDIT.SUBJECT),
                    Rows.orNull(row, AUDIT.BEFORE),
                    Rows.orNull(row, AUDIT.AFTER)));
  }
}
