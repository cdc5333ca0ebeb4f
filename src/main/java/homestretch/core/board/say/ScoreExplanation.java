package homestretch.core.board.say;

import static homestretch.core.board.say.Digits.exact;
import static homestretch.core.board.say.Digits.operand;
import static homestretch.core.board.say.Digits.percent;
import static homestretch.core.board.say.Digits.plain;
import static homestretch.core.board.say.Digits.points;
import static homestretch.core.board.say.Digits.shown;

import homestretch.core.board.GoalStanding;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Scorebook;
import homestretch.core.board.SectionStanding;
import homestretch.core.board.Sectioning;
import homestretch.core.board.Standing;
import homestretch.core.board.say.Explanation.Part;
import homestretch.core.board.say.Explanation.Step;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.score.Weighted;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** From a department's goals to its completion, light and score, and to its rank. */
final class ScoreExplanation {
  private final Sectioning sectioning;
  private final boolean open;

  /**
   * @param open whether the reader may see the figures of the whole league
   */
  ScoreExplanation(Sectioning sectioning, boolean open) {
    this.sectioning = sectioning;
    this.open = open;
  }

  /** The department's own completion, what was due of it, deviation and light. */
  Part pace(Standing standing, Scheme scheme) {
    List<GoalStanding> known = standing.goals().stream().filter(g -> g.pace() != null).toList();
    Exact completion = standing.completion();
    Exact expected = standing.expected();
    BigDecimal deviation = standing.deviation();
    Text heading = ScoreExplanationTexts.PACE;
    if (completion == null || expected == null || deviation == null) {
      return new Part(
          null,
          heading,
          List.of(
              new Step(
                  ScoreExplanationTexts.COMPLETION, "", null, ScoreExplanationTexts.NO_FIGURES)));
    }
    List<Step> steps = new ArrayList<>();
    steps.add(
        new Step(
            ScoreExplanationTexts.MEAN_COMPLETION,
            mean(known, g -> of(g, Pace::credited)),
            completion,
            percent(completion)));
    Exact raw = standing.raw();
    if (raw != null && !raw.value().equals(completion.value())) {
      steps.add(
          new Step(
              ScoreExplanationTexts.RAW,
              mean(known, g -> of(g, Pace::completion)),
              raw,
              percent(raw)));
    }
    steps.add(
        new Step(
            ScoreExplanationTexts.EXPECTED,
            mean(known, g -> of(g, Pace::credibleExpected)),
            expected,
            percent(expected)));
    steps.add(
        new Step(
            GoalExplanationTexts.DEVIATION,
            shown(completion) + " − " + shown(expected),
            Exact.of(deviation),
            points(deviation)));
    String green = exact(scheme.greenAbove());
    String yellow = exact(scheme.yellowFrom());
    steps.add(
        new Step(
            GoalExplanationTexts.light(green, yellow),
            Figures.points(deviation),
            null,
            GoalExplanationTexts.shown(standing.light())));
    return new Part(null, heading, List.copyOf(steps));
  }

  private static String of(GoalStanding goal, Function<Pace, Exact> figure) {
    return goal.pace() == null ? "0" : operand(exact(figure.apply(goal.pace())));
  }

  /** {@code (20 × 83.5 + 15 × 60) ÷ (20 + 15)}; of sections the mean of their means. */
  private String mean(List<GoalStanding> goals, Function<GoalStanding, String> figure) {
    List<String> products = new ArrayList<>();
    List<String> weights = new ArrayList<>();
    for (Sectioning.Branch<GoalStanding> branch : branches(goals)) {
      String weight = exact(branch.weight());
      products.add(
          branch.section() == null
              ? weight + " × " + figure.apply(branch.values().getFirst().value())
              : weight + " × (" + inside(branch, figure) + ")");
      weights.add(weight);
    }
    return over(products, weights);
  }

  private List<Sectioning.Branch<GoalStanding>> branches(List<GoalStanding> goals) {
    return sectioning.branches(goals, GoalStanding::goal);
  }

  private static String inside(
      Sectioning.Branch<GoalStanding> branch, Function<GoalStanding, String> figure) {
    List<String> products = new ArrayList<>();
    List<String> weights = new ArrayList<>();
    for (Weighted<GoalStanding> goal : branch.values()) {
      String weight = exact(goal.weight());
      products.add(weight + " × " + figure.apply(goal.value()));
      weights.add(weight);
    }
    return over(products, weights);
  }

  /** Unknown only where missing goals count as zero. */
  private String given(GoalStanding goal) {
    Exact points = goal.points();
    return points == null ? "0" : digits(points, isTold(goal));
  }

