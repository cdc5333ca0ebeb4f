package homestretch.core.delivery;

import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Chat;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.chat.Unseen;
import homestretch.core.chat.talk.Fitting;
import homestretch.core.fault.Fault;
import homestretch.core.node.Tenure;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes claimed deliveries of one channel to their next state: asks {@link Step} what to do, does
 * it, and has {@link Outcomes} write down what came of it. Knows nothing of threads.
 */
final class Posting {
  private static final Logger log = LoggerFactory.getLogger(Posting.class);

  private final Transactions transactions;
  private final Outbox outbox;
  private final Channels channels;
  private final Composer composer;
  private final Outcomes outcomes;
  private final Map<String, Chat> chats;
  private final Consumer<String> whenWithinReach;
  private final Fitting fitting;
  private final Clock clock;

  /**
   * @param fitting makes a post such that its platform can show it
   * @param whenWithinReach told a platform that was out of reach and came back while we wrote that
   *     down
   */
  Posting(
      Transactions transactions,
      Outbox outbox,
      Channels channels,
      Composer composer,
      Outcomes outcomes,
      Map<String, Chat> chats,
      Consumer<String> whenWithinReach,
      Fitting fitting,
      Clock clock) {
    this.fitting = fitting;
    this.transactions = transactions;
    this.outbox = outbox;
    this.channels = channels;
    this.composer = composer;
    this.outcomes = outcomes;
    this.chats = chats;
    this.whenWithinReach = whenWithinReach;
    this.clock = clock;
  }

  /** What of one channel was claimed together, and what is common to it. */
  private record Batch(Tenure tenure, Channel channel, Composer.Sweep sweep) {
    String by() {
      return tenure.name();
    }
  }

  /**
   * @param tenure has claimed them
   * @param stopped whether nothing more is to be begun; what is left is given back
   */
  void post(
      ChannelId id,
      List<Delivery> claimed,
      Tenure tenure,
      Composer.Sweep sweep,
      BooleanSupplier stopped) {
    Channel channel = transactions.read(() -> channels.find(id)).orElse(null);
    for (List<Delivery> message : messages(channel, claimed)) {
      if (stopped.getAsBoolean()) {
        List<DeliveryId> ids = claimed.stream().map(Delivery::id).toList();
        transactions.writeAll(() -> outbox.release(tenure.name(), ids));
        return;
      }
      try {
        if (channel == null) {
          removed(message, tenure.name());
        } else {
          deliver(message, new Batch(tenure, channel, sweep));
        }
      } catch (Fault.Busy e) {
        log.info("delivery {} waits: {}", message.getFirst().id().value(), e.getMessage());
        Delivery first =
            transactions.read(() -> outbox.find(message.getFirst().id()).orElseThrow());
        outcomes.retry(tenure.name(), first, first.unsureAt(), e.text());
      } catch (RuntimeException e) {
        log.error("delivery {}", message.getFirst().id().value(), e);
        Delivery first =
            transactions.read(() -> outbox.find(message.getFirst().id()).orElseThrow());
        outcomes.retry(tenure.name(), first, first.unsureAt(), DeliveryTexts.PROGRAM_ERROR);
      }
    }
  }

  /**
   * What goes into one message: posts of the night together, and what was together when it may have
   * been sent before. A planned post stands above one planned later.
   */
  private List<List<Delivery>> messages(@Nullable Channel channel, List<Delivery> claimed) {
    List<List<Delivery>> messages = new ArrayList<>();
    List<Delivery> night = new ArrayList<>();
    List<Delivery> ordered = new ArrayList<>(claimed);
    ordered.sort(
        Comparator.comparing(Delivery::plannedAt)
            .thenComparingLong(delivery -> delivery.id().value()));
    for (Delivery delivery : ordered) {
      if (delivery.unsureAt() != null) {
        List<Delivery> together = new ArrayList<>(List.of(delivery));
        together.addAll(transactions.read(() -> outbox.mergedInto(delivery.id())));
        messages.add(together);
      } else if (channel != null
          && delivery.schedule() != null
          && channel.awake(delivery.plannedAt()).isAfter(delivery.plannedAt())) {
        if (night.isEmpty()) {
          messages.add(night);
        }
        night.add(delivery);
      } else {
        messages.add(List.of(delivery));
      }
    }
    return messages;
  }

