package homestretch.core.chat;

import homestretch.core.text.Text;
import java.util.List;

/**
 * One chat command, the same on every platform. No option is mandatory: what is missing is asked
 * for or defaulted by the handler.
 *
 * @param name the English name as typed after the slash
 * @param label the localized name
 */
public record Command(
    String name, Text label, Text description, List<Option> options, Handler handler) {
  @FunctionalInterface
  public interface Handler {
    Reply handle(Invocation invocation);
  }
}
