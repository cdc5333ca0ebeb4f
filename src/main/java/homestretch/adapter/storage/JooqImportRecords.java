package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.IMPORT_JOB;
import static homestretch.adapter.storage.generated.Tables.NODE;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.selectOne;

import homestretch.core.exchange.ImportJobs.State;
import homestretch.core.exchange.ImportRecords;
import homestretch.core.text.Language;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** {@link ImportRecords} in SQL; those of a month ago are forgotten. */
public final class JooqImportRecords implements ImportRecords {
  private static final Duration KEPT = Duration.ofDays(30);

  /** The rows of a long dry run can be many times what anybody reads. */
  private static final int LONGEST_RESULT = 1_000_000;

  private final Database database;
  private final Clock clock;
  private final Supplier<String> term;

  /**
   * @param term under which this program lives
   */
  public JooqImportRecords(Database database, Clock clock, Supplier<String> term) {
    this.database = database;
    this.clock = clock;
    this.term = term;
  }

  @Override
  public void put(
      String id, String campaign, State state, long done, long of, Map<Language, String> results) {
    Instant now = clock.instant();
    @Nullable Instant end = state == State.WAITING || state == State.RUNNING ? null : now;
    database.writeAll(
        () -> {
          database
              .sql()
              .deleteFrom(IMPORT_JOB)
              .where(IMPORT_JOB.BEGUN_AT.lt(now.minus(KEPT)))
              .execute();
          database
              .sql()
              .insertInto(IMPORT_JOB)
              .set(IMPORT_JOB.JOB, id)
              .set(IMPORT_JOB.CAMPAIGN, campaign)
              .set(IMPORT_JOB.TERM, term.get())
              .set(IMPORT_JOB.STATE, state.name())
              .set(IMPORT_JOB.ROWS_DONE, done)
              .set(IMPORT_JOB.ROWS_IN_ALL, of)
              .set(IMPORT_JOB.RESULT_ZH, kept(results.get(Language.ZH)))
              .set(IMPORT_JOB.RESULT_EN, kept(results.get(Language.EN)))
              .set(IMPORT_JOB.BEGUN_AT, now)
              .set(IMPORT_JOB.ENDED_AT, end)
              .onConflict(IMPORT_JOB.JOB)
              .doUpdate()
              .set(IMPORT_JOB.STATE, state.name())
              .set(IMPORT_JOB.ROWS_DONE, done)
              .set(IMPORT_JOB.ROWS_IN_ALL, of)
              .set(IMPORT_JOB.RESULT_ZH, kept(results.get(Language.ZH)))
              .set(IMPORT_JOB.RESULT_EN, kept(results.get(Language.EN)))
              .set(IMPORT_JOB.ENDED_AT, end)
              .execute();
        });
  }

  private static @Nullable String kept(@Nullable String result) {
    return result == null || result.length() > LONGEST_RESULT ? null : result;
  }

  @Override
  public Optional<Kept> find(String campaign, String id) {
    Field<Boolean> lives =
        field(exists(selectOne().from(NODE).where(NODE.TERM.eq(IMPORT_JOB.TERM)))).as("lives");
    return database.read(
        () ->
            database
                .sql()
                .select(IMPORT_JOB.fields())
                .select(lives)
                .from(IMPORT_JOB)
                .where(IMPORT_JOB.JOB.eq(id))
                .and(IMPORT_JOB.CAMPAIGN.eq(campaign))
                .fetchOptional(row -> kept(row, Rows.get(row, lives))));
  }

  private static Kept kept(Record row, boolean lives) {
    Map<Language, String> results = new EnumMap<>(Language.class);
    String zh = Rows.orNull(row, IMPORT_JOB.RESULT_ZH);
    String en = Rows.orNull(row, IMPORT_JOB.RESULT_EN);
    if (zh != null) {
      results.put(Language.ZH, zh);
    }
    if (en != null) {
      results.put(Language.EN, en);
    }
    return new Kept(
        Rows.get(row, IMPORT_JOB.JOB),
        Rows.get(row, IMPORT_JOB.CAMPAIGN),
        State.valueOf(Rows.get(row, IMPORT_JOB.STATE)),
        !lives,
        Rows.get(row, IMPORT_JOB.ROWS_DONE),
        Rows.get(row, IMPORT_JOB.ROWS_IN_ALL),
        results);
  }
}
