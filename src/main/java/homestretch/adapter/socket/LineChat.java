package homestretch.adapter.socket;

import homestretch.core.chat.Address;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Chat;
import homestretch.core.chat.talk.Answering;
import homestretch.core.chat.talk.TypedConversation;
import homestretch.core.node.Node;
import homestretch.core.text.Text;
import java.util.Optional;

/** A chat platform whose people are heard over one kept connection, by who holds its seat. */
public interface LineChat extends Chat, Node.Seat {
  /** What every such platform is made of. */
  record Parts(String platform, Capabilities can, TypedConversation conversation, Line line) {}

  Parts parts();

  default Line line() {
    return parts().line();
  }

  default TypedConversation conversation() {
    return parts().conversation();
  }

  @Override
  default String platform() {
    return parts().platform();
  }

  @Override
  default Capabilities capabilities() {
    return parts().can();
  }

  @Override
  default void taken() {
    line().hold(true);
  }

  @Override
  default void lost() {
    line().hold(false);
  }

  @Override
  default Optional<Text> trouble() {
    return line().trouble();
  }

  /** Whether somebody can be written to is known once it is tried. */
  @Override
  default Optional<Address> direct(Address near, String person) {
    return noId(person, false).isEmpty()
        ? Optional.of(Address.direct(platform(), person))
        : Optional.empty();
  }

  @Override
  default Answering.Counts answers() {
    return conversation().answers();
  }

  @Override
  default void whenBack(Runnable then) {
    line().whenBack(then);
  }

  @Override
  default void whenLost(Runnable then) {
    line().whenRefused(then);
  }

  @Override
  default void close() {
    conversation().drain();
    line().close();
  }
}
