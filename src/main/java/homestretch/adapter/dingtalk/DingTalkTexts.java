package homestretch.adapter.dingtalk;

import homestretch.core.text.Text;

/** What only DingTalk needs to have said. */
final class DingTalkTexts {
  /** Of a message without a title; DingTalk shows it in the list of chats. */
  static final Text TITLE = new Text("冲刺榜", "Homestretch");

  static final Text WORDS_ONLY =
      new Text("我只看得懂文字，例如：上报 GBR 60.2", "I read words only, as in: report GBR 60.2");
  static final Text NO_PERSON =
      new Text(
          "@ 到这一个人（企业内部的），或其 userId",
          "a mention of this one person (of the company), or their userId");
  static final Text NO_ROLE =
      new Text(
          "群的 openConversationId 或部门编号（数字）；在聊天里也可以是“本群”或唯一的部门名称",
          "a group's openConversationId or a department's number; in chat also “here”, or the name"
              + " that one department has");
  static final Text NO_MENTION =
      new Text("留空：钉钉机器人主动发的消息不能 @ 人", "nothing: what DingTalk's robots post can call nobody");
  static final Text OUT_OF_RANGE =
      new Text(
          "对方不在机器人的可用范围里，或不接收它的消息；请在钉钉后台扩大范围",
          "the person is outside the robot's range, or takes no messages of it; widen the range in"
              + " DingTalk's console");

  static final Text OR_REPLY =
      new Text("看不到按钮时，回复编号即可", "Where you see no buttons, reply with the number");
  static final Text NO_PINS = new Text("钉钉的机器人不能置顶消息", "DingTalk's robots cannot pin messages");

  static final Text STREAM =
      new Text(
          "应用凭证有效，Stream 连接可以建立。还需要权限 qyapi_robot_sendmsg（企业内机器人发送消息）和"
              + " Card.Instance.Write（带按钮的卡片；没有时用编号）；机器人在不在群里，钉钉不告诉应用，看第一条播报。",
          "The app is accepted and a stream can be opened. It also needs the scope"
              + " qyapi_robot_sendmsg, and Card.Instance.Write for cards with buttons (without it:"
              + " numbers); whether the robot is in a group DingTalk does not tell: the"
              + " first post does.");
  static final Text CONSOLE =
      new Text(
          "打开 open-dev.dingtalk.com → 应用开发 → 您的应用：核对 Client ID 与 Client Secret；"
              + "在“机器人”里启用，消息接收模式选 Stream，并发布版本。",
          "Open open-dev.dingtalk.com → your app: compare Client ID and Client Secret; turn its"
              + " robot on with Stream as the way to receive messages, and publish a version.");

  static final Text NETWORK =
      new Text(
          "检查网络、防火墙（api.dingtalk.com 与 oapi.dingtalk.com 的 443 端口）与 dingtalk.apiBaseUrl。",
          "See the network, the firewall (api.dingtalk.com and oapi.dingtalk.com, port 443) and"
              + " dingtalk.apiBaseUrl.");

  static final Text DINGTALK = new Text("钉钉", "DingTalk");
  static final Text NO_HISTORY = new Text("钉钉不向机器人提供历史消息", "DingTalk shows no history to robots");

  private DingTalkTexts() {}

  static Text noDepartment(String told) {
    return new Text(
        "钉钉不给看这个部门（" + told + "）：部门不存在，或应用缺少权限 qyapi_get_department_list（通讯录部门信息读）",
        "DingTalk does not show this department ("
            + told
            + "): it does not exist, or the app lacks the scope qyapi_get_department_list");
  }

  /**
   * @param told DingTalk's own words, with its code
   */
  static Text away(String told) {
    return new Text(
        "机器人不在群里，或群不存在、已解散：请先把机器人加进群（钉钉：" + told + "）",
        "the robot is not in the group, or the group does not exist; add the robot to it (DingTalk:"
            + " "
            + told
            + ")");
  }

  static Text noStream(String told) {
    return new Text("钉钉没有建立连接：" + told, "DingTalk opens no stream: " + told);
  }

  static Text credentials(String told) {
    return new Text(
        "钉钉不认 dingtalk.clientId 或 dingtalk.clientSecret（" + told + "）；请在钉钉后台核对凭证、机器人与 Stream 模式",
        "DingTalk refuses dingtalk.clientId or dingtalk.clientSecret ("
            + told
            + "); see the app's page in DingTalk's console: credentials, the robot, Stream mode");
  }

  /**
   * @param told DingTalk's own words, with its code
   */
  static Text noCards(String told) {
    return new Text(
        "钉钉没有接受卡片：应用可能缺少权限 Card.Instance.Write（互动卡片实例写），请在钉钉后台开通并发布（钉钉：" + told + "）",
        "DingTalk takes no cards of the app: it may lack the scope Card.Instance.Write; turn it on"
            + " in DingTalk's console and publish a version (DingTalk: "
            + told
            + ")");
  }

  static Text refused(String told) {
    return new Text("钉钉没有接受：" + told, "DingTalk does not take it: " + told);
  }
}
