package homestretch.core.schedule;

import homestretch.core.campaign.CampaignId;
import homestretch.core.chat.ChannelId;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * What is posted when and where.
 *
 * @param catchUpUntil a post missed by an outage is made up for until this local time of its day
 * @param plannedThrough every planned time up to here has its deliveries
 */
public record Schedule(
    ScheduleId id,
    CampaignId campaign,
    PostKind post,
    When when,
    ZoneId timezone,
    List<ChannelId> channels,
    LocalTime catchUpUntil,
    boolean paused,
    Instant plannedThrough,
    int revision) {
  public Schedule {
    channels = List.copyOf(channels);
  }

  /** Until when the post of a planned time is worth making. */
  public Instant expiry(Instant planned) {
    Instant end = planned.atZone(timezone).with(catchUpUntil).toInstant();
    return end.isAfter(planned) ? end : planned.plusSeconds(3600);
  }

  public Schedule plannedThrough(Instant through) {
    return new Schedule(
        id, campaign, post, when, timezone, channels, catchUpUntil, paused, through, revision);
  }
}
