package homestretch.core.delivery;

import homestretch.core.chat.Channel;
import homestretch.core.chat.Channels;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down how a delivery went on: one transaction for each outcome, with all that belongs to
 * it. A row that somebody else has claimed since is left to them.
 */
final class Outcomes {
  private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(20);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

  private final Transactions transactions;
  private final Outbox outbox;
  private final Notices notices;
  private final Channels channels;
  private final Posts posts;
  private final Clock clock;

  Outcomes(
      Transactions transactions,
      Outbox outbox,
      Notices notices,
      Channels channels,
      Posts posts,
      Clock clock) {
    this.transactions = transactions;
    this.outbox = outbox;
    this.notices = notices;
    this.channels = channels;
    this.posts = posts;
    this.clock = clock;
  }

  /**
   * It stands. The boards in its message are published from now on: whoever counts movement from
   * them must not find one without the other.
   *
   * @param by the tenure that has claimed it
   */
  void sent(
      String by,
      Delivery delivery,
      Channel channel,
      Instant at,
      String messageId,
      @Nullable String digest,
      List<Composer.Content> boards) {
    boolean late = Composer.isLate(channel.awake(delivery.plannedAt()), at);
    Outbox.Mark mark =
        new Outbox.Mark(
            late ? Delivery.State.LATE : Delivery.State.SENT,
            delivery.dueAt(),
            null,
            null,
            at,
            messageId,
            digest,
            Delivery.NO_REASON);
    transactions.writeAll(
        () -> {
          if (mark(by, delivery, mark)) {
            boards.forEach(
                b -> posts.published(b.campaign(), b.on(), b.readAt(), b.chain(), b.occasion()));
          }
        });
  }

  /** Another try, later each time, until the post is not worth making any more. */
  void retry(String by, Delivery delivery, @Nullable Instant mayStandSince, Text reason) {
    Instant now = clock.instant();
    long longest =
        Math.min(
            LONGEST_RETRY.toMillis(), FIRST_RETRY.toMillis() << Math.min(delivery.attempts(), 10));
    long wait = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2);
    Instant next = now.plusMillis(wait);
    // What may stand is looked for once its window has closed; all else gets one last try in it.
    if (mayStandSince == null && !next.isBefore(delivery.expiresAt())) {
      next = delivery.expiresAt().minusSeconds(1);
      if (next.isBefore(now.plus(FIRST_RETRY))) {
        end(by, delivery, Delivery.State.FAILED, reason);
        return;
      }
    }
    planned(by, delivery, next, null, mayStandSince, reason);
  }

  /** No try, and no longer waits either. */
  void wait(String by, Delivery delivery, Step.Wait wait) {
    Instant worth = wait.until().plus(Composer.NIGHT);
    planned(
        by,
        delivery,
        wait.until(),
        wait.quiet() && worth.isAfter(delivery.expiresAt()) ? worth : null,
        wait.quiet() ? null : delivery.unsureAt(),
        wait.reason());
  }

  private void planned(
      String by,
      Delivery delivery,
      Instant next,
      @Nullable Instant expires,
      @Nullable Instant mayStandSince,
      Text reason) {
    Outbox.Mark mark =
        new Outbox.Mark(
            Delivery.State.PLANNED,
            next,
            expires,
            mayStandSince,
            null,
            null,
            delivery.digest(),
            reason);
    transactions.writeAll(() -> mark(by, delivery, mark));
  }

  void end(String by, Delivery delivery, Delivery.State state, Text reason) {
    transactions.writeAll(() -> mark(by, delivery, ended(state, reason)));
    if (state != Delivery.State.SKIPPED) {
      log.warn("delivery {} {}: {}", delivery.id().value(), state, reason.en());
    }
  }

  private Outbox.Mark ended(Delivery.State state, Text reason) {
    return new Outbox.Mark(state, clock.instant(), null, null, null, null, null, reason);
  }

  /** For a person to look: the platform cannot tell whether it stands. */
  void uncertain(String by, Delivery delivery, Channel channel, Text reason) {
    transactions.writeAll(
        () -> {
          if (mark(by, delivery, ended(Delivery.State.UNCERTAIN, DeliveryTexts.mayStand(reason)))) {
            askToLook(delivery, channel);
          }
        });
    log.warn("delivery {} may or may not stand: {}", delivery.id().value(), reason.en());
  }

  private void askToLook(Delivery delivery, Channel channel) {
    if (delivery.notice() != null) {
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
  void refused(
      String by, Delivery delivery, Channel channel, @Nullable Instant mayStandSince, Text why) {
    Instant now = clock.instant();
    transactions.writeAll(
        () -> {
          boolean ours =
              mark(
                  by,
                  delivery,
                  ended(
                      mayStandSince == null ? Delivery.State.FAILED : Delivery.State.UNCERTAIN,
                      why));
          if (ours && mayStandSince != null) {
            askToLook(delivery, channel);
          }
          outbox.end(channel.id(), Delivery.State.FAILED, DeliveryTexts.suspended(why), now);
          if (channels.suspend(channel.id(), why)) {
            askToMend(channel, why, now);
          }
        });
    log.warn("channel {} is suspended: {}", channel.id().value(), why.en());
  }

  private void askToMend(Channel channel, Text why, Instant now) {
    long id = channel.id().value();
    String where = channel.address().platform() + " " + channel.address().channel();
    notices.raise(
        channel.campaign(),
        "channel/" + id,
        new Text(
            "频道 "
                + where
                + " 已停发："
                + why.zh()
                + "。处理好后，最迟一小时内自动恢复；也可用 POST /api/v1/channels/"
                + id
                + "/resume 立即恢复。",
            "Channel "
                + where
                + " is suspended: "
                + why.en()
                + ". Once it is mended it goes on by itself within the hour; at once with POST"
                + " /api/v1/channels/"
                + id
                + "/resume."),
        now);
  }

  private boolean mark(String by, Delivery delivery, Outbox.Mark mark) {
    boolean ours = outbox.mark(by, delivery.id(), mark);
    if (!ours) {
      log.warn("delivery {} was taken over before it could be marked", delivery.id().value());
    }
    return ours;
  }
}
