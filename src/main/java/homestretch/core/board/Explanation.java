package homestretch.core.board;

import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a department's rank comes from the figures in the ledger, step by step: the rule's name, the
 * sum as it is typed into a calculator, the unrounded value and the figure as shown.
 *
 * @param goals one part for each goal that applies
 * @param pace from the goals to the department's completion, deviation and light
 * @param score from the goals to the score
 * @param rank from the score to the rank
 */
public record Explanation(
    Standing standing, Text title, List<Part> goals, Part pace, Part score, Part rank) {
  /** Digits after the point that a formula shows; a calculator has no more. */
  private static final int SHOWN = 10;

  /**
   * @param goal null for score and rank
   */
  public record Part(@Nullable Goal goal, Text heading, List<Step> steps) {}

  /**
   * @param rule the rule's name, as in docs/scoring.md
   * @param formula the sum with its numbers; empty where the value is given
   * @param value exact; null where the result is no number
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
      String exact = value == null ? "" : exact(value);
      return name
          + colon
          + formula
          + (exact.isEmpty() || exact.equals(formula) ? "" : " = " + exact)
          + (exact.equals(result) ? "" : " → " + result);
    }
  }

  /**
   * @param goal that goal alone is explained; null: all
   */
  public static Explanation of(Scorebook book, Department department, @Nullable Goal goal) {
    Standing standing = book.standing(department.id());
    List<Part> goals = new ArrayList<>();
    for (GoalStanding each : standing.goals()) {
      boolean wanted = goal == null || each.goal().id().equals(goal.id());
      if (wanted && each.state() != GoalStanding.State.NOT_APPLICABLE) {
        goals.add(goal(book.setup(), each));
      }
    }
    Scheme scheme = book.setup().scheme();
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
        pace(standing, scheme),
        score(standing, scheme),
        rank(book, standing));
  }

  private static Part goal(Setup setup, GoalStanding standing) {
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
    steps.add(expected(setup, standing, pace));
    if (goal.kind().isGrowth()) {
      steps.add(growthDeviation(goal, target, pace));
    } else {
      steps.add(
          new Step(
              new Text("偏差＝完成率−应完成（按显示值相减）", "Deviation = completion − expected, as shown"),
              shown(pace.completion()) + " − " + shown(pace.expected()),
              Exact.of(pace.deviation()),
              points(pace.deviation())));
    }
    if (pace.ratio() != null) {
      steps.add(
          new Step(
              new Text("进度比＝完成率÷应完成", "Pace ratio = completion ÷ expected"),
              exact(pace.completion()) + " ÷ " + exact(pace.expected()) + " × 100",
              pace.ratio(),
              percent(pace.ratio())));
    }
    steps.add(light(setup.scheme(), standing, pace));
    BigDecimal cap = goal.cap();
    steps.add(
        new Step(
            new Text("计入得分（超额部分封顶）", "Credited, up to the cap"),
            credit(pace.completion(), cap),
            pace.credited(),
            percent(pace.credited())));
    return new Part(goal, goal.name(), List.copyOf(steps));
  }

  private static Step ledger(Goal goal, Report report) {
    String at = "#" + report.id().value() + " v" + report.version();
    return new Step(
        new Text(
            "台账 " + at + "，数据截至 " + report.asOf(), "Ledger " + at + ", as of " + report.asOf()),
        "",
        Exact.of(report.value()),
        figure(goal, report.figure()));
  }

  private static Text figure(Goal goal, Figure figure) {
    return new Text(figure.in(goal, Language.ZH), figure.in(goal, Language.EN));
  }

  private static Step milestone(GoalStanding.Step step) {
    Text name = Milestone.name(step.milestone().step());
    LocalDate due = step.milestone().due();
    String weight = exact(step.milestone().weight());
    Report done = step.report();
    return new Step(
        new Text(
            "节点“" + name.zh() + "”，期限 " + due + "，权重 " + weight,
            "Step “" + name.en() + "”, due " + due + ", weight " + weight),
        "",
        Exact.of(done == null ? BigDecimal.ZERO : step.milestone().weight()),
        done == null
            ? step.light() == Light.RED
                ? new Text("逾期未完成，红灯", "overdue, red")
                : new Text("未到期", "not due yet")
            : new Text(
                done.asOf() + " 完成，" + step.light().text().zh(),
                "done on " + done.asOf() + ", " + step.light().text().en()));
  }

  private static Step target(Goal goal, Target target) {
    Text from =
        target.version() == 0
            ? new Text("目标值（各节点权重之和）", "Target (the weights of all steps)")
            : new Text(
                "目标值第 " + target.version() + " 版（" + target.from() + " 起）",
                "Target, version " + target.version() + " (from " + target.from() + ")");
    String zh = goal.kind().isRate() ? "%" : goal.unit().zh();
    String en = goal.kind().isRate() ? "%" : goal.unit().en();
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
          case UNREPORTED -> new Text("未报", "not reported");
          case STALE ->
              new Text("超过报送期限，按未报处理", "older than its reporting interval: counts as not reported");
          case UNDEFINED ->
              new Text(
                  "基期为 0，增速无法计算，不计入得分",
                  "growth on a base of 0 is undefined: left out of the score");
          case NOTHING_ASKED ->
              new Text(
                  "目标值为 0、越高越好且不会为负：没有要求，不适用",
                  "a target of 0 where more is better and nothing can be below 0: nothing was"
                      + " asked, not applicable");
          case NOT_APPLICABLE -> new Text("不适用", "not applicable");
          case REPORTED, NO_CASES -> throw new IllegalStateException("reported, with a pace");
        };
    return new Step(new Text("状态", "State"), "", null, why);
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
          new Step(
              new Text("比率", "Ratio"),
              "",
              null,
              new Text("没有发生（0/0），视为完成", "no cases (0 of 0): met")));
    }
    String value = exact(report.value());
    String base = exact(denominator);
    return Optional.of(
        goal.kind().isGrowth()
            ? new Step(
                new Text("增速＝（本期−基期）÷|基期|", "Growth = (now − base) ÷ |base|"),
                "(" + value + " − " + signed(base) + ") ÷ " + exact(denominator.abs()) + " × 100",
                pace.actual(),
                percent(pace.actual()))
            : new Step(
                new Text("比率＝分子÷分母", "Ratio = numerator ÷ denominator"),
                value + " ÷ " + signed(base) + " × 100",
                pace.actual(),
                percent(pace.actual())));
  }

  private static Step completion(Goal goal, Target target, Pace pace, Scheme scheme) {
    if (pace.actual() == null) {
      return new Step(
          new Text("完成率（没有发生）", "Completion, no cases"),
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
            case UP -> actual + " − " + signed(aim);
            case DOWN -> aim + " − " + signed(actual);
          };
      return new Step(
          new Text(
              "增速得分＝基准分±每百分点分值×差距（±" + limit + " 以内）",
              "Growth score = base ± step per point, within ± " + limit),
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
      String from = signed(exact(start));
      return new Step(
          new Text("完成率＝（实际−起点）÷（目标−起点）", "Completion = (actual − start) ÷ (target − start)"),
          floored(goal, "(" + actual + " − " + from + ") ÷ (" + aim + " − " + from + ") × 100"),
          pace.completion(),
          shown);
    }
    if (start != null || target.amount().signum() == 0) {
      return new Step(
          new Text("目标值为 0：达到得 100，未达到得 0", "Target zero: met gives 100, not met gives 0"),
          actual + " : " + aim,
          pace.completion(),
          shown);
    }
    boolean negative = target.amount().signum() < 0;
    String size = exact(target.amount().abs());
    if (goal.direction() == Direction.DOWN) {
      return new Step(
          new Text("完成率（越低越好）", "Completion, lower is better"),
          negative
              ? "max(0, −" + signed(actual) + " ÷ " + size + " × 100)"
              : "max(0, (2 − " + signed(actual) + " ÷ " + aim + ") × 100)",
          pace.completion(),
          shown);
    }
    return negative
        ? new Step(
            new Text("完成率（目标值为负）", "Completion, negative target"),
            "(1 + (" + actual + " − " + signed(aim) + ") ÷ " + size + ") × 100",
            pace.completion(),
            shown)
        : new Step(
            new Text("完成率＝实际÷目标", "Completion = actual ÷ target"),
            actual + " ÷ " + aim + " × 100",
            pace.completion(),
            shown);
  }

  private static Step expected(Setup setup, GoalStanding standing, Pace pace) {
    Goal goal = standing.goal();
    Campaign campaign = setup.campaign();
    Report report = standing.report();
    LocalDate at =
        report != null && standing.steps().isEmpty() ? report.asOf() : setup.lastCounted();
    LocalDate start = goal.periodStart(campaign);
    Plan plan = standing.plan();
    Text shown = percent(pace.expected());
    if (plan != null) {
      Plan.Piece piece = plan.piece(start, campaign.deadline(), at);
      return new Step(
          new Text("应完成（按计划，" + at + "）", "Expected by the plan, " + at),
          piece.days() == 0
              ? exact(piece.high())
              : exact(piece.low())
                  + " + ("
                  + exact(piece.high())
                  + " − "
                  + exact(piece.low())
                  + ") × "
                  + piece.elapsed()
                  + " ÷ "
                  + piece.days(),
          pace.expected(),
          shown);
    }
    if (!goal.kind().buildsUp()) {
      return new Step(
          new Text("应完成（任何一天都对照全部目标）", "Expected: the whole target on any date"),
          "",
          pace.expected(),
          shown);
    }
    long total = ChronoUnit.DAYS.between(start, campaign.deadline()) + 1;
    long elapsed = Math.clamp(ChronoUnit.DAYS.between(start, at) + 1, 0, total);
    return new Step(
        new Text("应完成＝序时进度（" + at + "）", "Expected = time progress, " + at),
        elapsed + " ÷ " + total + " × 100",
        pace.expected(),
        shown);
  }

  private static Step growthDeviation(Goal goal, Target target, Pace pace) {
    Exact due =
        new Exact(
            Exact.fraction(target.amount()).multiply(pace.expected().value()).divide(100),
            goal.shownDecimals());
    String actual = shown(Objects.requireNonNull(pace.actual()));
    return new Step(
        new Text("偏差＝增速−应达增速（按显示值相减）", "Deviation = growth − growth due, as shown"),
        switch (goal.direction()) {
          case UP -> actual + " − " + signed(shown(due));
          case DOWN -> shown(due) + " − " + signed(actual);
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
            ? new Text(
                "亮灯（偏差 ≥ " + green + " 绿，≥ " + yellow + " 黄，以下红）",
                "Light (deviation ≥ " + green + " green, ≥ " + yellow + " yellow, below red)")
            : new Text(
                "亮灯（偏差 > " + green + " 绿，≥ " + yellow + " 黄，以下红）",
                "Light (deviation > " + green + " green, ≥ " + yellow + " yellow, below red)");
    return new Step(
        standing.steps().isEmpty()
            ? rule
            : new Text(rule.zh() + "，与节点灯取较差者", rule.en() + ", or a step's if that is worse"),
        Figures.points(pace.deviation()),
        null,
        new Text(
            standing.light().symbol() + " " + standing.light().text().zh(),
            standing.light().symbol() + " " + standing.light().text().en()));
  }

  /** The department's own completion, what was due of it, deviation and light. */
  private static Part pace(Standing standing, Scheme scheme) {
    List<GoalStanding> known = standing.goals().stream().filter(g -> g.pace() != null).toList();
    Exact completion = standing.completion();
    Exact expected = standing.expected();
    BigDecimal deviation = standing.deviation();
    Text heading = new Text("总体进度", "Overall pace");
    if (completion == null || expected == null || deviation == null) {
      return new Part(
          null,
          heading,
          List.of(
              new Step(
                  new Text("完成率", "Completion"), "", null, new Text("尚无数据", "no figures yet"))));
    }
    List<Step> steps = new ArrayList<>();
    steps.add(
        new Step(
            new Text("完成率＝Σ权重×计入÷Σ权重", "Completion = Σ weight × credited ÷ Σ weight"),
            mean(known, Pace::credited),
            completion,
            percent(completion)));
    steps.add(
        new Step(
            new Text(
                "应完成＝Σ权重×应完成（同样封顶）÷Σ权重", "Expected = Σ weight × expected, capped alike ÷ Σ weight"),
            mean(known, Pace::credibleExpected),
            expected,
            percent(expected)));
    steps.add(
        new Step(
            new Text("偏差＝完成率−应完成（按显示值相减）", "Deviation = completion − expected, as shown"),
            shown(completion) + " − " + shown(expected),
            Exact.of(deviation),
            points(deviation)));
    String green = exact(scheme.greenAbove());
    String yellow = exact(scheme.yellowFrom());
    steps.add(
        new Step(
            new Text(
                "亮灯（偏差 > " + green + " 绿，≥ " + yellow + " 黄，以下红）",
                "Light (deviation > " + green + " green, ≥ " + yellow + " yellow, below red)"),
            Figures.points(deviation),
            null,
            new Text(
                standing.light().symbol() + " " + standing.light().text().zh(),
                standing.light().symbol() + " " + standing.light().text().en())));
    return new Part(null, heading, List.copyOf(steps));
  }

  /** {@code (20 × 83.5 + 15 × 60) ÷ (20 + 15)}. */
  private static String mean(List<GoalStanding> goals, Function<Pace, Exact> figure) {
    List<String> products = new ArrayList<>();
    List<String> weights = new ArrayList<>();
    for (GoalStanding goal : goals) {
      String weight = exact(goal.goal().weight());
      products.add(
          weight + " × " + signed(exact(figure.apply(Objects.requireNonNull(goal.pace())))));
      weights.add(weight);
    }
    return "("
        + String.join(" + ", products)
        + ") ÷ "
        + (weights.size() == 1 ? weights.getFirst() : "(" + String.join(" + ", weights) + ")");
  }

  private static Part score(Standing standing, Scheme scheme) {
    List<Step> steps = new ArrayList<>();
    List<String> products = new ArrayList<>();
    List<String> weights = new ArrayList<>();
    boolean zero = scheme.missing() == Scheme.Missing.ZERO;
    for (GoalStanding goal : standing.goals()) {
      Pace pace = goal.pace();
      if (pace != null || (zero && goal.state().weighs())) {
        String weight = exact(goal.goal().weight());
        products.add(weight + " × " + (pace == null ? "0" : signed(exact(pace.credited()))));
        weights.add(weight);
      }
    }
    Exact mean = standing.mean();
    if (mean == null) {
      steps.add(new Step(new Text("得分", "Score"), "", null, new Text("尚无数据", "no figures yet")));
    } else {
      steps.add(
          new Step(
              new Text("得分＝Σ权重×计入÷Σ权重", "Score = Σ weight × credited ÷ Σ weight"),
              "("
                  + String.join(" + ", products)
                  + ") ÷ "
                  + (weights.size() == 1
                      ? weights.getFirst()
                      : "(" + String.join(" + ", weights) + ")"),
              mean,
              plain(mean)));
      points(standing, mean, steps);
    }
    if (standing.goals().stream().noneMatch(g -> g.state().weighs())) {
      steps.add(
          new Step(new Text("覆盖率", "Coverage"), "", null, new Text("没有适用的指标", "no goal applies")));
      return new Part(null, new Text("得分", "Score"), List.copyOf(steps));
    }
    steps.add(
        new Step(
            new Text("覆盖率＝已报权重÷适用权重", "Coverage = weight reported ÷ weight applicable"),
            reported(standing) + " ÷ " + applicable(standing) + " × 100",
            standing.coverage(),
            percent(standing.coverage())));
    return new Part(null, new Text("得分", "Score"), List.copyOf(steps));
  }

  private static void points(Standing standing, Exact mean, List<Step> steps) {
    if (standing.points().isEmpty()) {
      return;
    }
    StringBuilder sum = new StringBuilder(exact(mean));
    for (Standing.Points points : standing.points()) {
      Scheme.Item item = points.item();
      steps.add(
          new Step(
              new Text(
                  item.name().zh() + "（最多 " + exact(item.cap()) + " 分）",
                  item.name().en() + " (at most " + exact(item.cap()) + ")"),
              (points.counted().signum() < 0 ? "0 − min(" : "min(")
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
            new Text("得分（含加减分，不低于 0）", "Score with bonus and deduction, not below 0"),
            "max(0, " + sum + ")",
            score,
            plain(score)));
  }

  private static String reported(Standing standing) {
    return sum(standing.goals().stream().filter(g -> g.pace() != null).toList());
  }

  private static String applicable(Standing standing) {
    return sum(standing.goals().stream().filter(g -> g.state().weighs()).toList());
  }

  private static String sum(List<GoalStanding> goals) {
    return exact(
        goals.stream().map(g -> g.goal().weight()).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  private static Part rank(Scorebook book, Standing standing) {
    List<Step> steps = new ArrayList<>();
    Scheme scheme = book.setup().scheme();
    Text league = standing.league().name();
    if (standing.rank() == null) {
      steps.add(
          new Step(
              new Text("名次", "Rank"),
              "",
              null,
              new Text("未报齐，列在已排名单位之后", "not all reported: listed below the ranked ones")));
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
              new Text(
                  "名次（" + scheme.order().text().zh() + "，" + scheme.tieRule().text().zh() + "）",
                  "Rank ("
                      + scheme.order().text().en()
                      + "; "
                      + scheme.tieRule().text().en()
                      + ")"),
              "",
              Exact.of(BigDecimal.valueOf(standing.rank())),
              new Text(
                  league.zh()
                      + "中 "
                      + better
                      + " 个单位高于 "
                      + shown
                      + "，"
                      + (same > 1 ? same + " 个单位同为 " + shown + "，" : "")
                      + "第 "
                      + standing.rank()
                      + " 名，共 "
                      + rows.size(),
                  better
                      + " in "
                      + league.en()
                      + " above "
                      + shown
                      + (same > 1 ? ", " + same + " at " + shown : "")
                      + ": rank "
                      + standing.rank()
                      + " of "
                      + rows.size())));
    }
    if (standing.vetoed()) {
      steps.add(
          new Step(new Text("一票否决", "Veto"), "", null, new Text("不参加评优", "out of the awards")));
    }
    return new Part(null, new Text("名次", "Rank"), List.copyOf(steps));
  }

  private static Text percent(Exact figure) {
    return Text.same(Figures.percent(figure));
  }

  private static Text plain(Exact figure) {
    return Text.same(Figures.plain(figure));
  }

  private static String shown(Exact figure) {
    return Figures.plain(figure);
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

  private static Text points(BigDecimal figure) {
    return new Text(Figures.points(figure) + " 个百分点", Figures.points(figure) + " points");
  }

  /**
   * All digits where they are few, else as many as a calculator has, and a sign that there are
   * more.
   */
  private static String exact(Exact figure) {
    return exact(figure.value().bigDecimalValue(SHOWN + 2, RoundingMode.DOWN));
  }

  private static String exact(BigDecimal figure) {
    BigDecimal stripped = figure.signum() == 0 ? BigDecimal.ZERO : figure.stripTrailingZeros();
    if (stripped.scale() <= SHOWN) {
      String plain = stripped.toPlainString();
      return plain.startsWith("-") ? "−" + plain.substring(1) : plain;
    }
    BigDecimal cut = stripped.setScale(SHOWN, RoundingMode.DOWN);
    String plain = cut.abs().toPlainString() + "…";
    return figure.signum() < 0 ? "−" + plain : plain;
  }

  private static String signed(String figure) {
    return figure.startsWith("−") ? "(" + figure + ")" : figure;
  }
}
