package homestretch.core.care;

import homestretch.core.department.DepartmentId;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a campaign cares.
 *
 * @param graceDays working days from one step to the next, 1 to 20
 * @param weeklyCap most requests to a department in a week, 1 to 10
 * @param revision 0: nobody has set it
 */
public record CareSettings(
    boolean isOn, int graceDays, int weeklyCap, List<Contact> contacts, int revision) {
  /** Off, as for every campaign that says nothing. */
  public static final CareSettings OFF = new CareSettings(false, 3, 3, List.of(), 0);

  /** Whom a step speaks to. */
  public enum Step {
    REPORTER,
    LEAD,
    SUPERVISOR
  }

  /**
   * Who is spoken to at a step.
   *
   * @param department null: for all departments
   * @param person the platform's own id
   */
  public record Contact(
      @Nullable DepartmentId department, Step step, String platform, String person) {}

  public CareSettings {
    contacts = List.copyOf(contacts);
    if (graceDays < 1 || graceDays > 20) {
      throw new Fault.Invalid("graceDays", graceDays, Text.same("1–20"));
    }
    if (weeklyCap < 1 || weeklyCap > 10) {
      throw new Fault.Invalid("weeklyCap", weeklyCap, Text.same("1–10"));
    }
  }
}
