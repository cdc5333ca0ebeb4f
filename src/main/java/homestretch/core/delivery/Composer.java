package homestretch.core.delivery;

import homestretch.core.audit.Chain;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Image;
import homestretch.core.chat.Moment;
import homestretch.core.chat.Post;
import homestretch.core.news.Events;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.ScheduleId;
import homestretch.core.schedule.Schedules;
import homestretch.core.store.Transactions;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the message of a delivery says. */
final class Composer {
  /** A post that somebody has made this long after its time speaks of the day it is made on. */
  static final Duration NIGHT = Duration.ofHours(3);

  private final Transactions transactions;
  private final Outbox outbox;
  private final Notices notices;
  private final Schedules schedules;
  private final Campaigns campaigns;
  private final Posts posts;
  private final PracticePost practices;

  Composer(
      Transactions transactions,
      Outbox outbox,
      Notices notices,
      Schedules schedules,
      Campaigns campaigns,
      Posts posts,
      PracticePost practices) {
    this.practices = practices;
    this.transactions = transactions;
    this.outbox = outbox;
    this.notices = notices;
    this.schedules = schedules;
    this.campaigns = campaigns;
    this.posts = posts;
  }

  /**
   * A schedule's post.
   *
   * @param readAt what was entered later is not in it
   * @param chain where ledger and audit stood, said under a board; null: not said
   */
  record Content(
      Posts.Written written,
      Campaign campaign,
      LocalDate on,
      Instant readAt,
      Chain.@Nullable Head chain,
      Events.Occasion occasion) {
    /** Of a message that stands already, nobody knows what it says of the chain. */
    private Content withoutChain() {
      return new Content(written, campaign, on, readAt, null, occasion);
    }
  }

  /**
   * What posts of one sweep say, so that five hundred channels do not score it five hundred times.
   */
  static final class Sweep {
    private record Key(
        Events.Occasion occasion, LocalDate on, Language language, boolean withBoard) {}

    private record Pictured(Content content, Language language) {}

    private final Once<Key, Content> contents = new Once<>();
    private final Once<Pictured, Optional<Image>> pictures = new Once<>();
    private final Set<Content> published = ConcurrentHashMap.newKeySet();

    /** Drawn once for all channels of a language; null: the post carries no board. */
    private @Nullable Image picture(Content content, Language language, Posts posts) {
      return pictures
          .get(new Pictured(content, language), () -> posts.picture(content.written, language))
          .orElse(null);
    }

    /** True for the first of the channels that a board was posted in. */
    boolean isFirst(Content content) {
      return content.written.carriesBoard() && published.add(content);
    }

    /** It could not be written down that the first has posted it: another may. */
    void isFirstNoMore(Content content) {
      published.remove(content);
    }
  }

  /** Made by the first who asks; the others wait for it, or try themselves if it fails. */
  private static final class Once<K, V> {
    private final Map<K, CompletableFuture<V>> made = new ConcurrentHashMap<>();

    V get(K key, Supplier<V> make) {
      CompletableFuture<V> mine = new CompletableFuture<>();
      CompletableFuture<V> known = made.putIfAbsent(key, mine);
      if (known != null) {
        try {
          return known.join();
        } catch (CompletionException e) {
          return make.get();
        }
      }
      try {
        mine.complete(make.get());
      } catch (RuntimeException | Error e) {
        made.remove(key, mine);
        mine.completeExceptionally(e);
        throw e;
      }
      return mine.join();
    }
  }

  /** What became of composing. */
  sealed interface Composed {}

  /**
   * @param content null: of no schedule
   */
  record Ready(Delivery delivery, Post post, @Nullable Content content) implements Composed {}

  /** It ends without being posted. */
  record Unwanted(Delivery delivery, Delivery.State state, Text reason) implements Composed {}

  /**
   * @param mayStand whether it may stand in the channel: then it is sent again as it was
   */
  Composed compose(Delivery delivery, Channel channel, Instant now, boolean mayStand, Sweep sweep) {
    boolean worthless = delivery.isExpired(now) && !mayStand;
    return switch (delivery.subject()) {
      case Delivery.Subject.Noticed(NoticeId id) -> {
        Notice notice = transactions.read(() -> notices.find(id).orElseThrow());
        yield new Ready(delivery, post(notice, channel.language()), null);
      }
      case Delivery.Subject.Shared(long practice) ->
          worthless ? closed(delivery) : practice(delivery, practice, channel, mayStand);
      case Delivery.Subject.Scheduled(ScheduleId schedule) ->
          worthless
              ? closed(delivery)
              : scheduled(delivery, schedule, channel, now, mayStand, sweep);
    };
  }

