package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CHANNEL;
import static homestretch.adapter.storage.generated.Tables.SCHEDULE_CHANNEL;

import homestretch.core.campaign.CampaignId;
import homestretch.core.chat.Address;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Channels;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
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
                .set(values(c))
                .set(CHANNEL.CAMPAIGN_ID, c.campaign().value())
                .set(CHANNEL.PLATFORM, c.address().platform())
                .set(CHANNEL.ADDRESS, c.address().channel())
                .set(CHANNEL.IS_REMOVED, false)
                .set(CHANNEL.REVISION, 1)
                .onConflict(CHANNEL.PLATFORM, CHANNEL.ADDRESS)
                .doUpdate()
                .set(values(c))
                .set(CHANNEL.CAMPAIGN_ID, c.campaign().value())
                .set(CHANNEL.IS_REMOVED, false)
                .set(CHANNEL.REVISION, CHANNEL.REVISION.plus(1))
                .where(CHANNEL.IS_REMOVED.isTrue()),
            CHANNEL.ID);
    return find(new ChannelId(Objects.requireNonNull(id))).orElseThrow();
  }

  private static Map<Field<?>, @Nullable Object> values(Channel c) {
    Map<Field<?>, @Nullable Object> values = new LinkedHashMap<>();
    Channel.QuietHours quiet = c.quietHours();
    values.put(CHANNEL.LOCALE, c.language().tag());
    values.put(CHANNEL.TIMEZONE, c.timezone().getId());
    values.put(CHANNEL.QUIET_FROM, quiet == null ? null : quiet.from().toString());
    values.put(CHANNEL.QUIET_TO, quiet == null ? null : quiet.to().toString());
    values.put(CHANNEL.DAILY_CAP, c.dailyCap());
    values.put(CHANNEL.IS_LIVING, c.living());
    values.put(CHANNEL.IS_ILLUSTRATED, c.pictures());
    values.put(CHANNEL.PURPOSE, c.purpose().name());
    values.put(CHANNEL.STATE, c.state().name());
    values.put(CHANNEL.REASON, c.reason().en());
    values.put(CHANNEL.REASON_ZH, c.reason().zh());
    return values;
  }

  @Override
  public boolean change(Channel c) {
    return database
            .sql()
            .update(CHANNEL)
            .set(values(c))
            .set(CHANNEL.REVISION, c.revision() + 1)
            .where(CHANNEL.ID.eq(c.id().value()))
            .and(CHANNEL.REVISION.eq(c.revision()))
            .execute()
        == 1;
  }

  @Override
  public boolean suspend(ChannelId id, Text reason) {
    return database
            .sql()
            .update(CHANNEL)
            .set(CHANNEL.STATE, Channel.State.SUSPENDED.name())
            .set(CHANNEL.REASON, reason.en())
            .set(CHANNEL.REASON_ZH, reason.zh())
            .set(CHANNEL.REVISION, CHANNEL.REVISION.plus(1))
            .where(CHANNEL.ID.eq(id.value()))
            .and(CHANNEL.STATE.eq(Channel.State.ACTIVE.name()))
            .execute()
        == 1;
  }

  @Override
  public void remove(ChannelId id) {
    database
        .sql()
        .update(CHANNEL)
        .set(CHANNEL.IS_REMOVED, true)
        .set(CHANNEL.REVISION, CHANNEL.REVISION.plus(1))
        .where(CHANNEL.ID.eq(id.value()))
        .execute();
    database
        .sql()
        .deleteFrom(SCHEDULE_CHANNEL)
        .where(SCHEDULE_CHANNEL.CHANNEL_ID.eq(id.value()))
        .execute();
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
        .and(CHANNEL.IS_REMOVED.isFalse())
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
        Rows.get(row, CHANNEL.IS_LIVING),
        Rows.get(row, CHANNEL.IS_ILLUSTRATED),
        Channel.Purpose.valueOf(Rows.get(row, CHANNEL.PURPOSE)),
        Channel.State.valueOf(Rows.get(row, CHANNEL.STATE)),
        new Text(Rows.get(row, CHANNEL.REASON_ZH), Rows.get(row, CHANNEL.REASON)),
        Rows.get(row, CHANNEL.REVISION));
  }
}
