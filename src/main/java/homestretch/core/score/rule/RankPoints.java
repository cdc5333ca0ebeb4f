package homestretch.core.score.rule;

import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.goal.Goal;
import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;

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
        if (points.isEmpty() || points.size() > MOST_RANKS) {
          throw new Fault.Invalid(
              "points",
              points.size(),
              new Text("1–" + MOST_RANKS + " 个分数", "1 to " + MOST_RANKS + " numbers"));
        }
        for (int i = 0; i < points.size(); i++) {
          ScoringRule.requirePoints("points." + i, points.get(i));
          if (i > 0 && points.get(i).compareTo(points.get(i - 1)) > 0) {
            throw new Fault.Invalid(
                "points." + i,
                points.get(i).toPlainString(),
                new Text("不高于上一名的分数", "not above the points of the rank before"));
          }
        }
      }
    }

    /**
     * {@code first − step × (rank − 1)}.
     *
     * @param step above 0
     */
    record Stepped(BigDecimal first, BigDecimal step) implements Ladder {
      public Stepped {
        ScoringRule.requirePoints("first", first);
        if (step.signum() <= 0) {
          throw new Fault.Invalid(
              "step", step.toPlainString(), new Text("大于 0 的数", "a number above 0"));
        }
      }
    }
  }

  public RankPoints {
    ScoringRule.requirePoints("floor", floor);
    BigDecimal top =
        switch (ladder) {
          case Ladder.Listed listed -> listed.points().getLast();
          case Ladder.Stepped stepped -> stepped.first();
        };
    if (floor.compareTo(top) > 0) {
      throw new Fault.Invalid(
          "floor",
          floor.toPlainString(),
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
