package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.IDEMPOTENCY;

import homestretch.core.access.Idempotency;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;

/** {@link Idempotency} in SQL. */
public final class JooqIdempotency implements Idempotency {
  private final Database database;

  public JooqIdempotency(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Answer> take(String token, String key, String request, Instant at) {
    return database.write(
        () -> {
          Answer ours = Answer.underWay(request);
          int taken =
              database
                  .sql()
                  .insertInto(IDEMPOTENCY)
                  .set(IDEMPOTENCY.TOKEN, token)
                  .set(IDEMPOTENCY.IDEMPOTENCY_KEY, key)
                  .set(IDEMPOTENCY.REQUEST, ours.request())
                  .set(IDEMPOTENCY.STATUS, ours.status())
                  .set(IDEMPOTENCY.BODY, ours.body())
                  .set(IDEMPOTENCY.ANSWERED_AT, at)
                  .onConflict(IDEMPOTENCY.TOKEN, IDEMPOTENCY.IDEMPOTENCY_KEY)
                  .doNothing()
                  .execute();
          return taken == 1 ? Optional.empty() : find(token, key);
        });
  }

  private Optional<Answer> find(String token, String key) {
    return database
        .sql()
        .selectFrom(IDEMPOTENCY)
        .where(is(token, key))
        .fetchOptional(
            row ->
                new Answer(
                    Rows.get(row, IDEMPOTENCY.REQUEST),
                    Rows.get(row, IDEMPOTENCY.STATUS),
                    Rows.orNull(row, IDEMPOTENCY.ETAG),
                    Rows.orNull(row, IDEMPOTENCY.LOCATION),
                    Rows.get(row, IDEMPOTENCY.BODY)));
  }

  @Override
  public void answer(String token, String key, Answer answer, Instant at) {
    database.writeAll(
        () ->
            database
                .sql()
                .update(IDEMPOTENCY)
                .set(IDEMPOTENCY.STATUS, answer.status())
                .set(IDEMPOTENCY.ETAG, answer.etag())
                .set(IDEMPOTENCY.LOCATION, answer.location())
                .set(IDEMPOTENCY.BODY, answer.body())
                .set(IDEMPOTENCY.ANSWERED_AT, at)
                .where(is(token, key))
                .execute());
  }

  @Override
  public void giveBack(String token, String key) {
    database.writeAll(() -> database.sql().deleteFrom(IDEMPOTENCY).where(is(token, key)).execute());
  }

  private static Condition is(String token, String key) {
    return IDEMPOTENCY.TOKEN.eq(token).and(IDEMPOTENCY.IDEMPOTENCY_KEY.eq(key));
  }
}
