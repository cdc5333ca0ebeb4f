package homestretch.core.chat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message of the bot as it stands in a channel.
 *
 * @param id its place in the channel; grows
 * @param change counts appends and replacements of all messages together, so that a page that was
 *     away learns of both by asking for what is later
 */
public record Message(long id, long change, Entry entry) {
  /**
   * What was posted.
   *
   * @param channel the channel's address
   * @param use whose command it answers; null if the bot spoke on its own
   * @param body the post as JSON, ready for the page
   * @param audience the id of the only person who may read it; null: everybody
   * @param nonce null if it was not delivered by schedule
   */
  public record Entry(
      String channel,
      @Nullable Use use,
      String body,
      @Nullable String audience,
      @Nullable String nonce,
      Instant at) {
    public boolean isFor(String person) {
      return audience == null || audience.equals(person);
    }
  }

  /**
   * @param author the person's name as shown
   * @param authorId by which the person is known; null of what was said before this was kept
   * @param command the command's name without the slash
   */
  public record Use(String author, @Nullable String authorId, String command) {}
}
