package homestretch.core.goal;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;

/** What kind of figure a goal takes. Growth, ratio, level and milestones join it here. */
public sealed interface GoalKind {
  /** The name in the API and in files. */
  String name();

  /** The kind of that name; the only one so far is {@code total}. */
  static GoalKind of(String name) {
    if (name.equals("total")) {
      return new Total();
    }
    throw new Fault.Invalid("kind", name, Text.same("total"));
  }

  /** A cumulative amount since the period's start, held against the time progress. */
  record Total() implements GoalKind {
    @Override
    public String name() {
      return "total";
    }
  }
}