  /** Whether all digits of its points may be told. */
  private boolean isTold(GoalStanding goal) {
    return open || !RuleExplanation.tellsOthers(goal.earned());
  }

  /** Those that are shown, and a sign that there are more, where all would tell of others. */
  private static String digits(Exact figure, boolean told) {
    return told ? operand(exact(figure)) : "≈" + shown(figure);
  }

  private static String over(List<String> products, List<String> weights) {
    return "("
        + String.join(" + ", products)
        + ") ÷ "
        + (weights.size() == 1 ? weights.getFirst() : "(" + String.join(" + ", weights) + ")");
  }

  /** Section by section what its goals give, then the score from those. */
  private void sections(
      Standing standing, Scheme scheme, List<GoalStanding> counted, Exact mean, List<Step> steps) {
    List<String> products = new ArrayList<>();
    List<String> weights = new ArrayList<>();
    for (Sectioning.Branch<GoalStanding> branch : branches(counted)) {
      String weight = exact(branch.weight());
      weights.add(weight);
      if (branch.section() == null) {
        products.add(weight + " × " + given(branch.values().getFirst().value()));
        continue;
      }
      Exact points =
          standing.sections().stream()
              .filter(s -> s.section().id().equals(branch.section().id()))
              .map(SectionStanding::points)
              .findFirst()
              .map(Objects::requireNonNull)
              .orElseThrow();
      Text name = branch.section().name();
      boolean told = branch.values().stream().allMatch(g -> isTold(g.value()));
      boolean credited = branch.values().stream().allMatch(g -> isCredited(g.value(), scheme));
      steps.add(
          new Step(
              ScoreExplanationTexts.section(name, weight, credited),
              inside(branch, this::given),
              told ? points : null,
              plain(points)));
      products.add(weight + " × " + digits(points, told));
    }
    steps.add(
        new Step(
            ScoreExplanationTexts.SCORE_OF_SECTIONS,
            over(products, weights),
            counted.stream().allMatch(this::isTold) ? mean : null,
            plain(mean)));
  }

  Part score(Standing standing, Scheme scheme) {
    List<Step> steps = new ArrayList<>();
    boolean zero = scheme.missing() == Scheme.Missing.ZERO;
    List<GoalStanding> counted =
        standing.goals().stream()
            .filter(g -> g.points() != null || (zero && g.pace() == null && g.state().weighs()))
            .toList();
    boolean told = counted.stream().allMatch(this::isTold);
    Exact mean = standing.mean();
    if (mean == null) {
      boolean reported = standing.goals().stream().anyMatch(g -> g.pace() != null);
      steps.add(
          new Step(
              ScoreExplanationTexts.SCORE,
              "",
              null,
              reported ? ScoreExplanationTexts.NO_POINTS : ScoreExplanationTexts.NO_FIGURES));
    } else {
      if (standing.sections().isEmpty()) {
        steps.add(
            new Step(
                counted.stream().allMatch(g -> isCredited(g, scheme))
                    ? ScoreExplanationTexts.SCORE_OF_CREDITED
                    : RuleTexts.SCORE,
                mean(counted, this::given),
                told ? mean : null,
                plain(mean)));
      } else {
        sections(standing, scheme, counted, mean, steps);
      }
      adjustments(standing, mean, told, steps);
    }
    if (standing.goals().stream().noneMatch(g -> g.state().weighs())) {
      steps.add(
          new Step(
              ScoreExplanationTexts.COVERAGE, "", null, ScoreExplanationTexts.NOTHING_APPLIES));
      return new Part(null, ScoreExplanationTexts.SCORE, List.copyOf(steps));
    }
    steps.add(
        new Step(
            ScoreExplanationTexts.COVERAGE_OF_WEIGHTS,
            coverage(standing),
            standing.coverage(),
            percent(standing.coverage())));
    return new Part(null, ScoreExplanationTexts.SCORE, List.copyOf(steps));
  }

  /** Whether what is credited is what it gives. */
  private static boolean isCredited(GoalStanding goal, Scheme scheme) {
    return scheme.rule(goal.goal().id()).equals(ScoringRule.DEFAULT);
  }

