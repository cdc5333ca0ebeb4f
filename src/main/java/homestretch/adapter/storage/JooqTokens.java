package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.TOKEN;

import homestretch.core.access.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link Tokens} in SQL. */
public final class JooqTokens implements Tokens {
  private final Database database;

  public JooqTokens(Database database) {
    this.database = database;
  }

  @Override
  public void add(String name, String hash, String maker, Instant at) {
    database
        .sql()
        .insertInto(TOKEN)
        .set(TOKEN.NAME, name)
        .set(TOKEN.HASH, hash)
        .set(TOKEN.MAKER, maker)
        .set(TOKEN.CREATED_AT, at)
        .execute();
  }

  @Override
  public Optional<String> nameOf(String hash) {
    return database
        .sql()
        .select(TOKEN.NAME)
        .from(TOKEN)
        .where(TOKEN.HASH.eq(hash))
        .and(TOKEN.REVOKED_AT.isNull())
        .fetchOptional(TOKEN.NAME);
  }

  @Override
  public Optional<String> makerOf(String name) {
    return database
        .sql()
        .select(TOKEN.MAKER)
        .from(TOKEN)
        .where(TOKEN.NAME.eq(name))
        .and(TOKEN.REVOKED_AT.isNull())
        .fetchOptional(TOKEN.MAKER);
  }

  @Override
  public boolean wasRevoked(String hash) {
    return database.sql().fetchExists(TOKEN, TOKEN.HASH.eq(hash).and(TOKEN.REVOKED_AT.isNotNull()));
  }

  @Override
  public boolean revoke(String name, Instant at) {
    return database
            .sql()
            .update(TOKEN)
            .set(TOKEN.REVOKED_AT, at)
            .where(TOKEN.NAME.eq(name))
            .and(TOKEN.REVOKED_AT.isNull())
            .execute()
        == 1;
  }

  @Override
  public List<Token> list() {
    return database
        .sql()
        .selectFrom(TOKEN)
        .orderBy(TOKEN.ID)
        .fetch(
            row ->
                new Token(
                    Rows.get(row, TOKEN.NAME),
                    Rows.get(row, TOKEN.CREATED_AT),
                    Rows.orNull(row, TOKEN.REVOKED_AT)));
  }
}
