package homestretch.core.chat;

import homestretch.core.chat.talk.Answering;
import homestretch.core.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A chat platform, as the deliverer sees it. Commands reach {@link Commands} from the adapter. */
public interface Chat extends AutoCloseable {
  /** {@code discord} or {@code web}. */
  String platform();

  /**
   * Posts once: the platform drops a second post with the same nonce for as long as it {@linkplain
   * Capabilities.ExactlyOnce#nonceMemory remembers} it. Blocks until the platform has answered.
   *
   * @param nonce at most 25 ASCII characters, unique to the delivery
   * @param permit asked right before the bytes leave; if it is not good, nothing is sent
   */
  Sending post(Address where, Post post, String nonce, Permit permit);

  /**
   * Looks in the channel for a post of ours that carries the nonce; asked only where the platform
   * {@linkplain Capabilities.ExactlyOnce#history shows its history}.
   *
   * @param since not older than this
   * @return the message's id; empty if the platform says that it is not there
   * @throws Unseen if the platform cannot tell
   */
  Optional<String> find(Address where, String nonce, Instant since);

  /**
   * Asks the platform why posts cannot get to a channel: it does not exist, is of another kind, or
   * the bot lacks permissions there. Blocks until the platform has answered.
   *
   * @return empty if they can, or if the platform cannot tell
   */
  default Optional<Text> unreachable(Address where) {
    return Optional.empty();
  }

  /**
   * What it wants in place of a role that cannot be notified in a channel, as where it is another
   * server's.
   *
   * @return empty if it can, or if the platform cannot tell
   */
  default Optional<Text> unmentionable(Address where, String role) {
    return Optional.empty();
  }

  /**
   * What a person or a role is called there; may ask the platform, for a second or so.
   *
   * @return empty if it cannot tell
   */
  default Optional<String> nameOf(String id, boolean isRole) {
    return Optional.empty();
  }

  /**
   * What it wants in place of something that cannot be the id of a person, or of a role: on
   * platforms without roles a department or a group. Never asks the platform.
   *
   * @return empty if it may be one
   */
  default Optional<Text> noId(String id, boolean isRole) {
    return Optional.empty();
  }

  /** A role, with what it is called there. */
  record Named(String id, String name) {}

  /**
   * The departments that are so called there. May ask the platform.
   *
   * @throws IllegalStateException it cannot tell now
   */
  default List<Named> rolesCalled(String name) {
    return List.of();
  }

  /** What became of commands and buttons since the start; all zero where nothing is counted. */
  default Answering.Counts answers() {
    return Answering.Counts.NONE;
  }

  /**
   * Where one person alone can be written to, for {@link #post} and {@link #find}. Blocks until the
   * platform has answered.
   *
   * @param near a channel of ours on the platform
   * @param person the platform's own id
   * @return empty if the platform has no such place, or none with that person
   * @throws IllegalStateException if the platform cannot tell now
   */
  default Optional<Address> direct(Address near, String person) {
    return Optional.empty();
  }

  /** What it can do with messages that stay; empty: nothing, so no living board is offered. */
  default Optional<Lasting> lasting() {
    return Optional.empty();
  }

  /**
   * Says what to do whenever the platform tells by itself that a channel is gone, that the bot was
   * removed from where channels are, or that it is not let in any more; run on a thread of the
   * platform's.
   */
  default void whenLost(Runnable then) {}

  /** What the platform can do; the same for as long as it is connected. */
  Capabilities capabilities();

  /** Whether posts can be made now; what is wrong if not, for {@code /health/ready}. */
  Optional<Text> trouble();

  /**
   * Whether this node can post. Where posts leave over the platform's one socket, only the node
   * that holds it can; the others leave what is due to it.
   */
  default boolean postsFromHere() {
    return true;
  }

  /**
   * Says what to do whenever posts can be made again after they could not; run on a thread of the
   * platform's. A platform that is never out of reach never does it.
   */
  default void whenBack(Runnable then) {}

  @Override
  void close();
}
