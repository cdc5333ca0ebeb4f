package homestretch.core.chat;

import java.util.Set;

/**
 * Who types on a chat platform.
 *
 * @param platform {@code discord} or {@code web}
 * @param id the platform's own id of the user
 * @param roles the platform's own ids of the user's roles
 */
public record Person(String platform, String id, String name, Set<String> roles) {
  public Person {
    roles = Set.copyOf(roles);
  }
}
