package homestretch.core.goal;

import homestretch.core.text.Amounts;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One reported figure.
 *
 * @param value the amount; a ratio's numerator; a growth's amount of this period or, without a
 *     denominator, its rate in percent; of a milestone 1 for done, 0 for not done
 * @param denominator a ratio's denominator, a growth's amount of the base period; null elsewhere
 * @param step of a milestone; empty elsewhere
 */
public record Figure(BigDecimal value, @Nullable BigDecimal denominator, String step) {
  public static Figure of(BigDecimal value) {
    return new Figure(value, null, "");
  }

  public static Figure of(BigDecimal value, @Nullable BigDecimal denominator) {
    return new Figure(value, denominator, "");
  }

  public static Figure step(String step, boolean done) {
    return new Figure(done ? BigDecimal.ONE : BigDecimal.ZERO, null, step);
  }

  public boolean isDone() {
    return value.signum() > 0;
  }

  /** As read in a message: {@code 12.50 亿元}, {@code 30 / 40 = 75.00%}, {@code 开工：已完成}. */
  public String in(Goal goal, Language language) {
    String amount = Figures.amount(value, "");
    return switch (goal.kind()) {
      case GoalKind.Total total -> Amounts.of(value, goal.unit(), language);
      case GoalKind.Level level -> Amounts.of(value, goal.unit(), language);
      case GoalKind.Ratio ratio ->
          amount
              + " / "
              + Figures.amount(denominator, "")
              + (goal.measured(this) == null
                  ? new Text("（没有发生）", " (no cases)").in(language)
                  : " = " + Figures.percent(goal.measured(this)));
      case GoalKind.Growth growth -> {
        Exact rate = goal.measured(this);
        String base = Figures.amount(denominator, "");
        yield denominator == null
            ? Figures.percent(rate)
            : rate == null
                ? new Text(amount + "（基期为 0，增速无法计算）", amount + " (base 0: growth undefined)")
                    .in(language)
                : new Text(
                        amount + "（基期 " + base + "，增速 " + Figures.percent(rate) + "）",
                        amount + " (base " + base + ", growth " + Figures.percent(rate) + ")")
                    .in(language);
      }
      case GoalKind.Milestones milestones ->
          Milestone.name(step).in(language)
              + new Text("：", ": ").in(language)
              + (isDone() ? new Text("已完成", "done") : new Text("未完成", "not done")).in(language);
    };
  }

  /** Whether both say the same, however many zeros they are written with. */
  public boolean sameAs(Figure other) {
    return value.compareTo(other.value) == 0
        && step.equals(other.step)
        && (denominator == null
            ? other.denominator == null
            : other.denominator != null && denominator.compareTo(other.denominator) == 0);
  }

  /** As written in messages without a unit: {@code 12}, {@code 12/40}, {@code signed: done}. */
  @Override
  public String toString() {
    String plain = value.toPlainString();
    if (!step.isEmpty()) {
      return step + ": " + (isDone() ? "done" : "not done");
    }
    return denominator == null
        ? plain
        : plain + "/" + Objects.requireNonNull(denominator).toPlainString();
  }
}
