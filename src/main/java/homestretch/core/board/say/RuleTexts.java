package homestretch.core.board.say;

import static homestretch.core.board.say.Digits.exact;

import homestretch.core.goal.Goal;
import homestretch.core.score.rule.Earned;
import homestretch.core.score.rule.Measure;
import homestretch.core.score.rule.PointsTable;
import homestretch.core.score.rule.Relative;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said of a goal's scoring rule, step by step. */
final class RuleTexts {
  static final Text CREDITED =
      new Text("计入总体完成率（超额部分封顶）", "Credited to the overall pace, up to the cap");
  static final Text SCORE =
      new Text("得分＝Σ权重×指标得分÷Σ权重", "Score = Σ weight × points of the goal ÷ Σ weight");
  static final Text ALL_EQUAL =
      new Text("功效系数得分：全组相同，得满分", "Efficacy: all units are equal, full points");

  static final Text WORST_AND_BEST_UNLISTED =
      new Text(
          "本组最差、最好值按公开范围不列出",
          "the worst and the best of the league are not listed, as only the first of the board are"
              + " public");

  private RuleTexts() {}

  static Text due(boolean capped) {
    return new Text(
        "指标得分＝计入完成率÷应完成" + (capped ? "（不超过封顶）" : ""),
        "Points = credited ÷ expected" + (capped ? ", within the cap" : ""));
  }

  /** {@code 分档得分：完成率 ≥ 100 得 100，≥ 90 得 75，不到得 0}. */
  static Text table(Goal goal, PointsTable table, boolean lowerIsBetter) {
    String sign = lowerIsBetter ? "≤ " : "≥ ";
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    for (PointsTable.Band band : table.ordered(lowerIsBetter).reversed()) {
      zh.add(sign + exact(band.at()) + " 得 " + exact(band.points()));
      en.add(sign + exact(band.at()) + " gives " + exact(band.points()));
    }
    String before = exact(table.before());
    Text mode =
        switch (table.mode()) {
          case STEP -> new Text("分档得分", "Points of the band reached");
          case LINEAR -> new Text("分档得分（两档之间按比例）", "Points in proportion between two bands");
        };
    Text past = past(table, lowerIsBetter);
    return new Text(
        mode.zh()
            + "："
            + measure(goal, table.by()).zh()
            + " "
            + String.join("，", zh)
            + (lowerIsBetter ? "，超过得 " : "，不到得 ")
            + before
            + past.zh(),
        mode.en()
            + ": "
            + measure(goal, table.by()).en()
            + " "
            + String.join(", ", en)
            + (lowerIsBetter ? ", above that " : ", short of that ")
            + before
            + past.en());
  }

  private static Text past(PointsTable table, boolean lowerIsBetter) {
    PointsTable.Beyond beyond = table.beyond();
    if (beyond != null) {
      String every = exact(beyond.every());
      String points = exact(beyond.points());
      String most = exact(beyond.most());
      return new Text(
          (lowerIsBetter ? "，再每少 " : "，再每多 ") + every + " 加 " + points + " 分，至多 " + most,
          ", each "
              + every
              + (lowerIsBetter ? " less adds " : " more adds ")
              + points
              + ", up to "
              + most);
    }
    BigDecimal after = table.after();
    return after == null
        ? Text.same("")
        : lowerIsBetter
            ? new Text("，低于最后一档得 " + exact(after), ", below the last " + exact(after))
            : new Text("，超过最后一档得 " + exact(after), ", past the last " + exact(after));
  }

  /** The figure that is read, by its name. */
  static Text measure(Goal goal, Measure by) {
    return by == Measure.VALUE && goal.kind().isGrowth() ? Measure.GROWTH.text() : by.text();
  }

