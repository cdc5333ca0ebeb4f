package homestretch.adapter.discord;

import homestretch.core.text.Language;
import homestretch.core.text.Text;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once, to a server that the bot has just joined, what to do next. */
final class Welcome extends ListenerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Welcome.class);

  static final Text TEXT =
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

  @Override
  public void onGuildJoin(GuildJoinEvent event) {
    Guild guild = event.getGuild();
    TextChannel where = guild.getSystemChannel();
    if (where == null || !where.canTalk()) {
      // Nobody can be told here; the invitation's page says the same.
      log.info("joined {}, which has no system channel to write to", guild.getName());
      return;
    }
    String text = TEXT.in(Language.of(guild.getLocale().getLocale()));
    where
        .sendMessage(text)
        .queue(
            done -> {},
            failed -> log.warn("no welcome in {}: {}", guild.getName(), Failures.said(failed)));
  }
}
