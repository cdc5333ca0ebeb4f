package homestretch.core.board.say;

import static homestretch.core.board.say.Digits.exact;
import static homestretch.core.board.say.Digits.operand;
import static homestretch.core.board.say.Digits.percent;
import static homestretch.core.board.say.Digits.points;
import static homestretch.core.board.say.Digits.shown;

import homestretch.core.board.GoalStanding;
import homestretch.core.board.Scorebook;
import homestretch.core.board.Setup;
import homestretch.core.board.say.Explanation.Part;
import homestretch.core.board.say.Explanation.Step;
import homestretch.core.campaign.Campaign;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.text.Amounts;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the ledger's figure to one goal's completion, deviation, light and credit. */
final class GoalExplanation {
  private GoalExplanation() {}

  /**
   * @param open whether the reader may see the figures of the whole league
   */
  static Part of(Scorebook book, GoalStanding standing, boolean open) {
    Setup setup = book.setup();
    Goal goal = standing.goal();
    List<Step> steps = new ArrayList<>();
    Report report = standing.report();
    if (report != null) {
      steps.add(ledger(goal, report));
    }
    for (GoalStanding.Step step : standing.steps()) {
      steps.add(milestone(step));
    }
    Target target = standing.target();
    if (target != null) {
      steps.add(target(goal, target));
    }
    Pace pace = standing.pace();
    if (target == null || pace == null) {
      steps.add(missing(standing));
      return new Part(goal, goal.name(), steps);
    }
    measured(goal, standing).ifPresent(steps::add);
    steps.add(completion(goal, target, pace, setup.scheme()));
    steps.add(expected(book, standing, pace));
    if (goal.kind().isGrowth()) {
      steps.add(growthDeviation(goal, target, pace));
    } else {
      steps.add(
          new Step(
              GoalExplanationTexts.DEVIATION,
              shown(pace.completion()) + " − " + shown(pace.expected()),
              Exact.of(pace.deviation()),
              points(pace.deviation())));
    }
    if (pace.ratio() != null) {
      steps.add(
          new Step(
              GoalExplanationTexts.PACE_RATIO,
              exact(pace.completion()) + " ÷ " + exact(pace.expected()) + " × 100",
              pace.ratio(),
              percent(pace.ratio())));
    }
    steps.add(light(setup.scheme(), standing, pace));
    BigDecimal cap = goal.cap();
    boolean proportional = setup.scheme().rule(goal.id()).equals(ScoringRule.DEFAULT);
    steps.add(
        new Step(
            proportional ? GoalExplanationTexts.CREDITED : RuleTexts.CREDITED,
            credit(pace.completion(), cap),
            pace.credited(),
            percent(pace.credited())));
    if (standing.earned() != null) {
      steps.addAll(RuleExplanation.of(goal, standing.earned(), open));
    }
    return new Part(goal, goal.name(), List.copyOf(steps));
  }

  private static Step ledger(Goal goal, Report report) {
    return new Step(
        GoalExplanationTexts.ledger(report),
        "",
        Exact.of(report.value()),
        figure(goal, report.figure()));
  }

  private static Text figure(Goal goal, Figure figure) {
    return new Text(figure.in(goal, Language.ZH), figure.in(goal, Language.EN));
  }

  private static Step milestone(GoalStanding.Step step) {
    String weight = exact(step.milestone().weight());
    Report done = step.report();
    return new Step(
        GoalExplanationTexts.step(step.milestone(), weight),
        "",
        Exact.of(done == null ? BigDecimal.ZERO : step.milestone().weight()),
        done == null
            ? step.light() == Light.RED
                ? GoalExplanationTexts.OVERDUE
                : GoalExplanationTexts.NOT_DUE_YET
            : GoalExplanationTexts.done(done.asOf(), step.light()));
  }

  private static Step target(Goal goal, Target target) {
    Text from =
        target.version() == 0
            ? GoalExplanationTexts.SUM_OF_STEPS
            : GoalExplanationTexts.target(target);
    String zh = goal.kind().isRate() ? "%" : goal.unit().zh();
    String multiple = Amounts.multipleInEnglish(goal.unit());
    // The digits stay those of the formula.
    String en =
        goal.kind().isRate()
            ? "%"
            : Amounts.isMultiple(goal.unit())
                ? "(in " + multiple + "), " + Amounts.of(target.amount(), goal.unit(), Language.EN)
                : goal.unit().en();
    return new Step(
        from,
        "",
        Exact.of(target.amount()),
        target.version() == 0
            ? Text.same(exact(target.amount()))
            : new Text(exact(target.amount()) + " " + zh, exact(target.amount()) + " " + en));
  }

