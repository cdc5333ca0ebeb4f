package homestretch.adapter.discord;

import homestretch.core.text.Language;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once, to a server that the bot has just joined, what to do next. */
final class Welcome extends ListenerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Welcome.class);

  @Override
  public void onGuildJoin(GuildJoinEvent event) {
    Guild guild = event.getGuild();
    Language language = Language.of(guild.getLocale().getLocale());
    TextChannel where = guild.getSystemChannel();
    if (where != null && where.canTalk()) {
      where
          .sendMessage(DiscordTexts.WELCOME.in(language))
          .queue(done -> {}, failed -> untold(guild, failed));
      return;
    }
    // Who brought it in stands in the server's log alone, which the bot has no right to read: the
    // owner is the one person of whom Discord tells.
    event
        .getJDA()
        .openPrivateChannelById(guild.getOwnerIdLong())
        .flatMap(direct -> direct.sendMessage(DiscordTexts.welcomeTo(guild.getName()).in(language)))
        .queue(done -> {}, failed -> untold(guild, failed));
  }

  private static void untold(Guild guild, Throwable failed) {
    log.warn("nobody in {} was told what to do next: {}", guild.getName(), Failures.said(failed));
  }
}
