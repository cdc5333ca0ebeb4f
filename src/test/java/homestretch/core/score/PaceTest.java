package homestretch.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.campaign.CampaignId;
import homestretch.core.department.DepartmentId;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Target;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples of docs/scoring.md, "Completion", "Kinds of goal" and "Worked examples". */
class PaceTest {
  private static Pace pace(
      Direction direction, String cap, String target, String actual, String expected) {
    Goal goal =
        new Goal(
            new GoalId(1),
            new CampaignId(1),
            "G",
            Text.same("goal"),
            Text.same("unit"),
            new GoalKind.Total(),
            direction,
            BigDecimal.ONE,
            cap.equals("none") ? null : new BigDecimal(cap),
            null,
            Goal.Period.YEAR,
            Goal.DueEvery.NONE,
            0,
            2,
            1,
            1);
    Target aim =
        Target.of(
            new DepartmentId(1),
            new GoalId(1),
            new BigDecimal(target),
            null,
            LocalDate.of(2025, 1, 1));
    return Pace.of(
        goal,
        aim,
        Exact.of(new BigDecimal(actual)),
        Exact.fraction(new BigDecimal(expected)),
        Scheme.standard(LocalDate.EPOCH));
  }

  @Test
  void the_first_worked_example() {
    BigFraction time =
        homestretch.core.campaign.Countdown.timeProgress(
            LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12, 31), LocalDate.of(2025, 7, 31));
    Pace pace =
        pace(
            Direction.UP,
            "100",
            "145",
            "99.68",
            time.bigDecimalValue(12, RoundingMode.HALF_UP).toPlainString());
    assertThat(pace.completion().shown()).isEqualTo("68.74");
    assertThat(pace.expected().shown()).isEqualTo("58.08");
    assertThat(Figures.points(pace.deviation())).isEqualTo("+10.66");
    assertThat(Scheme.standard(LocalDate.EPOCH).light(pace.deviation())).isEqualTo(Light.GREEN);
  }

  @ParameterizedTest
  @CsvSource({
    "DOWN, 100, 5, 4.6, 108.00, 100.00",
    "DOWN, none, 5, 4.6, 108.00, 108.00",
    "DOWN, 100, 5, 12, 0.00, 0.00",
    "DOWN, 100, 0, 0, 100.00, 100.00",
    "DOWN, 100, 0, 1, 0.00, 0.00",
    "UP, 100, 0, 0, 100.00, 100.00",
    "UP, 100, 0, -1, 0.00, 0.00",
    "UP, 120, 100, 130, 130.00, 120.00",
    "UP, 100, 100, -20, -20.00, 0.00",
    "UP, none, -100, -50, 150.00, 150.00",
    "UP, 100, -100, -150, 50.00, 50.00",
    "UP, 100, 3, 1, 33.33, 33.33"
  })
  void completion_by_direction_and_sign_of_the_target(
      Direction direction, String cap, String target, String actual, String raw, String credited) {
    Pace pace = pace(direction, cap, target, actual, "50");
    assertThat(pace.completion().shown()).isEqualTo(raw);
    assertThat(pace.credited().shown()).isEqualTo(credited);
  }

  @ParameterizedTest
  @CsvSource({"0.00, GREEN", "-9.99, GREEN", "-10.00, YELLOW", "-30.00, YELLOW", "-30.01, RED"})
  void lights_are_judged_on_the_deviation_as_shown(String deviation, Light light) {
    assertThat(Scheme.standard(LocalDate.EPOCH).light(new BigDecimal(deviation))).isEqualTo(light);
  }
}
