package homestretch.core.goal;

import homestretch.core.fault.Fault;
import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What kind of figure a goal takes, and what it is held against (docs/scoring.md, "Kinds of goal").
 */
public sealed interface GoalKind {
  List<GoalKind> ALL =
      List.of(new Total(), new Level(), new Growth(), new Ratio(), new Milestones());

  /** The name in the API and in files. */
  String name();

  Text text();

  /** The kind of that name. */
  static GoalKind of(String name) {
    return ALL.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault.Invalid(
                    "kind",
                    name,
                    Text.same(ALL.stream().map(GoalKind::name).collect(Collectors.joining(", ")))));
  }

  /**
   * Whether it builds up over its period and is held against the time progress; the others are held
   * against the whole target on any date, unless they have a plan.
   */
  default boolean buildsUp() {
    return switch (this) {
      case Total total -> true;
      case Milestones milestones -> true;
      case Level level -> false;
      case Growth growth -> false;
      case Ratio ratio -> false;
    };
  }

  /** Whether its figure and its target are percentages. */
  default boolean isRate() {
    return switch (this) {
      case Growth growth -> true;
      case Ratio ratio -> true;
      case Total total -> false;
      case Level level -> false;
      case Milestones milestones -> false;
    };
  }

  /** Whether its completion is a score of the difference from the target growth. */
  default boolean isGrowth() {
    return switch (this) {
      case Growth growth -> true;
      case Total total -> false;
      case Level level -> false;
      case Ratio ratio -> false;
      case Milestones milestones -> false;
    };
  }

  /** Whether it is reported by steps that are marked done. */
  default boolean hasSteps() {
    return switch (this) {
      case Milestones milestones -> true;
      case Total total -> false;
      case Level level -> false;
      case Growth growth -> false;
      case Ratio ratio -> false;
    };
  }

  /**
   * What is held against the target: the value, or of a ratio or a growth its percentage; exact.
   *
   * @return null if it is not defined: the denominator is 0
   */
  default @Nullable BigFraction measured(Figure figure) {
    BigFraction value = Exact.fraction(figure.value());
    BigFraction base = figure.denominator() == null ? null : Exact.fraction(figure.denominator());
    return switch (this) {
      case Total total -> value;
      case Level level -> value;
      case Milestones milestones -> value;
      case Ratio ratio -> base == null || base.signum() == 0 ? null : Exact.percent(value, base);
      case Growth growth -> {
        if (base == null) {
          yield value;
        }
        yield base.signum() == 0 ? null : Exact.percent(value.subtract(base), base.abs());
      }
    };
  }

  /** A cumulative amount since the period's start. */
  record Total() implements GoalKind {
    @Override
    public String name() {
      return "total";
    }

    @Override
    public Text text() {
      return new Text("累计", "total");
    }
  }

  /** The latest value of a stock. */
  record Level() implements GoalKind {
    @Override
    public String name() {
      return "level";
    }

    @Override
    public Text text() {
      return new Text("时点", "level");
    }
  }

  /** This period's amount against the base period's, or the rate itself; target in percent. */
  record Growth() implements GoalKind {
    @Override
    public String name() {
      return "growth";
    }

    @Override
    public Text text() {
      return new Text("增速", "growth");
    }
  }

  /** A numerator of a denominator, in percent; rolled up from the sums. */
  record Ratio() implements GoalKind {
    @Override
    public String name() {
      return "ratio";
    }

    @Override
    public Text text() {
      return new Text("比率", "ratio");
    }
  }

  /** Dated steps marked done. */
  record Milestones() implements GoalKind {
    @Override
    public String name() {
      return "milestones";
    }

    @Override
    public Text text() {
      return new Text("节点", "milestones");
    }
  }
}
