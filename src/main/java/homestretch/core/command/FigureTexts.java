package homestretch.core.command;

import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalKind;
import homestretch.core.text.Amounts;
import homestretch.core.text.Text;
import java.util.List;

/** What may be typed for a goal: the error and the form say the same. */
final class FigureTexts {
  private static final String WHOLE = "12";

  private FigureTexts() {}

  /** What a goal takes; feeds the error and the form. */
  static Text expected(Goal goal) {
    List<String> examples = TypedFigure.examples(goal.kind());
    return switch (goal.kind()) {
      case GoalKind.Total total -> number(goal, examples.getFirst());
      case GoalKind.Level level -> number(goal, examples.getFirst());
      case GoalKind.Ratio ratio ->
          new Text(
              "两个数（分子/分母），如 " + examples.getFirst(),
              "two numbers (numerator/denominator), such as " + examples.getFirst());
      case GoalKind.Growth growth ->
          new Text(
              "本期/基期，如 " + examples.get(0) + "，或增速，如 " + examples.get(1),
              "this period/base, such as "
                  + examples.get(0)
                  + ", or a rate, such as "
                  + examples.get(1));
      case GoalKind.Milestones milestones ->
          new Text(
              "已完成的节点，如 " + examples.get(0), "the step that is done, such as " + examples.get(1));
    };
  }

  private static Text number(Goal goal, String fraction) {
    // An example that is itself refused helps nobody.
    String example = goal.decimals() == 0 ? WHOLE : fraction;
    return new Text(
        "一个数，单位" + goal.unit().zh() + "，如 " + example,
        (Amounts.isMultiple(goal.unit())
                ? "one number, counted in units of " + Amounts.multipleInEnglish(goal.unit())
                : "one number (" + goal.unit().en() + ")")
            + ", such as "
            + example);
  }

  /** What the field of a form is called. */
  static Text label(Goal goal) {
    String zh = goal.unit().zh();
    String en =
        Amounts.isMultiple(goal.unit())
            ? "in " + Amounts.multipleInEnglish(goal.unit())
            : goal.unit().en();
    return switch (goal.kind()) {
      case GoalKind.Total total -> new Text("累计数（" + zh + "）", "Cumulative (" + en + ")");
      case GoalKind.Level level -> new Text("期末数（" + zh + "）", "Latest value (" + en + ")");
      case GoalKind.Ratio ratio -> new Text("分子/分母", "Numerator/denominator");
      case GoalKind.Growth growth -> new Text("本期/基期，或增速", "This period/base, or the rate");
      case GoalKind.Milestones milestones -> new Text("已完成的节点", "Step that is done");
    };
  }
}
