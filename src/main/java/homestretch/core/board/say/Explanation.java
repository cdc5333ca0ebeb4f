package homestretch.core.board.say;

import homestretch.core.board.GoalStanding;
import homestretch.core.board.Scorebook;
import homestretch.core.board.Sectioning;
import homestretch.core.board.Standing;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.score.Scheme;
import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a department's rank comes from the figures in the ledger, step by step: the rule's name, the
 * sum as it is typed into a calculator, the exact value and the figure as shown.
 *
 * @param goals one part for each goal that applies
 * @param pace from the goals to the department's completion, deviation and light
 * @param score from the goals to the score
 * @param rank from the score to the rank
 */
public record Explanation(
    Standing standing, Text title, List<Part> goals, Part pace, Part score, Part rank) {
  /**
   * @param goal null for pace, score and rank
   */
  public record Part(@Nullable Goal goal, Text heading, List<Step> steps) {}

  /**
   * @param rule the rule's name, as in docs/scoring.md
   * @param formula the sum with its numbers; empty where the value is given
   * @param value exact; null where the result is no number, or where its digits would tell figures
   *     of units that the reader does not see
   * @param shown the result as boards show it
   */
  public record Step(Text rule, String formula, @Nullable Exact value, Text shown) {
    /** {@code 完成率：99.68 ÷ 145 × 100 = 68.7448275862… → 68.74%}. */
    public Text line() {
      return new Text(line(rule.zh(), "：", shown.zh()), line(rule.en(), ": ", shown.en()));
    }

    private String line(String name, String colon, String result) {
      if (formula.isEmpty()) {
        return name + colon + result;
      }
      String exact = value == null ? "" : Digits.exact(value);
      return name
          + colon
          + formula
          + (exact.isEmpty() || exact.equals(formula) ? "" : " = " + exact)
          + (exact.equals(result) ? "" : " → " + result);
    }
  }

  /**
   * @param goal that goal alone is explained; null: all
   * @param wholeLeague whether the reader may see every unit of the league, whatever is disclosed;
   *     to others a board that is not public tells none of its figures (docs/scoring.md, "Ranks")
   */
  public static Explanation of(
      Scorebook book, Department department, @Nullable Goal goal, boolean wholeLeague) {
    boolean open = wholeLeague || book.setup().scheme().disclosure() == Scheme.Disclosure.FULL;
    Standing standing = book.standing(department);
    book.requireCounting(goal);
    List<Part> goals = new ArrayList<>();
    for (GoalStanding each : standing.goals()) {
      boolean wanted = goal == null || each.goal().id().equals(goal.id());
      if (wanted && each.state() != GoalStanding.State.NOT_APPLICABLE) {
        goals.add(GoalExplanation.of(book, each, open));
      }
    }
    Scheme scheme = book.setup().scheme();
    ScoreExplanation score = new ScoreExplanation(new Sectioning(book.setup()), open);
    String from = String.valueOf(scheme.from());
    return new Explanation(
        standing,
        new Text(
            department.name().zh()
                + " · "
                + book.setup().on()
                + " · 计分方案第 "
                + scheme.version()
                + " 版（"
                + from
                + " 起）",
            department.name().en()
                + " · "
                + book.setup().on()
                + " · scoring scheme "
                + scheme.version()
                + " (from "
                + from
                + ")"),
        List.copyOf(goals),
        score.pace(standing, scheme),
        score.score(standing, scheme),
        ScoreExplanation.rank(book, standing));
  }
}
