package homestretch.core.score.rule;

import homestretch.core.fault.Violation;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.text.Text;
import java.util.List;

/** Which figure of a goal a rule reads, as it is shown. */
public enum Measure {
  /** The raw completion, in percent; of a growth its score. */
  COMPLETION(new Text("完成率", "completion")),
  /** Shown completion − shown expected, in points; of a growth the difference of growth. */
  DEVIATION(new Text("偏差", "deviation")),
  /** What is held against the target: an amount, or a ratio or growth in percent. */
  VALUE(new Text("实际值", "value")),
  /** The growth, in percent; of growth goals alone. */
  GROWTH(new Text("增速", "growth"));

  private final Text text;

  Measure(Text text) {
    this.text = text;
  }

  public Text text() {
    return text;
  }

  /** What the board of that goal alone is ordered by. */
  public static Measure usual(Goal goal) {
    return goal.kind().isGrowth() ? GROWTH : COMPLETION;
  }

  /** Whether less of it is better; completion and deviation are turned round already. */
  public boolean isLowerBetter(Goal goal) {
    return switch (this) {
      case COMPLETION, DEVIATION -> false;
      case VALUE, GROWTH -> goal.direction() == Direction.DOWN;
    };
  }

  public List<Violation> unfit(Goal goal) {
    return this == GROWTH && !goal.kind().isGrowth()
        ? List.of(
            new Violation(
                "by",
                "growth",
                new Text(
                    "completion、deviation 或 value（" + goal.name().zh() + "不是增速指标）",
                    "completion, deviation or value ("
                        + goal.name().en()
                        + " is no goal of growth)")))
        : List.of();
  }
}
