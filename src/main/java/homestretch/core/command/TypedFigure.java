package homestretch.core.command;

import homestretch.core.fault.Fault;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Milestone;
import homestretch.core.text.Amounts;
import homestretch.core.text.Measure;
import homestretch.core.text.NumberReader;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a figure as people type it into a chat. Its examples are what the error, the form and the
 * help show, and a test reads each of them.
 */
final class TypedFigure {
  private TypedFigure() {}

  /** What may be typed for a kind of goal; the first is the plainest. */
  static List<String> examples(GoalKind kind) {
    return switch (kind) {
      case GoalKind.Total total -> List.of("99.68", "1,299.68", "９９．６８");
      case GoalKind.Level level -> List.of("99.68", "1,299.68", "９９．６８");
      case GoalKind.Ratio ratio -> List.of("30/40", "30／40");
      case GoalKind.Growth growth -> List.of("105.2/100", "5.2%");
      case GoalKind.Milestones milestones -> List.of("开工", "started");
    };
  }

  /** What a goal takes; feeds the error and the form. */
  static Text expected(Goal goal) {
    List<String> examples = examples(goal.kind());
    return switch (goal.kind()) {
      case GoalKind.Total total -> number(goal, examples.getFirst());
      case GoalKind.Level level -> number(goal, examples.getFirst());
      case GoalKind.Ratio ratio ->
          new Text(
              "分子/分母，如 " + examples.getFirst(),
              "numerator/denominator, such as " + examples.getFirst());
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

  private static Text number(Goal goal, String example) {
    return new Text(
        "一个数，单位" + goal.unit().zh() + "，如 " + example,
        (Amounts.isMultiple(goal.unit())
                ? "a number, counted in units of " + Amounts.multipleInEnglish(goal.unit())
                : "a number (" + goal.unit().en() + ")")
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

  /**
   * What was typed, with the goal's own unit or another multiple of it behind it; two numbers with
   * a slash between them for a ratio or a growth; a step's name.
   *
   * @throws Fault.Invalid of the field {@code value} if it is none of these
   */
  static Figure read(Goal goal, String typed) {
    String text = typed.strip();
    if (goal.kind().hasSteps()) {
      return Figure.step(step(text), true);
    }
    int slash = Math.max(text.indexOf('/'), text.indexOf('／'));
    return slash < 0
        ? Figure.of(number(goal, typed, text))
        : Figure.of(
            number(goal, typed, text.substring(0, slash)),
            number(goal, typed, text.substring(slash + 1)));
  }

  /** A figure as it may be typed again; of a step nothing. */
  static String again(Figure figure) {
    return figure.step().isEmpty() ? figure.toString() : "";
  }

  private static String step(String typed) {
    return Milestone.NAMES.entrySet().stream()
        .filter(e -> e.getValue().zh().equals(typed) || e.getValue().en().equalsIgnoreCase(typed))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(typed);
  }

  /**
   * A number in the goal's unit. A percent sign is right where a rate is meant; on an amount it is
   * a mistake: somebody typed the completion.
   */
  private static BigDecimal number(Goal goal, String typed, String part) {
    String zh = goal.unit().zh();
    String bare = part.strip();
    for (String unit : List.of(zh, goal.unit().en())) {
      if (!unit.isEmpty() && bare.endsWith(unit)) {
        bare = bare.substring(0, bare.length() - unit.length());
        break;
      }
    }
    boolean rate = goal.kind().isGrowth() || zh.equals("%") || zh.equals("％");
    NumberReader.One one =
        switch (NumberReader.read(bare)) {
          case NumberReader.One only -> only;
          // Outside a file a point stands before the decimals, as both languages have it.
          case NumberReader.Two two -> two.point();
          case NumberReader.None none -> throw wrong(goal, typed);
          case NumberReader.Not not -> throw wrong(goal, typed);
        };
    if (!one.currency().isEmpty() || (one.percent() && !rate)) {
      throw wrong(goal, typed);
    }
    if (one.unit().isEmpty()) {
      return one.number();
    }
    Optional<Measure.Conversion> conversion = Measure.of(one.unit()).to(Measure.of(zh));
    return conversion.orElseThrow(() -> wrong(goal, typed)).of(one.number());
  }

  private static Fault.Invalid wrong(Goal goal, String typed) {
    return new Fault.Invalid("value", typed, expected(goal));
  }
}
