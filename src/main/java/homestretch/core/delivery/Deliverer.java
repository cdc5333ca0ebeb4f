package homestretch.core.delivery;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Chat;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.Schedules;
import homestretch.core.store.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims deliveries, posts them and marks them; a crash at any point leaves a row from which the
 * next process can tell what may have happened.
 */
public final class Deliverer {
  private static final Logger log = LoggerFactory.getLogger(Deliverer.class);

  /** Longer than any platform takes to answer, so that a claim outlives its send. */
  private static final Duration CLAIM = Duration.ofMinutes(2);

  private static final Duration LATE = Duration.ofMinutes(10);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(20);
  private static final int BATCH = 500;

  private final Transactions transactions;
  private final Outbox outbox;
  private final Schedules schedules;
  private final Channels channels;
  private final Campaigns campaigns;
  private final Posts posts;
  private final Map<String, Chat> chats;
  private final Clock clock;

  public Deliverer(
      Transactions transactions,
      Outbox outbox,
      Schedules schedules,
      Channels channels,
      Campaigns campaigns,
      Posts posts,
      List<Chat> chats,
      Clock clock) {
    this.transactions = transactions;
    this.outbox = outbox;
    this.schedules = schedules;
    this.channels = channels;
    this.campaigns = campaigns;
    this.posts = posts;
    this.chats = chats.stream().collect(Collectors.toMap(Chat::platform, Function.identity()));
    this.clock = clock;
  }

  /** Delivers whatever is due, each channel on a thread of its own; returns when all were tried. */
  public void deliverDue() {
    Instant now = clock.instant();
    List<Delivery> claimed = transactions.write(() -> outbox.claim(now, now.plus(CLAIM), BATCH));
    // One channel after another in parallel, one post after another in a channel: a countdown
    // planned before a board stands above it.
    Map<ChannelId, List<Delivery>> byChannel =
        claimed.stream().collect(Collectors.groupingBy(Delivery::channel));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      byChannel.values().forEach(each -> threads.execute(() -> each.forEach(this::deliver)));
    }
  }

  /** Delivers one row now; answers it as it stands afterwards. */
  public Delivery deliverNow(DeliveryId id) {
    Instant now = clock.instant();
    transactions.write(() -> outbox.claim(id, now, now.plus(CLAIM))).ifPresent(this::deliver);
    return transactions.read(() -> outbox.find(id).orElseThrow());
  }

  private record Job(Channel channel, Schedule schedule, Campaign campaign) {}

  private void deliver(Delivery delivery) {
    try {
      Job job =
          transactions.read(
              () -> {
                Schedule schedule = schedules.find(delivery.schedule()).orElseThrow();
                return new Job(
                    channels.find(delivery.channel()).orElseThrow(),
                    schedule,
                    campaigns.get(schedule.campaign()));
              });
      deliver(delivery, job);
    } catch (RuntimeException e) {
      // The claim runs out by itself and the sweep takes the row again.
      log.error("delivery {} failed", delivery.id().value(), e);
    }
  }

  private void deliver(Delivery delivery, Job job) {
    Chat chat = chats.get(job.channel().address().platform());
    if (chat == null) {
      again(delivery, delivery.unsureAt(), "no " + job.channel().address().platform() + " here");
      return;
    }
    Instant unsure = delivery.unsureAt();
    if (unsure != null && unsure.plus(chat.nonceMemory()).isBefore(clock.instant())) {
      // Too long ago for the nonce to protect us: look before posting again.
      Optional<String> standing;
      try {
        standing = chat.find(job.channel().address(), delivery.nonce(), delivery.plannedAt());
      } catch (IllegalStateException e) {
        log.warn("delivery {} may or may not stand in its channel", delivery.id().value(), e);
        mark(delivery, Delivery.State.UNCERTAIN, null, "it may stand already: " + e.getMessage());
        return;
      }
      if (standing.isPresent()) {
        mark(delivery, Delivery.State.SENT, standing.get(), "");
        return;
      }
    }
    LocalDate on = LocalDate.ofInstant(delivery.plannedAt(), job.campaign().timezone());
    Post post = posts.of(job.schedule().post(), job.campaign(), on, job.channel().language());
    Sending sending = chat.post(job.channel().address(), post, delivery.nonce());
    switch (sending) {
      case Sending.Sent sent -> {
        boolean late = delivery.plannedAt().plus(LATE).isBefore(clock.instant());
        mark(delivery, late ? Delivery.State.LATE : Delivery.State.SENT, sent.messageId(), "");
      }
      case Sending.Later later -> again(delivery, unsure, later.reason());
      case Sending.Unknown unknown ->
          again(delivery, unsure == null ? clock.instant() : unsure, unknown.reason());
      case Sending.Refused refused -> mark(delivery, Delivery.State.FAILED, null, refused.reason());
    }
  }

  /** Another try, later each time, until the post is not worth making any more. */
  private void again(Delivery delivery, @Nullable Instant unsure, String reason) {
    Instant next =
        clock.instant().plus(FIRST_RETRY.multipliedBy(1L << Math.min(delivery.attempts(), 6)));
    if (next.isAfter(delivery.expiresAt())) {
      mark(
          delivery,
          unsure == null ? Delivery.State.FAILED : Delivery.State.UNCERTAIN,
          null,
          reason);
      return;
    }
    transactions.writeAll(
        () -> outbox.mark(delivery.id(), Delivery.State.PLANNED, next, unsure, null, null, reason));
  }

  private void mark(
      Delivery delivery, Delivery.State state, @Nullable String messageId, String reason) {
    Instant now = clock.instant();
    boolean posted = state == Delivery.State.SENT || state == Delivery.State.LATE;
    transactions.writeAll(
        () -> outbox.mark(delivery.id(), state, now, null, posted ? now : null, messageId, reason));
    if (!posted) {
      log.warn("delivery {} {}: {}", delivery.id().value(), state, reason);
    }
  }
}
