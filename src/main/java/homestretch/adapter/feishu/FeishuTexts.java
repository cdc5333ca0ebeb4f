package homestretch.adapter.feishu;

import homestretch.core.text.Text;

/** What only Feishu needs to have said. */
final class FeishuTexts {
  static final Text SEND = new Text("提交", "Send");
  static final Text FORM_SENT_PRIVATELY = new Text("表单已私信您", "The form was sent to you privately");
  static final Text WELCOME =
      new Text(
          "大家好，我是冲刺榜。管理员在这里发“@我 设置”，就把本群登记为播报频道；“@我 帮助”看能做什么",
          "Hello, this is Homestretch. An administrator registers this group with “@me setup”;"
              + " “@me help” says what can be done here");
  static final Text WORDS_ONLY =
      new Text("我只看得懂文字，例如：上报 GBR 60.2", "I read words only, as in: report GBR 60.2");

  private FeishuTexts() {}
}
