package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CHANNEL;

import homestretch.core.campaign.CampaignId;
import homestretch.core.chat.Address;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Channels;
import homestretch.core.text.Language;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** {@link Channels} in SQL. */
public final class JooqChannels implements Channels {
  private final Database database;

  public JooqChannels(Database database) {
    this.database = database;
  }

  @Override
  public Channel add(Channel c) {
    Long id =
        Rows.idOf(
            database.sql(),
            database
                .sql()
                .insertInto(CHANNEL)
                .set(CHANNEL.CAMPAIGN_ID, c.campaign().value())
                .set(CHANNEL.PLATFORM, c.address().platform())
                .set(CHANNEL.ADDRESS, c.address().channel())
                .set(CHANNEL.LOCALE, c.language().tag())
                .set(CHANNEL.TIMEZONE, c.timezone().getId())
                .set(
                    CHANNEL.QUIET_FROM,
                    c.quietHours() == null ? null : c.quietHours().from().toString())
                .set(
                    CHANNEL.QUIET_TO,
                    c.quietHours() == null ? null : c.quietHours().to().toString())
                .set(CHANNEL.DAILY_CAP, c.dailyCap())
                .set(CHANNEL.STATE, c.state().name())
                .set(CHANNEL.REASON, c.reason())
                .set(CHANNEL.REVISION, 1),
            CHANNEL.ID);
    return find(new ChannelId(Objects.requireNonNull(id))).orElseThrow();
  }

  @Override
  public boolean change(Channel c) {
    return database
            .sql()
            .update(CHANNEL)
            .set(CHANNEL.LOCALE, c.language().tag())
            .set(CHANNEL.TIMEZONE, c.timezone().getId())
            .set(
                CHANNEL.QUIET_FROM,
                c.quietHours() == null ? null : c.quietHours().from().toString())
            .set(CHANNEL.QUIET_TO, c.quietHours() == null ? null : c.quietHours().to().toString())
            .set(CHANNEL.DAILY_CAP, c.dailyCap())
            .set(CHANNEL.STATE, c.state().name())
            .set(CHANNEL.REASON, c.reason())
            .set(CHANNEL.REVISION, c.revision() + 1)
            .where(CHANNEL.ID.eq(c.id().value()))
            .and(CHANNEL.REVISION.eq(c.revision()))
            .execute()
        == 1;
  }

  @Override
  public Optional<Channel> find(ChannelId id) {
    return where(CHANNEL.ID.eq(id.value()), 1).stream().findFirst();
  }

  @Override
  public Optional<Channel> at(Address address) {
    return where(
            CHANNEL.PLATFORM.eq(address.platform()).and(CHANNEL.ADDRESS.eq(address.channel())), 1)
        .stream()
        .findFirst();
  }

  @Override
  public List<Channel> ofCampaign(CampaignId campaign) {
    return where(CHANNEL.CAMPAIGN_ID.eq(campaign.value()), Integer.MAX_VALUE);
  }

  @Override
  public List<Channel> list(long after, int limit) {
    return where(CHANNEL.ID.gt(after), limit);
  }

  private List<Channel> where(Condition condition, int limit) {
    return database
        .sql()
        .selectFrom(CHANNEL)
        .where(condition)
        .orderBy(CHANNEL.ID)
        .limit(limit)
        .fetch(JooqChannels::channel);
  }

  private static Channel channel(Record row) {
    @Nullable String from = Rows.orNull(row, CHANNEL.QUIET_FROM);
    @Nullable String to = Rows.orNull(row, CHANNEL.QUIET_TO);
    return new Channel(
        new ChannelId(Rows.get(row, CHANNEL.ID)),
        new CampaignId(Rows.get(row, CHANNEL.CAMPAIGN_ID)),
        new Address(Rows.get(row, CHANNEL.PLATFORM), Rows.get(row, CHANNEL.ADDRESS)),
        Language.of(Rows.get(row, CHANNEL.LOCALE)),
        ZoneId.of(Rows.get(row, CHANNEL.TIMEZONE)),
        from == null || to == null
            ? null
            : new Channel.QuietHours(LocalTime.parse(from), LocalTime.parse(to)),
        Rows.orNull(row, CHANNEL.DAILY_CAP),
        Channel.State.valueOf(Rows.get(row, CHANNEL.STATE)),
        Rows.get(row, CHANNEL.REASON),
        Rows.get(row, CHANNEL.REVISION));
  }
}
