package homestretch.core.doctor;

import homestretch.core.text.Text;
import java.time.LocalDateTime;

/** The last steps of setting a chat platform up. */
final class StepTexts {
  static final Text NO_ADMINISTRATOR =
      new Text("这个平台上还没有管理员。", "Nobody on this platform is an administrator yet.");
  static final Text SEND_THE_CODE =
      new Text(
          "启动程序；它会打印一行 /link code:…，管理员私聊机器人把这一行发给它。",
          "Start the program: it prints a line /link code:…, which the administrator sends to the"
              + " bot in a private chat.");
  static final Text NO_GROUP =
      new Text("还没有登记这个平台的群。", "No group of this platform is registered yet.");
  static final Text SET_UP_A_GROUP =
      new Text(
          "把机器人加进工作群，管理员在群里发“@机器人 设置”。",
          "Add the bot to a group; an administrator sends “@bot setup” there.");
  static final Text FIRST_POST =
      new Text(
          "在群里发“@机器人 帮助”，看它答不答；再发“@机器人 设置”定好播报；要马上发一条：" + "POST /api/v1/schedules/编号/run。",
          "Send “@bot help” in the group and see whether it answers; “@bot setup” chooses the"
              + " posts; POST /api/v1/schedules/NUMBER/run makes one at once.");

  private StepTexts() {}

  static Text noPost(Text platform, String group) {
    return new Text(
        "还没有播报到过" + platform.zh() + "群 " + group + "。",
        "No post has been made in the " + platform.en() + " group " + group + " yet.");
  }

  static Text lastPost(Text platform, String group, LocalDateTime at) {
    String when = at.withSecond(0).withNano(0).toString().replace('T', ' ');
    return new Text(
        platform.zh() + "群 " + group + " 最近一次播报：" + when + "。",
        "The last post in the " + platform.en() + " group " + group + " was that of " + when + ".");
  }
}
