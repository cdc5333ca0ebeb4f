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
  /** What is typed into a field; a platform that has one shows a keypad or a calendar for it. */
  public enum Kind {
    TEXT,
    /** A figure, perhaps with its unit. */
    NUMBER,
    /** A day, {@code 2026-10-31}, or as people write it. */
    DATE
  }

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
      boolean multiline,
      Kind kind) {
    /** Any text. */
    public Field(
        String option,
        String label,
        String value,
        String hint,
        boolean required,
        boolean multiline) {
      this(option, label, value, hint, required, multiline, Kind.TEXT);
    }

    public Field as(Kind other) {
      return new Field(option, label, value, hint, required, multiline, other);
    }

    public Field holding(String other) {
      return new Field(option, label, other, hint, required, multiline, kind);
    }
  }
}
