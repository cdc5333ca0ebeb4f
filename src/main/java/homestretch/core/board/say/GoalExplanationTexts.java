package homestretch.core.board.say;

import homestretch.core.goal.Milestone;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.text.Text;
import java.time.LocalDate;

/** What is said of one goal's way from the ledger to its completion, deviation and light. */
final class GoalExplanationTexts {
  static final Text DEVIATION =
      new Text("偏差＝完成率−应完成（按显示值相减）", "Deviation = completion − expected, as shown");
  static final Text PACE_RATIO = new Text("进度比＝完成率÷应完成", "Pace ratio = completion ÷ expected");
  static final Text CREDITED = new Text("计入得分（超额部分封顶）", "Credited, up to the cap");
  static final Text OVERDUE = new Text("逾期未完成，红灯", "overdue, red");
  static final Text NOT_DUE_YET = new Text("未到期", "not due yet");
  static final Text SUM_OF_STEPS = new Text("目标值（各节点权重之和）", "Target (the weights of all steps)");
  static final Text NOT_REPORTED = new Text("未报", "not reported");
  static final Text STALE =
      new Text("超过报送期限，按未报处理", "older than its reporting interval: counts as not reported");
  static final Text UNDEFINED =
      new Text("基期为 0，增速无法计算，不计入得分", "growth on a base of 0 is undefined: left out of the score");
  static final Text NOTHING_ASKED =
      new Text(
          "目标值为 0、越高越好且不会为负：没有要求，不适用",
          "a target of 0 where more is better and nothing can be below 0: nothing was"
              + " asked, not applicable");
  static final Text NOT_APPLICABLE = new Text("不适用", "not applicable");
  static final Text STATE = new Text("状态", "State");
  static final Text RATIO = new Text("比率", "Ratio");
  static final Text NO_CASES = new Text("没有发生（0/0），视为完成", "no cases (0 of 0): met");
  static final Text GROWTH_OF_TWO = new Text("增速＝（本期−基期）÷|基期|", "Growth = (now − base) ÷ |base|");
  static final Text RATIO_OF_TWO = new Text("比率＝分子÷分母", "Ratio = numerator ÷ denominator");
  static final Text COMPLETION_WITHOUT_CASES = new Text("完成率（没有发生）", "Completion, no cases");
  static final Text COMPLETION_FROM_START =
      new Text("完成率＝（实际−起点）÷（目标−起点）", "Completion = (actual − start) ÷ (target − start)");
  static final Text TARGET_ZERO =
      new Text("目标值为 0：达到得 100，未达到得 0", "Target zero: met gives 100, not met gives 0");
  static final Text LOWER_IS_BETTER = new Text("完成率（越低越好）", "Completion, lower is better");
  static final Text NEGATIVE_TARGET = new Text("完成率（目标值为负）", "Completion, negative target");
  static final Text COMPLETION = new Text("完成率＝实际÷目标", "Completion = actual ÷ target");
  static final Text WHOLE_TARGET =
      new Text("应完成（任何一天都对照全部目标）", "Expected: the whole target on any date");
  static final Text GROWTH_DEVIATION =
      new Text("偏差＝增速−应达增速（按显示值相减）", "Deviation = growth − growth due, as shown");

  private GoalExplanationTexts() {}

  static Text ledger(Report report) {
    String at = "#" + report.id().value() + " v" + report.version();
    return new Text(
        "台账 " + at + "，数据截至 " + report.asOf(), "Ledger " + at + ", as of " + report.asOf());
  }

  /**
   * @param weight to the digit
   */
  static Text step(Milestone step, String weight) {
    Text name = Milestone.name(step.step());
    return new Text(
        "节点“" + name.zh() + "”，期限 " + step.due() + "，权重 " + weight,
        "Step “" + name.en() + "”, due " + step.due() + ", weight " + weight);
  }

  static Text done(LocalDate on, Light light) {
    return new Text(on + " 完成，" + light.text().zh(), "done on " + on + ", " + light.text().en());
  }

  static Text target(Target target) {
    return new Text(
        "目标值第 " + target.version() + " 版（" + target.from() + " 起）",
        "Target, version " + target.version() + " (from " + target.from() + ")");
  }

  /**
   * @param limit points that the score may be above or below its base
   */
  static Text growthScore(String limit) {
    return new Text(
        "增速得分＝基准分±每百分点分值×差距（±" + limit + " 以内）",
        "Growth score = base ± step per point, within ± " + limit);
  }

  /** What was due of a unit that joined later. */
  static Text joined(LocalDate from, LocalDate at) {
    return new Text(
        "应完成（" + from + " 加入，按其后的计划份额，" + at + "）",
        "Expected: joined on " + from + ", its share of the plan since, " + at);
  }

  static Text byPlan(LocalDate at) {
    return new Text("应完成（按计划，" + at + "）", "Expected by the plan, " + at);
  }

  static Text byTime(LocalDate at) {
    return new Text("应完成＝序时进度（" + at + "）", "Expected = time progress, " + at);
  }

  /**
   * @param green points from which a growth goal is green
   * @param yellow from which it is yellow
   */
  static Text growthLight(String green, String yellow) {
    return new Text(
        "亮灯（偏差 ≥ " + green + " 绿，≥ " + yellow + " 黄，以下红）",
        "Light (deviation ≥ " + green + " green, ≥ " + yellow + " yellow, below red)");
  }

  /**
   * @param green points above which it is green
   * @param yellow from which it is yellow
   */
  static Text light(String green, String yellow) {
    return new Text(
        "亮灯（偏差 > " + green + " 绿，≥ " + yellow + " 黄，以下红）",
        "Light (deviation > " + green + " green, ≥ " + yellow + " yellow, below red)");
  }

  /** The light's rule, where steps have lights of their own. */
  static Text orOfStep(Text rule) {
    return new Text(rule.zh() + "，与节点灯取较差者", rule.en() + ", or a step's if that is worse");
  }

  /** A light by its shape and its name. */
  static Text shown(Light light) {
    return new Text(
        light.symbol() + " " + light.text().zh(), light.symbol() + " " + light.text().en());
  }
}
