package homestretch.core.chat;

/** What a command answers. */
public sealed interface Reply {
  /** A message that the whole channel sees. */
  record Public(Post post) implements Reply {}

  /** A message that only the asker sees. */
  record Private(Post post) implements Reply {}

  /** A form for the asker. */
  record Ask(Form form) implements Reply {}
}
