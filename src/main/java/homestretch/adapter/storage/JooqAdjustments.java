package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.ADJUSTMENT;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Adjustments;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.InsertSetMoreStep;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** {@link Adjustments} in SQL. */
public final class JooqAdjustments implements Adjustments {
  private final Database database;

  public JooqAdjustments(Database database) {
    this.database = database;
  }

  @Override
  public Adjustment add(CampaignId campaign, Adjustment a) {
    Rows.changed(database.sql(), campaign);
    Long id = Rows.idOf(database.sql(), insert(campaign, a), ADJUSTMENT.ID);
    return find(campaign, Objects.requireNonNull(id)).orElseThrow();
  }

  private InsertSetMoreStep<?> insert(CampaignId campaign, Adjustment a) {
    return database
        .sql()
        .insertInto(ADJUSTMENT)
        .set(ADJUSTMENT.CAMPAIGN_ID, campaign.value())
        .set(ADJUSTMENT.DEPARTMENT_ID, a.department().value())
        .set(ADJUSTMENT.KIND, a.kind().name())
        .set(ADJUSTMENT.ITEM, a.item())
        .set(ADJUSTMENT.AMOUNT, a.points())
        .set(ADJUSTMENT.COUNTED_ON, a.on())
        .set(ADJUSTMENT.REASON, a.reason())
        .set(ADJUSTMENT.EVIDENCE, a.evidence())
        .set(ADJUSTMENT.ACTOR, a.by().name())
        .set(ADJUSTMENT.DOOR, a.by().door())
        .set(ADJUSTMENT.ENTERED_AT, a.at());
  }

  @Override
  public void addAll(CampaignId campaign, List<Adjustment> adjustments) {
    if (!adjustments.isEmpty()) {
      Rows.changed(database.sql(), campaign);
      database.sql().batch(adjustments.stream().map(a -> insert(campaign, a)).toList()).execute();
    }
  }

  @Override
  public boolean withdraw(CampaignId campaign, long id, Adjustment.Withdrawal withdrawal) {
    Rows.changed(database.sql(), campaign);
    return database
            .sql()
            .update(ADJUSTMENT)
            .set(ADJUSTMENT.WITHDRAWN_AT, withdrawal.at())
            .set(ADJUSTMENT.WITHDRAWN_BY, withdrawal.by())
            .set(ADJUSTMENT.WITHDRAWN_WHY, withdrawal.why())
            .where(ADJUSTMENT.ID.eq(id))
            .and(ADJUSTMENT.CAMPAIGN_ID.eq(campaign.value()))
            .and(ADJUSTMENT.WITHDRAWN_AT.isNull())
            .execute()
        == 1;
  }

  @Override
  public Optional<Adjustment> find(CampaignId campaign, long id) {
    return select(campaign, ADJUSTMENT.ID.eq(id)).stream().findFirst();
  }

  @Override
  public List<Adjustment> all(CampaignId campaign) {
    return select(campaign, org.jooq.impl.DSL.noCondition());
  }

  @Override
  public List<Adjustment> on(CampaignId campaign, LocalDate day, @Nullable Instant known) {
    Condition standing =
        known == null
            ? ADJUSTMENT.WITHDRAWN_AT.isNull()
            : ADJUSTMENT
                .ENTERED_AT
                .le(known)
                .and(ADJUSTMENT.WITHDRAWN_AT.isNull().or(ADJUSTMENT.WITHDRAWN_AT.gt(known)));
    return select(campaign, standing.and(ADJUSTMENT.COUNTED_ON.le(day)));
  }

  private List<Adjustment> select(CampaignId campaign, Condition wanted) {
    return database
        .sql()
        .selectFrom(ADJUSTMENT)
        .where(ADJUSTMENT.CAMPAIGN_ID.eq(campaign.value()))
        .and(wanted)
        .orderBy(ADJUSTMENT.ID)
        .fetch(JooqAdjustments::adjustment);
  }

  private static Adjustment adjustment(Record row) {
    Instant withdrawnAt = Rows.orNull(row, ADJUSTMENT.WITHDRAWN_AT);
    return new Adjustment(
        Rows.get(row, ADJUSTMENT.ID),
        new DepartmentId(Rows.get(row, ADJUSTMENT.DEPARTMENT_ID)),
        Adjustment.Kind.valueOf(Rows.get(row, ADJUSTMENT.KIND)),
        Rows.get(row, ADJUSTMENT.ITEM),
        Rows.get(row, ADJUSTMENT.AMOUNT),
        Rows.get(row, ADJUSTMENT.COUNTED_ON),
        Rows.get(row, ADJUSTMENT.REASON),
        Rows.get(row, ADJUSTMENT.EVIDENCE),
        new Actor(Rows.get(row, ADJUSTMENT.ACTOR), Rows.get(row, ADJUSTMENT.DOOR)),
        Rows.get(row, ADJUSTMENT.ENTERED_AT),
        withdrawnAt == null
            ? null
            : new Adjustment.Withdrawal(
                withdrawnAt,
                Rows.get(row, ADJUSTMENT.WITHDRAWN_BY),
                Rows.get(row, ADJUSTMENT.WITHDRAWN_WHY)));
  }
}
