package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.PRACTICE;
import static homestretch.adapter.storage.generated.Tables.PRACTICE_ADOPTION;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.practice.Practice;
import homestretch.core.practice.Practices;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/** {@link Practices} in SQL. */
public final class JooqPractices implements Practices {
  private final Database database;

  public JooqPractices(Database database) {
    this.database = database;
  }

  @Override
  public Practice add(CampaignId campaign, Practice p) {
    Long id =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(PRACTICE)
                .set(PRACTICE.CAMPAIGN_ID, campaign.value())
                .set(PRACTICE.DEPARTMENT_ID, p.department().value())
                .set(PRACTICE.WHAT, p.what())
                .set(PRACTICE.EVIDENCE, p.evidence())
                .set(PRACTICE.STATE, p.state().name())
                .set(PRACTICE.SHARER_NAME, p.by().name())
                .set(PRACTICE.SHARER, p.by().id())
                .set(PRACTICE.DOOR, p.by().door())
                .set(PRACTICE.SHARED_AT, p.at()),
            PRACTICE.ID);
    return find(campaign, Objects.requireNonNull(id)).orElseThrow();
  }

  @Override
  public boolean decide(CampaignId campaign, long id, Practice.State state, Instant at, String by) {
    return database
            .sql()
            .update(PRACTICE)
            .set(PRACTICE.STATE, state.name())
            .set(PRACTICE.DECIDED_AT, at)
            .set(PRACTICE.DECIDED_BY, by)
            .where(PRACTICE.ID.eq(id))
            .and(PRACTICE.CAMPAIGN_ID.eq(campaign.value()))
            .and(PRACTICE.STATE.eq(Practice.State.PROPOSED.name()))
            .execute()
        == 1;
  }

  @Override
  public boolean undecide(CampaignId campaign, long id) {
    return database
            .sql()
            .update(PRACTICE)
            .set(PRACTICE.STATE, Practice.State.PROPOSED.name())
            .setNull(PRACTICE.DECIDED_AT)
            .setNull(PRACTICE.DECIDED_BY)
            .where(PRACTICE.ID.eq(id))
            .and(PRACTICE.CAMPAIGN_ID.eq(campaign.value()))
            .and(PRACTICE.STATE.eq(Practice.State.APPROVED.name()))
            .execute()
        == 1;
  }

  @Override
  public boolean adopt(long id, DepartmentId department, Instant at) {
    return database
            .sql()
            .insertInto(PRACTICE_ADOPTION)
            .set(PRACTICE_ADOPTION.PRACTICE_ID, id)
            .set(PRACTICE_ADOPTION.DEPARTMENT_ID, department.value())
            .set(PRACTICE_ADOPTION.ADOPTED_AT, at)
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  @Override
  public Optional<Practice> find(CampaignId campaign, long id) {
    return select(campaign, PRACTICE.ID.eq(id)).stream().findFirst();
  }

  @Override
  public List<Practice> list(CampaignId campaign) {
    return select(campaign, org.jooq.impl.DSL.noCondition());
  }

  @Override
  public List<Practice> approvedSince(CampaignId campaign, Instant since) {
    return select(
        campaign,
        PRACTICE.STATE.eq(Practice.State.APPROVED.name()).and(PRACTICE.DECIDED_AT.gt(since)));
  }

  private List<Practice> select(CampaignId campaign, Condition wanted) {
    Map<Long, List<Long>> adopted =
        database
            .sql()
            .select(PRACTICE_ADOPTION.PRACTICE_ID, PRACTICE_ADOPTION.DEPARTMENT_ID)
            .from(PRACTICE_ADOPTION)
            .join(PRACTICE)
            .on(PRACTICE.ID.eq(PRACTICE_ADOPTION.PRACTICE_ID))
            .where(PRACTICE.CAMPAIGN_ID.eq(campaign.value()))
            .and(wanted)
            .orderBy(PRACTICE_ADOPTION.ADOPTED_AT, PRACTICE_ADOPTION.DEPARTMENT_ID)
            .fetchGroups(PRACTICE_ADOPTION.PRACTICE_ID, PRACTICE_ADOPTION.DEPARTMENT_ID);
    return database
        .sql()
        .selectFrom(PRACTICE)
        .where(PRACTICE.CAMPAIGN_ID.eq(campaign.value()))
        .and(wanted)
        .orderBy(PRACTICE.ID.desc())
        .fetch(row -> practice(row, adopted.getOrDefault(Rows.get(row, PRACTICE.ID), List.of())));
  }

  private static Practice practice(Record row, List<Long> adoptedBy) {
    return new Practice(
        Rows.get(row, PRACTICE.ID),
        new DepartmentId(Rows.get(row, PRACTICE.DEPARTMENT_ID)),
        Rows.get(row, PRACTICE.WHAT),
        Rows.get(row, PRACTICE.EVIDENCE),
        Practice.State.valueOf(Rows.get(row, PRACTICE.STATE)),
        new Actor(
            Rows.get(row, PRACTICE.SHARER),
            Rows.get(row, PRACTICE.SHARER_NAME),
            Rows.get(row, PRACTICE.DOOR)),
        Rows.get(row, PRACTICE.SHARED_AT),
        adoptedBy.stream().map(DepartmentId::new).toList());
  }
}
