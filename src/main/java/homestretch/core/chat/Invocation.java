package homestretch.core.chat;

import homestretch.core.text.Language;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One use of a command: typed, pressed as a button or sent as a form; all three are the same thing
 * to the command.
 *
 * @param above of a thread: the channel that it is of; null: it is of none
 * @param options by name; those left out are absent, never empty
 */
public record Invocation(
    Person person,
    Address where,
    @Nullable Address above,
    Language language,
    String command,
    Map<String, String> options) {
  /** In a channel. */
  public Invocation(
      Person person,
      Address where,
      Language language,
      String command,
      Map<String, String> options) {
    this(person, where, null, language, command, options);
  }

  public Invocation {
    Map<String, String> given = new LinkedHashMap<>();
    options.forEach(
        (name, value) -> {
          if (!value.isBlank()) {
            given.put(name, value.strip());
          }
        });
    options = Map.copyOf(given);
  }

  /** The same with other options. */
  public Invocation with(Map<String, String> others) {
    return new Invocation(person, where, above, language, command, others);
  }

  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }
}
