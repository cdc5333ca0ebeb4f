package homestretch.core.command;

import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Plan;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** What {@code /goals} says. */
final class GoalsTexts {
  static final Text NAME = new Text("指标", "goals");
  static final Text EXAMPLE = new Text("/指标", "/goals");
  static final Text GOALS = new Text("考核哪些指标，本单位目标是多少", "What is measured and your targets");
  static final Text NO_GOALS = new Text("还没有设定指标", "No goals yet");

  private GoalsTexts() {}

  /** A goal and what it asks of one's own departments. */
  static String asking(String goal, List<String> asked, Language language) {
    return asked.isEmpty()
        ? goal
        : goal
            + switch (language) {
              case ZH -> "：";
              case EN -> ": ";
            }
            + ProgressTexts.together(asked, language);
  }

  static Text plan(Plan plan) {
    Function<String, String> points =
        between ->
            String.join(
                between,
                plan.points().stream()
                    .map(p -> p.date() + " " + Figures.percent(p.percent()))
                    .toList());
    return new Text("  计划：" + points.apply("，"), "  plan: " + points.apply(", "));
  }

  static Text weighted(Goal goal, ScoringRule rule) {
    String weight = goal.weight().toPlainString();
    Text down = goal.direction() == Direction.DOWN ? ProgressTexts.LOWER_IS_BETTER : Text.same("");
    boolean usual = rule.equals(ScoringRule.DEFAULT);
    return new Text(
        goal.name().zh()
            + "（权重 "
            + weight
            + (down.zh().isEmpty() ? "" : "，" + down.zh())
            + (usual ? "" : "，计分：" + rule.name().zh())
            + "）",
        goal.name().en()
            + " (weight "
            + weight
            + (down.en().isEmpty() ? "" : ", " + down.en())
            + (usual ? "" : ", scored: " + rule.name().en())
            + ")");
  }

  static Text target(Department department, Text amount) {
    return new Text(
        department.name().zh() + "目标 " + amount.zh(),
        "target of " + department.name().en() + " " + amount.en());
  }

  /** In the list of goals; who reports for it would else take the gap for a slip. */
  static Text withoutTarget(Department department) {
    return new Text(
        department.name().zh() + "没有目标，不计分",
        "no target for " + department.name().en() + ", not scored");
  }

  static Text notApplicable(Department department) {
    return new Text(department.name().zh() + "不适用", "not applicable to " + department.name().en());
  }

  /** A milestone goal has no target of its own: its steps are what is scored. */
  static Text bySteps(Department department, int steps) {
    return new Text(
        department.name().zh() + "按 " + steps + " 个节点计分",
        (steps == 1 ? "scored by the one step of " : "scored by the " + steps + " steps of ")
            + department.name().en());
  }

  static Text withoutSteps(Department department) {
    return new Text(
        department.name().zh() + "没有节点，不计分",
        "no steps for " + department.name().en() + ", not scored");
  }

  /** Above the plan or the steps of one of several departments. */
  static Text of(Department department) {
    return new Text("  " + department.name().zh() + "：", "  " + department.name().en() + ":");
  }

  static Text goals(Campaign campaign) {
    return new Text(campaign.name().zh() + " · 指标", campaign.name().en() + " · goals");
  }

  static Text section(Text name, BigDecimal weight) {
    String shown = weight.stripTrailingZeros().toPlainString();
    return new Text(
        "板块“" + name.zh() + "”（权重 " + shown + "）：",
        "Section “" + name.en() + "” (weight " + shown + "):");
  }
}
