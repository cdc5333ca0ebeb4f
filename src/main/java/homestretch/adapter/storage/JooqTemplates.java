package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.TEMPLATE;

import homestretch.core.campaign.CampaignId;
import homestretch.core.text.Text;
import homestretch.core.wording.Templates;
import homestretch.core.wording.Wording;
import java.util.EnumMap;
import java.util.Map;
import org.jooq.Condition;

/** {@link Templates} in SQL. */
public final class JooqTemplates implements Templates {
  private final Database database;

  public JooqTemplates(Database database) {
    this.database = database;
  }

  @Override
  public Map<Wording, Own> of(CampaignId campaign) {
    Map<Wording, Own> own = new EnumMap<>(Wording.class);
    database
        .sql()
        .selectFrom(TEMPLATE)
        .where(TEMPLATE.CAMPAIGN_ID.eq(campaign.value()))
        .forEach(
            row ->
                own.put(
                    Wording.of(Rows.get(row, TEMPLATE.NAME)),
                    new Own(
                        new Text(Rows.get(row, TEMPLATE.BODY), Rows.get(row, TEMPLATE.BODY_EN)),
                        Rows.get(row, TEMPLATE.REVISION))));
    return own;
  }

  @Override
  public boolean put(CampaignId campaign, Wording wording, Text text, int revision) {
    if (revision == 0) {
      return database
              .sql()
              .insertInto(TEMPLATE)
              .set(TEMPLATE.CAMPAIGN_ID, campaign.value())
              .set(TEMPLATE.NAME, wording.code())
              .set(TEMPLATE.BODY, text.zh())
              .set(TEMPLATE.BODY_EN, text.en())
              .set(TEMPLATE.REVISION, 1)
              .onConflictDoNothing()
              .execute()
          == 1;
    }
    return database
            .sql()
            .update(TEMPLATE)
            .set(TEMPLATE.BODY, text.zh())
            .set(TEMPLATE.BODY_EN, text.en())
            .set(TEMPLATE.REVISION, revision + 1)
            .where(is(campaign, wording))
            .and(TEMPLATE.REVISION.eq(revision))
            .execute()
        == 1;
  }

  @Override
  public boolean remove(CampaignId campaign, Wording wording) {
    return database.sql().deleteFrom(TEMPLATE).where(is(campaign, wording)).execute() == 1;
  }

  private static Condition is(CampaignId campaign, Wording wording) {
    return TEMPLATE.CAMPAIGN_ID.eq(campaign.value()).and(TEMPLATE.NAME.eq(wording.code()));
  }
}
