package homestretch.core.practice;

import homestretch.core.audit.Actor;
import homestretch.core.department.DepartmentId;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.store.Code;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What worked.
 *
 * @param department whose it is
 * @param what 1–500 characters
 * @param evidence a link or a document number, may be empty
 * @param adoptedBy the departments that do it, too
 */
public record Practice(
    long id,
    DepartmentId department,
    String what,
    String evidence,
    State state,
    Actor by,
    Instant at,
    List<DepartmentId> adoptedBy) {
  public static final int LONGEST = 500;

  public enum State {
    PROPOSED,
    APPROVED,
    DECLINED
  }

  public Practice {
    what = Code.text(what);
    evidence = Code.oneLine(Code.text(evidence));
    adoptedBy = List.copyOf(adoptedBy);
    List<Violation> wrong = new ArrayList<>();
    int length = what.codePointCount(0, what.length());
    if (length == 0 || length > LONGEST) {
      wrong.add(new Violation("what", what, PracticeFaultTexts.within(LONGEST)));
    }
    if (evidence.codePointCount(0, evidence.length()) > LONGEST) {
      wrong.add(new Violation("evidence", evidence, PracticeFaultTexts.atMost(LONGEST)));
    }
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
  }
}
