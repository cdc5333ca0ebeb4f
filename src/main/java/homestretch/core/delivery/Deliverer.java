package homestretch.core.delivery;

import homestretch.core.campaign.Campaigns;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Chat;
import homestretch.core.chat.talk.Fitting;
import homestretch.core.node.Node;
import homestretch.core.node.Tenure;
import homestretch.core.schedule.Schedules;
import homestretch.core.store.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims what is due and has it posted, one channel at a time in a thread of its own; the one class
 * of this package that threads meet in. What a delivery goes through:
 *
 * <pre>
 *              claimed by a living node                begin: may stand from here on
 *   PLANNED ─────────────────────────▶ claimed ─────────────────────────────────▶ begun
 *      ▲  ▲                               │                                        │ │ │
 *      │  └─ not now (quiet hours, out of ┤                                        │ │ │
 *      │     reach), or the node has died │                                        │ │ │
 *      │                                  ├▶ SKIPPED  an edit, nothing new, cap    │ │ │
 *      │                                  ├▶ MISSED   its window closed untried    │ │ │
 *      │                                  ├▶ FAILED   tried in vain, suspended     │ │ │
 *      │                                  └▶ SENT     found in the channel         │ │ │
 *      │                                                                           │ │ │
 *      ├── surely not posted: again later, with the same nonce ────────────────────┘ │ │
 *      ├── no answer, or the node has died: still “may stand”. The next claim        │ │
 *      │   sends with the same nonce while the platform remembers it, and looks  ────┘ │
 *      │   into the channel after that; it finds it (SENT), or does not (sends),       │
 *      │   or nobody can tell (UNCERTAIN: a person looks)                              │
 *      │                                                                               │
 *      └── answered: SENT or LATE, with the boards in it; refused: FAILED, suspended ──┘
 * </pre>
 *
 * <p>A claim is good while the node that made it lives ({@link Node}); it travels with the request
 * ({@link Leave}) and is checked where the bytes leave. Nothing here may be called inside a
 * transaction.
 */
