package homestretch.adapter.discord;

import homestretch.core.text.Text;
import java.time.Duration;
import java.time.Instant;

/** Why Discord takes no post: for the notices, the API and {@code /setup}. */
final class DiscordTexts {
  static final Text NOT_CONNECTED = new Text("还没有连上 Discord", "Discord is not connected yet");
  static final Text NOT_YET = new Text("还没有连上", "not connected yet");
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

  static final Text TOKEN_REFUSED =
      new Text(
          "discord.token：Discord 不认这个令牌；应为机器人的令牌",
          "discord.token: Discord does not accept it; expected the token of a bot");
  static final Text LOST = new Text("连接断开", "connection lost");
  static final Text CLOSING = new Text("Discord：正在断开连接", "Discord: the connection is being closed");
  static final Text INTERRUPTED =
      new Text("等待 Discord 答复时被中断", "interrupted while Discord was answering");
  static final Text UNREADABLE =
      new Text(
          "机器人没有“读取消息历史”权限，无法查看",
          "the bot may not read the channel's history; it needs Read Message History");

  /** To a server that the bot has just joined. */
  static final Text WELCOME =
      new Text(
          "冲刺榜已加入。三步开始：\n"
              + "1. 首位管理员发送 /关联 代码:…（代码在程序启动时打印，只能用一次）。\n"
              + "2. 在要发播报的频道里发送 /设置，选定战役、语言和播报时间。\n"
              + "3. 用 /关联 单位:… 人员:… 指定谁为哪个单位上报；上报人发送 /帮助 就知道怎么做。",
          "Homestretch is here. Three steps to start:\n"
              + "1. The first administrator sends /link code:… (the program prints the code at its"
              + " start; it works once).\n"
              + "2. In the channel for the posts, send /setup and choose campaign, language and"
              + " times.\n"
              + "3. With /link department:… person:… say who reports for which department; they"
              + " send /help to see how.");

  private DiscordTexts() {}

  /**
   * The same in a private message.
   *
   * @param server its name
   */
  static Text welcomeTo(String server) {
    return new Text(
        "服务器“" + Escape.text(server) + "”：\n" + WELCOME.zh(),
        "On the server “" + Escape.text(server) + "”:\n" + WELCOME.en());
  }

  /** What Discord says, or what is said of it. */
  static Text discord(Text what) {
    return new Text("Discord：" + what.zh(), "Discord: " + what.en());
  }

  static Text cannotConnect(Text why) {
    return new Text("连不上 Discord：" + why.zh(), "cannot connect to Discord: " + why.en());
  }

  static Text noConnectionsLeft(Duration pause) {
    return new Text(
        "Discord 在 " + pause.toSeconds() + " 秒内不再允许连接",
        "Discord allows no more connections for " + pause.toSeconds() + " s");
  }

  static Text closed(String why) {
    return new Text("网关断开了连接：" + why, "the gateway closed the connection: " + why);
  }

  static Text connecting(String status) {
    return new Text("正在连接网关（" + status + "）", "connecting to the gateway (" + status + ")");
  }

  static Text silent(long seconds) {
    return new Text(
        "Discord 有 " + seconds + " 秒没有答复", "Discord has not answered for " + seconds + " s");
  }

  static Text noAnswer(Text what) {
    return new Text("Discord 没有答复：" + what.zh(), "no answer from Discord: " + what.en());
  }

  static Text tooMany(Instant since) {
    return new Text("频道自 " + since + " 以来消息太多", "too many messages in the channel since " + since);
  }

  static Text untold(Text why) {
    return new Text("查不到频道：" + why.zh(), "Discord does not tell of the channel: " + why.en());
  }

  static Text noHistory(Text why) {
    return new Text("查不到频道的历史消息：" + why.zh(), "Discord does not show the history: " + why.en());
  }

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

  static Text refused(Text what) {
    return new Text(
        "Discord 没有接受这条播报：" + what.zh(), "Discord does not take the post: " + what.en());
  }
}
