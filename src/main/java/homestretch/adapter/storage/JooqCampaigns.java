package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CAMPAIGN;
import static homestretch.adapter.storage.generated.Tables.CHANNEL;
import static homestretch.adapter.storage.generated.Tables.DELIVERY;
import static homestretch.adapter.storage.generated.Tables.DEPARTMENT;
import static homestretch.adapter.storage.generated.Tables.DEPARTMENT_LINK;
import static homestretch.adapter.storage.generated.Tables.GRANT_CAMPAIGN;
import static homestretch.adapter.storage.generated.Tables.INVITATION_CAMPAIGN;
import static homestretch.adapter.storage.generated.Tables.REPORT;
import static homestretch.adapter.storage.generated.Tables.SCHEDULE;
import static homestretch.adapter.storage.generated.Tables.SCHEDULE_CHANNEL;
import static homestretch.adapter.storage.generated.Tables.TOKEN_CAMPAIGN;
import static org.jooq.impl.DSL.select;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Campaigns;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.InsertSetMoreStep;
import org.jooq.Record;

/** {@link Campaigns} in SQL. */
public final class JooqCampaigns implements Campaigns {
  private static final String CHANGES =
      "select ledger_changes, published_changes, setup_changes from campaign where id = ?";

  private static final Plain.Kept BY_SLUG =
      new Plain.Kept(
          CAMPAIGN.fields(),
          fields ->
              select(fields)
                  .from(CAMPAIGN)
                  .where(CAMPAIGN.SLUG.eq(""))
                  .and(CAMPAIGN.REMOVED_AT.isNull()));

  private final Database database;

  public JooqCampaigns(Database database) {
    this.database = database;
  }

  @Override
  public Campaign add(Campaign c) {
    Long id = Rows.idOf(database.sql(), insert(c), CAMPAIGN.ID);
    return get(new CampaignId(Objects.requireNonNull(id)));
  }

  private InsertSetMoreStep<?> insert(Campaign c) {
    return database
        .sql()
        .insertInto(CAMPAIGN)
        .set(CAMPAIGN.SLUG, c.slug())
        .set(CAMPAIGN.NAME, c.name().zh())
        .set(CAMPAIGN.NAME_EN, c.name().en())
        .set(CAMPAIGN.START_ON, c.start())
        .set(CAMPAIGN.DEADLINE_ON, c.deadline())
        .set(CAMPAIGN.TIMEZONE, c.timezone().getId())
        .set(CAMPAIGN.LOCALE, c.language().tag())
        .set(CAMPAIGN.IS_TODAY_COUNTED, c.countToday())
        .set(CAMPAIGN.CALENDAR, c.calendar())
        .set(CAMPAIGN.IS_SAMPLE, c.sample())
        .set(CAMPAIGN.YEAR_FROM_ON, c.yearFrom())
        .set(CAMPAIGN.REVISION, 1);
  }

  @Override
  public Campaign addNumbered(Campaign c) {
    insert(c).set(CAMPAIGN.ID, c.id().value()).execute();
    return get(c.id());
  }

  @Override
  public boolean change(Campaign c) {
    return database
            .sql()
            .update(CAMPAIGN)
            .set(CAMPAIGN.NAME, c.name().zh())
            .set(CAMPAIGN.NAME_EN, c.name().en())
            .set(CAMPAIGN.START_ON, c.start())
            .set(CAMPAIGN.DEADLINE_ON, c.deadline())
            .set(CAMPAIGN.TIMEZONE, c.timezone().getId())
            .set(CAMPAIGN.LOCALE, c.language().tag())
            .set(CAMPAIGN.IS_TODAY_COUNTED, c.countToday())
            .set(CAMPAIGN.CALENDAR, c.calendar())
            .set(CAMPAIGN.YEAR_FROM_ON, c.yearFrom())
            .set(CAMPAIGN.REVISION, c.revision() + 1)
            .set(CAMPAIGN.SETUP_CHANGES, CAMPAIGN.SETUP_CHANGES.plus(1))
            .where(CAMPAIGN.ID.eq(c.id().value()))
            .and(CAMPAIGN.REVISION.eq(c.revision()))
            .execute()
        == 1;
  }

  @Override
  public Optional<Campaign> find(String slug) {
    return BY_SLUG.fetch(database.sql(), slug).stream().findFirst().map(JooqCampaigns::campaign);
  }

  @Override
  public Campaign get(CampaignId id) {
    return database
        .sql()
        .selectFrom(CAMPAIGN)
        .where(CAMPAIGN.ID.eq(id.value()))
        .fetchOptional(JooqCampaigns::campaign)
        .orElseThrow();
  }

