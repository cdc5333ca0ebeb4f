package homestretch.testing.discord;

import homestretch.adapter.discord.DiscordChat;
import homestretch.core.chat.Commands;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Bots of a program that is alone. */
public final class DiscordChats {
  private DiscordChats() {}

  /** One that holds its connection. */
  public static DiscordChat connect(String token, String apiBaseUrl, Commands commands) {
    DiscordChat chat = standby(token, apiBaseUrl, commands);
    chat.taken();
    return chat;
  }

  /** One that does not, as another may. */
  public static DiscordChat standby(String token, String apiBaseUrl, Commands commands) {
    Set<String> taken = ConcurrentHashMap.newKeySet();
    return DiscordChat.connect(
        token, apiBaseUrl, commands, (platform, id) -> taken.add(platform + id));
  }
}
