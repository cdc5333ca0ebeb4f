package homestretch.core.delivery;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.CampaignId;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Chat;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the platforms once an hour whether posts get to every channel. Where they cannot, a notice
 * says why before a post fails for it; a channel that a refused post had suspended is resumed once
 * nothing stands in the way, while one that a person suspended stays so.
 */
public final class ChannelWatch {
  private static final Logger log = LoggerFactory.getLogger(ChannelWatch.class);
  private static final Duration EVERY = Duration.ofHours(1);

  /** A platform that is away for less is no news. */
  private static final Duration OUT_OF_REACH = Duration.ofMinutes(5);

  private final Transactions transactions;
  private final Channels channels;
  private final Notices notices;
  private final ChannelService service;
  private final Deliverer deliverer;
  private final List<Chat> chats;
  private final Clock clock;

  private @Nullable Instant looked;

  /** Since when platforms are out of reach, as far as this node knows. */
  private final Map<String, Instant> out = new HashMap<>();

  private boolean lost;

  public ChannelWatch(
      Transactions transactions,
      Channels channels,
      Notices notices,
      ChannelService service,
      Deliverer deliverer,
      List<Chat> chats,
      Clock clock) {
    this.transactions = transactions;
    this.channels = channels;
    this.notices = notices;
    this.service = service;
    this.deliverer = deliverer;
    this.chats = chats;
    this.clock = clock;
  }

  /** Looks at once: a platform has told that something is lost. */
  public void lookNow() {
    synchronized (this) {
      looked = null;
      lost = true;
    }
    look();
  }

  /** Tells of platforms that are out of reach for long, or have told so themselves. */
  private void platforms(Instant now) {
    List<Channel> all = transactions.read(() -> channels.list(0, Integer.MAX_VALUE));
    for (Chat chat : chats) {
      String subject = "platform/" + chat.platform();
      Optional<Text> trouble = chat.trouble();
      if (trouble.isEmpty()) {
        if (out.remove(chat.platform()) != null) {
          transactions.writeAll(() -> notices.resolve(subject, now));
        }
        continue;
      }
      Instant since = out.computeIfAbsent(chat.platform(), p -> now);
      if (!lost && now.isBefore(since.plus(OUT_OF_REACH))) {
        continue;
      }
      Text why = trouble.get();
      Set<CampaignId> concerned =
          all.stream()
              .filter(c -> c.address().platform().equals(chat.platform()))
              .map(Channel::campaign)
              .collect(Collectors.toSet());
      transactions.writeAll(
          () ->
              concerned.forEach(
                  campaign ->
                      notices.raise(
                          campaign,
                          subject,
                          new Text(
                              chat.platform() + " 连接不上，播报和命令都到不了：" + why.zh(),
                              "No connection to "
                                  + chat.platform()
                                  + ", neither posts nor commands get through: "
                                  + why.en()),
                          now)));
    }
    lost = false;
  }

  /** Looks, if the last look was an hour ago; at platforms each time. */
  public synchronized void look() {
    Instant now = clock.instant();
    platforms(now);
    if (looked != null && now.isBefore(looked.plus(EVERY))) {
      return;
    }
    looked = now;
    List<Channel> all = transactions.read(() -> channels.list(0, Integer.MAX_VALUE));
    Set<String> open =
        transactions.read(() -> notices.list(true, Long.MAX_VALUE, Integer.MAX_VALUE)).stream()
            .map(Notice::subject)
            .collect(Collectors.toSet());
    for (Channel channel : all) {
      chats.stream()
          .filter(chat -> chat.platform().equals(channel.address().platform()))
          // A platform out of reach cannot tell, and says so itself.
          .filter(chat -> chat.trouble().isEmpty())
          .findFirst()
          .ifPresent(chat -> look(channel, chat.unreachable(channel.address()), open));
    }
  }

  private void look(Channel channel, Optional<Text> unreachable, Set<String> open) {
    String subject = "unreachable/" + channel.id().value();
    if (unreachable.isPresent()) {
      if (channel.state() == Channel.State.ACTIVE && !open.contains(subject)) {
        Text text = text(channel, unreachable.get());
        transactions.write(() -> notices.raise(channel.campaign(), subject, text, clock.instant()));
        log.warn("{}", text.en());
      }
      return;
    }
    if (open.contains(subject)) {
      transactions.writeAll(() -> notices.resolve(subject, clock.instant()));
    }
    // Only a refused post leaves such a notice; a person who suspends a channel means it.
    if (channel.state() == Channel.State.SUSPENDED
        && open.contains("channel/" + channel.id().value())) {
      service.resume(channel.id(), Actor.SYSTEM);
      deliverer.deliverNow(Set.of(channel.id()));
      log.info("{} is posted to again", channel.address());
    }
  }

  private static Text text(Channel channel, Text why) {
    String where = channel.address().platform() + " " + channel.address().channel();
    return new Text(
        "播报发不到频道 " + where + "：" + why.zh() + "。处理好后会自动恢复。",
        "Posts cannot get to the channel "
            + where
            + ": "
            + why.en()
            + ". Once that is mended they go on by themselves.");
  }
}
