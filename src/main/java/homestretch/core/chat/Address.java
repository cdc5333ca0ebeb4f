package homestretch.core.chat;

/** A channel as its platform names it. */
public record Address(String platform, String channel) {}
