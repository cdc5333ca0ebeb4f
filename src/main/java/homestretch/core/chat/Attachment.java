package homestretch.core.chat;

/**
 * A file of text in a post, for platforms that {@linkplain Capabilities.Content#files take some}.
 *
 * @param name the file's name, such as {@code board-2026-12-31.csv}
 * @param text what is in it
 */
public record Attachment(String name, String text) {}
