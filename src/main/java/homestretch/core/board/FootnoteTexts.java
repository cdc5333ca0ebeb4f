package homestretch.core.board;

import homestretch.core.text.Text;
import java.time.LocalDate;

/** What a board's footnotes say. */
final class FootnoteTexts {
  static final Text TARGETS = new Text("的目标或计划", "targets or plans of ");
  static final Text LEAGUE = new Text("所在的组别", "the league of ");
  static final Text RATES_ALONE =
      new Text(
          "各单位只报了增速，没有本期和基期数，不能合计",
          "The units reported rates without their two amounts, so there is no total");

  private FootnoteTexts() {}

  static Text asKnownOn(LocalDate day) {
    return new Text(
        "按 " + day + " 当时所知的数据",
        "As it was known on " + day + ": what was entered later is left out");
  }

  /**
   * @param board the day of the last published one
   */
  static Text revised(Text who, LocalDate board) {
    return new Text(
        who.zh() + " " + board + " 的数据在该日排行榜发布后有更正，名次变动按更正后的数据计算",
        "Figures of "
            + who.en()
            + " as of "
            + board
            + " were revised after that board was published; movement is counted from the revised"
            + " figures");
  }

  /**
   * @param what of them has changed
   */
  static Text changed(Text who, Text what, LocalDate board) {
    return new Text(
        board + " 排行榜发布后，" + who.zh() + what.zh() + "有变化；变动按现行的算，只反映业绩",
        "Since the board of "
            + board
            + ", "
            + what.en()
            + who.en()
            + " changed; movement counts with today's and shows performance alone");
  }

  static Text reweighed(LocalDate board) {
    return new Text(
        board + " 排行榜发布后，指标、权重或计分规则有变化；变动按现行规则重算旧榜，只反映业绩",
        "Since the board of "
            + board
            + " goals, weights or rules changed; movement restates that board to today's rules and"
            + " shows performance alone");
  }

  static Text merged(Text unit, Text successor, LocalDate until) {
    return new Text(
        unit.zh() + "已于 " + until + " 后并入" + successor.zh() + "，其数据计入" + successor.zh(),
        unit.en()
            + " was merged into "
            + successor.en()
            + " after "
            + until
            + "; its figures go on as those of "
            + successor.en());
  }

  static Text undefined(Text who) {
    return new Text(
        who.zh() + "有增速指标基期为 0，增速无法计算，该指标不计入得分",
        who.en() + ": growth on a base of 0 is undefined; that goal is left out of the score");
  }

  static Text stale(Text who) {
    return new Text(
        who.zh() + "有指标超过报送期限未更新，按未报处理",
        who.en() + ": a figure is older than its reporting interval and counts as missing");
  }

  static Text noCases(Text who) {
    return new Text(
        who.zh() + "有比率指标没有发生（0/0），视为完成，不计入合计",
        who.en() + ": a ratio without cases (0 of 0) counts as met and is in no total");
  }

  static Text nothingAsked(Text who) {
    return new Text(
        who.zh() + "有指标目标为 0，没有要求，按不适用处理",
        who.en() + ": a target of 0 asks for nothing, so that goal does not apply");
  }

  /**
   * @param named the first of them
   * @param of how many there are
   * @param more how many are not named
   */
  static Text andMore(Text named, int of, int more) {
    return new Text(named.zh() + "等 " + of + " 个单位", named.en() + " and " + more + " more");
  }
}
