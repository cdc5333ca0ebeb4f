package homestretch.core.chat;

import homestretch.core.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option of a command.
 *
 * @param name the English name, lower case, as typed
 * @param label the localized name, lower case where the language has cases
 * @param completer offers values while the user types; null if there is nothing to offer
 */
public record Option(String name, Text label, Text description, @Nullable Completer completer) {
  /** Offers values for what was typed so far; reads the options already given, writes nothing. */
  @FunctionalInterface
  public interface Completer {
    List<Choice> complete(Invocation soFar, String typed);
  }
}
