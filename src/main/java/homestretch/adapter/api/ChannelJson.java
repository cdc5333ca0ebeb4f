package homestretch.adapter.api;

import homestretch.core.chat.Channel;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A chat channel in bodies and answers. */
record ChannelJson(
    @Is(value = "Its number", example = "1", readOnly = true) @Nullable Long id,
    @Is(
            value = "The slug of the campaign that it belongs to",
            example = "city-2026",
            required = true,
            fixed = true,
            longest = 48)
        @Nullable String campaign,
    @Is(
            value = "The chat platform",
            example = "discord",
            required = true,
            fixed = true,
            oneOf = {"discord", "web", "feishu", "wecom", "dingtalk"})
        @Nullable String platform,
    @Is(
            value = "The platform's own id of the channel",
            example = "1181234567890123456",
            required = true,
            fixed = true,
            longest = 64,
            as = Is.As.SAID)
        @Nullable String address,
    @Is(
            value = "The language of its posts; the campaign's if left out",
            example = "zh-CN",
            oneOf = {"zh-CN", "en"})
        @Nullable String locale,
    @Is(value = "In which its days begin; the campaign's if left out", example = "Asia/Shanghai")
        @Nullable ZoneId timezone,
    @Is(value = "When nothing is posted; null: no such hours", nullable = true)
        @Nullable QuietHoursJson quietHours,
    @Is(
            value = "Most posts a day; null: no cap",
            example = "5",
            nullable = true,
            min = "1",
            max = "1000")
        @Nullable Integer dailyCap,
    @Is(
            value =
                "Whether one pinned board in it is kept up to date in place; on platforms whose"
                    + " messages can be edited",
            example = "false")
        @Nullable Boolean living,
    @Is(
            value = "Whether posts that carry a board show it as a picture, too, with its words",
            example = "false")
        @Nullable Boolean pictures,
    @Is(value = "For posts, or the administrators' own", example = "posts")
        Channel.@Nullable Purpose purpose,
    @Is(value = "Whether it is posted to", example = "active", readOnly = true)
        Channel.@Nullable State state,
    @Is(value = "Why it is suspended; empty: it is not", example = "", readOnly = true)
        @Nullable String reason,
    @Is(
            value =
                "Why posts do not get there, as the platform said when it was registered or read;"
                    + " null: they do, or it was not asked",
            example = "null",
            readOnly = true,
            nullable = true)
        @Nullable String unreachable) {

  /** Local times; from may be later than to, over midnight. */
  record QuietHoursJson(
      @Is(value = "From this time", example = "22:00", required = true) @Nullable LocalTime from,
      @Is(value = "To this time", example = "07:00", required = true) @Nullable LocalTime to) {}

  /**
   * @param reason why it is suspended, in the language of who asks
   * @param unreachable null: posts get there, or it was not asked
   */
  static ChannelJson of(Channel c, String campaign, @Nullable String unreachable, String reason) {
    Channel.QuietHours quiet = c.quietHours();
    return new ChannelJson(
        c.id().value(),
        campaign,
        c.address().platform(),
        c.address().channel(),
        c.language().tag(),
        c.timezone(),
        quiet == null ? null : new QuietHoursJson(quiet.from(), quiet.to()),
        c.dailyCap(),
        c.living(),
        c.pictures(),
        c.purpose(),
        c.state(),
        reason,
        unreachable);
  }
}
