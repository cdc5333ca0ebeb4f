package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CHAT_OFFER;

import homestretch.core.chat.Address;
import homestretch.core.chat.talk.Recall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;

/** {@link Recall} in SQL. */
public final class JooqRecall implements Recall {
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Database database;
  private final Clock clock;

  public JooqRecall(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void keep(Address chat, String person, String what) {
    Instant now = clock.instant();
    database.writeAll(
        () -> {
          // What was offered may hold a figure that was not sent: nothing of it stays.
          database
              .sql()
              .deleteFrom(CHAT_OFFER)
              .where(CHAT_OFFER.MADE_AT.lt(now.minus(KEPT)))
              .execute();
          database
              .sql()
              .insertInto(CHAT_OFFER)
              .set(CHAT_OFFER.PLATFORM, chat.platform())
              .set(CHAT_OFFER.CHANNEL, chat.channel())
              .set(CHAT_OFFER.PERSON, person)
              .set(CHAT_OFFER.OFFER, what)
              .set(CHAT_OFFER.MADE_AT, now)
              .onConflict(CHAT_OFFER.PLATFORM, CHAT_OFFER.CHANNEL, CHAT_OFFER.PERSON)
              .doUpdate()
              .set(CHAT_OFFER.OFFER, what)
              .set(CHAT_OFFER.MADE_AT, now)
              .execute();
        });
  }

  @Override
  public Optional<String> of(Address chat, String person) {
    return database.read(
        () ->
            database
                .sql()
                .select(CHAT_OFFER.OFFER)
                .from(CHAT_OFFER)
                .where(its(chat, person))
                .and(CHAT_OFFER.MADE_AT.ge(clock.instant().minus(KEPT)))
                .fetchOptional(CHAT_OFFER.OFFER));
  }

  @Override
  public void forget(Address chat, String person) {
    if (of(chat, person).isPresent()) {
      database.writeAll(
          () -> database.sql().deleteFrom(CHAT_OFFER).where(its(chat, person)).execute());
    }
  }

  private static Condition its(Address chat, String person) {
    return CHAT_OFFER
        .PLATFORM
        .eq(chat.platform())
        .and(CHAT_OFFER.CHANNEL.eq(chat.channel()))
        .and(CHAT_OFFER.PERSON.eq(person));
  }
}
