package homestretch.adapter.wecom;

import homestretch.core.text.Text;

/** What only WeCom needs to have said. */
final class WeComTexts {
  static final Text WORKING = new Text("正在处理……", "One moment…");
  static final Text CHOOSE = new Text("请选择", "Please choose");
  static final Text WELCOME =
      new Text(
          "您好，我是冲刺榜。发“帮助”看能做什么；报数直接发，例如：上报 GBR 60.2",
          "Hello, this is Homestretch. Send “help” to see what can be done here; report a figure as"
              + " in: report GBR 60.2");

  private WeComTexts() {}
}
