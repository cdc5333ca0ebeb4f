package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CLOSING;

import homestretch.core.audit.Chain;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Closing;
import homestretch.core.campaign.Closings;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.SelectConditionStep;
import org.jspecify.annotations.Nullable;

/** {@link Closings} in SQL. */
public final class JooqClosings implements Closings {
  private static final String HOLD = "select id from campaign where id = ? for no key update";

  /** Only the last closing can stand. */
  private static final String CLOSED =
      "select id from closing where campaign_id = ? and reopened_at is null limit 1";

  private final Database database;

  public JooqClosings(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Closing> standing(CampaignId campaign) {
    return closings(campaign)
        .orderBy(CLOSING.VERSION.desc())
        .limit(1)
        .fetchOptional(JooqClosings::closing)
        .filter(last -> last.reopening() == null);
  }

  @Override
  public List<Closing> all(CampaignId campaign) {
    return closings(campaign).orderBy(CLOSING.VERSION).fetch(JooqClosings::closing);
  }

  /** Without the boards, which can be large. */
  private SelectConditionStep<Record> closings(CampaignId campaign) {
    return database
        .sql()
        .select(CLOSING.fieldStream().filter(f -> !f.equals(CLOSING.BOARD)).toList())
        .from(CLOSING)
        .where(CLOSING.CAMPAIGN_ID.eq(campaign.value()));
  }

  @Override
  public Optional<String> board(CampaignId campaign, int version) {
    return database
        .sql()
        .select(CLOSING.BOARD)
        .from(CLOSING)
        .where(CLOSING.CAMPAIGN_ID.eq(campaign.value()))
        .and(CLOSING.VERSION.eq(version))
        .fetchOptional(row -> Rows.orNull(row, CLOSING.BOARD));
  }

  @Override
  public void hold(CampaignId campaign) {
    // On SQLite whoever writes has the whole database to itself.
    if (database.sql().dialect() != SQLDialect.SQLITE) {
      Plain.read(database.sql(), HOLD, ResultSet::next, campaign.value());
    }
  }

  @Override
  public void seemsOpen(CampaignId campaign) {
    if (Plain.first(database.sql(), CLOSED, row -> true, campaign.value()).isPresent()) {
      Closings.super.seemsOpen(campaign);
    }
  }

  @Override
  public Closing add(Closing c) {
    Rows.changed(database.sql(), c.campaign());
    int version = all(c.campaign()).size() + 1;
    database
        .sql()
        .insertInto(CLOSING)
        .set(CLOSING.CAMPAIGN_ID, c.campaign().value())
        .set(CLOSING.VERSION, version)
        .set(CLOSING.CUT_OFF_ON, c.cutOff())
        .set(CLOSING.OBJECTIONS_UNTIL_ON, c.objectionsUntil())
        .set(CLOSING.FROZEN_AT, c.frozenAt())
        .set(CLOSING.FROZEN_BY, c.frozenBy())
        .execute();
    return all(c.campaign()).getLast();
  }

  @Override
  public void finish(Closing c, String board) {
    Closing.Outcome outcome = Objects.requireNonNull(c.outcome());
    Rows.changed(database.sql(), c.campaign());
    Chain.Head chain = database.sql().connectionResult(sql -> Links.head(sql, false));
    database
        .sql()
        .update(CLOSING)
        .set(CLOSING.CHAIN_LINKS, chain.links())
        .set(CLOSING.CHAIN_DIGEST, chain.digest())
        .set(CLOSING.CLOSED_AT, outcome.at())
        .set(CLOSING.CLOSED_BY, outcome.by())
        .set(CLOSING.CLOSED_EARLY_WHY, outcome.early())
        .set(CLOSING.DIGEST, outcome.digest())
        .set(CLOSING.BOARD, board)
        .where(CLOSING.CAMPAIGN_ID.eq(c.campaign().value()))
        .and(CLOSING.VERSION.eq(c.version()))
        .execute();
  }

  @Override
  public void reopen(Closing c) {
    Closing.Reopening reopening = Objects.requireNonNull(c.reopening());
    Rows.changed(database.sql(), c.campaign());
    database
        .sql()
        .update(CLOSING)
        .set(CLOSING.REOPENED_AT, reopening.at())
        .set(CLOSING.REOPENED_BY, reopening.by())
        .set(CLOSING.REOPENED_WHY, reopening.why())
        .where(CLOSING.CAMPAIGN_ID.eq(c.campaign().value()))
        .and(CLOSING.VERSION.eq(c.version()))
        .execute();
  }

  private static Chain.@Nullable Head chain(Record row) {
    Long links = Rows.orNull(row, CLOSING.CHAIN_LINKS);
    return links == null ? null : new Chain.Head(links, Rows.get(row, CLOSING.CHAIN_DIGEST));
  }

  private static Closing closing(Record row) {
    Instant closedAt = Rows.orNull(row, CLOSING.CLOSED_AT);
    Instant reopenedAt = Rows.orNull(row, CLOSING.REOPENED_AT);
    return new Closing(
        new CampaignId(Rows.get(row, CLOSING.CAMPAIGN_ID)),
        Rows.get(row, CLOSING.VERSION),
        Rows.get(row, CLOSING.CUT_OFF_ON),
        Rows.get(row, CLOSING.OBJECTIONS_UNTIL_ON),
        Rows.get(row, CLOSING.FROZEN_AT),
        Rows.get(row, CLOSING.FROZEN_BY),
        closedAt == null
            ? null
            : new Closing.Outcome(
                closedAt,
                Rows.get(row, CLOSING.CLOSED_BY),
                Rows.get(row, CLOSING.DIGEST),
                Rows.orNull(row, CLOSING.CLOSED_EARLY_WHY),
                chain(row)),
        reopenedAt == null
            ? null
            : new Closing.Reopening(
                reopenedAt,
                Rows.get(row, CLOSING.REOPENED_BY),
                Rows.get(row, CLOSING.REOPENED_WHY)));
  }
}
