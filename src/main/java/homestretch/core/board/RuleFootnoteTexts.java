package homestretch.core.board;

import homestretch.core.score.rule.Earned;
import homestretch.core.text.Text;

/** What a board says of goals that have no points by their rule. */
final class RuleFootnoteTexts {
  private RuleFootnoteTexts() {}

  static Text without(Text who, Earned.Basis.Nothing why) {
    return switch (why) {
      case NOTHING_DUE ->
          new Text(
              who.zh() + "有指标到这一天还没有应完成的，不计入得分",
              who.en() + ": nothing of a goal was due by that day; it is left out of the score");
      case NO_FIGURE ->
          new Text(
              who.zh() + "有比率指标没有发生（0/0），没有可计分的数，不计入得分",
              who.en()
                  + ": a ratio without cases (0 of 0) has no figure to be scored; it is left out"
                  + " of the score");
      case UNFIT ->
          new Text(
              who.zh() + "有指标的类型或方向改过，计分规则不再适用，不计入得分",
              who.en()
                  + ": the scoring rule of a goal does not go with its kind or direction; it is"
                  + " left out of the score");
      case NO_MEAN ->
          new Text(
              who.zh() + "有指标在本组没有平均数可比，不计入得分",
              who.en()
                  + ": a goal has no mean of the league to compare with; it is left out of the"
                  + " score");
    };
  }
}
