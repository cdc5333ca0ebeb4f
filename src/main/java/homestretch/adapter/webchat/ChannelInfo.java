package homestretch.adapter.webchat;

import homestretch.core.campaign.CampaignId;
import homestretch.core.text.Language;
import java.time.ZoneId;

/**
 * A channel as the page lists it.
 *
 * @param address the channel's part of its {@link homestretch.core.chat.Address}
 * @param campaign the name of the campaign, in the channel's language
 * @param timezone in which the page shows when something was said
 * @param isForAdministrators whether nobody else sees it
 */
public record ChannelInfo(
    String address,
    String title,
    CampaignId campaignId,
    String campaign,
    Language language,
    ZoneId timezone,
    boolean isForAdministrators) {}
