package homestretch.core.chat;

import java.util.List;
import java.util.Map;

/**
 * A form to fill in; sending it is using a command with the fixed options and the fields.
 *
 * @param title at most 45 characters (Discord's limit)
 * @param fields at most five (Discord's limit)
 */
public record Form(String title, String command, Map<String, String> fixed, List<Field> fields) {
  /**
   * @param option the option of the command that the field fills
   * @param label at most 45 characters
   * @param value what the field holds already, may be empty
   */
  public record Field(
      String option,
      String label,
      String value,
      String hint,
      boolean required,
      boolean multiline) {}
}
