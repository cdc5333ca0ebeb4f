package homestretch.core.delivery;

import homestretch.core.campaign.CampaignId;
import homestretch.core.text.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator has to know, told once in each administrators' channel.
 *
 * @param subject what it is about: {@code channel/3}, {@code delivery/77}, {@code calendar/CN/2027}
 * @param resolvedAt null while it is open
 */
public record Notice(
    NoticeId id,
    CampaignId campaign,
    String subject,
    Text text,
    Instant raisedAt,
    @Nullable Instant resolvedAt) {}
