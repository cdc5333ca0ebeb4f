package homestretch.core.board;

import homestretch.core.department.Department;
import homestretch.core.department.League;
import homestretch.core.score.Light;
import homestretch.core.score.Scheme;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A department's score, light and rank on a date. Percentages exact; null where not known.
 *
 * @param rank inside the league; null: not ranked
 * @param score {@code mean} with bonus and deduction, not below 0
 * @param mean weighted mean of what is credited
 * @param coverage weight reported / weight applicable, in percent
 * @param provisional something that applies was not reported
 * @param completion weighted mean of what is credited; of one goal alone its raw completion
 * @param raw weighted mean of the raw completions
 * @param expected weighted mean of what was due, within the same caps
 * @param deviation shown completion − shown expected, in points; of one goal alone the goal's
 * @param cutOff of its figures
 * @param sections in their order; empty on a board of one goal
 * @param grade the band of its score; null: none, or it is not ranked by the score
 * @param vetoed out of the awards, by a person's entry (一票否决)
 * @param movement null where there is no board to compare with, or no rank
 */
public record Standing(
    @Nullable Integer rank,
    Department department,
    League league,
    @Nullable Exact score,
    @Nullable Exact mean,
    Exact coverage,
    boolean provisional,
    @Nullable Exact completion,
    @Nullable Exact raw,
    @Nullable Exact expected,
    @Nullable BigDecimal deviation,
    @Nullable Exact paceRatio,
    Light light,
    @Nullable CutOff cutOff,
    List<SectionStanding> sections,
    List<GoalStanding> goals,
    List<Points> points,
    Scheme.@Nullable Grade grade,
    boolean vetoed,
    @Nullable Movement movement) {
  /**
   * Bonus or deduction of one item.
   *
   * @param entered the sum of its entries
   * @param counted at most the item's cap; below 0 for a deduction
   */
  public record Points(Scheme.Item item, BigDecimal entered, BigDecimal counted) {}

  /**
   * Since the last published board, with that board's figures as corrected since.
   *
   * @param from the rank then; null: a newcomer
   * @param rise of the deviation, in points; null if it was not known then
   */
  public record Movement(@Nullable Integer from, int to, @Nullable BigDecimal rise) {
    public boolean isNew() {
      return from == null;
    }

    /** Places gained; below 0: lost. */
    public int places() {
      return from == null ? 0 : from - to;
    }
  }

  /** Whether any of the goals scored has a target for the department. */
  boolean applies() {
    return goals.stream().anyMatch(g -> g.state().applies());
  }

  /** Whether all is reported that there is, and yet no goal's rule gives points that day. */
  public boolean hasNoPoints() {
    return score == null
        && !provisional
        && goals.stream().anyMatch(g -> g.earned() != null && g.points() == null);
  }

  Standing ranked(int rank) {
    return with(rank, grade, movement);
  }

  Standing graded(Scheme.@Nullable Grade grade) {
    return with(rank, grade, movement);
  }

  Standing moved(Movement movement) {
    return with(rank, grade, movement);
  }

  private Standing with(
      @Nullable Integer rank, Scheme.@Nullable Grade grade, @Nullable Movement movement) {
    return new Standing(
        rank,
        department,
        league,
        score,
        mean,
        coverage,
        provisional,
        completion,
        raw,
        expected,
        deviation,
        paceRatio,
        light,
        cutOff,
        sections,
        goals,
        points,
        grade,
        vetoed,
        movement);
  }
}
