package homestretch.core.command;

import homestretch.core.fault.Fault;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalKind;
import homestretch.core.text.Measure;
import homestretch.core.text.NumberReader;
import homestretch.core.text.Words;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a figure as people type it into a chat. Its examples are what the error, the form and the
 * help show, and a test reads each of them.
 */
final class TypedFigure {
  private static final Pattern PARTED = Pattern.compile("\\d[\\s\\p{Z}']+\\d|\\d,\\d{3}(?!\\d)");

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

  /**
   * What was typed, with the goal's own unit or another multiple of it behind it; two numbers with
   * a slash between them for a ratio or a growth; a step's name.
   *
   * @throws Fault.Invalid of the field {@code value} if it is none of these
   */
  static Figure read(Goal goal, String typed) {
    String text = typed.strip();
    if (goal.kind().hasSteps()) {
      return Figure.step(text, true);
    }
    int slash = Math.max(text.indexOf('/'), text.indexOf('／'));
    boolean fits =
        switch (goal.kind()) {
          case GoalKind.Ratio ratio -> slash >= 0;
          case GoalKind.Total total -> slash < 0;
          case GoalKind.Level level -> slash < 0;
          case GoalKind.Growth growth -> true;
          case GoalKind.Milestones milestones -> true;
        };
    if (!fits) {
      throw wrong(goal, typed);
    }
    return slash < 0
        ? Figure.of(number(goal, typed, text))
        : Figure.of(
            number(goal, typed, text.substring(0, slash)),
            number(goal, typed, text.substring(slash + 1)));
  }

  /** A figure as it may be typed again; of a step nothing: it is done once. */
  static String again(Figure figure) {
    return figure.step().isEmpty() ? figure.toString() : "";
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
          case NumberReader.Not not ->
              throw not.isTooLong()
                  ? new Fault.Invalid("value", typed, not.expected())
                  : wrong(goal, typed);
        };
    if (goal.kind().isGrowth() && part.equals(typed.strip()) && isTwo(bare)) {
      throw wrong(goal, typed);
    }
    if (!one.currency().isEmpty() || (one.percent() && !rate)) {
      throw wrong(goal, typed);
    }
    if (one.unit().isEmpty()) {
      return one.number();
    }
    Optional<Measure.Conversion> conversion = Measure.of(one.unit()).to(Measure.of(zh));
    return conversion.orElseThrow(() -> wrong(goal, typed)).of(one.number());
  }

  /**
   * Whether digits are parted where no rate has thousands: {@code 105 100} and {@code 105,100} are
   * this period's and the base period's amounts without their slash, not 105100 %.
   */
  private static boolean isTwo(String number) {
    return PARTED.matcher(Words.halfWidth(number)).find();
  }

  private static Fault.Invalid wrong(Goal goal, String typed) {
    return new Fault.Invalid("value", typed, FigureTexts.expected(goal));
  }
}
