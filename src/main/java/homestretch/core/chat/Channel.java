package homestretch.core.chat;

import homestretch.core.campaign.CampaignId;
import homestretch.core.fault.Fault;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A chat channel of a campaign.
 *
 * @param quietHours when nothing is posted; null: no such hours
 * @param dailyCap most posts a day; null: no cap
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
    State state,
    String reason,
    int revision) {
  public enum State {
    ACTIVE,
    SUSPENDED
  }

  /** Local times in the channel's zone; from may be later than to (over midnight). */
  public record QuietHours(LocalTime from, LocalTime to) {}

  public Channel {
    if (address.channel().isBlank() || address.channel().length() > 64) {
      throw new Fault.Invalid(
          "address",
          address.channel(),
          new Text("平台上的频道编号，1–64 个字", "the platform's id of the channel, 1–64 characters"));
    }
    if (dailyCap != null && dailyCap < 1) {
      throw new Fault.Invalid("dailyCap", dailyCap, new Text("1 或更多", "1 or more"));
    }
  }
}
