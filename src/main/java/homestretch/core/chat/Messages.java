package homestretch.core.chat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The history of the built-in chat (port). A viewer sees what is for everybody or for them. */
public interface Messages {
  /**
   * @return the message as stored; the existing one, unchanged, if its nonce is already there
   */
  Message append(Message.Entry entry);

  /**
   * Gives a message another body and a new change number; the rest stays.
   *
   * @return empty if there is no such message
   */
  Optional<Message> replace(long id, String body);

  Optional<Message> find(long id);

  Optional<Message> byNonce(String nonce);

  /**
   * The newest messages of a channel, in the order in which they were posted.
   *
   * @param before only messages with a smaller id; null: the very newest
   */
  List<Message> latest(String channel, String viewer, int limit, @Nullable Long before);

  /**
   * The messages of a channel that come next, in the order in which they were posted.
   *
   * @param after only messages with a greater id
   */
  List<Message> next(String channel, String viewer, int limit, long after);

  /**
   * The newest messages of a channel in whose text something stands, newest first; without case.
   */
  List<Message> search(String channel, String viewer, String text, int limit);

  /** What changed in any channel since, by change number. */
  List<Message> after(long change, String viewer, int limit);

  /** The latest change number; 0 if there are no messages. */
  long lastChange();
}