  /**
   * @param told whether all digits of the mean may be told
   */
  private static void adjustments(Standing standing, Exact mean, boolean told, List<Step> steps) {
    if (standing.points().isEmpty()) {
      return;
    }
    StringBuilder sum = new StringBuilder(digits(mean, told));
    for (Standing.Points points : standing.points()) {
      Scheme.Item item = points.item();
      steps.add(
          new Step(
              ScoreExplanationTexts.adjustment(kind(item), item.name(), exact(item.cap())),
              (points.counted().signum() < 0 ? "−min(" : "min(")
                  + exact(points.entered())
                  + ", "
                  + exact(item.cap())
                  + ")",
              Exact.of(points.counted()),
              Text.same(Figures.points(Figures.shown(points.counted())))));
      sum.append(points.counted().signum() < 0 ? " − " : " + ")
          .append(exact(points.counted().abs()));
    }
    Exact score = Objects.requireNonNull(standing.score());
    steps.add(
        new Step(
            ScoreExplanationTexts.ADJUSTED,
            "max(0, " + sum + ")",
            told ? score : null,
            plain(score)));
  }

  private static Text kind(Scheme.Item item) {
    return switch (item.kind()) {
      case BONUS -> ScoreExplanationTexts.BONUS;
      case DEDUCTION -> ScoreExplanationTexts.DEDUCTION;
    };
  }

  private String coverage(Standing standing) {
    List<GoalStanding> applicable =
        standing.goals().stream().filter(g -> g.state().weighs()).toList();
    if (standing.sections().isEmpty()) {
      return reported(applicable) + " ÷ " + sum(applicable) + " × 100";
    }
    List<String> products = new ArrayList<>();
    List<String> weights = new ArrayList<>();
    for (Sectioning.Branch<GoalStanding> branch : branches(applicable)) {
      List<GoalStanding> inside = branch.values().stream().map(Weighted::value).toList();
      String weight = exact(branch.weight());
      products.add(weight + " × (" + reported(inside) + " ÷ " + sum(inside) + ")");
      weights.add(weight);
    }
    return over(products, weights) + " × 100";
  }

  private static String reported(List<GoalStanding> goals) {
    return sum(goals.stream().filter(g -> g.pace() != null).toList());
  }

  private static String sum(List<GoalStanding> goals) {
    return exact(
        goals.stream().map(g -> g.goal().weight()).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  static Part rank(Scorebook book, Standing standing) {
    List<Step> steps = new ArrayList<>();
    Scheme scheme = book.setup().scheme();
    Text league = standing.league().name();
    if (standing.rank() == null) {
      steps.add(
          new Step(
              ScoreExplanationTexts.RANK,
              "",
              null,
              standing.provisional() || standing.score() != null
                  ? ScoreExplanationTexts.NOT_ALL_REPORTED
                  : ScoreExplanationTexts.NO_SCORE));
    } else {
      Leaderboard board = book.leaderboard(standing.league(), null);
      List<Standing> rows = board.rows();
      long better =
          rows.stream().filter(r -> Objects.requireNonNull(r.rank()) < standing.rank()).count();
      long same = rows.stream().filter(r -> standing.rank().equals(r.rank())).count();
      String shown =
          switch (scheme.order()) {
            case SCORE -> Figures.plain(standing.score());
            case DEVIATION -> Figures.points(standing.deviation());
          };
      steps.add(
          new Step(
              ScoreExplanationTexts.rankBy(scheme.order().text(), scheme.tieRule().text()),
              "",
              Exact.of(BigDecimal.valueOf(standing.rank())),
              ScoreExplanationTexts.rank(
                  league, shown, better, same, standing.rank(), rows.size())));
    }
    if (!scheme.grades().isEmpty() && standing.rank() != null) {
      steps.add(grade(standing, scheme));
    }
    if (standing.vetoed()) {
      steps.add(
          new Step(ScoreExplanationTexts.VETO, "", null, ScoreExplanationTexts.OUT_OF_AWARDS));
    }
    return new Part(null, ScoreExplanationTexts.RANK, List.copyOf(steps));
  }

  private static Step grade(Standing standing, Scheme scheme) {
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    for (Scheme.Grade grade : scheme.grades()) {
      String from = exact(grade.from());
      BigDecimal share = grade.share();
      Text band =
          share == null
              ? ScoreExplanationTexts.grade(grade.name(), from)
              : ScoreExplanationTexts.gradeOfShare(grade.name(), from, exact(share));
      zh.add(band.zh());
      en.add(band.en());
    }
    boolean vetoed = standing.vetoed();
    Scheme.Grade grade = standing.grade();
    Text none = ScoreExplanationTexts.NO_GRADE;
    return new Step(
        ScoreExplanationTexts.grades(new Text(String.join("，", zh), String.join(", ", en)), vetoed),
        "",
        null,
        grade == null ? none : grade.name());
  }
}
