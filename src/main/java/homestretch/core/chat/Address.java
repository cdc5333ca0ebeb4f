package homestretch.core.chat;

/** A channel as its platform names it. */
public record Address(String platform, String channel) {
  private static final String DIRECT = "@";

  /** The chat with one person alone, on a platform where that is no channel of its own. */
  public static Address direct(String platform, String person) {
    return new Address(platform, DIRECT + person);
  }

  /** As people read it: {@code web/announcements}. */
  public String text() {
    return platform + "/" + channel;
  }

  public boolean isDirect() {
    return channel.startsWith(DIRECT);
  }
}
