package homestretch.core.report;

import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Target;
import homestretch.core.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What should be known of a figure that is taken all the same: it counts otherwise than its
 * reporter may think.
 *
 * @param field of the figure that it is about
 */
public record Remark(String field, String code, Text text) {
  /**
   * @param targets all versions of the department's target of the goal
   * @param today in the campaign's zone
   */
  static List<Remark> of(
      Campaign campaign, Submission submission, List<Target> targets, LocalDate today) {
    Optional<Remark> early = early(submission.department(), submission.goal(), submission.asOf());
    Remark untargeted =
        submission.goal().kind().hasSteps()
            ? null
            : untargeted(
                submission, targets, today.isBefore(campaign.start()) ? campaign.start() : today);
    if (early.isEmpty() && untargeted == null) {
      return List.of();
    }
    List<Remark> remarks = new ArrayList<>();
    early.ifPresent(remarks::add);
    if (untargeted != null) {
      remarks.add(untargeted);
    }
    return remarks;
  }

  /** Of a day before its department has joined, or its goal begun: it counts once they have. */
  public static Optional<Remark> early(Department department, Goal goal, LocalDate asOf) {
    return early(department.from(), department.name(), asOf)
        .or(() -> early(goal.from(), goal.name(), asOf));
  }

  /** Of a step that has a later day already, beside which this one does not count. */
  static Remark doneLater(String step, LocalDate day) {
    Text name = Milestone.name(step);
    return new Remark(
        "asOf",
        "done-later",
        new Text(
            name.zh() + "的完成日仍是 " + day + "；要改成更早的日子，请先撤回 " + day + " 那一条",
            name.en()
                + " is still done on "
                + day
                + "; for an earlier day, have that entry withdrawn first"));
  }

  private static Optional<Remark> early(@Nullable LocalDate first, Text what, LocalDate asOf) {
    if (first == null || !asOf.isBefore(first)) {
      return Optional.empty();
    }
    return Optional.of(
        new Remark(
            "asOf",
            "before-it-counts",
            new Text(
                "数据日 " + asOf + " 早于" + what.zh() + "开始计入的日期 " + first + "，从那天起才用得上",
                "As of "
                    + asOf
                    + ", before "
                    + what.en()
                    + " counts: it is used from "
                    + first
                    + " on")));
  }

  private static @Nullable Remark untargeted(
      Submission submission, List<Target> targets, LocalDate day) {
    Target counting = counting(targets, day);
    if (counting != null && counting.applicable()) {
      return null;
    }
    String of = submission.department().name().zh() + "“" + submission.goal().name().zh() + "”";
    String in = submission.goal().name().en() + " of " + submission.department().name().en();
    if (counting != null) {
      return new Remark(
          "goal",
          "not-applicable",
          new Text(
              of + "标为不适用，只作记录，不计分",
              in + " is marked as not applicable: kept on record, not scored"));
    }
    LocalDate first = targets.stream().map(Target::from).min(LocalDate::compareTo).orElse(null);
    return new Remark(
        "goal",
        "no-target",
        first == null
            ? new Text(of + "没有目标，只作记录，不计分", in + " has no target: kept on record, not scored")
            : new Text(
                of + "的目标 " + first + " 才开始，在此之前只作记录，不计分",
                in + " has a target from " + first + " on: kept on record until then, not scored"));
  }

  /** The version that counts on a day; null: none. */
  static @Nullable Target counting(List<Target> versions, LocalDate day) {
    Target counting = null;
    for (Target version : versions) {
      if (!version.from().isAfter(day)
          && (counting == null || !version.from().isBefore(counting.from()))) {
        counting = version;
      }
    }
    return counting;
  }
}
