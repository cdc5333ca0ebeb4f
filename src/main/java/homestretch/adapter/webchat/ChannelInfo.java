package homestretch.adapter.webchat;

import homestretch.core.text.Language;

/**
 * A channel as the page lists it.
 *
 * @param address the channel's part of its {@link homestretch.core.chat.Address}
 * @param campaign the name of the campaign, in the channel's language
 */
public record ChannelInfo(String address, String title, String campaign, Language language) {}
