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
   * @param person the platform's own id; with a # before it that of the department's own channel,
   *     which is told where nobody can be told alone
   */
  public record Contact(
      @Nullable DepartmentId department, Step step, String platform, String person) {
    private static final String CHANNEL = "#";

    boolean isChannel() {
      return person.startsWith(CHANNEL);
    }

    /** The channel's id. */
    String channel() {
      return person.substring(CHANNEL.length());
    }
  }

  public CareSettings {
    contacts = List.copyOf(contacts);
    if (graceDays < 1 || graceDays > 20) {
      throw new Fault.Invalid("graceDays", graceDays, Text.same("1–20"));
    }
    if (weeklyCap < 1 || weeklyCap > 10) {
      throw new Fault.Invalid("weeklyCap", weeklyCap, Text.same("1–10"));
    }
    for (int i = 0; i < contacts.size(); i++) {
      Contact contact = contacts.get(i);
      if (contact.isChannel() && (contact.department() == null || contact.channel().isBlank())) {
        throw new Fault.Invalid(
            "contacts/" + i + "/person",
            contact.person(),
            new Text(
                "一个单位自己的频道：# 和频道编号，department 写明是哪个单位",
                "a department's own channel: # and its id, with the department named"));
      }
      if (contact.step() == Step.REPORTER && !contact.isChannel()) {
        throw new Fault.Invalid(
            "contacts/" + i + "/step",
            "reporter",
            new Text(
                "填报人由关联得知；这一步只能登记单位自己的频道（person 以 # 开头）",
                "reporters are known by their links; here stands the department's own channel only"
                    + " (a person that begins with #)"));
      }
    }
  }
}
