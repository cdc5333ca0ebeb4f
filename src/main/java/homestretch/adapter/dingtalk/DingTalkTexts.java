package homestretch.adapter.dingtalk;

import homestretch.core.text.Text;

/** What only DingTalk needs to have said. */
final class DingTalkTexts {
  /** Of a message without a title; DingTalk shows it in the list of chats. */
  static final Text TITLE = new Text("冲刺榜", "Homestretch");

  static final Text WORDS_ONLY =
      new Text("我只看得懂文字，例如：上报 GBR 60.2", "I read words only, as in: report GBR 60.2");

  private DingTalkTexts() {}
}