  /**
   * Those of a message that we have claimed one by one; what was merged before follows the first.
   */
  private static List<Delivery> claimed(List<Delivery> message) {
    return message.getFirst().unsureAt() != null ? message.subList(0, 1) : message;
  }

  private void removed(List<Delivery> message, String by) {
    Step.Reach nowhere = new Step.Reach(null, Duration.ZERO);
    for (Delivery each : claimed(message)) {
      if (Step.of(each, null, nowhere, new Step.Sight.NotLooked(), clock.instant())
          instanceof Step.End(Delivery.State state, Text reason)) {
        outcomes.end(by, each, state, reason);
      }
    }
  }

  private void deliver(List<Delivery> message, Batch batch) {
    Delivery first = message.getFirst();
    String platform = batch.channel.address().platform();
    Chat chat = chats.get(platform);
    Step.Sight sight = new Step.Sight.NotLooked();
    while (true) {
      Step.Reach reach = reach(platform, chat);
      Step step = Step.of(first, batch.channel, reach, sight, clock.instant());
      switch (step) {
        case Step.Look(Instant since) -> {
          sight = look(chat, batch.channel, first, since);
          continue;
        }
        case Step.Found found -> found(message, batch, found);
        case Step.Send(Instant mayStandSince) ->
            send(message, batch, Objects.requireNonNull(chat), mayStandSince);
        case Step.Wait wait -> {
          claimed(message).forEach(each -> outcomes.wait(batch.by(), each, wait));
          if (reach.trouble() != null && chat != null && chat.trouble().isEmpty()) {
            whenWithinReach.accept(platform); // It came back in between, and has said so already.
          }
        }
        case Step.End(Delivery.State state, Text reason) ->
            claimed(message).forEach(each -> outcomes.end(batch.by(), each, state, reason));
        case Step.Uncertain(Text reason) ->
            outcomes.uncertain(batch.by(), first, batch.channel, reason);
      }
      return;
    }
  }

  private static Step.Reach reach(String platform, @Nullable Chat chat) {
    return chat == null
        ? new Step.Reach(DeliveryTexts.notConnected(platform), Duration.ZERO)
        : new Step.Reach(chat.trouble().orElse(null), chat.capabilities().once().nonceMemory());
  }

  private static Step.Sight look(
      @Nullable Chat chat, Channel channel, Delivery delivery, Instant since) {
    if (chat != null && !chat.capabilities().once().history()) {
      return new Step.Sight.CannotTell(DeliveryTexts.noHistory(chat.platform()));
    }
    try {
      return Objects.requireNonNull(chat)
          .find(channel.address(), delivery.nonce(), since)
          .<Step.Sight>map(Step.Sight.There::new)
          .orElseGet(Step.Sight.NotThere::new);
    } catch (Unseen e) {
      return new Step.Sight.CannotTell(e.why());
    } catch (IllegalStateException e) {
      // Such as no answer to the question: whatever the platform could not tell.
      return new Step.Sight.CannotTell(Text.same(String.valueOf(e.getMessage())));
    }
  }

  /** It was posted before anybody could write it down. */
  private void found(List<Delivery> message, Batch batch, Step.Found found) {
    Delivery first = message.getFirst();
    if (first.unsureAt() == null && message.size() > 1) {
      // Of an old copy: what is together now was together then.
      List<DeliveryId> ids = message.stream().map(Delivery::id).toList();
      Outbox.Claim claim = new Outbox.Claim(batch.by(), clock.instant());
      if (!transactions.write(() -> outbox.begin(claim, ids, found.since()))) {
        return;
      }
    }
    List<Composer.Content> boards =
        message.stream()
            .flatMap(each -> composer.board(each, batch.channel, found.since()).stream())
            .toList();
    outcomes.sent(
        batch.by(), first, batch.channel, found.since(), found.messageId(), first.digest(), boards);
  }

