package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CHANNEL;
import static homestretch.adapter.storage.generated.Tables.DELIVERY;
import static homestretch.adapter.storage.generated.Tables.NOTICE;
import static org.jooq.impl.DSL.selectOne;

import homestretch.core.campaign.CampaignId;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.delivery.Notice;
import homestretch.core.delivery.NoticeId;
import homestretch.core.delivery.Notices;
import homestretch.core.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** {@link Notices} in SQL. */
public final class JooqNotices implements Notices {
  private final Database database;

  public JooqNotices(Database database) {
    this.database = database;
  }

  @Override
  public boolean raise(CampaignId campaign, String subject, Text text, Instant at) {
    return database
            .sql()
            .insertInto(NOTICE)
            .set(NOTICE.CAMPAIGN_ID, campaign.value())
            .set(NOTICE.SUBJECT, subject)
            .set(NOTICE.BODY, text.zh())
            .set(NOTICE.BODY_EN, text.en())
            .set(NOTICE.RAISED_AT, at)
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  @Override
  public void resolve(String subject, Instant at) {
    database
        .sql()
        .update(NOTICE)
        .set(NOTICE.RESOLVED_AT, at)
        .where(NOTICE.SUBJECT.eq(subject))
        .and(NOTICE.RESOLVED_AT.isNull())
        .execute();
  }

  @Override
  public Optional<Notice> find(NoticeId id) {
    return database
        .sql()
        .selectFrom(NOTICE)
        .where(NOTICE.ID.eq(id.value()))
        .fetchOptional(JooqNotices::notice);
  }

  @Override
  public List<Notice> list(boolean openOnly, long before, int limit) {
    return database
        .sql()
        .selectFrom(NOTICE)
        .where(NOTICE.ID.lt(before))
        .and(openOnly ? NOTICE.RESOLVED_AT.isNull() : DSL.trueCondition())
        .orderBy(NOTICE.ID.desc())
        .limit(limit)
        .fetch(JooqNotices::notice);
  }

  @Override
  public List<Untold> untold() {
    return database
        .sql()
        .select(NOTICE.fields())
        .select(CHANNEL.ID)
        .from(NOTICE)
        .join(CHANNEL)
        .on(CHANNEL.CAMPAIGN_ID.eq(NOTICE.CAMPAIGN_ID))
        .where(NOTICE.RESOLVED_AT.isNull())
        .and(CHANNEL.PURPOSE.eq(Channel.Purpose.ADMINISTRATORS.name()))
        .and(CHANNEL.STATE.eq(Channel.State.ACTIVE.name()))
        .and(CHANNEL.IS_REMOVED.isFalse())
        .andNotExists(
            selectOne()
                .from(DELIVERY)
                .where(DELIVERY.NOTICE_ID.eq(NOTICE.ID))
                .and(DELIVERY.CHANNEL_ID.eq(CHANNEL.ID)))
        .orderBy(NOTICE.ID)
        .fetch(row -> new Untold(notice(row), new ChannelId(Rows.get(row, CHANNEL.ID))));
  }

  private static Notice notice(Record row) {
    return new Notice(
        new NoticeId(Rows.get(row, NOTICE.ID)),
        new CampaignId(Rows.get(row, NOTICE.CAMPAIGN_ID)),
        Rows.get(row, NOTICE.SUBJECT),
        new Text(Rows.get(row, NOTICE.BODY), Rows.get(row, NOTICE.BODY_EN)),
        Rows.get(row, NOTICE.RAISED_AT),
        Rows.orNull(row, NOTICE.RESOLVED_AT));
  }
}
