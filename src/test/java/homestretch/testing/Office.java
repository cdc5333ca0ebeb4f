package homestretch.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chat platform of Chinese offices as its people use it, whichever it is. */
public interface Office extends AutoCloseable {
  /** What happens to the next message of the bot's. */
  enum Trouble {
    /** It stands, and the answer never comes. */
    LOST_ANSWER,
    /** The connection breaks before it stands. */
    DROPPED,
    TOO_OFTEN
  }

  /**
   * A message of the bot's, or several that belong together.
   *
   * @param labels of what can be tapped
   */
  record Heard(String text, List<String> labels) {
    public static Heard all(List<Heard> messages) {
      List<String> labels = new ArrayList<>();
      messages.forEach(m -> labels.addAll(m.labels()));
      return new Heard(String.join("\n", messages.stream().map(Heard::text).toList()), labels);
    }
  }

  String platform();

  /** The settings by which the program finds it. */
  Map<String, String> environment();

  boolean isConnected();

  /** The bot is in the group, and somebody has written to it there. */
  void open(String group);

  /** Somebody writes: in a group with a mention of the bot, or to it alone (group null). */
  void write(String user, @Nullable String group, String text);

  /** What stands in a group, or in the chat with a person. */
  List<Heard> heard(String chat);

  /** Taps the newest that is so called in a chat. */
  void tap(String user, String chat, boolean isGroup, String label);

  void fail(Trouble next);

  /** The app's secret is not valid any more. */
  void revoke();

  /** Every connection breaks. */
  void drop();

  /** What the real one would have refused. */
  List<String> violations();

  @Override
  void close();
}
