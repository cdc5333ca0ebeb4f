package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.BUTTON_TOKEN;

import homestretch.core.chat.talk.ShortIds;
import homestretch.core.text.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@link ShortIds.Tokens} in SQL. */
public final class JooqButtonTokens implements ShortIds.Tokens {
  private static final Duration KEPT = Duration.ofDays(30);

  /** Of 80 bits: no two buttons will ever share one. */
  private static final int BITS_LEFT_OUT = 256 - 80;

  private final Database database;
  private final Clock clock;

  public JooqButtonTokens(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String shorten(String id) {
    String token = token(id);
    Instant now = clock.instant();
    database.writeAll(
        () -> {
          database
              .sql()
              .deleteFrom(BUTTON_TOKEN)
              .where(BUTTON_TOKEN.MADE_AT.lt(now.minus(KEPT)))
              .execute();
          database
              .sql()
              .insertInto(BUTTON_TOKEN)
              .set(BUTTON_TOKEN.TOKEN, token)
              .set(BUTTON_TOKEN.STANDS_FOR, id)
              .set(BUTTON_TOKEN.MADE_AT, now)
              .onConflict(BUTTON_TOKEN.TOKEN)
              .doUpdate()
              .set(BUTTON_TOKEN.MADE_AT, now)
              .execute();
        });
    return token;
  }

  private static String token(String id) {
    return Sha256.number(id).shiftRight(BITS_LEFT_OUT).toString(Character.MAX_RADIX);
  }

  @Override
  public Optional<String> full(String token) {
    return database.read(
        () ->
            database
                .sql()
                .select(BUTTON_TOKEN.STANDS_FOR)
                .from(BUTTON_TOKEN)
                .where(BUTTON_TOKEN.TOKEN.eq(token))
                .and(BUTTON_TOKEN.MADE_AT.ge(clock.instant().minus(KEPT)))
                .fetchOptional(BUTTON_TOKEN.STANDS_FOR));
  }
}
