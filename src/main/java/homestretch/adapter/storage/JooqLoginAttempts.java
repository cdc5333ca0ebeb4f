package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.LOGIN_ATTEMPT;

import homestretch.core.login.LoginAttempts;
import java.time.Instant;
import java.util.Optional;

/** {@link LoginAttempts} in SQL; each call is a transaction of its own. */
public final class JooqLoginAttempts implements LoginAttempts {
  private final Database database;

  public JooqLoginAttempts(Database database) {
    this.database = database;
  }

  @Override
  public void begin(String hash, Attempt attempt, Instant at, Instant forgetBefore) {
    database.writeAll(
        () -> {
          database
              .sql()
              .deleteFrom(LOGIN_ATTEMPT)
              .where(LOGIN_ATTEMPT.STARTED_AT.lt(forgetBefore))
              .execute();
          database
              .sql()
              .insertInto(LOGIN_ATTEMPT)
              .set(LOGIN_ATTEMPT.HASH, hash)
              .set(LOGIN_ATTEMPT.NONCE, attempt.nonce())
              .set(LOGIN_ATTEMPT.VERIFIER, attempt.verifier())
              .set(LOGIN_ATTEMPT.NEXT_PAGE, attempt.next())
              .set(LOGIN_ATTEMPT.STARTED_AT, at)
              .execute();
        });
  }

  @Override
  public Optional<Attempt> take(String hash, Instant notBefore) {
    return database.write(
        () -> {
          Optional<Attempt> found =
              database
                  .sql()
                  .selectFrom(LOGIN_ATTEMPT)
                  .where(LOGIN_ATTEMPT.HASH.eq(hash))
                  .and(LOGIN_ATTEMPT.STARTED_AT.ge(notBefore))
                  .fetchOptional(
                      row ->
                          new Attempt(
                              Rows.get(row, LOGIN_ATTEMPT.NONCE),
                              Rows.get(row, LOGIN_ATTEMPT.VERIFIER),
                              Rows.get(row, LOGIN_ATTEMPT.NEXT_PAGE)));
          // Of two who bring the same at once, one deletes the row.
          boolean isOurs =
              database.sql().deleteFrom(LOGIN_ATTEMPT).where(LOGIN_ATTEMPT.HASH.eq(hash)).execute()
                  == 1;
          return isOurs ? found : Optional.empty();
        });
  }
}
