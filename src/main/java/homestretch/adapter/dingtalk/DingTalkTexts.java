package homestretch.adapter.dingtalk;

import homestretch.core.text.Text;

/** What only DingTalk needs to have said. */
final class DingTalkTexts {
  /** Of a message without a title; DingTalk shows it in the list of chats. */
  static final Text TITLE = new Text("冲刺榜", "Homestretch");

  static final Text WORDS_ONLY =
      new Text("我只看得懂文字，例如：上报 GBR 60.2", "I read words only, as in: report GBR 60.2");

  static final Text DINGTALK = new Text("钉钉", "DingTalk");

  private DingTalkTexts() {}

  static Text noSuchPerson(String person) {
    return new Text(
        "机器人的可用范围里没有这个人：" + person,
        "DingTalk knows no such person in the robot's range: " + person);
  }

  static Text notInGroup(String what) {
    return new Text(
        "机器人不在群里，或群不存在；请把机器人加进群（" + what + "）",
        "the robot is not in the group, or the group does not exist; add the robot to it ("
            + what
            + ")");
  }

  static Text noStream(String why) {
    return new Text("钉钉不让建立连接：" + why, "DingTalk opens no stream: " + why);
  }

  static Text credentials(String why) {
    return new Text(
        "钉钉不认 dingtalk.clientId 或 dingtalk.clientSecret（" + why + "）；请在钉钉开发者后台核对凭证、机器人与 Stream 模式",
        "DingTalk refuses dingtalk.clientId or dingtalk.clientSecret ("
            + why
            + "); see the app's page in DingTalk's console: credentials, the robot, Stream mode");
  }
}
