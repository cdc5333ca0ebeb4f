package homestretch.core.delivery;

import homestretch.core.chat.Channel;
import homestretch.core.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to do next with a claimed delivery: decided from the row, its channel, the platform's reach,
 * what a look into the channel has told, and the time. Nothing else, and nothing is done here.
 */
sealed interface Step {
  /** By how much a platform's clock may differ from ours when we look for a post. */
  Duration CLOCKS_DIFFER = Duration.ofHours(1);

  /** While a platform says itself that it cannot post. */
  Duration OUT_OF_REACH = Duration.ofSeconds(30);

  /** How long a platform that is out of reach is waited for to say what stands. */
  Duration LONGEST_DOUBT = Duration.ofDays(1);

  /**
   * Kept from the time that a platform remembers a nonce: so long may a request be on its way, and
   * so far may clocks of two machines differ, before the same nonce proves nothing any more.
   */
  Duration MARGIN = Duration.ofSeconds(30);

  /** Into the channel, before anything is sent. */
  record Look(Instant since) implements Step {}

  /** It stands in the channel, since then as far as we know. */
  record Found(String messageId, Instant since) implements Step {}

  /**
   * It may be sent, once it is known what it says.
   *
   * @param mayStandSince the first send whose outcome is not known, or null; the platform still
   *     drops a second post with its nonce
   */
  record Send(@Nullable Instant mayStandSince) implements Step {}

  /**
   * Not now, for a reason that does not count as a try.
   *
   * @param quiet whether it is the quiet hours that end then; the post is still worth making after
   *     them
   */
  record Wait(Instant until, Text reason, boolean quiet) implements Step {}

  record End(Delivery.State state, Text reason) implements Step {}

  /** The platform cannot tell whether it stands: for a person to look. */
  record Uncertain(Text reason) implements Step {}

  /**
   * The platform, as far as it can be reached from here.
   *
   * @param trouble why nothing can be posted there now; null if it can
   * @param nonceMemory how long the platform surely drops a second post with the same nonce
   */
  record Reach(@Nullable Text trouble, Duration nonceMemory) {}

  /** What a look into the channel has told. */
  sealed interface Sight {
    record NotLooked() implements Sight {}

    record NotThere() implements Sight {}

    record There(String messageId) implements Sight {}

    record CannotTell(Text reason) implements Sight {}
  }

  /**
   * @param channel null: it was removed
   * @param reach null: no such platform is connected; the text says which
   */
  static Step of(Delivery row, @Nullable Channel channel, Reach reach, Sight sight, Instant now) {
    boolean begun = row.unsureAt() != null;
    if (channel == null) {
      return new End(
          begun ? Delivery.State.UNCERTAIN : Delivery.State.SKIPPED, DeliveryTexts.CHANNEL_REMOVED);
    }
    if (reach.trouble() != null) {
      return outOfReach(row, reach.trouble(), now);
    }
    Text suspended =
        channel.state() == Channel.State.SUSPENDED
            ? DeliveryTexts.suspended(channel.reason())
            : null;
    Instant first = mayStandSince(row, channel, reach, now);
    boolean worthless = begun && (row.isExpired(now) || suspended != null);
    if (first != null && (worthless || !isRemembered(first, now, reach.nonceMemory()))) {
      switch (sight) {
        case Sight.There(String messageId) -> {
          return new Found(messageId, first);
        }
        case Sight.CannotTell(Text reason) -> {
          if (begun) {
            return new Uncertain(reason);
          }
        }
        case Sight.NotLooked() -> {
          if (suspended == null || begun) {
            Instant since = row.plannedAt().isBefore(first) ? row.plannedAt() : first;
            return new Look(since.minus(CLOCKS_DIFFER));
          }
        }
        case Sight.NotThere() -> {
          if (worthless) {
            return new End(
                Delivery.State.FAILED,
                Optional.ofNullable(suspended).orElse(DeliveryTexts.WINDOW_CLOSED));
          }
        }
      }
      first = null;
    }
    if (suspended != null) {
      return new End(Delivery.State.FAILED, suspended);
    }
    Instant mayStand = begun ? first : null;
    Instant awake = channel.awake(now);
    if (awake.isAfter(now) && mayStand == null) {
      return new Wait(awake, DeliveryTexts.QUIET, true);
    }
    return new Send(mayStand);
  }

  private static Step outOfReach(Delivery row, Text trouble, Instant now) {
    if (row.unsureAt() == null && row.isExpired(now)) {
      return new End(row.attempts() > 0 ? Delivery.State.FAILED : Delivery.State.MISSED, trouble);
    }
    if (row.unsureAt() != null && row.expiresAt().plus(LONGEST_DOUBT).isBefore(now)) {
      return new Uncertain(trouble);
    }
    return new Wait(now.plus(OUT_OF_REACH), trouble, false);
  }

  /**
   * Since when it may stand in the channel. A row whose send was begun says so. One that is made up
   * for may stand, too: if this database is an old copy put back, the post was made after the copy
   * was.
   */
  private static @Nullable Instant mayStandSince(
      Delivery row, Channel channel, Reach reach, Instant now) {
    if (row.unsureAt() != null) {
      return row.unsureAt();
    }
    Instant wanted = channel.awake(row.plannedAt());
    boolean isCatchUp =
        row.notice() == null
            && row.attempts() == 0
            && !row.isExpired(now)
            && wanted.isBefore(now)
            && !isRemembered(wanted, now, reach.nonceMemory());
    return isCatchUp ? wanted : null;
  }

  /** Within the time that the platform surely remembers; a clock that went back proves nothing. */
  static boolean isRemembered(Instant first, Instant now, Duration memory) {
    return !now.isBefore(first) && now.isBefore(first.plus(memory).minus(MARGIN));
  }
}
