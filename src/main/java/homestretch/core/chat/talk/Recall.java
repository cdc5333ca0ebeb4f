package homestretch.core.chat.talk;

import homestretch.core.chat.Address;
import java.util.Optional;

/**
 * What a person was last offered in a chat, for a while and on every node (port): choices by
 * number, or a form that is asked for one field after another.
 */
public interface Recall {
  /** Replaces what was kept for the person in that chat; forgotten after ten minutes. */
  void keep(Address chat, String person, String what);

  Optional<String> of(Address chat, String person);

  void forget(Address chat, String person);
}
