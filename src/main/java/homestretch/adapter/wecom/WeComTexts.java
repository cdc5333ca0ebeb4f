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

  static final Text WECOM = new Text("企业微信", "WeCom");
  static final Text HELD_ELSEWHERE = new Text("连接由另一个节点持有", "another node holds the connection");
  static final Text NO_HISTORY = new Text("企业微信不向机器人提供历史消息", "WeCom shows no history to bots");
  static final Text KICKED =
      new Text(
          "另一个程序用同一个企业微信机器人建立了连接（只能有一个）：本程序不再连接，直到重新启动",
          "another program has connected as this WeCom bot (only one may be): this one stays away"
              + " until it is started again");

  private WeComTexts() {}

  static Text nobodyWrote(int code, String message) {
    return new Text(
        "这个会话里还没有人给机器人发过消息，或会话不存在（企业微信：" + code + " " + message + "）；请把机器人加进去并发一句话",
        "nobody has written to the bot in this chat yet, or the chat does not exist (WeCom: "
            + code
            + " "
            + message
            + "); add the bot there and send it a line");
  }

  static Text credentials(int code, String message) {
    return new Text(
        "企业微信不认 wecom.botId 或 wecom.secret（" + code + " " + message + "）；请在企业微信管理后台核对这个机器人",
        "WeCom refuses wecom.botId or wecom.secret ("
            + code
            + " "
            + message
            + "); see the bot's page in the console of WeCom");
  }
}