  private static Step missing(GoalStanding standing) {
    Text why =
        switch (standing.state()) {
          case UNREPORTED -> GoalExplanationTexts.NOT_REPORTED;
          case STALE -> GoalExplanationTexts.STALE;
          case UNDEFINED -> GoalExplanationTexts.UNDEFINED;
          case NOTHING_ASKED -> GoalExplanationTexts.NOTHING_ASKED;
          case NOT_APPLICABLE -> GoalExplanationTexts.NOT_APPLICABLE;
          case REPORTED, NO_CASES -> throw new IllegalStateException("reported, with a pace");
        };
    return new Step(GoalExplanationTexts.STATE, "", null, why);
  }

  /** From two amounts to the percentage that is held against the target. */
  private static Optional<Step> measured(Goal goal, GoalStanding standing) {
    Report report = standing.report();
    BigDecimal denominator = report == null ? null : report.figure().denominator();
    if (report == null || denominator == null) {
      return Optional.empty();
    }
    Pace pace = Objects.requireNonNull(standing.pace());
    if (pace.actual() == null) {
      return Optional.of(
          new Step(GoalExplanationTexts.RATIO, "", null, GoalExplanationTexts.NO_CASES));
    }
    String value = exact(report.value());
    String base = exact(denominator);
    return Optional.of(
        goal.kind().isGrowth()
            ? new Step(
                GoalExplanationTexts.GROWTH_OF_TWO,
                "(" + value + " − " + operand(base) + ") ÷ " + exact(denominator.abs()) + " × 100",
                pace.actual(),
                percent(pace.actual()))
            : new Step(
                GoalExplanationTexts.RATIO_OF_TWO,
                value + " ÷ " + operand(base) + " × 100",
                pace.actual(),
                percent(pace.actual())));
  }

  private static Step completion(Goal goal, Target target, Pace pace, Scheme scheme) {
    if (pace.actual() == null) {
      return new Step(
          GoalExplanationTexts.COMPLETION_WITHOUT_CASES,
          "",
          pace.completion(),
          percent(pace.completion()));
    }
    String actual = exact(pace.actual());
    String aim = exact(target.amount());
    Text shown = percent(pace.completion());
    if (goal.kind().isGrowth()) {
      Scheme.Growth rule = scheme.growth();
      String limit = exact(rule.limit());
      String better =
          switch (goal.direction()) {
            case UP -> actual + " − " + operand(aim);
            case DOWN -> aim + " − " + operand(actual);
          };
      return new Step(
          GoalExplanationTexts.growthScore(limit),
          exact(rule.base())
              + " + min("
              + limit
              + ", max(−"
              + limit
              + ", "
              + exact(rule.step())
              + " × ("
              + better
              + ")))",
          pace.completion(),
          shown);
    }
    BigDecimal start =
        goal.period() == Goal.Period.CAMPAIGN
            ? Objects.requireNonNullElse(target.baseline(), BigDecimal.ZERO)
            : null;
    if (start != null && target.amount().compareTo(start) != 0) {
      String from = operand(exact(start));
      return new Step(
          GoalExplanationTexts.COMPLETION_FROM_START,
          floored(goal, "(" + actual + " − " + from + ") ÷ (" + aim + " − " + from + ") × 100"),
          pace.completion(),
          shown);
    }
    if (start != null || target.amount().signum() == 0) {
      return new Step(
          GoalExplanationTexts.TARGET_ZERO, actual + " : " + aim, pace.completion(), shown);
    }
    boolean negative = target.amount().signum() < 0;
    String size = exact(target.amount().abs());
    if (goal.direction() == Direction.DOWN) {
      return new Step(
          GoalExplanationTexts.LOWER_IS_BETTER,
          negative
              ? "max(0, −" + operand(actual) + " ÷ " + size + " × 100)"
              : "max(0, (2 − " + operand(actual) + " ÷ " + aim + ") × 100)",
          pace.completion(),
          shown);
    }
    return negative
        ? new Step(
            GoalExplanationTexts.NEGATIVE_TARGET,
            "(1 + (" + actual + " − " + operand(aim) + ") ÷ " + size + ") × 100",
            pace.completion(),
            shown)
        : new Step(
            GoalExplanationTexts.COMPLETION,
            actual + " ÷ " + aim + " × 100",
            pace.completion(),
            shown);
  }

