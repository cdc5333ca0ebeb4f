package homestretch.core.chat;

/** A channel's key in our tables. */
public record ChannelId(long value) {}
