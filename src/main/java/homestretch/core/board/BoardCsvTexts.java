package homestretch.core.board;

import homestretch.core.text.Text;

/** The headings of a board as a table, and what stands where there is no light. */
final class BoardCsvTexts {
  static final Text LEAGUE = new Text("组别", "League");
  static final Text RANK = new Text("名次", "Rank");
  static final Text CODE = new Text("代码", "Code");
  static final Text UNIT = new Text("单位", "Unit");
  static final Text SCORE = new Text("得分", "Score");
  static final Text DONE = new Text("完成%", "Done%");
  static final Text EXPECTED = new Text("应完成%", "Expected%");
  static final Text DEVIATION = new Text("偏差", "Deviation");
  static final Text LIGHT = new Text("灯", "Light");
  static final Text NOT_REPORTED = new Text("未报", "not reported");
  static final Text NO_POINTS = new Text("没有可计的得分", "no points to count");
  static final Text NO_TARGET = new Text("未设目标", "no target");

  private BoardCsvTexts() {}
}