public final class Deliverer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Deliverer.class);

  /** How long a person who asked for a post is kept waiting for it. */
  private static final Duration PATIENCE_OF_A_PERSON = Duration.ofSeconds(15);

  /** How long a send may take to come to its end when the program stops. */
  private static final Duration LAST_SENDS = Duration.ofSeconds(10);

  private static final int BATCH = 1000;

  private final Transactions transactions;
  private final Outbox outbox;
  private final Node node;
  private final Posting posting;
  private final List<Chat> chats;
  private final Clock clock;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Claimed, and in the hands of a thread of ours. */
  private final Set<DeliveryId> inHand = ConcurrentHashMap.newKeySet();

  private final ReentrantLock lock = new ReentrantLock();

  /** Channels that somebody is posting in, until that is done; guarded by the lock. */
  private final Map<ChannelId, CompletableFuture<Void>> busy = new HashMap<>();

  private volatile boolean stopped;

  public Deliverer(
      Transactions transactions,
      Outbox outbox,
      Notices notices,
      Schedules schedules,
      Channels channels,
      Campaigns campaigns,
      Posts posts,
      PracticePost practices,
      List<Chat> chats,
      Node node,
      Fitting fitting,
      Clock clock) {
    this.transactions = transactions;
    this.outbox = outbox;
    this.node = node;
    this.chats = chats;
    this.clock = clock;
    posting =
        new Posting(
            transactions,
            outbox,
            channels,
            new Composer(transactions, outbox, notices, schedules, campaigns, posts, practices),
            new Outcomes(transactions, outbox, notices, channels, posts, clock),
            chats.stream().collect(Collectors.toMap(Chat::platform, Function.identity())),
            this::makeDue,
            fitting,
            clock);
  }

  /**
   * Claims whatever is due and hands it to one thread for each channel; a channel that is busy
   * takes its own when it is done. Returns without waiting for any of them.
   *
   * @return done once every channel that is busy now has posted what it could
   */
  public CompletableFuture<Void> deliverDue() {
    lock.lock();
    try {
      Tenure tenure = node.tenure();
      if (stopped || !tenure.isHeld()) {
        return CompletableFuture.completedFuture(null);
      }
      releaseForgotten(tenure);
      Map<ChannelId, List<Delivery>> claimed = new LinkedHashMap<>();
      try {
        Set<ChannelId> except = Set.copyOf(busy.keySet());
        List<Delivery> batch;
        do {
          batch = transactions.write(() -> outbox.claim(claim(tenure), except, BATCH));
          for (Delivery delivery : batch) {
            inHand.add(delivery.id());
            claimed.computeIfAbsent(delivery.channel(), c -> new ArrayList<>()).add(delivery);
          }
        } while (batch.size() == BATCH);
      } finally {
        Composer.Sweep sweep = new Composer.Sweep();
        claimed.forEach((channel, theirs) -> start(channel, theirs, tenure, sweep));
      }
      return CompletableFuture.allOf(busy.values().toArray(CompletableFuture[]::new));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives back what a thread of ours has left claimed because the database did not answer. Called
   * under the lock, where no claim is on its way into a hand.
   */
  private void releaseForgotten(Tenure tenure) {
    List<DeliveryId> forgotten =
        transactions.read(() -> outbox.claimedBy(tenure.name())).stream()
            .filter(id -> !inHand.contains(id))
            .toList();
    if (!forgotten.isEmpty()) {
      transactions.writeAll(() -> outbox.release(tenure.name(), forgotten));
    }
  }

  /** Posts what is due and waits a while for it; answers these rows as they then stand. */
  public List<Delivery> deliverNow(Collection<DeliveryId> ids) {
    deliverNow(
        transactions.read(
            () ->
                ids.stream()
                    .flatMap(id -> outbox.find(id).stream())
                    .map(Delivery::channel)
                    .collect(Collectors.toSet())));
    return transactions.read(() -> ids.stream().flatMap(id -> outbox.find(id).stream()).toList());
  }

  /** Posts what is due and waits a while for these channels. */
  public void deliverNow(Set<ChannelId> in) {
    deliverDue();
    CompletableFuture<Void> theirs;
    lock.lock();
    try {
      theirs =
          CompletableFuture.allOf(
              in.stream()
                  .map(busy::get)
                  .filter(Objects::nonNull)
                  .toArray(CompletableFuture[]::new));
    } finally {
      lock.unlock();
    }
    waitFor(theirs, PATIENCE_OF_A_PERSON, "some channels take longer; they go on by themselves");
  }

  /** Posts what waits for a platform that is within reach again. */
  public void withinReach(String platform) {
    makeDue(platform);
    deliverDue();
  }

  /** What waits for a platform to come within reach need not wait any more. */
  private void makeDue(String platform) {
    Instant now = clock.instant();
    transactions.writeAll(() -> outbox.makeDue(platform, now, now.plus(Step.OUT_OF_REACH)));
  }

  private static void waitFor(CompletableFuture<Void> done, Duration most, String ifNotDone) {
    try {
      done.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.info(ifNotDone);
    } catch (ExecutionException e) {
      log.error("delivering", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts nothing more, lets what is being sent come to its end, and gives the rest back. */
  @Override
  public void close() {
    CompletableFuture<Void> all;
    lock.lock();
    try {
      stopped = true;
      all = CompletableFuture.allOf(busy.values().toArray(CompletableFuture[]::new));
    } finally {
      lock.unlock();
    }
    waitFor(all, LAST_SENDS, "a send is not answered yet; the next start looks for its post");
    transactions.writeAll(() -> outbox.release(node.tenure().name(), inHand));
    threads.shutdownNow();
  }

  private Outbox.Claim claim(Tenure tenure) {
    return new Outbox.Claim(
        tenure.name(),
        clock.instant(),
        chats.stream()
            .filter(chat -> !chat.postsFromHere())
            .map(Chat::platform)
            .collect(Collectors.toSet()));
  }

  private void start(ChannelId channel, List<Delivery> first, Tenure tenure, Composer.Sweep sweep) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    busy.put(channel, done);
    threads.execute(
        () -> {
          try {
            List<Delivery> claimed = first;
            Composer.Sweep now = sweep;
            while (!claimed.isEmpty()) {
              post(channel, claimed, tenure, now);
              claimed = next(channel, tenure);
              now = new Composer.Sweep();
            }
          } catch (RuntimeException e) {
            log.error("channel {}", channel.value(), e);
          } finally {
            lock.lock();
            try {
              busy.remove(channel, done);
            } finally {
              lock.unlock();
            }
            done.complete(null);
          }
        });
  }

  private void post(
      ChannelId channel, List<Delivery> claimed, Tenure tenure, Composer.Sweep sweep) {
    try {
      posting.post(channel, claimed, tenure, sweep, () -> stopped);
    } finally {
      claimed.forEach(delivery -> inHand.remove(delivery.id()));
    }
  }

  /** What became due in a channel while it was busy; if nothing did, it is not busy any more. */
  private List<Delivery> next(ChannelId channel, Tenure tenure) {
    lock.lock();
    try {
      List<Delivery> claimed =
          stopped || !tenure.isHeld()
              ? List.of()
              : transactions.write(() -> outbox.claim(claim(tenure), channel));
      claimed.forEach(delivery -> inHand.add(delivery.id()));
      if (claimed.isEmpty()) {
        busy.remove(channel);
      }
      return claimed;
    } finally {
      lock.unlock();
    }
  }
}
