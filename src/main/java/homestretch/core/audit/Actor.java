package homestretch.core.audit;

import java.util.List;

/**
 * Who is acting.
 *
 * @param id by which they are known: the platform's own id of a chat user, of a token the id of
 *     whoever made it first; never shown as who it was
 * @param name as the history and the audit show it; may change
 * @param door through which they came: a chat platform, {@code api}, {@code import}, {@code system}
 */
public record Actor(String id, String name, String door) {
  private static final List<String> THROUGH_TOKENS = List.of("api", "import");

  public static final Actor SYSTEM = new Actor("homestretch", "system");

  /** Somebody whose name is all there is to know. */
  public Actor(String name, String door) {
    this(name, name, door);
  }

  /** Whether both are the same person, whatever they are called. */
  public boolean isSameAs(Actor other) {
    return id.equals(other.id) && doors().contains(other.door);
  }

  /** The doors through which the same id is the same person: an import comes by a token, too. */
  public List<String> doors() {
    return THROUGH_TOKENS.contains(door) ? THROUGH_TOKENS : List.of(door);
  }
}
