package homestretch.core.blocker;

import homestretch.core.audit.Actor;
import homestretch.core.department.DepartmentId;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.store.Code;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call for help.
 *
 * @param what is in the way, 1–500 characters
 * @param asked who is asked to help, 1–120 characters
 * @param due by when help is needed
 * @param resolution null while it is open
 */
public record Blocker(
    long id,
    DepartmentId department,
    String what,
    String asked,
    LocalDate due,
    Actor by,
    Instant at,
    @Nullable Resolution resolution) {
  public static final int LONGEST_WHAT = 500;
  public static final int LONGEST_ASKED = 120;

  /**
   * How it ended.
   *
   * @param outcome may be empty
   */
  public record Resolution(Instant at, String by, String outcome) {}

  public Blocker {
    what = Code.text(what);
    asked = Code.oneLine(Code.text(asked));
    List<Violation> wrong = new ArrayList<>();
    check(wrong, "what", what, LONGEST_WHAT);
    check(wrong, "asked", asked, LONGEST_ASKED);
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
  }

  private static void check(List<Violation> wrong, String field, String given, int most) {
    int length = given.codePointCount(0, given.length());
    if (length == 0 || length > most) {
      wrong.add(new Violation(field, given, BlockerFaultTexts.upTo(most)));
    }
  }

  public boolean isOverdue(LocalDate today) {
    return resolution == null && due.isBefore(today);
  }
}
