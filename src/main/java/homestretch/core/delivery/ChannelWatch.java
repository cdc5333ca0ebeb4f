package homestretch.core.delivery;

import homestretch.core.audit.Actor;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Chat;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  private final Transactions transactions;
  private final Channels channels;
  private final Notices notices;
  private final ChannelService service;
  private final Deliverer deliverer;
  private final List<Chat> chats;
  private final Clock clock;

  private @Nullable Instant looked;

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

  /** Looks, if the last look was an hour ago. */
  public void look() {
    Instant now = clock.instant();
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
