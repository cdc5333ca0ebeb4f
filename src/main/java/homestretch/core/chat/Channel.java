package homestretch.core.chat;

import homestretch.core.campaign.CampaignId;
import homestretch.core.fault.Fault;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.time.WallClock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A chat channel of a campaign.
 *
 * @param quietHours when nothing is posted; null: no such hours
 * @param dailyCap most posts a day; null: no cap
 * @param living whether one board in it is kept up to date in place
 * @param pictures whether posts that carry a board show it as a picture, too
 * @param reason why it is suspended, empty while active
 */
public record Channel(
    ChannelId id,
    CampaignId campaign,
    Address address,
    Language language,
    ZoneId timezone,
    @Nullable QuietHours quietHours,
    @Nullable Integer dailyCap,
    boolean living,
    boolean pictures,
    Purpose purpose,
    State state,
    Text reason,
    int revision) {
  /** Of one that is not suspended. */
  public static final Text NO_REASON = Text.same("");

  /** Whom it is for. */
  public enum Purpose {
    POSTS,
    /** The administrators' own: they are told here what needs a person. */
    ADMINISTRATORS
  }

  public enum State {
    ACTIVE,
    SUSPENDED
  }

  /** Local times in the channel's zone; from may be later than to (over midnight). */
  public record QuietHours(LocalTime from, LocalTime to) {
    public QuietHours {
      if (from.equals(to)) {
        throw new Fault.Invalid("quietHours", from + "–" + to, ChatTexts.TWO_TIMES);
      }
    }

    private boolean include(LocalTime time) {
      return from.isBefore(to)
          ? !time.isBefore(from) && time.isBefore(to)
          : !time.isBefore(from) || time.isBefore(to);
    }
  }

  public Channel {
    if (address.channel().isBlank() || address.channel().length() > 64) {
      throw new Fault.Invalid("address", address.channel(), ChatTexts.CHANNEL_ID);
    }
    if (dailyCap != null && dailyCap < 1) {
      throw new Fault.Invalid("dailyCap", dailyCap, ChatTexts.ONE_OR_MORE);
    }
  }

  /** When something wanted at that instant may be posted: then, or when the quiet hours end. */
  public Instant awake(Instant at) {
    ZonedDateTime local = at.atZone(timezone);
    if (quietHours == null || !quietHours.include(local.toLocalTime())) {
      return at;
    }
    boolean nextDay = !local.toLocalTime().isBefore(quietHours.to());
    return WallClock.instant(
        local.toLocalDate().plusDays(nextDay ? 1 : 0).atTime(quietHours.to()), timezone);
  }

  /** The first instant of that instant's day, where the channel is. */
  public Instant startOfDay(Instant at) {
    return at.atZone(timezone).toLocalDate().atStartOfDay(timezone).toInstant();
  }

  public Channel resumed() {
    return new Channel(
        id,
        campaign,
        address,
        language,
        timezone,
        quietHours,
        dailyCap,
        living,
        pictures,
        purpose,
        State.ACTIVE,
        NO_REASON,
        revision);
  }
}