  private static Step expected(Scorebook book, GoalStanding standing, Pace pace) {
    Goal goal = standing.goal();
    Setup setup = book.setup();
    Campaign campaign = setup.campaign();
    Target target = Objects.requireNonNull(standing.target());
    Report report = standing.report();
    LocalDate at =
        report != null && standing.steps().isEmpty() ? report.asOf() : setup.lastCounted();
    LocalDate start = goal.periodStart(campaign);
    LocalDate counted = book.countedFrom(goal, target.department());
    Plan plan = standing.plan();
    Text shown = percent(pace.expected());
    if (plan != null && plan.department() == null && counted.isAfter(start)) {
      String before = planned(plan.piece(start, campaign.deadline(), counted.minusDays(1)));
      return new Step(
          GoalExplanationTexts.joined(counted, at),
          pace.expected().signum() == 0
              ? ""
              : "(("
                  + planned(plan.piece(start, campaign.deadline(), at))
                  + ") − ("
                  + before
                  + ")) ÷ (100 − ("
                  + before
                  + ")) × 100",
          pace.expected(),
          shown);
    }
    if (plan != null) {
      return new Step(
          GoalExplanationTexts.byPlan(at),
          planned(plan.piece(start, campaign.deadline(), at)),
          pace.expected(),
          shown);
    }
    if (!goal.kind().buildsUp()) {
      return new Step(GoalExplanationTexts.WHOLE_TARGET, "", pace.expected(), shown);
    }
    long total = ChronoUnit.DAYS.between(counted, campaign.deadline()) + 1;
    long elapsed = Math.clamp(ChronoUnit.DAYS.between(counted, at) + 1, 0, total);
    return new Step(
        GoalExplanationTexts.byTime(at),
        elapsed + " ÷ " + total + " × 100",
        pace.expected(),
        shown);
  }

  private static String planned(Plan.Piece piece) {
    return piece.days() == 0
        ? exact(piece.high())
        : exact(piece.low())
            + " + ("
            + exact(piece.high())
            + " − "
            + exact(piece.low())
            + ") × "
            + piece.elapsed()
            + " ÷ "
            + piece.days();
  }

  private static Step growthDeviation(Goal goal, Target target, Pace pace) {
    Exact due =
        new Exact(
            Exact.fraction(target.amount()).multiply(pace.expected().value()).divide(100),
            goal.shownDecimals());
    String actual = shown(Objects.requireNonNull(pace.actual()));
    return new Step(
        GoalExplanationTexts.GROWTH_DEVIATION,
        switch (goal.direction()) {
          case UP -> actual + " − " + operand(shown(due));
          case DOWN -> shown(due) + " − " + operand(actual);
        },
        Exact.of(pace.deviation()),
        points(pace.deviation()));
  }

  private static Step light(Scheme scheme, GoalStanding standing, Pace pace) {
    boolean growth = standing.goal().kind().isGrowth();
    String green = exact(growth ? scheme.growth().greenFrom() : scheme.greenAbove());
    String yellow = exact(growth ? scheme.growth().yellowFrom() : scheme.yellowFrom());
    Text rule =
        growth
            ? GoalExplanationTexts.growthLight(green, yellow)
            : GoalExplanationTexts.light(green, yellow);
    return new Step(
        standing.steps().isEmpty() ? rule : GoalExplanationTexts.orOfStep(rule),
        Figures.points(pace.deviation()),
        null,
        GoalExplanationTexts.shown(standing.light()));
  }

  /** Within 0 and the cap; what cannot matter is left out of the sum. */
  private static String credit(Exact completion, @Nullable BigDecimal cap) {
    String raw = exact(completion);
    String least = completion.signum() < 0 ? "max(0, " + raw + ")" : raw;
    return cap == null ? least : "min(" + least + ", " + exact(cap) + ")";
  }

  /** Lower is better: not below 0. */
  private static String floored(Goal goal, String formula) {
    return switch (goal.direction()) {
      case UP -> formula;
      case DOWN -> "max(0, " + formula + ")";
    };
  }
}
