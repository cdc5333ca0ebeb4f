package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CAMPAIGN;
import static homestretch.adapter.storage.generated.Tables.TOKEN;
import static homestretch.adapter.storage.generated.Tables.TOKEN_CAMPAIGN;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import homestretch.core.access.Tokens;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns.Changes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** {@link Tokens} in SQL. */
public final class JooqTokens implements Tokens {
  private static final Field<?>[] ASKED =
      Stream.concat(TOKEN.fieldStream(), CAMPAIGN.fieldStream()).toArray(Field<?>[]::new);

  /** One row, whichever of both there is. */
  private static final Plain.Kept ENTRANCE =
      new Plain.Kept(
          ASKED,
          fields ->
              select(fields)
                  .from(select(inline(1).as("one")).asTable("asked"))
                  .leftJoin(TOKEN)
                  .on(TOKEN.HASH.eq(""))
                  .leftJoin(CAMPAIGN)
                  .on(CAMPAIGN.SLUG.eq("").and(CAMPAIGN.REMOVED_AT.isNull())));

  /** What changes with every figure, and is no part of the campaign itself. */
  private static final Set<Field<?>> COUNTS =
      Set.of(CAMPAIGN.LEDGER_CHANGES, CAMPAIGN.PUBLISHED_CHANGES, CAMPAIGN.SETUP_CHANGES);

  private static final int REMEMBERED = 256;

  /** Tokens and campaigns by all that their rows hold: what is made of the same is the same. */
  private final Map<List<@Nullable Object>, Token> tokens = remembered();

  private final Map<List<@Nullable Object>, Campaign> campaigns = remembered();

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
                .set(TOKEN.DEPARTMENTS, Scopes.joined(token.scope().departments()))
                .set(TOKEN.LEAGUES, Scopes.joined(token.scope().leagues()))
                .set(TOKEN.GOALS, Scopes.joined(token.scope().goals()))
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
    return ENTRANCE.read(
        database.sql(),
        row -> {
          if (!row.next()) {
            throw new IllegalStateException("one row, whatever there is");
          }
          List<@Nullable Object> ofToken = new ArrayList<>();
          List<@Nullable Object> ofCampaign = new ArrayList<>();
          Map<Field<?>, Long> counts = new HashMap<>();
          for (int i = 0; i < ASKED.length; i++) {
            if (COUNTS.contains(ASKED[i])) {
              counts.put(ASKED[i], row.getLong(i + 1));
            } else {
              (i < TOKEN.fields().length ? ofToken : ofCampaign).add(row.getObject(i + 1));
            }
          }
          Token token = tokens.get(ofToken);
          Campaign campaign = campaigns.get(ofCampaign);
          boolean isToken = ofToken.getFirst() != null;
          boolean isCampaign = ofCampaign.getFirst() != null;
          if ((isToken && token == null) || (isCampaign && campaign == null)) {
            return remember(hash, slug, ofToken, ofCampaign);
          }
          return new Entrance(
              isToken ? Optional.ofNullable(token) : Optional.empty(),
              isCampaign ? Optional.ofNullable(campaign) : Optional.empty(),
              isCampaign
                  ? new Changes(
                      counts.getOrDefault(CAMPAIGN.LEDGER_CHANGES, 0L),
                      counts.getOrDefault(CAMPAIGN.PUBLISHED_CHANGES, 0L),
                      counts.getOrDefault(CAMPAIGN.SETUP_CHANGES, 0L))
                  : Changes.NONE);
        },
        hash,
        slug);
  }

  private Entrance remember(
      String hash,
      @Nullable String slug,
      List<@Nullable Object> ofToken,
      List<@Nullable Object> ofCampaign) {
    Record row = ENTRANCE.fetch(database.sql(), hash, slug).getFirst();
    Optional<Token> token = row.get(TOKEN.ID) == null ? Optional.empty() : Optional.of(token(row));
    boolean isCampaign = row.get(CAMPAIGN.ID) != null;
    Optional<Campaign> campaign =
        isCampaign ? Optional.of(JooqCampaigns.campaign(row)) : Optional.empty();
    // Of a narrower scope a part stands in rows of its own.
    token.filter(t -> isWhole(t.scope())).ifPresent(t -> tokens.put(ofToken, t));
    campaign.ifPresent(c -> campaigns.put(ofCampaign, c));
    return new Entrance(token, campaign, isCampaign ? JooqCampaigns.changes(row) : Changes.NONE);
  }

  private static boolean isWhole(Scope scope) {
    return scope.campaigns() == null && scope.role() != Role.REVIEWER;
  }

  private static <V> Map<List<@Nullable Object>, V> remembered() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<List<@Nullable Object>, V> eldest) {
            return size() > REMEMBERED;
          }
        });
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
            Rows.get(row, TOKEN.DEPARTMENTS),
            Rows.get(row, TOKEN.LEAGUES),
            Rows.get(row, TOKEN.GOALS)),
        Rows.get(row, TOKEN.MAKER),
        Rows.orNull(row, TOKEN.MOST_A_MINUTE),
        Rows.get(row, TOKEN.CREATED_AT),
        Rows.orNull(row, TOKEN.EXPIRES_AT),
        Rows.orNull(row, TOKEN.LAST_USED_AT),
        Rows.orNull(row, TOKEN.REVOKED_AT));
  }
}
