package homestretch.core.report;

import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Field;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Section;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A figure on its way into the ledger.
 *
 * @param asOf the day the figure describes
 * @param note at most 1,000 characters, may be empty
 * @param evidence a link or a document number, at most 500 characters, may be empty
 */
public record Submission(
    Department department, Goal goal, Figure figure, LocalDate asOf, String note, String evidence) {
  private static final int NOTE = 1000;
  private static final int EVIDENCE = 500;
  private static final LocalDate EARLIEST = LocalDate.of(1990, 1, 1);

  public Submission {
    goal.check(figure);
    note = Code.text(note);
    evidence = Code.text(evidence);
    atMost("note", note, NOTE);
    atMost("evidence", evidence, EVIDENCE);
  }

  /**
   * @throws Fault.Invalid if the as-of date is in the future or absurdly old
   */
  Submission notAfter(LocalDate today) {
    if (asOf.isAfter(today) || asOf.isBefore(EARLIEST)) {
      throw new Fault.Invalid(
          Field.AS_OF,
          asOf,
          new Text("不晚于今天 " + today + " 的日期", "a date not after today, " + today));
    }
    return this;
  }

  /**
   * A figure of a day after its goal was dropped, its section ended or its department left would
   * count nowhere: it is refused rather than taken and never shown ("Everything has its dates",
   * docs/scoring.md).
   *
   * @param section in which the goal stands, if that may have ended
   * @throws Fault.Invalid naming the last day and what ended on it
   */
  void requireCounting(@Nullable Section section) {
    endedOn(department.until(), department.name());
    endedOn(goal.until(), goal.name());
    if (section != null) {
      endedOn(section.until(), section.name());
    }
  }

  private void endedOn(@Nullable LocalDate last, Text what) {
    if (last != null && asOf.isAfter(last)) {
      throw new Fault.Invalid(
          "asOf",
          asOf,
          new Text(
              "不晚于 " + last + " 的日期（" + what.zh() + "此后不再计入）",
              "a date not after " + last + ", the last day on which " + what.en() + " counts"));
    }
  }

  private static void atMost(String field, String given, int limit) {
    int length = given.codePointCount(0, given.length());
    if (length > limit) {
      throw new Fault.Invalid(
          field,
          given,
          new Text(
              "最多 " + limit + " 个字（现有 " + length + " 个）",
              "at most " + limit + " characters (there are " + length + ")"));
    }
  }
}
