package homestretch.core.chat;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option of a command.
 *
 * @param name the English name, lower case, as typed
 * @param label the localized name, lower case where the language has cases
 * @param completer offers values while the user types; null if there is nothing to offer
 * @param kind what it names; a platform with pickers shows one
 * @param values all that it may be; empty: anything
 * @param most how many characters it may have
 */
public record Option(
    String name,
    Text label,
    Text description,
    @Nullable Completer completer,
    Kind kind,
    List<Value> values,
    int most) {
  /** What Discord takes. */
  private static final int MOST = 6000;

  /** Offers values for what was typed so far; reads the options already given, writes nothing. */
  @FunctionalInterface
  public interface Completer {
    List<Choice> complete(Invocation soFar, String typed);
  }

  /** What an option names. Of a person, a role and a channel the value is the platform's id. */
  public enum Kind {
    TEXT,
    PERSON,
    ROLE,
    CHANNEL
  }

  /** One of a closed choice: what the handler gets, and its name. */
  public record Value(String value, Text label) {}

  public Option {
    values = List.copyOf(values);
  }

  /** Any text. */
  public Option(String name, Text label, Text description, @Nullable Completer completer) {
    this(name, label, description, completer, Kind.TEXT, List.of(), MOST);
  }

  public Option of(Kind other) {
    return new Option(name, label, description, completer, other, values, most);
  }

  public Option oneOf(List<Value> all) {
    return new Option(name, label, description, completer, kind, all, most);
  }

  public Option atMost(int characters) {
    return new Option(name, label, description, completer, kind, values, characters);
  }

  /**
   * What the handler gets for what was typed: of a closed choice its value, by whichever name.
   *
   * @throws Fault.Invalid if it is longer than it may be, or none of the choices
   */
  String read(String typed) {
    int length = typed.codePointCount(0, typed.length());
    if (length > most) {
      throw new Fault.Invalid(name, typed, ChatTexts.atMost(most, length));
    }
    if (values.isEmpty()) {
      return typed;
    }
    return values.stream()
        .filter(
            v ->
                typed.equalsIgnoreCase(v.value())
                    || typed.equalsIgnoreCase(v.label().zh())
                    || typed.equalsIgnoreCase(v.label().en()))
        .map(Value::value)
        .findFirst()
        .orElseThrow(() -> new Fault.Invalid(name, typed, ChatTexts.oneOf(values)));
  }
}
