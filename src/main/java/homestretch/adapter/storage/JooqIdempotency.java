package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.IDEMPOTENCY;

import homestretch.core.access.Idempotency;
import java.time.Instant;
import java.util.Optional;

/** {@link Idempotency} in SQL. */
public final class JooqIdempotency implements Idempotency {
  private final Database database;

  public JooqIdempotency(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Answer> find(String token, String key) {
    return database.read(
        () ->
            database
                .sql()
                .selectFrom(IDEMPOTENCY)
                .where(IDEMPOTENCY.TOKEN.eq(token))
                .and(IDEMPOTENCY.IDEMPOTENCY_KEY.eq(key))
                .fetchOptional(
                    row ->
                        new Answer(
                            Rows.get(row, IDEMPOTENCY.REQUEST),
                            Rows.get(row, IDEMPOTENCY.STATUS),
                            Rows.orNull(row, IDEMPOTENCY.ETAG),
                            Rows.orNull(row, IDEMPOTENCY.LOCATION),
                            Rows.get(row, IDEMPOTENCY.BODY))));
  }

  @Override
  public void remember(String token, String key, Answer answer, Instant at) {
    database.writeAll(
        () ->
            database
                .sql()
                .insertInto(IDEMPOTENCY)
                .set(IDEMPOTENCY.TOKEN, token)
                .set(IDEMPOTENCY.IDEMPOTENCY_KEY, key)
                .set(IDEMPOTENCY.REQUEST, answer.request())
                .set(IDEMPOTENCY.STATUS, answer.status())
                .set(IDEMPOTENCY.ETAG, answer.etag())
                .set(IDEMPOTENCY.LOCATION, answer.location())
                .set(IDEMPOTENCY.BODY, answer.body())
                .set(IDEMPOTENCY.ANSWERED_AT, at)
                .onConflict(IDEMPOTENCY.TOKEN, IDEMPOTENCY.IDEMPOTENCY_KEY)
                .doNothing()
                .execute());
  }
}
