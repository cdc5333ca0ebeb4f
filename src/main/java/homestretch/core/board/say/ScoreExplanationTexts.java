package homestretch.core.board.say;

import homestretch.core.text.Text;

/** What is said of a department's way from its goals to its score and rank. */
final class ScoreExplanationTexts {
  static final Text PACE = new Text("总体进度", "Overall pace");
  static final Text COMPLETION = new Text("完成率", "Completion");
  static final Text NO_FIGURES = new Text("尚无数据", "no figures yet");
  static final Text MEAN_COMPLETION =
      new Text("完成率＝Σ权重×计入÷Σ权重", "Completion = Σ weight × credited ÷ Σ weight");
  static final Text RAW =
      new Text("原始完成率（不封顶，供参考）", "Raw completion, without caps, for information");
  static final Text EXPECTED =
      new Text("应完成＝Σ权重×应完成（同样封顶）÷Σ权重", "Expected = Σ weight × expected, capped alike ÷ Σ weight");
  static final Text SCORE_OF_SECTIONS =
      new Text("得分＝Σ板块权重×板块得分÷Σ权重", "Score = Σ section weight × section points ÷ Σ weight");
  static final Text SCORE = new Text("得分", "Score");
  static final Text NO_POINTS = new Text("没有指标有得分", "no goal has points");
  static final Text SCORE_OF_CREDITED =
      new Text("得分＝Σ权重×计入÷Σ权重", "Score = Σ weight × credited ÷ Σ weight");
  static final Text COVERAGE = new Text("覆盖率", "Coverage");
  static final Text NOTHING_APPLIES = new Text("没有适用的指标", "no goal applies");
  static final Text COVERAGE_OF_WEIGHTS =
      new Text("覆盖率＝已报权重÷适用权重", "Coverage = weight reported ÷ weight applicable");
  static final Text ADJUSTED =
      new Text("得分（含加减分，不低于 0）", "Score with bonus and deduction, not below 0");
  static final Text BONUS = new Text("加分", "Bonus");
  static final Text DEDUCTION = new Text("扣分", "Deduction");
  static final Text RANK = new Text("名次", "Rank");
  static final Text NOT_ALL_REPORTED =
      new Text("未报齐，列在已排名单位之后", "not all reported: listed below the ranked ones");
  static final Text NO_SCORE =
      new Text("没有可计的得分，列在已排名单位之后", "no score: listed below the ranked ones");
  static final Text VETO = new Text("一票否决", "Veto");
  static final Text OUT_OF_AWARDS = new Text("不参加评优", "out of the awards");
  static final Text NO_GRADE = new Text("没有等次", "no grade");

  private ScoreExplanationTexts() {}

  /**
   * @param weight to the digit
   * @param credited whether what is credited is what each goal gives
   */
  static Text section(Text name, String weight, boolean credited) {
    return new Text(
        "板块“" + name.zh() + "”得分（权重 " + weight + "）＝Σ权重×" + (credited ? "计入" : "指标得分") + "÷Σ权重",
        "Section “"
            + name.en()
            + "” (weight "
            + weight
            + ") = Σ weight × "
            + (credited ? "credited" : "points of the goal")
            + " ÷ Σ weight");
  }

  /**
   * @param kind a bonus or a deduction
   * @param cap most points of it
   */
  static Text adjustment(Text kind, Text name, String cap) {
    return new Text(
        kind.zh() + "：" + name.zh() + "（最多 " + cap + " 分）",
        kind.en() + ": " + name.en() + " (at most " + cap + ")");
  }

  static Text rankBy(Text order, Text tieRule) {
    return new Text(
        "名次（" + order.zh() + "，" + tieRule.zh() + "）",
        "Rank (" + order.en() + "; " + tieRule.en() + ")");
  }

  /**
   * @param shown the figure by which it is ranked
   * @param better units above that
   * @param same units at it, with this one
   * @param of how many are ranked
   */
  static Text rank(Text league, String shown, long better, long same, int rank, int of) {
    return new Text(
        league.zh()
            + "中 "
            + better
            + " 个单位高于 "
            + shown
            + "，"
            + (same > 1 ? same + " 个单位同为 " + shown + "，" : "")
            + "第 "
            + rank
            + " 名，共 "
            + of,
        better
            + " in "
            + league.en()
            + " above "
            + shown
            + (same > 1 ? ", " + same + " at " + shown : "")
            + ": rank "
            + rank
            + " of "
            + of);
  }

  /** A band of scores. */
  static Text grade(Text name, String from) {
    return new Text(name.zh() + " ≥ " + from, name.en() + " ≥ " + from);
  }

  /**
   * The same where only an upper share of the league may have it.
   *
   * @param share in percent
   */
  static Text gradeOfShare(Text name, String from, String share) {
    Text band = grade(name, from);
    return new Text(
        band.zh() + "（至多占本组 " + share + "%，同分不拆）",
        band.en() + " (at most " + share + "% of the league, equal scores together)");
  }

  /**
   * @param bands one after the other
   */
  static Text grades(Text bands, boolean vetoed) {
    return new Text(
        "等次（" + bands.zh() + (vetoed ? "；一票否决不评最高一档" : "") + "）",
        "Grade (" + bands.en() + (vetoed ? "; a veto removes the highest" : "") + ")");
  }
}
