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

  static final Text NO_PERSON =
      new Text(
          "成员的账号（userid，管理后台 → 通讯录 → 成员详情；@ 到的名字企业微信没有换成账号）",
          "the member's account (userid, in the console's address book; of whom a line mentions"
              + " WeCom tells the name only)");
  static final Text NO_ROLE =
      new Text(
          "群的编号（在聊天里用“本群”）：企业微信不告诉机器人谁在哪个部门，请关联单位自己的群，或逐个关联人员",
          "a group's id (in chat: “here”), as WeCom does not tell bots who is in which department;"
              + " link the unit's own group, or its people one by one");

  static final Text NO_MENTION =
      new Text(
          "一个成员的账号（userid）：企业微信的机器人不能 @所有人",
          "a member's account (userid): WeCom's bots cannot call everybody");
  static final Text KICKED =
      new Text(
          "另一个程序用同一个企业微信机器人连上了（只能有一个连接）：本程序不再争抢，重新启动后再连",
          "another program has connected as this WeCom bot (only one may be): this one stays away"
              + " until it is started again");
  static final Text OTHER_NODE = new Text("连接由另一台机器持有", "another node holds the connection");

  static final Text SERVED =
      new Text(
          "程序正在运行并持有企业微信的连接（同一机器人只能有一个，这里不再连）。群里要先有人 @它说一句话，它才能往群里发。",
          "The program is serving and holds WeCom's only connection. Somebody must write to the bot"
              + " in a group before it can post there.");
  static final Text CONNECTED =
      new Text(
          "机器人已连上。群里要先有人 @它说一句话，它才能往群里发；单聊也一样。",
          "The bot is connected. Somebody must write to it in a group before it can post there; in"
              + " a single chat as well.");
  static final Text SILENT = new Text("没有应答", "no answer");
  static final Text CONSOLE =
      new Text(
          "企业微信管理后台 → 安全与管理 → 管理工具 → 智能机器人：API 模式选“使用长连接”，核对 wecom.botId 与 wecom.secret；私有部署在那里查看"
              + " wecom.socketUrl；防火墙要放行 openws.work.weixin.qq.com 的 443 端口。",
          "WeCom's admin console → Security & Management → Tools → AI bots: choose the long"
              + " connection, and compare wecom.botId and wecom.secret; private deployments find"
              + " wecom.socketUrl there; the firewall must let openws.work.weixin.qq.com, port 443,"
              + " through.");

  static final Text WECOM = new Text("企业微信", "WeCom");
  static final Text NO_HISTORY = new Text("企业微信不向机器人提供历史消息", "WeCom shows no history to bots");

  private WeComTexts() {}

  /**
   * @param state as readiness says it, in the reader's language; empty: it says nothing of WeCom
   */
  static Text servedWith(String state) {
    return new Text(
        "程序正在运行，但企业微信没有连上：" + (state.isEmpty() ? "它启动时没有配置企业微信" : state),
        "The program is serving, and WeCom is not connected: "
            + (state.isEmpty() ? "it was started without WeCom's settings" : state));
  }

  static Text noConnection(Text why) {
    return new Text("连不上企业微信：" + why.zh(), "WeCom cannot be connected to: " + why.en());
  }

  static Text noSuch(Text expected) {
    return new Text(
        "企业微信里没有这样的对象，应为" + expected.zh(), "WeCom has none such; expected " + expected.en());
  }

  static Text credentials(String told) {
    return new Text(
        "企业微信不认 wecom.botId 或 wecom.secret（" + told + "）；请在企业微信管理后台核对这个机器人",
        "WeCom refuses wecom.botId or wecom.secret ("
            + told
            + "); see the bot's page in the console of WeCom");
  }

  /**
   * @param told WeCom's own words, with its code
   */
  static Text nobodyWrote(String told) {
    return new Text(
        "这个群里还没有人对机器人说过话，或群不存在、已解散：请把机器人加进群，并先 @它说一句话（企业微信：" + told + "）",
        "nobody has written to the bot in this chat yet, or the chat does not exist; add the bot"
            + " there and send it a line (WeCom: "
            + told
            + ")");
  }

  /**
   * @param told WeCom's own words, with its code
   */
  static Text neverWrote(String told) {
    return new Text(
        "对方还没有私聊过机器人：请对方先私聊它一句话（企业微信：" + told + "）",
        "the person has never written to the bot: have them send it a private message first (WeCom:"
            + " "
            + told
            + ")");
  }

  static Text refused(String told) {
    return new Text("企业微信没有接受：" + told, "WeCom does not take it: " + told);
  }
}
