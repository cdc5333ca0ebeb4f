package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.PUBLISHED;
import static org.jooq.impl.DSL.max;

import homestretch.core.audit.Chain;
import homestretch.core.board.Publications;
import homestretch.core.campaign.CampaignId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jooq.Condition;

/** {@link Publications} in SQL. */
public final class JooqPublications implements Publications {
  private static final String COUNT =
      "update campaign set published_changes = published_changes + 1 where id = ?";

  private static final String BEFORE =
      "select board_on, published_at from published where campaign_id = ? and board_on < ?"
          + " order by board_on desc, id desc limit 1";

  private final Database database;

  public JooqPublications(Database database) {
    this.database = database;
  }

  @Override
  public void add(CampaignId campaign, Publication publication) {
    Chain.Head chain = publication.chain();
    database
        .sql()
        .insertInto(PUBLISHED)
        .set(PUBLISHED.CAMPAIGN_ID, campaign.value())
        .set(PUBLISHED.BOARD_ON, publication.on())
        .set(PUBLISHED.PUBLISHED_AT, publication.at())
        .set(PUBLISHED.CHAIN_LINKS, chain == null ? null : chain.links())
        .set(PUBLISHED.CHAIN_DIGEST, chain == null ? null : chain.digest())
        .execute();
    Plain.execute(database.sql(), COUNT, campaign.value());
  }

  @Override
  public Optional<Publication> before(CampaignId campaign, LocalDate on) {
    return Plain.first(
        database.sql(),
        BEFORE,
        row ->
            new Publication(
                LocalDate.parse(Plain.text(row, 1)), Instant.ofEpochMilli(row.getLong(2))),
        campaign.value(),
        on.toString());
  }

  @Override
  public Optional<Publication> upTo(CampaignId campaign, LocalDate on) {
    return last(campaign, PUBLISHED.BOARD_ON.le(on));
  }

  private Optional<Publication> last(CampaignId campaign, Condition of) {
    return database
        .sql()
        .selectFrom(PUBLISHED)
        .where(PUBLISHED.CAMPAIGN_ID.eq(campaign.value()))
        .and(of)
        .orderBy(PUBLISHED.BOARD_ON.desc(), PUBLISHED.ID.desc())
        .limit(1)
        .fetchOptional(
            row ->
                new Publication(
                    Rows.get(row, PUBLISHED.BOARD_ON), Rows.get(row, PUBLISHED.PUBLISHED_AT)));
  }

  @Override
  public Optional<LocalDate> latest(CampaignId campaign) {
    return database
        .sql()
        .select(max(PUBLISHED.BOARD_ON))
        .from(PUBLISHED)
        .where(PUBLISHED.CAMPAIGN_ID.eq(campaign.value()))
        .fetchOptional(max(PUBLISHED.BOARD_ON));
  }
}
