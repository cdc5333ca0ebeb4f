package homestretch.adapter.discord;

import homestretch.core.text.Text;

/** What {@code doctor} finds of Discord, and how it is mended. */
final class DiscordCheckTexts {
  static final Text SEE_THE_NETWORK =
      new Text(
          "检查网络、防火墙与 discord.apiBaseUrl，再运行一次。",
          "See the network, the firewall and discord.apiBaseUrl, and run it again.");
  static final Text BAD_TOKEN = new Text("Discord 不认这个令牌。", "Discord does not accept the token.");
  static final Text RESET_TOKEN =
      new Text(
          "在 Discord 开发者后台的 Bot 页重置令牌，写进 discord.tokenFile 所指的文件。",
          "Reset the token on the Bot page of Discord's developer portal and put it into the file"
              + " that discord.tokenFile names.");
  static final Text TURN_ON_TIME =
      new Text(
          "打开时间同步：timedatectl set-ntp true",
          "Turn on time synchronisation: timedatectl set-ntp true");
  static final Text NO_INTENTS =
      new Text(
          "不需要任何特权意图（intent），不用打开。", "No privileged intents are needed; none has to be turned on.");
  static final Text ENDPOINT =
      new Text(
          "应用设了 Interactions Endpoint URL，命令会发到那个网址，到不了本程序。",
          "The application has an Interactions Endpoint URL: commands go there and never arrive"
              + " here.");
  static final Text EMPTY_ENDPOINT =
      new Text(
          "在 Discord 开发者后台的 General Information 页清空它。",
          "Empty it on the General Information page of Discord's developer portal.");
  static final Text CODE_GRANT =
      new Text(
          "应用要求 OAuth2 code grant，邀请链接用不了。",
          "The application requires an OAuth2 code grant: the invitation does not work.");
  static final Text NO_CODE_GRANT =
      new Text(
          "在 Bot 页关闭 Requires OAuth2 Code Grant。",
          "Turn off Requires OAuth2 Code Grant on the Bot page.");
  static final Text NO_SERVER = new Text("机器人不在任何服务器上。", "The bot is on no server.");
  static final Text BRING_IT_IN =
      new Text("打开上面的邀请链接，把它请进来。", "Open the invitation above and bring it in.");
  static final Text LET_IT_VIEW =
      new Text(
          "在频道设置 → 权限里，给机器人“查看频道”（View Channel）。",
          "In the channel's settings → Permissions, give the bot View Channel.");
  static final Text UNLOCK = new Text("解锁子区，或改登记别的频道。", "Unlock it, or register another channel.");
  static final Text GIVE_THEM =
      new Text(
          "在频道设置 → 权限里给机器人的角色打开它们，或用上面的邀请链接重新邀请。",
          "Give them to the bot's role in the channel's settings → Permissions, or invite it again"
              + " by the link above.");
  static final Text NO_WAIT =
      new Text("它限流，又没说要等多久", "it limits the rate and does not say for how long");
  static final Text INTERRUPTED = new Text("被中断", "interrupted");

  private DiscordCheckTexts() {}

  static Text tokenOf(String bot) {
    return new Text("令牌有效，机器人是 " + bot + "。", "The token is good; the bot is " + bot + ".");
  }

  static Text nobody(Text from, boolean isRole, String id) {
    return new Text(
        from.zh() + "指向的" + (isRole ? "角色 " : "用户 ") + id + " 不在机器人所在的任何服务器上。",
        from.en()
            + (isRole ? " names the role " : " names the user ")
            + id
            + (isRole
                ? ", which is on none of the bot's servers."
                : ", who is on none of the bot's servers."));
  }

  static Text clocksApart(long seconds) {
    return new Text(
        "本机与 Discord 的时钟相差 " + seconds + " 秒，到点的消息会早发或晚发。",
        "This machine's clock and Discord's are "
            + seconds
            + " s apart: posts go out early or late.");
  }

  static Text clockWithin(long seconds) {
    return new Text(
        "时钟与 Discord 相差不到 " + seconds + " 秒。",
        "The clock is within " + seconds + " s of Discord's.");
  }

  static Text untold(int status) {
    return new Text(
        "Discord 没有说明应用的设置（" + status + "）。",
        "Discord does not tell of the application (" + status + ").");
  }

  static Text invitation(String address) {
    return new Text(
        "邀请链接（权限恰好够用）：" + address,
        "The invitation, with exactly the permissions needed: " + address);
  }

  static Text isOn(String servers) {
    return new Text("机器人在：" + servers + "。", "The bot is on: " + servers + ".");
  }

  static Text removal(long channel) {
    return new Text(
        "改登记正确的频道；这个用 DELETE /api/v1/channels/" + channel + " 移除。",
        "Register the right channel; remove this one by DELETE /api/v1/channels/" + channel + ".");
  }

  static Text noChannel(String id) {
    return new Text(
        "频道 " + id + " 不存在：已删除，或编号写错。",
        "Channel " + id + " does not exist: it was deleted, or its number is wrong.");
  }

  static Text unseen(String id) {
    return new Text("机器人看不到频道 " + id + "。", "The bot cannot see channel " + id + ".");
  }

  static Text noText(String channel) {
    return new Text(
        "频道 " + channel + " 不是能发消息的文字频道。",
        "Channel " + channel + " is no text channel to post in.");
  }

  static Text locked(String thread) {
    return new Text("子区 " + thread + " 已锁定。", "The thread " + thread + " is locked.");
  }

  static Text elsewhere(String channel) {
    return new Text(
        "频道 " + channel + " 不在机器人所在的服务器上。",
        "Channel " + channel + " is on no server of the bot's.");
  }

  static Text allowed(String channel) {
    return new Text(
        "机器人在 " + channel + " 的权限齐全。", "The bot has every permission it needs in " + channel + ".");
  }

  static Text lacks(String channel, Text permissions) {
    return new Text(
        "机器人在 " + channel + " 缺少权限：" + permissions.zh() + "。",
        "In " + channel + " the bot lacks: " + permissions.en() + ".");
  }

  static Text answers(int status) {
    return new Text("它答复 " + status, "it answers " + status);
  }

  static Text answersFor(String channel, int status) {
    return new Text(
        "对频道 " + channel + " 答复 " + status, "it answers " + status + " for channel " + channel);
  }

  static Text noAnswer(long seconds, Text why) {
    return new Text(
        seconds + " 秒内没有答复（" + why.zh() + "）",
        "no answer within " + seconds + " s (" + why.en() + ")");
  }

  static Text notDone(long seconds) {
    return new Text(seconds + " 秒内没有做完", "not done within " + seconds + " s");
  }
}
