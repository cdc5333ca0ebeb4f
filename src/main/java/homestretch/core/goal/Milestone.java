package homestretch.core.goal;

import homestretch.core.department.DepartmentId;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/**
 * One dated step of a milestones goal of one department; versioned like a target.
 *
 * @param step such as {@code signed}, {@code started}, {@code finished}, {@code production}
 * @param weight relative to the other steps; 0: the step is taken away
 * @param from the first day on which this version counts
 */
public record Milestone(
    DepartmentId department,
    GoalId goal,
    String step,
    LocalDate due,
    BigDecimal weight,
    LocalDate from,
    int version) {
  /** The steps that have names of their own; any other code is its own name. */
  public static final Map<String, Text> NAMES =
      Map.of(
          "signed", new Text("签约", "signed"),
          "started", new Text("开工", "started"),
          "finished", new Text("竣工", "finished"),
          "production", new Text("投产", "in production"));

  public Milestone {
    step = Code.code("step", step);
    if (weight.signum() < 0) {
      throw new Fault.Invalid(
          "weight", weight.toPlainString(), new Text("不小于 0 的数", "a number not below 0"));
    }
  }

  /** A step's name. */
  public static Text name(String step) {
    return NAMES.getOrDefault(step, Text.same(step));
  }
}