  static Text read(Goal goal, Measure by) {
    Text name = measure(goal, by);
    return new Text(name.zh() + "（按显示值）", capital(name.en()) + ", as shown");
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  static Text range(Goal goal, Measure by, int units) {
    Text name = measure(goal, by);
    return units == 0
        ? new Text(
            name.zh() + "的最差值和最好值（方案给定）", "Worst and best " + name.en() + ", as the scheme says")
        : of(range(goal, by), units);
  }

  /** Of the league, without saying of how many. */
  static Text range(Goal goal, Measure by) {
    Text name = measure(goal, by);
    return new Text(name.zh() + "在本组最差和最好", "Worst and best " + name.en() + " of the league");
  }

  private static Text of(Text what, int units) {
    return new Text(what.zh() + "（" + units + " 个单位）", what.en() + " (" + units(units) + ")");
  }

  static Text fromTo(BigDecimal worst, BigDecimal best) {
    return new Text(exact(worst) + " 至 " + exact(best), exact(worst) + " to " + exact(best));
  }

  static Text efficacy(BigDecimal floor, BigDecimal span) {
    String low = exact(floor);
    String more = exact(span);
    return new Text(
        "功效系数得分＝" + low + "＋" + more + "×（本单位−最差）÷（最好−最差），0–100 以内",
        "Efficacy = " + low + " + " + more + " × (own − worst) ÷ (best − worst), within 0 and 100");
  }

  static Text rank(Goal goal, Measure by) {
    Text name = measure(goal, by);
    return new Text(
        name.zh() + "在本组的名次（显示值相同的名次相同、得分相同）",
        "Rank in the league by "
            + name.en()
            + "; equal shown figures have the same rank and points");
  }

  static Text placed(Earned.Basis.Placed placed) {
    boolean tied = placed.equal() > 1;
    return new Text(
        "第 "
            + placed.rank()
            + " 名，共 "
            + placed.units()
            + " 个单位"
            + (tied ? "，" + placed.equal() + " 个单位并列" : ""),
        placed.rank() + " of " + placed.units() + (tied ? ", shared by " + placed.equal() : ""));
  }

  static Text listed(List<BigDecimal> points, BigDecimal floor) {
    List<String> numbers = points.stream().map(Digits::exact).toList();
    return new Text(
        "名次得分：依次 " + String.join("、", numbers) + "，其后 " + exact(floor),
        "Points of the rank: " + String.join(", ", numbers) + ", then " + exact(floor));
  }

  static Text stepped(BigDecimal first, BigDecimal step, BigDecimal floor) {
    return new Text(
        "名次得分＝" + exact(first) + "−" + exact(step) + "×（名次−1），不低于 " + exact(floor),
        "Points of the rank = "
            + exact(first)
            + " − "
            + exact(step)
            + " × (rank − 1), not below "
            + exact(floor));
  }

  static Text mean(Goal goal, Relative rule, boolean absolute, int units) {
    return of(mean(goal, rule, absolute), units);
  }

  /** The same without saying of how many. */
  static Text mean(Goal goal, Relative rule, boolean absolute) {
    String zh = absolute ? "|目标|" : "目标";
    String en = absolute ? "|target|" : "target";
    Text name = measure(goal, rule.by());
    return switch (rule.mean()) {
      case WEIGHTED ->
          new Text(
              "本组" + name.zh() + "平均＝Σ" + zh + "×" + name.zh() + "÷Σ" + zh,
              "Mean of the league = Σ " + en + " × " + name.en() + " ÷ Σ " + en);
      case PLAIN ->
          new Text(
              "本组" + name.zh() + "平均＝Σ" + name.zh() + "÷单位数",
              "Mean of the league = Σ " + name.en() + " ÷ units");
    };
  }

  static Text meanOfUnlisted(Exact mean) {
    String shown = Figures.plain(mean);
    return new Text(
        shown + "（各单位之和与单位数按公开范围不列出）",
        shown
            + " (the sum and the number of units are not listed, as only the first of the board are"
            + " public)");
  }

  static Text difference(boolean lowerIsBetter) {
    return lowerIsBetter
        ? new Text("优于平均＝平均−本单位（按显示值相减）", "Better than the mean = mean − own, as shown")
        : new Text("优于平均＝本单位−平均（按显示值相减）", "Better than the mean = own − mean, as shown");
  }

  static Text relative(Relative rule) {
    return new Text(
        "指标得分＝"
            + exact(rule.base())
            + "＋"
            + exact(rule.step())
            + "×优于平均，"
            + exact(rule.least())
            + "–"
            + exact(rule.most())
            + " 以内",
        "Points = "
            + exact(rule.base())
            + " + "
            + exact(rule.step())
            + " × better than the mean, within "
            + exact(rule.least())
            + " and "
            + exact(rule.most()));
  }

  static Text points(Exact points) {
    String shown = Figures.plain(points);
    return new Text(shown + " 分", shown + (isOne(points) ? " point" : " points"));
  }

  private static boolean isOne(Exact points) {
    return points.shown().compareTo(BigDecimal.ONE) == 0;
  }

  private static String units(int units) {
    return units + (units == 1 ? " unit" : " units");
  }

  static Text pointsBy(ScoringRule rule) {
    return new Text("指标得分（" + rule.name().zh() + "）", "Points (" + rule.name().en() + ")");
  }

  /** Why a rule gives nothing, and what follows. */
  static Text withoutPoints(Earned.Basis.Nothing nothing) {
    Text why = why(nothing);
    return new Text(why.zh() + "：没有得分，不计入总分", why.en() + ": no points; left out of the score");
  }

  private static Text why(Earned.Basis.Nothing nothing) {
    return switch (nothing) {
      case NOTHING_DUE ->
          new Text("这一天还没有应完成的，无从相除", "nothing was due yet, so there is nothing to divide by");
      case NO_FIGURE -> new Text("没有发生（0/0），没有可对照的数", "no cases (0 of 0): no figure to be read");
      case UNFIT ->
          new Text(
              "指标的类型或方向改过，计分规则对它不再适用",
              "the goal's kind or direction was changed, and the rule does not go with it");
      case NO_MEAN -> new Text("本组没有可用的平均数", "the league has no mean to compare with");
    };
  }
}
