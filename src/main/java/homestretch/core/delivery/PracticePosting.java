package homestretch.core.delivery;

import homestretch.core.campaign.CampaignId;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Channels;
import homestretch.core.practice.Practice;
import homestretch.core.practice.Publishing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Plans the posts of an approved practice: one row in each channel that takes posts, once. What it
 * was taken back from and never posted in is tried again when it is approved again.
 */
public final class PracticePosting implements Publishing {
  private final Outbox outbox;
  private final Channels channels;

  public PracticePosting(Outbox outbox, Channels channels) {
    this.outbox = outbox;
    this.channels = channels;
  }

  @Override
  public Reach publish(CampaignId campaign, Practice practice, Instant at) {
    Instant now = at.truncatedTo(ChronoUnit.MILLIS);
    Instant expires = now.plus(Planner.MESSAGE_WINDOW);
    for (Delivery before : outbox.ofPractice(practice.id())) {
      switch (before.state()) {
        case MISSED, FAILED, SKIPPED -> outbox.again(before.id(), now, expires);
        case PLANNED, SENT, LATE, UNCERTAIN -> {}
      }
    }
    outbox.plan(
        channels.ofCampaign(campaign).stream()
            .filter(channel -> channel.purpose() == Channel.Purpose.POSTS)
            .map(channel -> row(practice, channel, now, expires))
            .toList());
    List<Delivery> all = outbox.ofPractice(practice.id());
    return new Reach(
        (int) all.stream().filter(d -> d.state() == Delivery.State.PLANNED && !mayStand(d)).count(),
        (int) all.stream().filter(PracticePosting::mayStand).count());
  }

  @Override
  public int withdraw(long practice, Instant now) {
    outbox.withdrawPractice(practice, DeliveryTexts.PRACTICE_WITHDRAWN, now);
    return (int) outbox.ofPractice(practice).stream().filter(PracticePosting::mayStand).count();
  }

  private static boolean mayStand(Delivery delivery) {
    return switch (delivery.state()) {
      case SENT, LATE, UNCERTAIN -> true;
      case PLANNED -> delivery.unsureAt() != null;
      case MISSED, FAILED, SKIPPED -> false;
    };
  }

  private static Delivery row(Practice practice, Channel channel, Instant now, Instant expires) {
    boolean isSuspended = channel.state() == Channel.State.SUSPENDED;
    Instant due = channel.awake(now);
    return Planner.row(
        new Delivery.Subject.Shared(practice.id()),
        channel.id(),
        Nonces.of(practice, channel.address()),
        now,
        isSuspended ? Delivery.State.FAILED : Delivery.State.PLANNED,
        due,
        expires,
        isSuspended
            ? DeliveryTexts.suspended(channel.reason())
            : due.isAfter(now) ? DeliveryTexts.QUIET : Delivery.NO_REASON);
  }
}
