package homestretch.testing.discord;

import java.util.List;

/**
 * Somebody in the guild.
 *
 * @param roles ids of roles
 * @param locale of their Discord client, such as {@code zh-CN} or {@code en-US}
 */
public record User(String id, String name, List<String> roles, String locale) {}
