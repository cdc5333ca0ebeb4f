package homestretch.testing.discord;

import homestretch.adapter.discord.DiscordChat;
import homestretch.core.chat.Commands;
import homestretch.core.chat.talk.ShortIds;
import java.util.Map;
import java.util.Optional;
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
        token,
        apiBaseUrl,
        commands,
        (platform, id) -> taken.add(platform + id),
        new ShortIds(new KnownIds()));
  }

  /** Short ids of one program's life. */
  private static final class KnownIds implements ShortIds.Tokens {
    private final Map<String, String> known = new ConcurrentHashMap<>();

    @Override
    public String shorten(String id) {
      String token = Integer.toString(id.hashCode() & Integer.MAX_VALUE, Character.MAX_RADIX);
      known.put(token, id);
      return token;
    }

    @Override
    public Optional<String> full(String token) {
      return Optional.ofNullable(known.get(token));
    }
  }
}
