package homestretch.core.score.rule;

import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Points by the rank in the league; equal ranks have the points of their rank.
 *
 * @param ladder which points a rank has
 * @param floor not less than so many; for ranks behind the end of a list
 */
public record RankPoints(Measure by, Ladder ladder, BigDecimal floor) implements ScoringRule {
  private static final int MOST_RANKS = 1000;

  /** Which points a rank has. */
  public sealed interface Ladder {
    /**
     * Of the first rank, the second and so on.
     *
     * @param points none above the one before it; at least one
     */
    record Listed(List<BigDecimal> points) implements Ladder {
      public Listed {
        points = List.copyOf(points);
        Wrong.throwAny(wrong(points, null));
      }
    }

    /**
     * {@code first − step × (rank − 1)}.
     *
     * @param step above 0
     */
    record Stepped(BigDecimal first, BigDecimal step) implements Ladder {
      public Stepped {
        Wrong.throwAny(wrong(first, step, null));
      }
    }
  }

  public RankPoints {
    Wrong.throwAny(
        switch (ladder) {
          case Ladder.Listed listed -> wrong(listed.points(), floor);
          case Ladder.Stepped stepped -> wrong(stepped.first(), stepped.step(), floor);
        });
  }

  /** Everything that is wrong with a list; what could not be read is null and says nothing. */
  public static List<Violation> wrong(
      List<? extends @Nullable BigDecimal> points, @Nullable BigDecimal floor) {
    if (points.isEmpty() || points.size() > MOST_RANKS) {
      return List.of(
          new Violation(
              "points",
              String.valueOf(points.size()),
              new Text("1–" + MOST_RANKS + " 个分数", "1 to " + MOST_RANKS + " numbers")));
    }
    Wrong wrong = new Wrong();
    BigDecimal above = null;
    for (int i = 0; i < points.size(); i++) {
      String field = "points." + i;
      BigDecimal each = points.get(i);
      wrong.points(field, each);
      BigDecimal right = wrong.right(field, each);
      if (right != null && above != null && right.compareTo(above) > 0) {
        wrong.add(field, right, new Text("不高于上一名的分数", "not above the points of the rank before"));
      }
      above = right == null ? above : right;
    }
    int last = points.size() - 1;
    checkFloor(wrong, floor, wrong.right("points." + last, points.get(last)));
    return wrong.all();
  }

  /** The same of steps. */
  public static List<Violation> wrong(
      @Nullable BigDecimal first, @Nullable BigDecimal step, @Nullable BigDecimal floor) {
    Wrong wrong = new Wrong();
    wrong.points("first", first);
    wrong.aboveZero("step", step);
    checkFloor(wrong, floor, wrong.right("first", first));
    return wrong.all();
  }

  private static void checkFloor(
      Wrong wrong, @Nullable BigDecimal floor, @Nullable BigDecimal top) {
    wrong.points("floor", floor);
    BigDecimal low = wrong.right("floor", floor);
    if (low != null && top != null && low.compareTo(top) > 0) {
      wrong.add(
          "floor",
          low,
          new Text(
              "不高于" + top.toPlainString() + "（名次最靠后的分数不能更高）",
              "not above " + top.toPlainString() + ": a later rank never has more"));
    }
  }

  @Override
  public String type() {
    return "rank";
  }

  @Override
  public Text name() {
    return new Text("按名次", "by rank");
  }

  @Override
  public boolean comparesUnits() {
    return true;
  }

  @Override
  public List<Violation> unfit(Goal goal) {
    return by.unfit(goal);
  }

  /**
   * @param rank from 1 on
   */
  public BigFraction points(int rank) {
    BigDecimal points =
        switch (ladder) {
          case Ladder.Listed listed ->
              rank <= listed.points().size() ? listed.points().get(rank - 1) : floor;
          case Ladder.Stepped stepped ->
              stepped.first().subtract(stepped.step().multiply(BigDecimal.valueOf(rank - 1L)));
        };
    return Exact.fraction(points.max(floor));
  }
}
