package homestretch.core.board.say;

import static homestretch.core.board.say.Digits.exact;
import static homestretch.core.board.say.Digits.operand;
import static homestretch.core.board.say.Digits.plain;

import homestretch.core.board.say.Explanation.Step;
import homestretch.core.goal.Goal;
import homestretch.core.score.rule.Due;
import homestretch.core.score.rule.Earned;
import homestretch.core.score.rule.Earned.Basis;
import homestretch.core.score.rule.Efficacy;
import homestretch.core.score.rule.PointsTable;
import homestretch.core.score.rule.Proportional;
import homestretch.core.score.rule.RankPoints;
import homestretch.core.score.rule.Relative;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a goal's figures to its points by its scoring rule. */
final class RuleExplanation {
  private final Goal goal;
  private final boolean open;
  private final List<Step> steps = new ArrayList<>();

  private RuleExplanation(Goal goal, boolean open) {
    this.goal = goal;
    this.open = open;
  }

  /**
   * Nothing for {@link Proportional}: what is credited is what counts.
   *
   * @param open whether the reader may see the figures of the whole league; if not, those of others
   *     are left out, and said to be
   */
  static List<Step> of(Goal goal, Earned earned, boolean open) {
    RuleExplanation explanation = new RuleExplanation(goal, open);
    Exact points = earned.points();
    if (earned.basis() instanceof Basis.Nothing nothing) {
      return List.of(
          new Step(RuleTexts.pointsBy(earned.rule()), "", null, RuleTexts.withoutPoints(nothing)));
    }
    if (points != null) {
      explanation.explain(earned.rule(), earned.basis(), points);
    }
    return List.copyOf(explanation.steps);
  }

  /**
   * Whether points are made of single figures of others, so that all their digits would tell those:
   * 40 × 18/47 has been divided by best − worst. A mean is public in the board's totals, and the
   * points by it are made of what is shown.
   */
  static boolean tellsOthers(@Nullable Earned earned) {
    return earned != null && earned.basis() instanceof Basis.Between between && between.units() > 0;
  }

  /** Each rule with the basis that it makes. */
  private void explain(ScoringRule rule, Basis basis, Exact points) {
    switch (rule) {
      case Proportional _ -> {}
      case Due _ -> due((Basis.OfDue) basis, points);
      case PointsTable table -> table(table, (Basis.Read) basis, points);
      case Efficacy efficacy -> efficacy(efficacy, (Basis.Between) basis, points);
      case RankPoints ranks -> rank(ranks, (Basis.Placed) basis, points);
      case Relative relative -> relative(relative, (Basis.FromMean) basis, points);
    }
  }

  private void add(Text rule, String formula, Exact points) {
    steps.add(new Step(rule, formula, points, RuleTexts.points(points)));
  }

  private void due(Basis.OfDue due, Exact points) {
    String part = exact(due.credited()) + " ÷ " + exact(due.due()) + " × 100";
    BigDecimal cap = due.cap();
    add(
        RuleTexts.due(cap != null),
        cap == null ? part : "min(" + part + ", " + exact(cap) + ")",
        points);
  }

  private void table(PointsTable table, Basis.Read read, Exact points) {
    String figure = exact(read.figure());
    steps.add(
        new Step(
            RuleTexts.read(goal, table.by()),
            "",
            Exact.of(read.figure()),
            plain(Exact.of(read.figure()))));
    PointsTable.Place place = table.place(read.figure(), read.lowerIsBetter());
    PointsTable.Band reached = place.reached();
    PointsTable.Band next = place.next();
    PointsTable.Beyond beyond = table.beyond();
    String formula = "";
    if (reached != null && next != null && table.mode() == PointsTable.Mode.LINEAR) {
      formula =
          exact(reached.points())
              + " + ("
              + exact(next.points())
              + " − "
              + exact(reached.points())
              + ") × ("
              + figure
              + " − "
              + operand(exact(reached.at()))
              + ") ÷ ("
              + exact(next.at())
              + " − "
              + operand(exact(reached.at()))
              + ")";
    } else if (reached != null && next == null && beyond != null && place.past().signum() > 0) {
      String last = exact(reached.points());
      formula =
          "min("
              + last
              + " + "
              + exact(beyond.points())
              + " × "
              + exact(new Exact(table.parts(place.past()), 0))
              + ", "
              + exact(beyond.most().max(reached.points()))
              + ")";
    }
    add(RuleTexts.table(goal, table, read.lowerIsBetter()), formula, points);
  }