  @Override
  public List<Campaign> list(String after, int limit) {
    return database
        .sql()
        .selectFrom(CAMPAIGN)
        .where(CAMPAIGN.SLUG.gt(after))
        .and(CAMPAIGN.REMOVED_AT.isNull())
        .orderBy(CAMPAIGN.SLUG)
        .limit(limit)
        .fetch(JooqCampaigns::campaign);
  }

  @Override
  public Changes changes(CampaignId id) {
    return Plain.first(
            database.sql(),
            CHANGES,
            row -> new Changes(row.getLong(1), row.getLong(2), row.getLong(3)),
            id.value())
        .orElseThrow();
  }

  static Changes changes(Record row) {
    return new Changes(
        Rows.get(row, CAMPAIGN.LEDGER_CHANGES),
        Rows.get(row, CAMPAIGN.PUBLISHED_CHANGES),
        Rows.get(row, CAMPAIGN.SETUP_CHANGES));
  }

  @Override
  public boolean hasFigures(CampaignId campaign) {
    return database.sql().fetchExists(REPORT, REPORT.CAMPAIGN_ID.eq(campaign.value()));
  }

  @Override
  public boolean remove(Campaign c, Instant at) {
    long id = c.id().value();
    var sql = database.sql();
    var schedules = sql.select(SCHEDULE.ID).from(SCHEDULE).where(SCHEDULE.CAMPAIGN_ID.eq(id));
    var channels = sql.select(CHANNEL.ID).from(CHANNEL).where(CHANNEL.CAMPAIGN_ID.eq(id));
    sql.update(DELIVERY)
        .set(DELIVERY.STATE, "SKIPPED")
        .set(DELIVERY.REASON, "the campaign was removed")
        .set(DELIVERY.REASON_ZH, "战役已删除")
        .where(DELIVERY.CHANNEL_ID.in(channels))
        .and(DELIVERY.STATE.eq("PLANNED"))
        .execute();
    sql.deleteFrom(SCHEDULE_CHANNEL).where(SCHEDULE_CHANNEL.SCHEDULE_ID.in(schedules)).execute();
    sql.update(SCHEDULE)
        .set(SCHEDULE.IS_REMOVED, true)
        .where(SCHEDULE.CAMPAIGN_ID.eq(id))
        .execute();
    sql.update(CHANNEL).set(CHANNEL.IS_REMOVED, true).where(CHANNEL.CAMPAIGN_ID.eq(id)).execute();
    sql.deleteFrom(TOKEN_CAMPAIGN).where(TOKEN_CAMPAIGN.CAMPAIGN_ID.eq(id)).execute();
    sql.deleteFrom(GRANT_CAMPAIGN).where(GRANT_CAMPAIGN.CAMPAIGN_ID.eq(id)).execute();
    sql.deleteFrom(INVITATION_CAMPAIGN).where(INVITATION_CAMPAIGN.CAMPAIGN_ID.eq(id)).execute();
    sql.deleteFrom(DEPARTMENT_LINK)
        .where(
            DEPARTMENT_LINK.DEPARTMENT_ID.in(
                sql.select(DEPARTMENT.ID).from(DEPARTMENT).where(DEPARTMENT.CAMPAIGN_ID.eq(id))))
        .execute();
    // The slug is free again; the row needs another.
    return sql.update(CAMPAIGN)
            .set(CAMPAIGN.SLUG, "removed-" + id + "-" + at.toEpochMilli())
            .set(CAMPAIGN.REMOVED_AT, at)
            .set(CAMPAIGN.REVISION, c.revision() + 1)
            .set(CAMPAIGN.SETUP_CHANGES, CAMPAIGN.SETUP_CHANGES.plus(1))
            .where(CAMPAIGN.ID.eq(id))
            .and(CAMPAIGN.REVISION.eq(c.revision()))
            .execute()
        == 1;
  }

  static Campaign campaign(Record row) {
    return new Campaign(
        new CampaignId(Rows.get(row, CAMPAIGN.ID)),
        Rows.get(row, CAMPAIGN.SLUG),
        new Text(Rows.get(row, CAMPAIGN.NAME), Rows.get(row, CAMPAIGN.NAME_EN)),
        Rows.get(row, CAMPAIGN.START_ON),
        Rows.get(row, CAMPAIGN.DEADLINE_ON),
        ZoneId.of(Rows.get(row, CAMPAIGN.TIMEZONE)),
        Language.of(Rows.get(row, CAMPAIGN.LOCALE)),
        Rows.get(row, CAMPAIGN.IS_TODAY_COUNTED),
        Rows.get(row, CAMPAIGN.CALENDAR),
        Rows.get(row, CAMPAIGN.IS_SAMPLE),
        Rows.orNull(row, CAMPAIGN.YEAR_FROM_ON),
        Rows.get(row, CAMPAIGN.REVISION));
  }
}
