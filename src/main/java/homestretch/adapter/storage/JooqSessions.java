package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.ACCOUNT;
import static homestretch.adapter.storage.generated.Tables.WEB_SESSION;
import static org.jooq.impl.DSL.inline;

import homestretch.core.login.Session;
import homestretch.core.login.Sessions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.SQLDialect;

/** {@link Sessions} in SQL. */
public final class JooqSessions implements Sessions {
  private final Database database;

  public JooqSessions(Database database) {
    this.database = database;
  }

  @Override
  public Session add(Session s, String hash) {
    long id =
        Objects.requireNonNull(
            Rows.idOf(
                database.sql(),
                database
                    .sql()
                    .insertInto(WEB_SESSION)
                    .set(WEB_SESSION.ACCOUNT_ID, s.account().id())
                    .set(WEB_SESSION.HASH, hash)
                    .set(WEB_SESSION.DEVICE, s.device())
                    .set(WEB_SESSION.ADDRESS, s.address())
                    .set(WEB_SESSION.STARTED_AT, s.startedAt())
                    .set(WEB_SESSION.USED_AT, s.usedAt()),
                WEB_SESSION.ID));
    return new Session(id, s.account(), s.device(), s.address(), s.startedAt(), s.usedAt());
  }

  @Override
  public Optional<Session> byHash(String hash) {
    return database
        .sql()
        .select(WEB_SESSION.fields())
        .select(ACCOUNT.fields())
        .from(WEB_SESSION)
        .join(ACCOUNT)
        .on(WEB_SESSION.ACCOUNT_ID.eq(ACCOUNT.ID))
        .where(WEB_SESSION.HASH.eq(hash))
        .fetchOptional(JooqSessions::session);
  }

  @Override
  public List<Session> of(long account) {
    return database
        .sql()
        .select(WEB_SESSION.fields())
        .select(ACCOUNT.fields())
        .from(WEB_SESSION)
        .join(ACCOUNT)
        .on(WEB_SESSION.ACCOUNT_ID.eq(ACCOUNT.ID))
        .where(WEB_SESSION.ACCOUNT_ID.eq(account))
        .orderBy(WEB_SESSION.USED_AT.desc(), WEB_SESSION.ID.desc())
        .fetch(JooqSessions::session);
  }

  @Override
  public void used(long id, Instant at) {
    database
        .sql()
        .update(WEB_SESSION)
        .set(WEB_SESSION.USED_AT, at)
        .where(WEB_SESSION.ID.eq(id))
        .and(WEB_SESSION.USED_AT.lt(at))
        .execute();
  }

  @Override
  public boolean end(long account, long id) {
    tellOtherNodes();
    return database
            .sql()
            .deleteFrom(WEB_SESSION)
            .where(WEB_SESSION.ACCOUNT_ID.eq(account))
            .and(WEB_SESSION.ID.eq(id))
            .execute()
        == 1;
  }

  @Override
  public int endAll(long account) {
    tellOtherNodes();
    return database
        .sql()
        .deleteFrom(WEB_SESSION)
        .where(WEB_SESSION.ACCOUNT_ID.eq(account))
        .execute();
  }

  @Override
  public void forget(Instant usedBefore) {
    database.sql().deleteFrom(WEB_SESSION).where(WEB_SESSION.USED_AT.lt(usedBefore)).execute();
  }

  /** Pages that are open there look whether they still may, at the commit. */
  private void tellOtherNodes() {
    if (database.sql().dialect() == SQLDialect.POSTGRES) {
      database.sql().fetch("select 1 from pg_notify({0}, '')", inline(PostgresNode.CHAT));
    }
  }

  private static Session session(Record row) {
    return new Session(
        Rows.get(row, WEB_SESSION.ID),
        JooqAccounts.account(row),
        Rows.get(row, WEB_SESSION.DEVICE),
        Rows.get(row, WEB_SESSION.ADDRESS),
        Rows.get(row, WEB_SESSION.STARTED_AT),
        Rows.get(row, WEB_SESSION.USED_AT));
  }
}