  private void efficacy(Efficacy rule, Basis.Between between, Exact points) {
    if (!open && between.units() > 0) {
      steps.add(
          new Step(RuleTexts.range(goal, rule.by()), "", null, RuleTexts.WORST_AND_BEST_UNLISTED));
      steps.add(
          new Step(
              RuleTexts.efficacy(rule.floor(), rule.span()), "", null, RuleTexts.points(points)));
      return;
    }
    steps.add(
        new Step(
            RuleTexts.range(goal, rule.by(), between.units()),
            "",
            null,
            RuleTexts.fromTo(between.worst(), between.best())));
    if (between.worst().compareTo(between.best()) == 0) {
      add(RuleTexts.ALL_EQUAL, exact(rule.floor()) + " + " + exact(rule.span()), points);
      return;
    }
    String worst = operand(exact(between.worst()));
    String sum =
        exact(rule.floor())
            + " + "
            + exact(rule.span())
            + " × ("
            + exact(between.figure())
            + " − "
            + worst
            + ") ÷ ("
            + exact(between.best())
            + " − "
            + worst
            + ")";
    // Between the league's own worst and best nothing can be out of bounds.
    add(
        RuleTexts.efficacy(rule.floor(), rule.span()),
        between.units() > 0 ? sum : "min(100, max(0, " + sum + "))",
        points);
  }

  private void rank(RankPoints rule, Basis.Placed placed, Exact points) {
    steps.add(
        new Step(
            RuleTexts.rank(goal, rule.by()),
            exact(placed.figure()),
            null,
            RuleTexts.placed(placed)));
    switch (rule.ladder()) {
      case RankPoints.Ladder.Listed listed ->
          add(RuleTexts.listed(listed.points(), rule.floor()), "", points);
      case RankPoints.Ladder.Stepped stepped ->
          add(
              RuleTexts.stepped(stepped.first(), stepped.step(), rule.floor()),
              "max("
                  + exact(rule.floor())
                  + ", "
                  + exact(stepped.first())
                  + " − "
                  + exact(stepped.step())
                  + " × ("
                  + placed.rank()
                  + " − 1))",
              points);
    }
  }

  private void relative(Relative rule, Basis.FromMean from, Exact points) {
    Exact mean = from.mean();
    steps.add(
        open
            ? new Step(
                RuleTexts.mean(goal, rule, from.absolute(), from.units()),
                operand(exact(from.sum())) + " ÷ " + exact(from.weights()),
                mean,
                plain(mean))
            : new Step(
                RuleTexts.mean(goal, rule, from.absolute()),
                "",
                null,
                RuleTexts.meanOfUnlisted(mean)));
    BigDecimal better = Relative.difference(from.figure(), mean.shown(), from.lowerIsBetter());
    String own = exact(from.figure());
    String other = exact(mean.shown());
    steps.add(
        new Step(
            RuleTexts.difference(from.lowerIsBetter()),
            from.lowerIsBetter() ? other + " − " + operand(own) : own + " − " + operand(other),
            Exact.of(better),
            plain(Exact.of(better))));
    add(
        RuleTexts.relative(rule),
        "min("
            + exact(rule.most())
            + ", max("
            + exact(rule.least())
            + ", "
            + exact(rule.base())
            + " + "
            + exact(rule.step())
            + " × "
            + operand(exact(better))
            + "))",
        points);
  }
}
