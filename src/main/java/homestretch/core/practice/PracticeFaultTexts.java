package homestretch.core.practice;

import homestretch.core.text.Text;

/** What a practice must be, and what cannot be done with one. */
final class PracticeFaultTexts {
  static final Text PRACTICE = new Text("做法", "practice");
  static final Text DECIDED = new Text("这条做法已经审过", "this practice was decided on already");
  static final Text NOT_APPROVED = new Text("这条做法还没有审核通过", "this practice is not approved yet");
  static final Text OWN = new Text("这是本单位自己的做法", "this is your department's own practice");

  private PracticeFaultTexts() {}

  static Text within(int most) {
    return new Text("1–" + most + " 个字", "a text of 1–" + most + " characters");
  }

  /** Of what may be left out. */
  static Text atMost(int most) {
    return new Text("最多 " + most + " 个字", "at most " + most + " characters");
  }
}
