package homestretch.core.score.rule;

import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with the parts of a rule, together. A part that is null was not read. */
final class Wrong {
  private final List<Violation> all = new ArrayList<>();

  void add(String field, BigDecimal value, Text expected) {
    all.add(new Violation(field, value.toPlainString(), expected));
  }

  /** Points are from 0 to 100. */
  void points(String field, @Nullable BigDecimal points) {
    if (points != null && (points.signum() < 0 || points.compareTo(ScoringRule.MOST) > 0)) {
      add(field, points, new Text("0–100 的分数", "points from 0 to 100"));
    }
  }

  void aboveZero(String field, @Nullable BigDecimal number) {
    if (number != null && number.signum() <= 0) {
      add(field, number, new Text("大于 0 的数", "a number above 0"));
    }
  }

  /** Held against each other are only parts that are right in themselves. */
  @Nullable BigDecimal right(String field, @Nullable BigDecimal number) {
    return all.stream().anyMatch(v -> v.field().equals(field)) ? null : number;
  }

  List<Violation> all() {
    return List.copyOf(all);
  }

  /**
   * @throws Fault.Invalid naming all of them, if there are any
   */
  static void throwAny(List<Violation> wrong) {
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
  }
}
