package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.ACCESS_GRANT;
import static homestretch.adapter.storage.generated.Tables.GRANT_CAMPAIGN;

import homestretch.core.access.Grant;
import homestretch.core.access.Grants;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jooq.Record;

/** {@link Grants} in SQL. */
public final class JooqGrants implements Grants {
  private final Database database;

  public JooqGrants(Database database) {
    this.database = database;
  }

  @Override
  public Grant add(Grant g) {
    Long id =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(ACCESS_GRANT)
                .set(ACCESS_GRANT.PLATFORM, g.platform())
                .set(ACCESS_GRANT.KIND, g.kind().name())
                .set(ACCESS_GRANT.EXTERNAL, g.external())
                .set(ACCESS_GRANT.ROLE, g.role().name())
                .set(ACCESS_GRANT.IS_FOR_ALL, g.scope().campaigns() == null)
                .set(ACCESS_GRANT.DEPARTMENTS, Scopes.joined(g.scope().departments()))
                .set(ACCESS_GRANT.LEAGUES, Scopes.joined(g.scope().leagues()))
                .set(ACCESS_GRANT.GOALS, Scopes.joined(g.scope().goals()))
                .set(ACCESS_GRANT.EXPIRES_AT, g.expiresAt())
                .set(ACCESS_GRANT.GRANTED_AT, g.at()),
            ACCESS_GRANT.ID);
    Scopes.write(
        database.sql(),
        GRANT_CAMPAIGN.GRANT_ID,
        GRANT_CAMPAIGN.CAMPAIGN_ID,
        Objects.requireNonNull(id),
        g.scope().campaigns());
    return new Grant(id, g.platform(), g.kind(), g.external(), g.scope(), g.at(), g.expiresAt());
  }

  @Override
  public void remove(long id) {
    database.sql().deleteFrom(GRANT_CAMPAIGN).where(GRANT_CAMPAIGN.GRANT_ID.eq(id)).execute();
    database.sql().deleteFrom(ACCESS_GRANT).where(ACCESS_GRANT.ID.eq(id)).execute();
  }

  @Override
  public List<Grant> list() {
    return database.sql().selectFrom(ACCESS_GRANT).orderBy(ACCESS_GRANT.ID).fetch(this::grant);
  }

  @Override
  public List<Grant> of(String platform, String user, Set<String> roles) {
    return database
        .sql()
        .selectFrom(ACCESS_GRANT)
        .where(ACCESS_GRANT.PLATFORM.eq(platform))
        .and(
            ACCESS_GRANT
                .KIND
                .eq(Grant.Kind.USER.name())
                .and(ACCESS_GRANT.EXTERNAL.eq(user))
                .or(
                    ACCESS_GRANT
                        .KIND
                        .eq(Grant.Kind.ROLE.name())
                        .and(ACCESS_GRANT.EXTERNAL.in(roles))))
        .orderBy(ACCESS_GRANT.ID)
        .fetch(this::grant);
  }

  private Grant grant(Record row) {
    boolean isForAll = Rows.get(row, ACCESS_GRANT.IS_FOR_ALL);
    return new Grant(
        Rows.get(row, ACCESS_GRANT.ID),
        Rows.get(row, ACCESS_GRANT.PLATFORM),
        Grant.Kind.valueOf(Rows.get(row, ACCESS_GRANT.KIND)),
        Rows.get(row, ACCESS_GRANT.EXTERNAL),
        Scopes.of(
            Rows.get(row, ACCESS_GRANT.ROLE),
            isForAll,
            isForAll
                ? List.of()
                : Scopes.read(
                    database.sql(),
                    GRANT_CAMPAIGN.GRANT_ID,
                    GRANT_CAMPAIGN.CAMPAIGN_ID,
                    Rows.get(row, ACCESS_GRANT.ID)),
            Rows.get(row, ACCESS_GRANT.DEPARTMENTS),
            Rows.get(row, ACCESS_GRANT.LEAGUES),
            Rows.get(row, ACCESS_GRANT.GOALS)),
        Rows.get(row, ACCESS_GRANT.GRANTED_AT),
        Rows.orNull(row, ACCESS_GRANT.EXPIRES_AT));
  }
}
