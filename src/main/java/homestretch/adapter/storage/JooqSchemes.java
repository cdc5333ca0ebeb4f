package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.SCHEME;

import homestretch.core.campaign.CampaignId;
import homestretch.core.score.Scheme;
import homestretch.core.score.Schemes;
import java.time.LocalDate;
import java.util.List;
import org.jooq.Record;

/** {@link Schemes} in SQL; a campaign without a row has the standard scheme as version 1. */
public final class JooqSchemes implements Schemes {
  private final Database database;

  public JooqSchemes(Database database) {
    this.database = database;
  }

  @Override
  public Scheme add(CampaignId campaign, Scheme s) {
    int version = versions(campaign).stream().mapToInt(Scheme::version).max().orElse(0) + 1;
    database
        .sql()
        .insertInto(SCHEME)
        .set(SCHEME.CAMPAIGN_ID, campaign.value())
        .set(SCHEME.VERSION, version)
        .set(SCHEME.FROM_ON, s.from())
        .set(SCHEME.GREEN_ABOVE_POINTS, s.greenAbove())
        .set(SCHEME.YELLOW_FROM_POINTS, s.yellowFrom())
        .set(SCHEME.ORDERED_BY, s.order().name())
        .set(SCHEME.TIE_RULE, s.tieRule().name())
        .set(SCHEME.MISSING, s.missing().name())
        .set(SCHEME.DISCLOSURE, s.disclosure().name())
        .execute();
    return versions(campaign).getLast();
  }

  @Override
  public Scheme on(CampaignId campaign, LocalDate day) {
    List<Scheme> versions = versions(campaign);
    return versions.stream()
        .filter(s -> !s.from().isAfter(day))
        .reduce((earlier, later) -> later)
        .orElseGet(() -> versions.isEmpty() ? Scheme.standard(day) : versions.getFirst());
  }

  private List<Scheme> versions(CampaignId campaign) {
    return database
        .sql()
        .selectFrom(SCHEME)
        .where(SCHEME.CAMPAIGN_ID.eq(campaign.value()))
        .orderBy(SCHEME.VERSION)
        .fetch(JooqSchemes::scheme);
  }

  private static Scheme scheme(Record row) {
    return new Scheme(
        Rows.get(row, SCHEME.VERSION),
        Rows.get(row, SCHEME.FROM_ON),
        Rows.get(row, SCHEME.GREEN_ABOVE_POINTS),
        Rows.get(row, SCHEME.YELLOW_FROM_POINTS),
        Scheme.Order.valueOf(Rows.get(row, SCHEME.ORDERED_BY)),
        Scheme.TieRule.valueOf(Rows.get(row, SCHEME.TIE_RULE)),
        Scheme.Missing.valueOf(Rows.get(row, SCHEME.MISSING)),
        Scheme.Disclosure.valueOf(Rows.get(row, SCHEME.DISCLOSURE)));
  }
}
