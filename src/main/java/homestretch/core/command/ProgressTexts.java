package homestretch.core.command;

import homestretch.core.board.GoalStanding;
import homestretch.core.board.SectionStanding;
import homestretch.core.board.Standing;
import homestretch.core.department.Department;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.report.Report;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.text.Amounts;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code /progress}, {@code /explain} and {@code /goals} say. */
final class ProgressTexts {
  static final Text PROGRESS_NAME = new Text("进度", "progress");
  static final Text PROGRESS_EXAMPLE = new Text("/进度", "/progress");
  static final Text EXPLAIN_NAME = new Text("算分", "explain");
  static final Text EXPLAIN_EXAMPLE = new Text("/算分 GBR", "/explain GBR");
  static final Text PROGRESS = new Text("本单位各项指标的进度和名次", "Your department's goals and rank");
  static final Text EXPLAIN =
      new Text("得分和名次是怎么算出来的，一步一步", "How score and rank are computed, step by step");
  static final Text WHICH_DEPARTMENT = new Text("哪个单位", "Which department");
  static final Text ONE_GOAL = new Text("只看一项指标", "One goal only");
  static final Text OWN_ONLY =
      new Text("各单位只能看本单位的进度", "Each department sees its own progress only");
  static final Text LOWER_IS_BETTER = new Text("越低越好", "lower is better");

  private ProgressTexts() {}

  /** A goal and what has come of it. */
  static Text brief(Text goal, Text result) {
    return new Text(goal.zh() + "：" + result.zh(), goal.en() + ": " + result.en());
  }

  /** What is said of the days ahead, in one line. */
  static String together(List<String> said, Language language) {
    return String.join(
        switch (language) {
          case ZH -> "；";
          case EN -> "; ";
        },
        said);
  }

  /** Said to who reports for none and named none. */
  static Text whichOne(Department example) {
    return new Text(
        "请说明要看哪个单位，如 单位:" + example.shortest().zh() + "（您没有负责的单位）",
        "Please name a department, as in department:"
            + example.code()
            + " (you report for none yourself)");
  }

  static Text noTarget(Department department, Goal goal) {
    return new Text(
        department.name().zh() + "没有“" + goal.name().zh() + "”的目标，不计分",
        department.name().en() + " has no target for “" + goal.name().en() + "”; it is not scored");
  }

  static Text unranked(Standing standing) {
    if (standing.hasNoPoints()) {
      return new Text("没有可计的得分，不参加排名", "No points to count; not ranked");
    }
    String score = Figures.plain(standing.score());
    String share = Figures.percent(standing.coverage());
    return new Text(
        "得分 " + score + "（暂计，已报 " + share + "），报齐后参加排名",
        "Score " + score + " (provisional, " + share + " reported); ranked once all is reported");
  }

  static Text ranked(Standing standing, int of) {
    String score = Figures.plain(standing.score());
    return new Text(
        "得分 "
            + score
            + "，"
            + standing.league().name().zh()
            + "第 "
            + standing.rank()
            + " 名（共 "
            + of
            + "）",
        "Score "
            + score
            + ", rank "
            + standing.rank()
            + " of "
            + of
            + " in "
            + standing.league().name().en());
  }

  /** Who shares the rank: nobody of them is above or below. */
  static Text level(Standing other, int units) {
    Text who = named(other, units);
    return new Text("；与 " + who.zh() + " 并列", "; level with " + who.en());
  }

  /**
   * @param units that share the next rank above
   */
  static Text above(Standing other, int units) {
    return neighbour(other, units, "；前一名 ", "; above: ");
  }

  static Text below(Standing other, int units) {
    return neighbour(other, units, "；后一名 ", "; below: ");
  }

  private static Text neighbour(Standing other, int units, String zh, String en) {
    String score = " " + Figures.plain(other.score());
    Text who = named(other, units);
    return new Text(zh + who.zh() + score, en + who.en() + score);
  }

  /** One, and of how many. */
  private static Text named(Standing other, int units) {
    Text name = other.department().name();
    return units == 1
        ? name
        : new Text(name.zh() + "等 " + units + " 个单位", name.en() + " and " + (units - 1) + " more");
  }