  private static Unwanted closed(Delivery delivery) {
    return new Unwanted(
        delivery,
        delivery.attempts() > 0 ? Delivery.State.FAILED : Delivery.State.MISSED,
        delivery.reason().en().isEmpty() ? DeliveryTexts.WINDOW_CLOSED : delivery.reason());
  }

  private Composed practice(Delivery delivery, long practice, Channel channel, boolean mayStand) {
    Optional<Post> post = practices.of(channel.campaign(), practice, channel.language());
    if (post.isEmpty() && mayStand) {
      throw new IllegalStateException("the approval of the practice is gone");
    }
    return post.<Composed>map(words -> new Ready(delivery, words, null))
        .orElseGet(
            () -> new Unwanted(delivery, Delivery.State.SKIPPED, DeliveryTexts.PRACTICE_WITHDRAWN));
  }

  private Composed scheduled(
      Delivery delivery,
      ScheduleId id,
      Channel channel,
      Instant now,
      boolean mayStand,
      Sweep sweep) {
    Schedule schedule = transactions.read(() -> schedules.find(id)).orElse(null);
    if (schedule == null) {
      if (mayStand) {
        throw new IllegalStateException("the schedule is gone");
      }
      return new Unwanted(delivery, Delivery.State.SKIPPED, DeliveryTexts.SCHEDULE_REMOVED);
    }
    Optional<Delivery> last = last(delivery, schedule);
    Content content = content(delivery, schedule, last, channel, now, sweep);
    if (schedule.onlyIfChanged()
        && !mayStand
        && !content.written().isDue()
        && last.isPresent()
        && content.written().digest().equals(last.get().digest())) {
      return new Unwanted(delivery, Delivery.State.SKIPPED, DeliveryTexts.UNCHANGED);
    }
    Post post = content.written().post();
    Chain.Head chain = content.chain();
    if (chain != null) {
      post = post.footed(DeliveryTexts.seal(chain.shown()).in(channel.language()));
    }
    if (channel.pictures()) {
      post = post.showing(sweep.picture(content, channel.language(), posts));
    }
    if (isLate(channel.awake(delivery.plannedAt()), now)) {
      String planned = Moment.in(schedule.timezone(), delivery.plannedAt());
      post = post.with(DeliveryTexts.postedLate(planned).in(channel.language()));
    }
    return new Ready(delivery, post, content);
  }

  /**
   * The board in a message that was posted before anybody could write it down; empty if there is
   * none in it.
   *
   * @param posted when it was
   */
  Optional<Content> board(Delivery delivery, Channel channel, Instant posted) {
    ScheduleId schedule = delivery.schedule();
    if (schedule == null) {
      return Optional.empty();
    }
    return transactions
        .read(() -> schedules.find(schedule))
        .map(s -> content(delivery, s, last(delivery, s), channel, posted, new Sweep()))
        .filter(content -> content.written().carriesBoard())
        .map(Content::withoutChain);
  }

  private Optional<Delivery> last(Delivery delivery, Schedule schedule) {
    return transactions.read(
        () -> outbox.lastSent(schedule.id(), delivery.channel(), delivery.plannedAt()));
  }

  /**
   * @param last the post before it in the channel
   * @param at when it is written
   */
  private Content content(
      Delivery delivery,
      Schedule schedule,
      Optional<Delivery> last,
      Channel channel,
      Instant at,
      Sweep sweep) {
    Campaign campaign = transactions.read(() -> campaigns.get(schedule.campaign()));
    LocalDate on = day(channel.awake(delivery.plannedAt()), at, campaign);
    boolean withBoard =
        schedule
            .boardDue(on)
            .filter(
                due ->
                    last.isEmpty()
                        || LocalDate.ofInstant(last.get().plannedAt(), campaign.timezone())
                            .isBefore(due))
            .isPresent();
    Events.Occasion occasion = new Events.Occasion(schedule.id(), delivery.plannedAt());
    return sweep.contents.get(
        new Sweep.Key(occasion, on, channel.language(), withBoard),
        () -> {
          Chain.Head chain = posts.chain();
          Posts.Written written =
              posts.write(
                  schedule,
                  campaign,
                  on,
                  channel.language(),
                  withBoard,
                  new Posts.Planned(occasion, at));
          return new Content(
              written, campaign, on, at, written.carriesBoard() ? chain : null, occasion);
        });
  }

  /** The day that a post speaks of: its own, unless somebody has it posted much later. */
  private static LocalDate day(Instant wanted, Instant now, Campaign campaign) {
    return LocalDate.ofInstant(now.isAfter(wanted.plus(NIGHT)) ? now : wanted, campaign.timezone());
  }

  static boolean isLate(Instant wanted, Instant now) {
    return wanted.plus(Planner.LATE).isBefore(now);
  }

  private static Post post(Notice notice, Language language) {
    return Post.lines(DeliveryTexts.FOR_ADMINISTRATORS.in(language), notice.text().in(language));
  }
}
