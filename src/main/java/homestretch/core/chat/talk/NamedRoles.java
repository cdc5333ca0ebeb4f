package homestretch.core.chat.talk;

import java.util.Set;

/** The roles of a platform that links or rights name (port). */
@FunctionalInterface
public interface NamedRoles {
  Set<String> on(String platform);
}
