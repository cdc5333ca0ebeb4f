package homestretch.core.department;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;

/**
 * A chat user or a chat role whose members report for a department.
 *
 * @param id the platform's own id of the user or role
 */
public record Link(String platform, Kind kind, String id) {
  public enum Kind {
    USER,
    ROLE,
    /** An API token, by its name. */
    TOKEN
  }

  public Link {
    if (id.isBlank() || id.length() > 64) {
      throw new Fault.Invalid(
          "links.id", id, new Text("平台上的用户或角色编号", "the platform's id of a user or role"));
    }
  }
}
