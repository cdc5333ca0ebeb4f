package homestretch.core.delivery;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Channels;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Channels: registering, changing, and what becomes of their deliveries. */
public final class ChannelService {
  private final Transactions transactions;
  private final Channels channels;
  private final Outbox outbox;
  private final Notices notices;
  private final Audit audit;
  private final Clock clock;
  private final Supplier<List<String>> livingOn;

  /** Without a platform that keeps boards up to date in place. */
  public ChannelService(
      Transactions transactions,
      Channels channels,
      Outbox outbox,
      Notices notices,
      Audit audit,
      Clock clock) {
    this(transactions, channels, outbox, notices, audit, clock, List::of);
  }

  /**
   * @param livingOn the platforms on which a board can be kept up to date in place
   */
  public ChannelService(
      Transactions transactions,
      Channels channels,
      Outbox outbox,
      Notices notices,
      Audit audit,
      Clock clock,
      Supplier<List<String>> livingOn) {
    this.livingOn = livingOn;
    this.transactions = transactions;
    this.channels = channels;
    this.outbox = outbox;
    this.notices = notices;
    this.audit = audit;
    this.clock = clock;
  }

  public boolean isLivingOffered(String platform) {
    return livingOn.get().contains(platform);
  }

  private void requireOffered(Channel channel) {
    String platform = channel.address().platform();
    if (channel.living() && !isLivingOffered(platform)) {
      throw new Fault.Invalid("living", true, ChannelTexts.notLiving(platform, livingOn.get()));
    }
  }

  public Channel add(Channel channel, Actor actor) {
    requireOffered(channel);
    return transactions.write(
        () -> {
          if (channels.at(channel.address()).isPresent()) {
            throw new Fault.Conflict(ChannelTexts.REGISTERED);
          }
          Channel added = channels.add(channel);
          audit.record(actor, "channel.add", added.address().text(), null, added);
          return added;
        });
  }

  /**
   * @throws Fault.Stale if its revision is not the stored one
   */
  public Channel change(Channel channel, Actor actor) {
    requireOffered(channel);
    return transactions.write(() -> change(get(channel.id()), channel, "channel.change", actor));
  }

  /** Stops posting here until it is resumed. */
  public Channel suspend(ChannelId id, Text reason, Actor actor) {
    return transactions.write(
        () -> {
          Channel before = get(id);
          if (channels.suspend(id, reason)) {
            outbox.end(id, Delivery.State.FAILED, DeliveryTexts.suspended(reason), clock.instant());
            audit.record(actor, "channel.suspend", before.address().text(), before, get(id));
          }
          return get(id);
        });
  }

  /** Posts here again; what is still worth posting is planned again. */
  public Channel resume(ChannelId id, Actor actor) {
    return transactions.write(
        () -> {
          Channel before = get(id);
          if (before.state() == Channel.State.ACTIVE) {
            return before;
          }
          Instant now = clock.instant();
          Channel after = change(before, before.resumed(), "channel.resume", actor);
          outbox.revive(id, now);
          notices.resolve("channel/" + id.value(), now);
          return after;
        });
  }

  /** Takes the channel off all schedules; its deliveries stay listed. */
  public void remove(ChannelId id, Actor actor) {
    transactions.writeAll(
        () -> {
          Channel before = get(id);
          Instant now = clock.instant();
          channels.remove(id);
          outbox.end(id, Delivery.State.SKIPPED, DeliveryTexts.CHANNEL_REMOVED, now);
          notices.resolve("channel/" + id.value(), now);
          audit.record(actor, "channel.remove", before.address().text(), before, null);
        });
  }

  public Channel find(ChannelId id) {
    return transactions.read(() -> get(id));
  }

  /** The same, for one that may not be there. */
  public Optional<Channel> known(ChannelId id) {
    return transactions.read(() -> channels.find(id));
  }

  public List<Channel> list(long after, int limit) {
    return transactions.read(() -> channels.list(after, limit));
  }

  private Channel change(Channel before, Channel wanted, String action, Actor actor) {
    if (!channels.change(wanted)) {
      throw new Fault.Stale();
    }
    Channel after = get(wanted.id());
    audit.record(actor, action, before.address().text(), before, after);
    return after;
  }

  private Channel get(ChannelId id) {
    return channels
        .find(id)
        .orElseThrow(() -> new Fault.NotFound(ChannelTexts.CHANNEL, String.valueOf(id.value())));
  }
}