  /** A goal's name, with what is better where that is less. */
  static Text name(Goal goal) {
    return goal.direction() == Direction.DOWN
        ? new Text(
            goal.name().zh() + "（" + LOWER_IS_BETTER.zh() + "）",
            goal.name().en() + " (" + LOWER_IS_BETTER.en() + ")")
        : goal.name();
  }

  static Text asOf(@Nullable Report report) {
    return report == null
        ? new Text("", "")
        : new Text("（截至 " + report.asOf() + "）", " (as of " + report.asOf() + ")");
  }

  static Text growthScore(Pace pace) {
    String score = Figures.plain(pace.completion());
    return new Text("增速得分 " + score, "score " + score);
  }

  static Text done(Text done, Pace pace, @Nullable Report report) {
    String completion = Figures.percent(pace.completion());
    Text asOf = asOf(report);
    return new Text(
        done.zh() + "，完成 " + completion + asOf.zh(),
        done.en() + ", " + completion + " done" + asOf.en());
  }

  static Text noCases() {
    return new Text("没有发生（0/0）", "no cases (0 of 0)");
  }

  static Text expected(Pace pace) {
    String expected = Figures.percent(pace.expected());
    String deviation = Figures.points(pace.deviation());
    return new Text(
        "应完成 " + expected + "，偏差 " + deviation + " 个百分点",
        "expected " + expected + ", deviation " + deviation + " points");
  }

  /**
   * What each working day has to bring from today on.
   *
   * @param fromToday whether the figure is of an earlier day, so that the days since then are not
   *     in it
   */
  static Text needed(Exact daily, Text unit, boolean fromToday) {
    Text from = fromToday ? new Text("（从今天起算）", ", counted from today") : new Text("", "");
    return new Text(
        "剩余每个工作日需 " + Amounts.rate(daily, unit, Language.ZH) + from.zh(),
        Amounts.rate(daily, unit, Language.EN) + " needed each working day left" + from.en());
  }

  /**
   * By how much the pace so far falls short: both counted from the day of the figure, as nobody
   * knows what the days since then have brought.
   *
   * @param own each working day up to the figure, on average
   * @param then each working day after it, to reach the target
   * @param percent by which {@code then} as shown is above {@code own} as shown
   * @param since the figure's day
   */
  static Text faster(Exact own, Exact then, long percent, LocalDate since, Text unit) {
    return new Text(
        "截至 "
            + since
            + " 平均每个工作日 "
            + Amounts.rate(own, unit, Language.ZH)
            + "，从那时算每个工作日需 "
            + Amounts.rate(then, unit, Language.ZH)
            + "，要加快 "
            + percent
            + "%",
        Amounts.rate(own, unit, Language.EN)
            + " on average up to "
            + since
            + "; counted from then "
            + Amounts.rate(then, unit, Language.EN)
            + " is needed, "
            + percent
            + "% faster");
  }

  /**
   * The same of things that are counted one by one, where a day needs less than one.
   *
   * @param every working days for one, from now on
   * @param own working days for one, so far; 0: not known, or enough
   */
  static Text neededByOnes(BigDecimal open, long every, long own, Text unit) {
    String zh = Amounts.of(open, unit, Language.ZH);
    String en = Amounts.of(open, unit, Language.EN);
    Text so =
        own <= 0
            ? new Text("", "")
            : new Text(
                "（至今约每" + everyZh(own) + " 1 " + unit.zh() + "）",
                " (so far about one " + every(own) + ")");
    return new Text(
        "还差 " + zh + "，约每" + everyZh(every) + " 1 " + unit.zh() + so.zh(),
        en + " to go, about one " + every(every) + so.en());
  }

  private static String everyZh(long days) {
    return days == 1 ? "个工作日" : " " + days + " 个工作日";
  }

  private static String every(long days) {
    return days == 1 ? "each working day" : "every " + days + " working days";
  }

  /**
   * @param reaches whether that is the target or more
   */
  static Text forecast(BigDecimal forecast, Text unit, boolean reaches) {
    return new Text(
        "照此速度到期约 " + Amounts.of(forecast, unit, Language.ZH) + (reaches ? "，可达目标" : ""),
        "at this pace about "
            + Amounts.of(forecast, unit, Language.EN)
            + " at the deadline"
            + (reaches ? ", which reaches the target" : ""));
  }

