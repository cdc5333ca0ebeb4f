package homestretch.core.living;

import homestretch.core.board.Boards;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns;
import homestretch.core.campaign.Campaigns.Changes;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Chat;
import homestretch.core.chat.Lasting;
import homestretch.core.chat.talk.Fitting;
import homestretch.core.delivery.Notices;
import homestretch.core.store.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the living boards up to date: sees which channels' boards have changed and when it is time
 * to say so. Figures that come one after another make one edit, and a channel is edited once a
 * minute at most.
 */
public final class LivingRound {
  /** Nobody else takes a board in hand for so long: longer than any platform is waited for. */
  private static final Duration IN_HAND = Duration.ofMinutes(5);

  /** The figures must have been still for so long, as they often come several together. */
  private static final Duration STILL = Duration.ofSeconds(5);

  private static final Duration BETWEEN_EDITS = Duration.ofMinutes(1);

  private final Transactions transactions;
  private final LivingBoards living;
  private final Campaigns campaigns;
  private final Channels channels;
  private final Notices notices;
  private final Boards boards;
  private final List<Chat> chats;
  private final Fitting fitting;
  private final Clock clock;

  /**
   * What was read for a campaign in one language.
   *
   * @param changes before it was read
   */
  private record Kept(Changes changes, LocalDate today, LivingContent content) {}

  private final Map<String, Kept> kept = new HashMap<>();

  private record Seen(String digest, Instant since) {}

  /** What each channel's board would say, and since when; of this node only. */
  private final Map<ChannelId, Seen> seen = new HashMap<>();

  public LivingRound(
      Transactions transactions,
      LivingBoards living,
      Campaigns campaigns,
      Channels channels,
      Notices notices,
      Boards boards,
      List<Chat> chats,
      Fitting fitting,
      Clock clock) {
    this.transactions = transactions;
    this.living = living;
    this.campaigns = campaigns;
    this.channels = channels;
    this.notices = notices;
    this.boards = boards;
    this.chats = chats;
    this.fitting = fitting;
    this.clock = clock;
  }

  /** One look at every channel that wants such a board; waits for the platforms. */
  public synchronized void look() {
    for (Channel channel : transactions.read(() -> channels.list(0, Integer.MAX_VALUE))) {
      if (channel.living() && channel.state() == Channel.State.ACTIVE) {
        Chat chat = chat(channel).orElse(null);
        if (chat != null && chat.trouble().isEmpty() && chat.postsFromHere()) {
          look(channel, chat);
        }
      }
    }
  }

  private Optional<Chat> chat(Channel channel) {
    return chats.stream()
        .filter(c -> c.platform().equals(channel.address().platform()))
        .filter(c -> c.lasting().isPresent())
        .findFirst();
  }

  /** The same as at the last look where nothing has changed: it is not scored again. */
  LivingContent content(Channel channel) {
    Campaign campaign = transactions.read(() -> campaigns.get(channel.campaign()));
    LocalDate today = campaign.today(clock);
    // Asked first: what is read after may be newer, and then counts as changed at the next look.
    Changes changes = boards.changes(campaign);
    String key = campaign.id().value() + channel.language().tag();
    Kept known = kept.get(key);
    if (known == null || !known.changes.equals(changes) || !known.today.equals(today)) {
      known =
          new Kept(
              changes,
              today,
              LivingContent.of(
                  boards.leaderboard(campaign, today, null, null, null), channel.language()));
      kept.put(key, known);
    }
    return known.content;
  }

  private void look(Channel channel, Chat chat) {
    LivingContent content = content(channel);
    Instant now = clock.instant();
    LivingBoard before = transactions.read(() -> living.find(channel.id())).orElse(null);
    String week = week(content.board().on());
    if (before != null
        && before.shown().equals(content.digest())
        && before.ranks().equals(content.ranks())
        && (before.week().equals(week) && before.thread() != null || !threads(chat))) {
      return;
    }
    if (before != null && before.message() != null && !isTime(channel, content, before, now)) {
      return;
    }
    LivingBoard held =
        transactions.write(() -> living.hold(channel.id(), now, now.plus(IN_HAND))).orElse(null);
    if (held == null) {
      return;
    }
    // An answer that was lost leaves it in hand: until then the message may be under way.
    Instant until = now.plus(IN_HAND).minusSeconds(30);
    LivingWork work =
        new LivingWork(
            transactions,
            living,
            notices,
            fitting,
            channel,
            chat,
            content,
            now,
            () -> clock.instant().isBefore(until));
    if (work.go(held, week)) {
      transactions.writeAll(() -> living.release(channel.id()));
    }
  }

  private static boolean threads(Chat chat) {
    return chat.lasting().filter(Lasting::hasThreads).isPresent();
  }

  private boolean isTime(Channel channel, LivingContent content, LivingBoard board, Instant now) {
    Seen last = seen.get(channel.id());
    if (last == null || !last.digest.equals(content.digest())) {
      last = new Seen(content.digest(), now);
      seen.put(channel.id(), last);
    }
    Instant edited = board.editedAt();
    boolean paced = edited == null || !now.isBefore(edited.plus(BETWEEN_EDITS));
    boolean still = !now.isBefore(last.since.plus(STILL));
    // Figures that never stop coming must not keep it old.
    boolean old = edited != null && !now.isBefore(edited.plus(BETWEEN_EDITS.multipliedBy(2)));
    return paced && (still || old);
  }

  private static String week(LocalDate day) {
    return day.get(IsoFields.WEEK_BASED_YEAR) + "-W" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }
}
