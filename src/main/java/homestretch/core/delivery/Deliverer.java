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
import homestretch.core.schedule.ScheduleId;
import homestretch.core.schedule.Schedules;
import homestretch.core.store.Transactions;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims deliveries, posts them and marks them. Right before each send the row says that it may
 * stand in the channel from now on; whoever finds such a row later, in this process or the next,
 * sends it with the same nonce while the platform surely remembers it, and looks in the channel
 * before sending after that.
 *
 * <p>Nothing here may be called inside a transaction.
 */
public final class Deliverer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Deliverer.class);

  /** A claim is renewed by every sweep; it outlives a process by this much. */
  private static final Duration CLAIM = Duration.ofMinutes(3);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(20);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

  /** While a platform says itself that it cannot post. */
  private static final Duration UNREACHABLE = Duration.ofSeconds(30);

  /** How long a platform that is out of reach is waited for to say what stands. */
  private static final Duration LOOKING = Duration.ofDays(1);

  /** By how much a platform's clock may differ from ours when we look for a post. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  private static final Duration NIGHT = Duration.ofHours(3);
  private static final Duration AT_ONCE = Duration.ofSeconds(15);
  private static final Duration STOPPING = Duration.ofSeconds(10);
  private static final int BATCH = 1000;

  private final Transactions transactions;
  private final Outbox outbox;
  private final Notices notices;
  private final Schedules schedules;
  private final Channels channels;
  private final Campaigns campaigns;
  private final Posts posts;
  private final Map<String, Chat> chats;
  private final Clock clock;

  /** Of this run of the program: its claims are nobody else's, not even those of its last run. */
  private final String name = UUID.randomUUID().toString();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<DeliveryId> held = ConcurrentHashMap.newKeySet();
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
      List<Chat> chats,
      Clock clock) {
    this.transactions = transactions;
    this.outbox = outbox;
    this.notices = notices;
    this.schedules = schedules;
    this.channels = channels;
    this.campaigns = campaigns;
    this.posts = posts;
    this.chats = chats.stream().collect(Collectors.toMap(Chat::platform, Function.identity()));
    this.clock = clock;
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
      if (stopped) {
        return CompletableFuture.completedFuture(null);
      }
      Outbox.Claim claim = claim();
      if (!held.isEmpty()) {
        transactions.writeAll(() -> outbox.renew(claim, held));
      }
      Map<ChannelId, List<Delivery>> claimed = new LinkedHashMap<>();
      try {
        Set<ChannelId> except = Set.copyOf(busy.keySet());
        List<Delivery> batch;
        do {
          batch = transactions.write(() -> outbox.claim(claim, except, BATCH));
          for (Delivery delivery : batch) {
            held.add(delivery.id());
            claimed.computeIfAbsent(delivery.channel(), c -> new ArrayList<>()).add(delivery);
          }
        } while (batch.size() == BATCH);
      } finally {
        Written written = new Written();
        claimed.forEach((channel, mine) -> start(channel, mine, written));
      }
      return CompletableFuture.allOf(busy.values().toArray(CompletableFuture[]::new));
    } finally {
      lock.unlock();
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
    waitFor(theirs, AT_ONCE, "some channels take longer; they go on by themselves");
  }

  /** Posts what waits for a platform that is within reach again. */
  public void back(String platform) {
    hurry(platform);
    deliverDue();
  }

  private void hurry(String platform) {
    Instant now = clock.instant();
    transactions.writeAll(() -> outbox.hurry(platform, now, now.plus(UNREACHABLE)));
  }

  private static void waitFor(CompletableFuture<Void> done, Duration most, String otherwise) {
    try {
      done.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.info(otherwise);
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
    waitFor(all, STOPPING, "a send is not answered yet; the next start looks for its post");
    transactions.writeAll(() -> outbox.release(name, held));
    threads.shutdownNow();
  }

  /**
   * What posts of one sweep say, so that five hundred channels do not score it five hundred times.
   */
  private static final class Written {
    private record Key(ScheduleId schedule, LocalDate on, Language language, boolean withBoard) {}

    /**
     * @param readAt what was entered later is not in it
     */
    private record Said(Posts.Written post, Campaign campaign, LocalDate on, Instant readAt) {}

    private final Map<Key, Said> written = new ConcurrentHashMap<>();
    private final Set<Said> published = ConcurrentHashMap.newKeySet();

    Said get(Key key, Function<Key, Said> write) {
      // Not computeIfAbsent: two at once may write the same, but nobody waits inside the map.
      Said known = written.get(key);
      if (known == null) {
        known = write.apply(key);
        written.put(key, known);
      }
      return known;
    }

    /** True for the first of the channels that a board was posted in. */
    boolean isFirst(Said said) {
      return said.post.carriesBoard() && published.add(said);
    }
  }

  private Outbox.Claim claim() {
    Instant now = clock.instant();
    return new Outbox.Claim(name, now, now.plus(CLAIM));
  }

  private void start(ChannelId channel, List<Delivery> first, Written written) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    busy.put(channel, done);
    threads.execute(
        () -> {
          try {
            List<Delivery> mine = first;
            Written now = written;
            while (!mine.isEmpty()) {
              deliverAll(channel, mine, now);
              mine = next(channel);
              now = new Written();
            }
          } catch (RuntimeException e) {
            log.error("channel {}", channel.value(), e);
          } finally {
            lock.lock();
            try {
              busy.remove(channel);
            } finally {
              lock.unlock();
            }
            done.complete(null);
          }
        });
  }

  /** What became due in a channel while it was busy; if nothing did, it is not busy any more. */
  private List<Delivery> next(ChannelId channel) {
    lock.lock();
    try {
      List<Delivery> mine =
          stopped ? List.of() : transactions.write(() -> outbox.claim(claim(), channel));
      mine.forEach(delivery -> held.add(delivery.id()));
      if (mine.isEmpty()) {
        busy.remove(channel);
      }
      return mine;
    } finally {
      lock.unlock();
    }
  }

  private void deliverAll(ChannelId id, List<Delivery> mine, Written written) {
    List<DeliveryId> ids = mine.stream().map(Delivery::id).toList();
    try {
      Channel channel = transactions.read(() -> channels.find(id)).orElse(null);
      for (List<Delivery> group : groups(channel, mine)) {
        if (stopped) {
          transactions.writeAll(() -> outbox.release(name, ids));
          return;
        }
        try {
          if (channel == null) {
            settle(group, Delivery.State.SKIPPED, "the channel was removed");
          } else {
            deliver(group, channel, written);
          }
        } catch (RuntimeException e) {
          log.error("delivery {}", group.getFirst().id().value(), e);
          Delivery first =
              transactions.read(() -> outbox.find(group.getFirst().id()).orElseThrow());
          retry(first, first.unsureAt(), "an error of the program; its log says more");
        }
      }
    } finally {
      ids.forEach(held::remove);
    }
  }

  /**
   * What goes into one message: posts of the night together, and what was together when it may have
   * been sent before. A planned post stands above one planned later.
   */
  private List<List<Delivery>> groups(@Nullable Channel channel, List<Delivery> mine) {
    List<List<Delivery>> groups = new ArrayList<>();
    List<Delivery> night = new ArrayList<>();
    List<Delivery> ordered = new ArrayList<>(mine);
    ordered.sort(
        Comparator.comparing(Delivery::plannedAt)
            .thenComparingLong(delivery -> delivery.id().value()));
    for (Delivery delivery : ordered) {
      if (delivery.unsureAt() != null) {
        List<Delivery> group = new ArrayList<>(List.of(delivery));
        group.addAll(transactions.read(() -> outbox.mergedInto(delivery.id())));
        groups.add(group);
      } else if (channel != null
          && delivery.schedule() != null
          && channel.awake(delivery.plannedAt()).isAfter(delivery.plannedAt())) {
        if (night.isEmpty()) {
          groups.add(night);
        }
        night.add(delivery);
      } else {
        groups.add(List.of(delivery));
      }
    }
    return groups;
  }

  private void deliver(List<Delivery> group, Channel channel, Written written) {
    Delivery leader = group.getFirst();
    Instant now = clock.instant();
    Chat chat = chats.get(channel.address().platform());
    if (chat == null || chat.trouble().isPresent()) {
      String trouble =
          chat == null
              ? "this program is not connected to " + channel.address().platform()
              : chat.trouble().orElse("out of reach");
      mine(group).forEach(delivery -> unreachable(delivery, now, trouble));
      if (chat != null && chat.trouble().isEmpty()) {
        hurry(chat.platform()); // It came back in between, and has said so already.
      }
      return;
    }
    Instant unsure = leader.unsureAt();
    boolean suspended = channel.state() == Channel.State.SUSPENDED;
    if (unsure != null
        && (leader.isExpired(now) || suspended || !isRemembered(unsure, now, chat.nonceMemory()))) {
      Optional<String> standing;
      try {
        Instant since = leader.plannedAt().isBefore(unsure) ? leader.plannedAt() : unsure;
        standing = chat.find(channel.address(), leader.nonce(), since.minus(CLOCKS_DIFFER));
      } catch (IllegalStateException e) {
        uncertain(leader, channel, String.valueOf(e.getMessage()));
        return;
      }
      if (standing.isPresent()) {
        sent(leader, channel, unsure, standing.get(), leader.digest());
        found(group, channel, unsure);
        return;
      }
      unsure = null;
      if (leader.isExpired(now) || suspended) {
        end(
            leader,
            Delivery.State.FAILED,
            suspended ? "the channel is suspended: " + channel.reason() : "its window has closed");
        return;
      }
    }
    if (suspended) {
      settle(group, Delivery.State.FAILED, "the channel is suspended: " + channel.reason());
      return;
    }
    Instant awake = channel.awake(now);
    if (awake.isAfter(now) && unsure == null) {
      mine(group).forEach(delivery -> untilMorning(delivery, awake));
      return;
    }
    List<Ready> ready = new ArrayList<>();
    for (Delivery delivery : group) {
      Ready each = ready(delivery, channel, now, unsure != null, written);
      if (each != null) {
        ready.add(each);
      }
    }
    if (ready.isEmpty()) {
      return;
    }
    Integer cap = channel.dailyCap();
    if (cap != null
        && unsure == null
        && leader.schedule() != null
        && transactions.read(
                () -> outbox.messagesSince(channel.id(), channel.startOfDay(now), leader.id()))
            >= cap) {
      ready.forEach(
          each ->
              end(
                  each.delivery,
                  Delivery.State.SKIPPED,
                  "the channel has its " + cap + " posts of the day"));
      return;
    }
    post(ready, channel, chat, unsure, written);
  }

  /** Within the time that the platform surely remembers; a clock that went back proves nothing. */
  private static boolean isRemembered(Instant unsure, Instant now, Duration memory) {
    return !now.isBefore(unsure) && now.isBefore(unsure.plus(memory));
  }

  private record Ready(Delivery delivery, Post post, Written.@Nullable Said said) {}

  /** What a delivery says now; null if it ends without being posted. */
  private @Nullable Ready ready(
      Delivery delivery, Channel channel, Instant now, boolean mayStand, Written written) {
    if (delivery.notice() != null) {
      NoticeId id = delivery.notice();
      Notice notice = transactions.read(() -> notices.find(id).orElseThrow());
      return new Ready(delivery, notice(notice, channel.language()), null);
    }
    if (delivery.isExpired(now) && !mayStand) {
      end(
          delivery,
          delivery.attempts() > 0 ? Delivery.State.FAILED : Delivery.State.MISSED,
          delivery.reason().isEmpty() ? "its window has closed" : delivery.reason());
      return null;
    }
    Schedule schedule = transactions.read(() -> schedules.find(scheduleOf(delivery))).orElse(null);
    if (schedule == null) {
      if (mayStand) {
        throw new IllegalStateException("the schedule is gone");
      }
      end(delivery, Delivery.State.SKIPPED, "the schedule was removed");
      return null;
    }
    Optional<Delivery> last = last(delivery, schedule);
    Written.Said said = said(delivery, schedule, last, channel, now, written);
    if (schedule.onlyIfChanged()
        && !mayStand
        && !said.post().isDue()
        && last.isPresent()
        && said.post().digest().equals(last.get().digest())) {
      end(delivery, Delivery.State.SKIPPED, "nothing has changed since the last post");
      return null;
    }
    Post post = said.post().post();
    if (isLate(channel.awake(delivery.plannedAt()), now)) {
      LocalTime planned =
          delivery
              .plannedAt()
              .atZone(schedule.timezone())
              .toLocalTime()
              .truncatedTo(ChronoUnit.MINUTES);
      post =
          post.with(
              new Text("补发，原定 " + planned, "Posted late, planned for " + planned)
                  .in(channel.language()));
    }
    return new Ready(delivery, post, said);
  }

  private Optional<Delivery> last(Delivery delivery, Schedule schedule) {
    return transactions.read(
        () -> outbox.lastSent(schedule.id(), delivery.channel(), delivery.plannedAt()));
  }

  /**
   * @param last the post before it in the channel
   * @param at when it is written
   */
  private Written.Said said(
      Delivery delivery,
      Schedule schedule,
      Optional<Delivery> last,
      Channel channel,
      Instant at,
      Written written) {
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
    return written.get(
        new Written.Key(schedule.id(), on, channel.language(), withBoard),
        key ->
            new Written.Said(
                posts.write(schedule, campaign, on, channel.language(), withBoard),
                campaign,
                on,
                at));
  }

  /** Remembers the boards in a message that was posted before somebody could note it. */
  private void found(List<Delivery> group, Channel channel, Instant posted) {
    for (Delivery delivery : group) {
      if (delivery.schedule() != null) {
        transactions
            .read(() -> schedules.find(scheduleOf(delivery)))
            .map(s -> said(delivery, s, last(delivery, s), channel, posted, new Written()))
            .filter(said -> said.post().carriesBoard())
            .ifPresent(said -> posts.published(said.campaign(), said.on(), posted));
      }
    }
  }

  /** The day that a post speaks of: its own, unless somebody has it posted much later. */
  private static LocalDate day(Instant wanted, Instant now, Campaign campaign) {
    return LocalDate.ofInstant(now.isAfter(wanted.plus(NIGHT)) ? now : wanted, campaign.timezone());
  }

  private static boolean isLate(Instant wanted, Instant now) {
    return wanted.plus(Planner.LATE).isBefore(now);
  }

  private static Post notice(Notice notice, Language language) {
    return Post.lines(
        new Text("需要管理员处理", "For the administrators").in(language), notice.text().in(language));
  }

  private void post(
      List<Ready> ready, Channel channel, Chat chat, @Nullable Instant unsure, Written written) {
    Delivery leader = ready.getFirst().delivery;
    Instant began = unsure == null ? clock.instant() : unsure;
    List<DeliveryId> ids = ready.stream().map(each -> each.delivery.id()).toList();
    if (!transactions.write(() -> outbox.begin(claim(), ids, began))) {
      log.info("delivery {} was taken back or over", leader.id().value());
      return;
    }
    Post post = ready.stream().map(Ready::post).reduce(Post::and).orElseThrow();
    Sending sending;
    try {
      sending = chat.post(channel.address(), post, leader.nonce());
    } catch (RuntimeException e) {
      log.error("delivery {}", leader.id().value(), e);
      sending = new Sending.Unknown(String.valueOf(e.getMessage()));
    }
    switch (sending) {
      case Sending.Sent sent -> {
        Written.Said first = ready.getFirst().said;
        sent(
            leader,
            channel,
            clock.instant(),
            sent.messageId(),
            first == null ? null : first.post().digest());
        for (Ready each : ready) {
          if (each.said != null && written.isFirst(each.said)) {
            posts.published(each.said.campaign(), each.said.on(), each.said.readAt());
          }
        }
      }
      case Sending.Later later -> retry(leader, unsure, later.reason());
      case Sending.Unknown unknown -> retry(leader, began, unknown.reason());
      case Sending.Refused refused -> refused(leader, channel, unsure, refused.reason());
    }
  }

  private void sent(
      Delivery delivery, Channel channel, Instant at, String messageId, @Nullable String digest) {
    boolean late = isLate(channel.awake(delivery.plannedAt()), at);
    mark(
        delivery,
        new Outbox.Mark(
            late ? Delivery.State.LATE : Delivery.State.SENT,
            delivery.dueAt(),
            null,
            null,
            at,
            messageId,
            digest,
            ""));
  }

  /** Another try, later each time, until the post is not worth making any more. */
  private void retry(Delivery delivery, @Nullable Instant unsure, String reason) {
    Instant now = clock.instant();
    long longest =
        Math.min(
            LONGEST_RETRY.toMillis(), FIRST_RETRY.toMillis() << Math.min(delivery.attempts(), 10));
    long wait = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2);
    Instant next = now.plusMillis(wait);
    // What may stand is looked for once its window has closed; all else gets one last try in it.
    if (unsure == null && !next.isBefore(delivery.expiresAt())) {
      next = delivery.expiresAt().minusSeconds(1);
      if (next.isBefore(now.plus(FIRST_RETRY))) {
        end(delivery, Delivery.State.FAILED, reason);
        return;
      }
    }
    plan(delivery, next, null, unsure, reason);
  }

  /** No try, and no longer waits either: the platform says when it is back. */
  private void unreachable(Delivery delivery, Instant now, String trouble) {
    if (delivery.unsureAt() == null && delivery.isExpired(now)) {
      end(
          delivery,
          delivery.attempts() > 0 ? Delivery.State.FAILED : Delivery.State.MISSED,
          trouble);
    } else if (delivery.unsureAt() != null && delivery.expiresAt().plus(LOOKING).isBefore(now)) {
      Channel channel = transactions.read(() -> channels.find(delivery.channel())).orElseThrow();
      uncertain(delivery, channel, trouble);
    } else {
      plan(delivery, now.plus(UNREACHABLE), null, delivery.unsureAt(), trouble);
    }
  }

  private void untilMorning(Delivery delivery, Instant awake) {
    Instant worth = awake.plus(NIGHT);
    plan(
        delivery,
        awake,
        worth.isAfter(delivery.expiresAt()) ? worth : null,
        null,
        "waits for the quiet hours to end");
  }

  private void plan(
      Delivery delivery,
      Instant next,
      @Nullable Instant expires,
      @Nullable Instant unsure,
      String reason) {
    mark(
        delivery,
        new Outbox.Mark(
            Delivery.State.PLANNED, next, expires, unsure, null, null, delivery.digest(), reason));
  }

  /** Those of a group that we have claimed one by one; what was merged before follows the first. */
  private static List<Delivery> mine(List<Delivery> group) {
    return group.getFirst().unsureAt() != null ? group.subList(0, 1) : group;
  }

  /** Ends what surely does not stand; what may stand is looked for. */
  private void settle(List<Delivery> group, Delivery.State state, String reason) {
    mine(group)
        .forEach(
            delivery ->
                end(
                    delivery,
                    delivery.unsureAt() == null ? state : Delivery.State.UNCERTAIN,
                    reason));
  }

  private void end(Delivery delivery, Delivery.State state, String reason) {
    mark(delivery, ended(state, reason));
    if (state != Delivery.State.SKIPPED) {
      log.warn("delivery {} {}: {}", delivery.id().value(), state, reason);
    }
  }

  private Outbox.Mark ended(Delivery.State state, String reason) {
    return new Outbox.Mark(state, clock.instant(), null, null, null, null, null, reason);
  }

  /** For a person to look: the platform cannot tell whether it stands. */
  private void uncertain(Delivery delivery, Channel channel, String reason) {
    transactions.writeAll(
        () -> {
          // Whoever has taken it over since finds out by itself.
          if (outbox.mark(
              name,
              delivery.id(),
              ended(Delivery.State.UNCERTAIN, "it may stand already: " + reason))) {
            tell(delivery, channel);
          }
        });
    log.warn("delivery {} may or may not stand: {}", delivery.id().value(), reason);
  }

  private void tell(Delivery delivery, Channel channel) {
    if (delivery.schedule() == null) {
      return; // A notice about a notice would help nobody.
    }
    long id = delivery.id().value();
    String where = channel.address().platform() + " " + channel.address().channel();
    notices.raise(
        channel.campaign(),
        "delivery/" + id,
        new Text(
            "第 "
                + id
                + " 号播报可能已发到频道 "
                + where
                + "，平台无法确认，程序不会自行重发。请到频道查看：如未发出，可用 POST /api/v1/deliveries/"
                + id
                + "/retry 补发。",
            "Delivery "
                + id
                + " may or may not stand in channel "
                + where
                + ": the platform cannot tell, and it is not posted again by itself."
                + " Please look; if it is missing, POST /api/v1/deliveries/"
                + id
                + "/retry."),
        clock.instant());
  }

  /** The channel is gone or closed to us: suspended until somebody has mended it. */
  private void refused(
      Delivery delivery, Channel channel, @Nullable Instant unsure, String reason) {
    Instant now = clock.instant();
    transactions.writeAll(
        () -> {
          boolean ours =
              outbox.mark(
                  name,
                  delivery.id(),
                  ended(unsure == null ? Delivery.State.FAILED : Delivery.State.UNCERTAIN, reason));
          if (ours && unsure != null) {
            tell(delivery, channel);
          }
          outbox.end(
              channel.id(), Delivery.State.FAILED, "the channel is suspended: " + reason, now);
          if (channels.suspend(channel.id(), reason)) {
            long id = channel.id().value();
            String where = channel.address().platform() + " " + channel.address().channel();
            notices.raise(
                channel.campaign(),
                "channel/" + id,
                new Text(
                    "频道 "
                        + where
                        + " 已停发："
                        + reason
                        + "。处理好后，用 POST /api/v1/channels/"
                        + id
                        + "/resume 恢复。",
                    "Channel "
                        + where
                        + " is suspended: "
                        + reason
                        + ". Once it is mended, POST /api/v1/channels/"
                        + id
                        + "/resume."),
                now);
          }
        });
    log.warn("channel {} is suspended: {}", channel.id().value(), reason);
  }

  private void mark(Delivery delivery, Outbox.Mark mark) {
    if (!transactions.write(() -> outbox.mark(name, delivery.id(), mark))) {
      log.warn("delivery {} was taken over before it could be marked", delivery.id().value());
    }
  }

  private static ScheduleId scheduleOf(Delivery delivery) {
    return Objects.requireNonNull(delivery.schedule());
  }
}
