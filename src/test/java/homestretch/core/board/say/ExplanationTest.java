package homestretch.core.board.say;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import homestretch.core.department.Department;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Plan;
import homestretch.core.text.Text;
import homestretch.testing.Calculator;
import homestretch.testing.Drive;
import homestretch.testing.RandomRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A reader with a calculator gets the digits that the board shows. */
class ExplanationTest {
  /** A formula shows ten digits of a number that has more, times weights and hundreds. */
  private static final BigDecimal DIGITS_CUT = new BigDecimal("0.00001");

  /** Beyond it (a target a hair from its start) ten decimals are not enough to type. */
  private static final BigDecimal PLAUSIBLE = new BigDecimal("100000");

  @Test
  void every_formula_typed_into_a_calculator_gives_the_figure_shown() {
    int formulas = 0;
    for (long seed = 0; seed < 500; seed++) {
      Drive drive = random(new Random(seed));
      if (seed % 2 == 1) {
        new RandomRules(new Random(seed)).into(drive);
      }
      for (Department department : drive.departments) {
        Explanation explanation = Explanation.of(drive.book(), department, null, true);
        List<Explanation.Part> parts = new ArrayList<>(explanation.goals());
        parts.add(explanation.pace());
        parts.add(explanation.score());
        for (Explanation.Part part : parts) {
          for (Explanation.Step step : part.steps()) {
            BigDecimal value =
                step.value() == null
                    ? null
                    : step.value().value().bigDecimalValue(20, RoundingMode.HALF_UP);
            if (!step.formula().isEmpty()
                && value != null
                && !step.formula().contains(":")
                && value.abs().compareTo(PLAUSIBLE) < 0) {
              formulas++;
              assertThat(Calculator.value(step.formula()))
                  .as("seed %d, %s", seed, step.line().en())
                  .isCloseTo(value, within(DIGITS_CUT));
            }
          }
        }
      }
    }
    assertThat(formulas).isGreaterThan(20_000);
  }

  /** Any kind, direction, sign of target, plan; figures with a few decimals. */
  private static Drive random(Random random) {
    Drive drive = new Drive("2025-09-30");
    int goals = 1 + random.nextInt(5);
    for (int i = 0; i < goals; i++) {
      Goal goal =
          drive.goal(
              GoalKind.ALL.get(random.nextInt(GoalKind.ALL.size())),
              random.nextBoolean() ? Direction.UP : Direction.DOWN,
              String.valueOf(1 + random.nextInt(40)),
              random.nextInt(3) == 0 ? null : random.nextBoolean() ? "100" : "120",
              random.nextInt(4) == 0 ? Goal.Period.CAMPAIGN : Goal.Period.YEAR,
              Goal.DueEvery.NONE,
              0);
      if (random.nextInt(3) == 0) {
        drive.plans.add(
            new Plan(
                goal.id(),
                null,
                drive.campaign.start(),
                List.of(
                    new Plan.Point(LocalDate.parse("2025-03-31"), new BigDecimal("11.5")),
                    new Plan.Point(LocalDate.parse("2025-11-30"), new BigDecimal("77"))),
                1));
      }
    }
    for (int i = 0; i < 3; i++) {
      Department department = drive.department();
      for (Goal goal : drive.goals) {
        if (goal.kind() instanceof GoalKind.Milestones) {
          drive.milestone(department, goal, "signed", "2025-03-31", "1.5");
          drive.milestone(department, goal, "started", "2025-10-31", "7");
          if (random.nextBoolean()) {
            drive.figure(department, goal, "2025-04-02", Figure.step("signed", true));
          }
          continue;
        }
        int target = random.nextInt(9) == 0 ? 0 : random.nextInt(400) - 100;
        drive.target(department, goal, String.valueOf(target), random.nextBoolean() ? "7.5" : null);
        String asOf = "2025-0" + (1 + random.nextInt(9)) + "-15";
        BigDecimal value = BigDecimal.valueOf(random.nextInt(60_000) - 10_000L, 2);
        boolean two =
            goal.kind() instanceof GoalKind.Ratio
                || (goal.kind() instanceof GoalKind.Growth && random.nextBoolean());
        drive.figure(
            department,
            goal,
            asOf,
            two
                ? Figure.of(value, BigDecimal.valueOf(random.nextInt(30_000) - 5_000L, 2))
                : Figure.of(value));
      }
    }
    return drive;
  }

  @Test
  void the_first_worked_example_reads_step_by_step_in_both_languages() {
    Drive drive = new Drive("2025-07-31");
    Goal goal = drive.goal(new GoalKind.Total());
    Department department = drive.department();
    drive.target(department, goal, "145");
    drive.figure(department, goal, "2025-07-31", "99.68");
    Explanation explanation = Explanation.of(drive.book(), department, goal, true);
    List<Text> lines =
        explanation.goals().getFirst().steps().stream().map(Explanation.Step::line).toList();
    assertThat(lines)
        .extracting(Text::zh)
        .containsExactly(
            "台账 #1 v1，数据截至 2025-07-31：99.68 unit",
            "目标值第 1 版（2025-01-01 起）：145 unit",
            "完成率＝实际÷目标：99.68 ÷ 145 × 100 = 68.7448275862… → 68.74%",
            "应完成＝序时进度（2025-07-31）：212 ÷ 365 × 100 = 58.0821917808… → 58.08%",
            "偏差＝完成率−应完成（按显示值相减）：68.74 − 58.08 = 10.66 → +10.66 个百分点",
            "进度比＝完成率÷应完成：68.7448275862… ÷ 58.0821917808… × 100 = 118.3578399479… →" + " 118.36%",
            "亮灯（偏差 > −10 绿，≥ −30 黄，以下红）：+10.66 → 🟢 绿灯",
            "计入得分（超额部分封顶）：min(68.7448275862…, 100) = 68.7448275862… → 68.74%");
    assertThat(lines.get(2).en())
        .isEqualTo("Completion = actual ÷ target: 99.68 ÷ 145 × 100 = 68.7448275862… → 68.74%");
    assertThat(explanation.rank().steps().getFirst().shown().en())
        .isEqualTo("0 in L1 above 68.74: rank 1 of 1");
  }
}
