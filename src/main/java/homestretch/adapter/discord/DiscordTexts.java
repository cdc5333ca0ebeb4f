package homestretch.adapter.discord;

import homestretch.core.text.Text;

/** Why Discord takes no post: for the notices, the API and {@code /setup}. */
final class DiscordTexts {
  static final Text NOT_CONNECTED = new Text("还没有连上 Discord", "Discord is not connected yet");
  static final Text GONE =
      new Text("频道已不存在，或编号写错", "the channel does not exist any more, or its number is wrong");
  static final Text UNSEEN =
      new Text("机器人看不到频道，请给它“查看频道”权限", "the bot cannot see the channel; let it view the channel");
  static final Text MAY_NOT_WRITE =
      new Text(
          "机器人不能在这里发言，请给它“发送消息”和“嵌入链接”权限（子区里还要“在子区内发送消息”）",
          "the bot may not write here; it needs Send Messages and Embed Links (in a thread: Send"
              + " Messages in Threads)");
  static final Text ARCHIVED = new Text("子区已归档或锁定", "the thread is archived or locked");
  static final Text NO_DIRECT =
      new Text("对方不接收机器人的私信", "the person takes no private messages of bots");
  static final Text NO_TEXT_CHANNEL =
      new Text("不是能发消息的文字频道", "it is no text channel that takes messages");

  static final Text NOT_ALLOWED = new Text("机器人没有这个权限", "the bot is not allowed to");

  private DiscordTexts() {}

  static Text noNumber(String address) {
    return new Text(
        "“" + address + "”不是 Discord 频道的编号",
        "address: “" + address + "”; expected the number of a Discord channel");
  }

  /** What a mention may be in a channel. */
  static Text roleOf(String server, String channel) {
    return new Text(
        "服务器“" + server + "”里的一个角色的编号（频道 #" + channel + " 在那里；@everyone 不行）",
        "the number of a role of the server “"
            + server
            + "”, where the channel #"
            + channel
            + " is; not @everyone");
  }

  static Text refused(String what) {
    return new Text("Discord 没有接受这条播报：" + what, "Discord does not take the post: " + what);
  }
}
