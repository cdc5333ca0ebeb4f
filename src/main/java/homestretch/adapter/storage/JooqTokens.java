package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CAMPAIGN;
import static homestretch.adapter.storage.generated.Tables.TOKEN;
import static homestretch.adapter.storage.generated.Tables.TOKEN_CAMPAIGN;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import homestretch.core.access.Tokens;
import homestretch.core.campaign.Campaigns.Changes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** {@link Tokens} in SQL. */
public final class JooqTokens implements Tokens {
  /** One row, whichever of both there is. */
  private static final Plain.Kept ENTRANCE =
      new Plain.Kept(
          Stream.concat(TOKEN.fieldStream(), CAMPAIGN.fieldStream()).toArray(Field<?>[]::new),
          fields ->
              select(fields)
                  .from(select(inline(1).as("one")).asTable("asked"))
                  .leftJoin(TOKEN)
                  .on(TOKEN.HASH.eq(""))
                  .leftJoin(CAMPAIGN)
                  .on(CAMPAIGN.SLUG.eq("").and(CAMPAIGN.REMOVED_AT.isNull())));

  private final Database database;

  public JooqTokens(Database database) {
    this.database = database;
  }

  @Override
  public void add(Token token, String hash) {
    Long id =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(TOKEN)
                .set(TOKEN.NAME, token.name())
                .set(TOKEN.HASH, hash)
                .set(TOKEN.MAKER, token.maker())
                .set(TOKEN.ROLE, token.scope().role().name())
                .set(TOKEN.IS_FOR_ALL, token.scope().campaigns() == null)
                .set(TOKEN.DEPARTMENTS, Scopes.departments(token.scope()))
                .set(TOKEN.MOST_A_MINUTE, token.mostAMinute())
                .set(TOKEN.EXPIRES_AT, token.expiresAt())
                .set(TOKEN.CREATED_AT, token.createdAt()),
            TOKEN.ID);
    Scopes.write(
        database.sql(),
        TOKEN_CAMPAIGN.TOKEN_ID,
        TOKEN_CAMPAIGN.CAMPAIGN_ID,
        Objects.requireNonNull(id),
        token.scope().campaigns());
  }

  @Override
  public Optional<Token> byHash(String hash) {
    return database
        .sql()
        .selectFrom(TOKEN)
        .where(TOKEN.HASH.eq(hash))
        .fetchOptional()
        .filter(
            row ->
                MessageDigest.isEqual(
                    Rows.get(row, TOKEN.HASH).getBytes(StandardCharsets.US_ASCII),
                    hash.getBytes(StandardCharsets.US_ASCII)))
        .map(this::token);
  }

  @Override
  public Entrance entrance(String hash, @Nullable String slug) {
    Record row = ENTRANCE.fetch(database.sql(), hash, slug).getFirst();
    boolean isCampaign = row.get(CAMPAIGN.ID) != null;
    return new Entrance(
        row.get(TOKEN.ID) == null ? Optional.empty() : Optional.of(token(row)),
        isCampaign ? Optional.of(JooqCampaigns.campaign(row)) : Optional.empty(),
        isCampaign ? JooqCampaigns.changes(row) : Changes.NONE);
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
  public void used(String hash, Instant at) {
    database.sql().update(TOKEN).set(TOKEN.LAST_USED_AT, at).where(TOKEN.HASH.eq(hash)).execute();
  }

  @Override
  public List<Token> list() {
    return database.sql().selectFrom(TOKEN).orderBy(TOKEN.ID).fetch(this::token);
  }

  private Token token(Record row) {
    boolean isForAll = Rows.get(row, TOKEN.IS_FOR_ALL);
    return new Token(
        Rows.get(row, TOKEN.NAME),
        Scopes.of(
            Rows.get(row, TOKEN.ROLE),
            isForAll,
            isForAll
                ? List.of()
                : Scopes.read(
                    database.sql(),
                    TOKEN_CAMPAIGN.TOKEN_ID,
                    TOKEN_CAMPAIGN.CAMPAIGN_ID,
                    Rows.get(row, TOKEN.ID)),
            Rows.get(row, TOKEN.DEPARTMENTS)),
        Rows.get(row, TOKEN.MAKER),
        Rows.orNull(row, TOKEN.MOST_A_MINUTE),
        Rows.get(row, TOKEN.CREATED_AT),
        Rows.orNull(row, TOKEN.EXPIRES_AT),
        Rows.orNull(row, TOKEN.LAST_USED_AT),
        Rows.orNull(row, TOKEN.REVOKED_AT));
  }
}