  private void send(
      List<Delivery> message, Batch batch, Chat chat, @Nullable Instant mayStandSince) {
    Instant now = clock.instant();
    List<Composer.Ready> ready = new ArrayList<>();
    for (Delivery each : message) {
      switch (composer.compose(each, batch.channel, now, mayStandSince != null, batch.sweep)) {
        case Composer.Ready composed -> ready.add(composed);
        case Composer.Unwanted(Delivery delivery, Delivery.State state, Text reason) ->
            outcomes.end(batch.by(), delivery, state, reason);
      }
    }
    if (ready.isEmpty()) {
      return;
    }
    Optional<Text> full = full(message.getFirst(), batch.channel, now, mayStandSince);
    if (full.isPresent()) {
      ready.forEach(each -> passOver(batch.by(), each.delivery(), now, full.get()));
      return;
    }
    transmit(ready, batch, chat, mayStandSince);
  }

  /** What the next of its schedule says as well is left out; what is said once has another day. */
  private void passOver(String by, Delivery delivery, Instant now, Text full) {
    Instant tomorrow = now.plus(1, ChronoUnit.DAYS);
    if (delivery.schedule() == null && tomorrow.isBefore(delivery.expiresAt())) {
      outcomes.wait(by, delivery, new Step.Wait(tomorrow, full, false));
    } else {
      outcomes.end(by, delivery, Delivery.State.SKIPPED, full);
    }
  }

  /** Why the channel takes no more today; what may stand already is one of those it has. */
  private Optional<Text> full(
      Delivery first, Channel channel, Instant now, @Nullable Instant mayStandSince) {
    Integer cap = channel.dailyCap();
    if (cap == null || mayStandSince != null || first.notice() != null) {
      return Optional.empty();
    }
    int posted =
        transactions.read(
            () -> outbox.messagesSince(channel.id(), channel.startOfDay(now), first.id()));
    return posted < cap ? Optional.empty() : Optional.of(DeliveryTexts.full(cap));
  }

  private void transmit(
      List<Composer.Ready> ready, Batch batch, Chat chat, @Nullable Instant mayStandSince) {
    Delivery first = ready.getFirst().delivery();
    Instant began = mayStandSince == null ? clock.instant() : mayStandSince;
    List<DeliveryId> ids = ready.stream().map(each -> each.delivery().id()).toList();
    Outbox.Claim claim = new Outbox.Claim(batch.by(), clock.instant());
    Leave leave =
        new Leave(batch.tenure, clock, mayStandSince, chat.capabilities().once().nonceMemory());
    if (!transactions.write(() -> outbox.begin(claim, ids, began))) {
      log.info("delivery {} was taken back or over", first.id().value());
      return;
    }
    Post post = ready.stream().map(Composer.Ready::post).reduce(Post::and).orElseThrow();
    Sending sending;
    try {
      post = fitting.post(post, chat.capabilities(), batch.channel.language());
      sending = chat.post(batch.channel.address(), post, first.nonce(), leave);
    } catch (RuntimeException e) {
      log.error("delivery {}", first.id().value(), e);
      sending = new Sending.Unknown(DeliveryTexts.PROGRAM_ERROR);
    }
    switch (sending) {
      case Sending.Sent(String messageId) -> sent(ready, batch, messageId);
      case Sending.Later later -> outcomes.retry(batch.by(), first, mayStandSince, later.why());
      case Sending.Unknown unknown -> {
        if (chat.capabilities().once().isTold()) {
          outcomes.retry(batch.by(), first, began, unknown.why());
        } else {
          // Another try could stand beside the first, and nothing will ever tell.
          outcomes.uncertain(batch.by(), first, batch.channel, unknown.why());
        }
      }
      case Sending.Refused refused ->
          outcomes.refused(batch.by(), first, batch.channel, mayStandSince, refused.why());
    }
  }

  private void sent(List<Composer.Ready> ready, Batch batch, String messageId) {
    List<Composer.Content> boards = new ArrayList<>();
    for (Composer.Ready each : ready) {
      if (each.content() != null && batch.sweep.isFirst(each.content())) {
        boards.add(each.content());
      }
    }
    Composer.Content content = ready.getFirst().content();
    try {
      outcomes.sent(
          batch.by(),
          ready.getFirst().delivery(),
          batch.channel,
          clock.instant(),
          messageId,
          content == null ? null : content.written().digest(),
          boards);
    } catch (RuntimeException e) {
      boards.forEach(batch.sweep::isFirstNoMore);
      throw e;
    }
  }
}
