package homestretch.testing;

import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.Due;
import homestretch.core.score.rule.Efficacy;
import homestretch.core.score.rule.Measure;
import homestretch.core.score.rule.PointsTable;
import homestretch.core.score.rule.Proportional;
import homestretch.core.score.rule.RankPoints;
import homestretch.core.score.rule.Relative;
import homestretch.core.score.rule.ScoringRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Scoring rules by chance, each of them one that goes with its goal. */
public final class RandomRules {
  private final Random random;

  public RandomRules(Random random) {
    this.random = random;
  }

  /** The scheme of the drive with a rule for each of its goals. */
  public void into(Drive drive) {
    Map<GoalId, Scheme.Weighing> weighings = new HashMap<>();
    for (Goal goal : drive.goals) {
      weighings.put(goal.id(), new Scheme.Weighing(goal.weight(), goal.cap(), null, of(goal)));
    }
    drive.scheme = drive.scheme.weighing(weighings);
  }

  public ScoringRule of(Goal goal) {
    Measure by = measure(goal);
    return switch (random.nextInt(7)) {
      case 0, 1 -> new Proportional();
      case 2 -> new Due();
      case 3 -> table(by);
      case 4 -> efficacy(goal, by);
      case 5 ->
          new RankPoints(
              by,
              random.nextBoolean()
                  ? new RankPoints.Ladder.Listed(
                      List.of(number(100), number(95), number(95), number(80)))
                  : new RankPoints.Ladder.Stepped(number(100), number(7)),
              number(random.nextInt(80)));
      default ->
          new Relative(
              by,
              number(80),
              BigDecimal.valueOf(1 + random.nextInt(30), 1),
              number(random.nextInt(80)),
              number(90 + random.nextInt(11)),
              goal.kind().isRate() || random.nextBoolean()
                  ? Relative.Mean.PLAIN
                  : Relative.Mean.WEIGHTED);
    };
  }

  private Measure measure(Goal goal) {
    return switch (random.nextInt(4)) {
      case 0 -> Measure.DEVIATION;
      case 1 -> Measure.VALUE;
      case 2 -> Measure.usual(goal);
      default -> Measure.COMPLETION;
    };
  }

  /** Never falling, so that more is never worse. */
  public PointsTable table(Measure by) {
    List<PointsTable.Band> bands = new ArrayList<>();
    BigDecimal at = BigDecimal.valueOf(random.nextInt(6_000) - 2_000L, 2);
    int points = random.nextInt(30);
    BigDecimal before = number(random.nextInt(points + 1));
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      bands.add(new PointsTable.Band(at, number(points)));
      at = at.add(BigDecimal.valueOf(1 + random.nextInt(4_000), 2));
      points = Math.min(100, points + random.nextInt(30));
    }
    boolean goesOn = random.nextBoolean();
    return new PointsTable(
        by,
        random.nextBoolean() ? PointsTable.Mode.STEP : PointsTable.Mode.LINEAR,
        bands,
        before,
        goesOn || random.nextBoolean() ? null : number(100),
        goesOn
            ? new PointsTable.Beyond(
                number(1 + random.nextInt(12)), new BigDecimal("0.5"), number(100))
            : null);
  }

  private Efficacy efficacy(Goal goal, Measure by) {
    BigDecimal low = BigDecimal.valueOf(random.nextInt(5_000) - 1_000L, 2);
    BigDecimal high = low.add(BigDecimal.valueOf(1 + random.nextInt(9_000), 2));
    return new Efficacy(
        by,
        number(60),
        number(1 + random.nextInt(40)),
        random.nextBoolean()
            ? null
            : by.isLowerBetter(goal)
                ? new Efficacy.Range(high, low)
                : new Efficacy.Range(low, high));
  }

  private static BigDecimal number(int whole) {
    return BigDecimal.valueOf(whole);
  }
}
