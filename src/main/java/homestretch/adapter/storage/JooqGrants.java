package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.ACCESS_GRANT;

import homestretch.core.access.Grant;
import homestretch.core.access.Grants;
import homestretch.core.access.Role;
import homestretch.core.campaign.CampaignId;
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
                .set(ACCESS_GRANT.CAMPAIGN_ID, g.campaign() == null ? null : g.campaign().value())
                .set(ACCESS_GRANT.PLATFORM, g.platform())
                .set(ACCESS_GRANT.KIND, g.kind().name())
                .set(ACCESS_GRANT.EXTERNAL, g.external())
                .set(ACCESS_GRANT.ROLE, g.role().name())
                .set(ACCESS_GRANT.GRANTED_AT, g.at()),
            ACCESS_GRANT.ID);
    return new Grant(
        Objects.requireNonNull(id),
        g.platform(),
        g.kind(),
        g.external(),
        g.role(),
        g.campaign(),
        g.at());
  }

  @Override
  public void remove(long id) {
    database.sql().deleteFrom(ACCESS_GRANT).where(ACCESS_GRANT.ID.eq(id)).execute();
  }

  @Override
  public List<Grant> list() {
    return database
        .sql()
        .selectFrom(ACCESS_GRANT)
        .orderBy(ACCESS_GRANT.ID)
        .fetch(JooqGrants::grant);
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
        .fetch(JooqGrants::grant);
  }

  private static Grant grant(Record row) {
    Long campaign = Rows.orNull(row, ACCESS_GRANT.CAMPAIGN_ID);
    return new Grant(
        Rows.get(row, ACCESS_GRANT.ID),
        Rows.get(row, ACCESS_GRANT.PLATFORM),
        Grant.Kind.valueOf(Rows.get(row, ACCESS_GRANT.KIND)),
        Rows.get(row, ACCESS_GRANT.EXTERNAL),
        Role.valueOf(Rows.get(row, ACCESS_GRANT.ROLE)),
        campaign == null ? null : new CampaignId(campaign),
        Rows.get(row, ACCESS_GRANT.GRANTED_AT));
  }
}
