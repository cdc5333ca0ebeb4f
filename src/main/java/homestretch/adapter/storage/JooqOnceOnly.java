package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.INTERACTION;

import homestretch.core.chat.OnceOnly;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** {@link OnceOnly} in SQL. */
public final class JooqOnceOnly implements OnceOnly {
  /** No platform delivers anything again after so long. */
  private static final Duration KEPT = Duration.ofDays(2);

  private static final Duration CLEARED_EVERY = Duration.ofHours(1);

  private final Database database;
  private final Clock clock;
  private volatile Instant cleared = Instant.MIN;

  public JooqOnceOnly(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public boolean take(String platform, String id) {
    Instant now = clock.instant();
    return database.write(
        () -> {
          if (cleared.isBefore(now.minus(CLEARED_EVERY))) {
            cleared = now;
            database
                .sql()
                .deleteFrom(INTERACTION)
                .where(INTERACTION.TAKEN_AT.lt(now.minus(KEPT)))
                .execute();
          }
          return database
                  .sql()
                  .insertInto(INTERACTION)
                  .set(INTERACTION.PLATFORM, platform)
                  .set(INTERACTION.EXTERNAL, id)
                  .set(INTERACTION.TAKEN_AT, now)
                  .onConflictDoNothing()
                  .execute()
              == 1;
        });
  }
}
