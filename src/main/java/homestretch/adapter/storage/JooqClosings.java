package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CLOSING;

import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Closing;
import homestretch.core.campaign.Closings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/** {@link Closings} in SQL. */
public final class JooqClosings implements Closings {
  private final Database database;

  public JooqClosings(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Closing> standing(CampaignId campaign) {
    List<Closing> all = all(campaign);
    return all.isEmpty() || all.getLast().reopening() != null
        ? Optional.empty()
        : Optional.of(all.getLast());
  }

  @Override
  public List<Closing> all(CampaignId campaign) {
    return database
        .sql()
        .selectFrom(CLOSING)
        .where(CLOSING.CAMPAIGN_ID.eq(campaign.value()))
        .orderBy(CLOSING.VERSION)
        .fetch(JooqClosings::closing);
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
  public void change(Closing c) {
    Rows.changed(database.sql(), c.campaign());
    Closing.Outcome outcome = c.outcome();
    Closing.Reopening reopening = c.reopening();
    database
        .sql()
        .update(CLOSING)
        .set(CLOSING.CLOSED_AT, outcome == null ? null : outcome.at())
        .set(CLOSING.CLOSED_BY, outcome == null ? null : outcome.by())
        .set(CLOSING.DIGEST, outcome == null ? null : outcome.digest())
        .set(CLOSING.BOARD, outcome == null ? null : outcome.board())
        .set(CLOSING.REOPENED_AT, reopening == null ? null : reopening.at())
        .set(CLOSING.REOPENED_BY, reopening == null ? null : reopening.by())
        .set(CLOSING.REOPENED_WHY, reopening == null ? null : reopening.why())
        .where(CLOSING.CAMPAIGN_ID.eq(c.campaign().value()))
        .and(CLOSING.VERSION.eq(c.version()))
        .execute();
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
                Rows.get(row, CLOSING.BOARD)),
        reopenedAt == null
            ? null
            : new Closing.Reopening(
                reopenedAt,
                Rows.get(row, CLOSING.REOPENED_BY),
                Rows.get(row, CLOSING.REOPENED_WHY)));
  }
}
