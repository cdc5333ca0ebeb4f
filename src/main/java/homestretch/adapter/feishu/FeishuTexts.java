package homestretch.adapter.feishu;

import homestretch.core.text.Text;
import java.time.Instant;
import java.util.Map;

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
  static final Text NO_PERSON =
      new Text("@ 到这个人，或其 open_id（ou_…）", "a mention of the person, or their open_id (ou_…)");
  static final Text NO_ROLE =
      new Text(
          "群编号（oc_…）或部门编号（od-…）；在聊天里也可以是“本群”或唯一的部门名称",
          "a group's id (oc_…) or a department's (od-…); in chat also “here”, or the name that one"
              + " department has");
  static final Text NO_MENTION =
      new Text(
          "all（所有人；群里要允许机器人 @所有人）或一个人的 open_id（ou_…）",
          "all (everybody, where the group lets bots do so) or a person's open_id (ou_…)");
  private static final Text BOT_AWAY =
      new Text(
          "群不存在，或机器人不在群里：请先把机器人加进群",
          "the bot is not in the group, or the group does not exist: add the bot to it");
  private static final Text NO_SCOPE =
      new Text("应用缺少权限 im:message:send_as_bot", "the app lacks the scope im:message:send_as_bot");

  /** Codes of a chat that takes no posts of ours. */
  private static final Map<Integer, Text> CLOSED =
      Map.of(
          230_002,
          BOT_AWAY,
          232_011,
          BOT_AWAY,
          232_006,
          BOT_AWAY,
          232_009,
          new Text("群已解散", "the group was dissolved"),
          232_010,
          new Text("群属于别的企业", "the group belongs to another company"));

  private static final Map<Integer, Text> CODES =
      Map.of(
          230_013,
          new Text(
              "对方不在应用的可用范围里，请在飞书后台扩大范围",
              "the person is outside the app's range; widen it in Feishu's console"),
          230_018,
          new Text("这个群只有群主和管理员能发言", "only the group's owner and administrators may write there"),
          230_053,
          new Text("对方不接收机器人的消息", "the person takes no messages of the bot"),
          230_046,
          new Text(
              "这个群只有群主和管理员能 Pin 消息", "only the group's owner and administrators may pin there"),
          230_006,
          new Text("应用没有启用机器人，请在飞书后台启用", "the app has no bot; turn it on in Feishu's console"),
          230_027,
          NO_SCOPE,
          99_991_672,
          NO_SCOPE,
          99_991_679,
          NO_SCOPE);

  static final Text FEISHU = new Text("飞书", "Feishu");
  static final Text BY_ID_ONLY =
      new Text("飞书只按会话编号提供历史消息", "Feishu shows a chat's history by the chat's id only");

  private FeishuTexts() {}

  static Text tooMany(Instant since) {
    return new Text("会话自 " + since + " 以来消息太多", "too many messages in the chat since " + since);
  }

  static Text noAddress(int status, String told) {
    return new Text(
        "飞书没有给出连接地址（" + status + "）：" + told, "Feishu gives no address (" + status + "): " + told);
  }

  static Text credentials(String told) {
    return new Text(
        "飞书不认 feishu.appId 或 feishu.appSecret（" + told + "）；请在飞书后台核对凭证、机器人与长连接订阅",
        "Feishu refuses feishu.appId or feishu.appSecret ("
            + told
            + "); see the app's page in Feishu's console: credentials, the bot, and events by long"
            + " connection");
  }

  static boolean isClosed(int code) {
    return CLOSED.containsKey(code);
  }

  /**
   * @param told Feishu's own words, with its code
   */
  static Text refused(int code, String told) {
    Text known = CLOSED.getOrDefault(code, CODES.get(code));
    return known == null
        ? new Text("飞书没有接受：" + told, "Feishu does not take it: " + told)
        : new Text(known.zh() + "（飞书 " + code + "）", known.en() + " (Feishu " + code + ")");
  }
}
