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

  static final Text FEISHU = new Text("飞书", "Feishu");
  static final Text BY_ID_ONLY =
      new Text("飞书只按会话编号提供历史消息", "Feishu shows a chat's history by the chat's id only");

  private static final Text NOT_IN_GROUP =
      new Text(
          "机器人不在群里，或群已不存在；请把机器人加进群",
          "the bot is not in the group, or the group does not exist; add the bot to it");
  private static final Text NO_SCOPE =
      new Text("应用缺少权限 im:message:send_as_bot", "the app lacks the scope im:message:send_as_bot");

  /** Why a chat is closed to the bot, by Feishu's code. */
  private static final Map<Integer, Text> CLOSED =
      Map.of(
          230_002,
          NOT_IN_GROUP,
          232_011,
          new Text("机器人不在群里；请把机器人加进群", "the bot is not in the group; add the bot to it"),
          230_013,
          new Text(
              "对方不在应用的可用范围内；请在飞书后台扩大范围",
              "the person is outside the app's range; widen it in Feishu's console"),
          230_018,
          new Text("群里只有群主和管理员能发言", "only the group's owner and administrators may write there"),
          232_010,
          new Text("群属于另一家公司", "the group belongs to another company"),
          230_006,
          new Text("应用没有启用机器人；请在飞书后台启用", "the app has no bot; turn it on in Feishu's console"),
          99_991_672,
          NO_SCOPE,
          99_991_679,
          NO_SCOPE);

  private FeishuTexts() {}

  /** Feishu's own words, with ours before them where its code says more than they do. */
  static Text refused(int code, String message) {
    Text what = new Text("飞书：" + code + " " + message, "Feishu: " + code + " " + message);
    Text closed = CLOSED.get(code);
    return closed == null
        ? what
        : new Text(closed.zh() + "（" + what.zh() + "）", closed.en() + " (" + what.en() + ")");
  }

  static Text noAddress(int status, String why) {
    return new Text(
        "飞书没有给连接地址（" + status + "）：" + why, "Feishu gives no address (" + status + "): " + why);
  }

  static Text tooMany(Instant since) {
    return new Text("会话自 " + since + " 以来消息太多", "too many messages in the chat since " + since);
  }

  static Text credentials(String why) {
    return new Text(
        "飞书不认 feishu.appId 或 feishu.appSecret（" + why + "）；请在飞书开发者后台核对凭证、机器人与长连接事件",
        "Feishu refuses feishu.appId or feishu.appSecret ("
            + why
            + "); see the app's page in Feishu's console: credentials, the bot, and events by"
            + " long connection");
  }
}
