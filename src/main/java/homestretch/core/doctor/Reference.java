package homestretch.core.doctor;

import homestretch.core.text.Text;

/**
 * A user or role of a chat platform that something of ours names.
 *
 * @param from what names it, such as “city-2026, department LJ”
 * @param mend how to mend it if there is no such user or role
 */
public record Reference(String platform, Kind kind, String id, Text from, Text mend) {
  public enum Kind {
    USER,
    ROLE
  }
}