  /** Why there is no completion. */
  static Text unknown(GoalStanding standing, Text aim) {
    Report report = standing.report();
    return switch (standing.state()) {
      case STALE ->
          new Text(
              "上次数据截至 " + Objects.requireNonNull(report).asOf() + "，已过报送期限；目标 " + aim.zh(),
              "last figure as of "
                  + Objects.requireNonNull(report).asOf()
                  + " is overdue for renewal; target "
                  + aim.en());
      case UNDEFINED ->
          new Text(
              "基期为 0，增速无法计算，不计入得分", "growth on a base of 0 is undefined; left out of the score");
      case NOTHING_ASKED ->
          new Text("目标为 0，没有要求，不适用", "a target of 0 asks for nothing: not applicable");
      case REPORTED, NO_CASES, UNREPORTED, NOT_APPLICABLE ->
          new Text("未报；目标 " + aim.zh(), "no figure yet; target " + aim.en());
    };
  }

  static Text step(GoalStanding.Step step) {
    Text name = Milestone.name(step.milestone().step());
    LocalDate due = step.milestone().due();
    Report report = step.report();
    String light = step.light() == Light.GREY ? "▫️" : step.light().symbol();
    boolean overdue = step.light() == Light.RED;
    return report == null
        ? new Text(
            light + " " + name.zh() + "：" + due + (overdue ? " 到期，未完成" : " 到期"),
            light + " " + name.en() + ": due " + due + (overdue ? ", not done" : ""))
        : new Text(
            light + " " + name.zh() + "：" + report.asOf() + " 完成（期限 " + due + "）",
            light + " " + name.en() + ": done on " + report.asOf() + " (due " + due + ")");
  }

  static Text grade(Text grade) {
    return new Text("等次：" + grade.zh(), "Grade: " + grade.en());
  }

  /** How far a section is. */
  static Text section(SectionStanding section) {
    Text head = GoalsTexts.section(section.section().name(), section.weight());
    Text said =
        section.coverage() == null
            ? new Text("不适用", "not applicable")
            : section.points() == null
                ? section.completion() == null
                    ? new Text("未报", "nothing reported")
                    : new Text("没有可计的得分", "no points to count")
                : new Text(
                    Figures.plain(section.points())
                        + " 分，偏差 "
                        + Figures.points(section.deviation())
                        + " 个百分点",
                    Figures.plain(section.points())
                        + " points, deviation "
                        + Figures.points(section.deviation()));
    return new Text(head.zh() + said.zh(), head.en() + " " + said.en());
  }

  /** Ranks and points since a published board. */
  static Text moved(Standing.Movement movement, LocalDate since) {
    String rise = movement.rise() == null ? "" : Figures.points(movement.rise());
    Text points =
        rise.isEmpty()
            ? new Text("", "")
            : new Text("，偏差 " + rise + " 个百分点", ", deviation " + rise + " points");
    Integer from = movement.from();
    Text rank =
        from == null
            ? new Text("新上榜，第 " + movement.to() + " 名", "new on the board, rank " + movement.to())
            : from == movement.to()
                ? new Text("名次未变（第 " + from + " 名）", "the same rank, " + from)
                : new Text(
                    "第 " + from + " 名 → 第 " + movement.to() + " 名",
                    "rank " + from + " → " + movement.to());
    return new Text(
        "与 " + since + " 排行榜相比：" + rank.zh() + points.zh(),
        "Since the board of " + since + ": " + rank.en() + points.en());
  }

  /** How often the red banner came here. */
  static Text banners(int times, LocalDate last, boolean holds) {
    return holds
        ? new Text(
            "流动红旗现在本单位（" + last + " 榜，累计 " + times + " 次）",
            "The red banner is with you (board of "
                + last
                + ", "
                + times
                + (times == 1 ? " time" : " times")
                + " in all)")
        : new Text(
            "曾获流动红旗 " + times + " 次，最近一次 " + last,
            "You have had the red banner "
                + times
                + (times == 1 ? " time" : " times")
                + ", last on "
                + last);
  }
}
