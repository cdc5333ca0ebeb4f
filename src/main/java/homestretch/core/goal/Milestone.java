package homestretch.core.goal;

import homestretch.core.department.DepartmentId;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

  /**
   * The step that is meant by a code or a name, in either language and any case: one that is there
   * as typed goes first.
   */
  public static Optional<String> find(List<String> steps, String typed) {
    if (steps.contains(typed)) {
      return Optional.of(typed);
    }
    return steps.stream()
        .filter(
            step ->
                step.equalsIgnoreCase(typed)
                    || name(step).zh().equals(typed)
                    || name(step).en().equalsIgnoreCase(typed))
        .findFirst();
  }

  /** The steps as each language lists them. */
  public static Text names(List<String> steps) {
    return new Text(
        steps.stream().map(step -> name(step).zh()).collect(Collectors.joining("、")),
        steps.stream().map(step -> name(step).en()).collect(Collectors.joining(", ")));
  }

  /** A step's name. */
  public static Text name(String step) {
    return NAMES.getOrDefault(step, Text.same(step));
  }
}
