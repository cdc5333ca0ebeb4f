package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.BLOCKER;

import homestretch.core.audit.Actor;
import homestretch.core.blocker.Blocker;
import homestretch.core.blocker.Blockers;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** {@link Blockers} in SQL. */
public final class JooqBlockers implements Blockers {
  private final Database database;

  public JooqBlockers(Database database) {
    this.database = database;
  }

  @Override
  public Blocker add(CampaignId campaign, Blocker b) {
    Long id =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(BLOCKER)
                .set(BLOCKER.CAMPAIGN_ID, campaign.value())
                .set(BLOCKER.DEPARTMENT_ID, b.department().value())
                .set(BLOCKER.WHAT, b.what())
                .set(BLOCKER.ASKED, b.asked())
                .set(BLOCKER.DUE_ON, b.due())
                .set(BLOCKER.RAISER_NAME, b.by().name())
                .set(BLOCKER.RAISER, b.by().id())
                .set(BLOCKER.DOOR, b.by().door())
                .set(BLOCKER.RAISED_AT, b.at()),
            BLOCKER.ID);
    return find(campaign, Objects.requireNonNull(id)).orElseThrow();
  }

  @Override
  public boolean resolve(CampaignId campaign, long id, Blocker.Resolution resolution) {
    return database
            .sql()
            .update(BLOCKER)
            .set(BLOCKER.RESOLVED_AT, resolution.at())
            .set(BLOCKER.RESOLVED_BY, resolution.by())
            .set(BLOCKER.OUTCOME, resolution.outcome())
            .where(BLOCKER.ID.eq(id))
            .and(BLOCKER.CAMPAIGN_ID.eq(campaign.value()))
            .and(BLOCKER.RESOLVED_AT.isNull())
            .execute()
        == 1;
  }

  @Override
  public Optional<Blocker> find(CampaignId campaign, long id) {
    return select(campaign, BLOCKER.ID.eq(id)).stream().findFirst();
  }

  @Override
  public List<Blocker> list(CampaignId campaign) {
    return select(campaign, DSL.noCondition()).stream()
        .sorted(Comparator.comparingLong(Blocker::id).reversed())
        .toList();
  }

  @Override
  public List<Blocker> open(CampaignId campaign) {
    return select(campaign, BLOCKER.RESOLVED_AT.isNull());
  }

  private List<Blocker> select(CampaignId campaign, Condition wanted) {
    return database
        .sql()
        .selectFrom(BLOCKER)
        .where(BLOCKER.CAMPAIGN_ID.eq(campaign.value()))
        .and(wanted)
        .orderBy(BLOCKER.DUE_ON, BLOCKER.ID)
        .fetch(JooqBlockers::blocker);
  }

  private static Blocker blocker(Record row) {
    Instant resolvedAt = Rows.orNull(row, BLOCKER.RESOLVED_AT);
    return new Blocker(
        Rows.get(row, BLOCKER.ID),
        new DepartmentId(Rows.get(row, BLOCKER.DEPARTMENT_ID)),
        Rows.get(row, BLOCKER.WHAT),
        Rows.get(row, BLOCKER.ASKED),
        Rows.get(row, BLOCKER.DUE_ON),
        new Actor(
            Rows.get(row, BLOCKER.RAISER),
            Rows.get(row, BLOCKER.RAISER_NAME),
            Rows.get(row, BLOCKER.DOOR)),
        Rows.get(row, BLOCKER.RAISED_AT),
        resolvedAt == null
            ? null
            : new Blocker.Resolution(
                resolvedAt, Rows.get(row, BLOCKER.RESOLVED_BY), Rows.get(row, BLOCKER.OUTCOME)));
  }
}
