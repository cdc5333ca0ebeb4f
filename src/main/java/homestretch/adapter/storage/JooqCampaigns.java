package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CAMPAIGN;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Campaigns;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.InsertSetMoreStep;
import org.jooq.Record;

/** {@link Campaigns} in SQL. */
public final class JooqCampaigns implements Campaigns {
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
    return database
        .sql()
        .selectFrom(CAMPAIGN)
        .where(CAMPAIGN.SLUG.eq(slug))
        .fetchOptional(JooqCampaigns::campaign);
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
        .orderBy(CAMPAIGN.SLUG)
        .limit(limit)
        .fetch(JooqCampaigns::campaign);
  }

  @Override
  public Changes changes(CampaignId id) {
    return database
        .sql()
        .select(CAMPAIGN.LEDGER_CHANGES, CAMPAIGN.SETUP_CHANGES)
        .from(CAMPAIGN)
        .where(CAMPAIGN.ID.eq(id.value()))
        .fetchSingle(
            row ->
                new Changes(
                    Rows.get(row, CAMPAIGN.LEDGER_CHANGES), Rows.get(row, CAMPAIGN.SETUP_CHANGES)));
  }

  private static Campaign campaign(Record row) {
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
