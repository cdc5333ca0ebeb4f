package homestretch.adapter.discord;

import homestretch.core.chat.Command;
import homestretch.core.chat.Option;
import homestretch.core.text.Text;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.utils.data.DataObject;

/** Our commands as Discord keeps them: English, with Chinese for Chinese clients. */
final class SlashCommands {
  private static final int DESCRIPTION = 100;

  private SlashCommands() {}

  static List<CommandData> of(List<Command> commands) {
    return commands.stream().map(SlashCommands::command).toList();
  }

  private static CommandData command(Command command) {
    SlashCommandData data =
        Commands.slash(command.name(), Rendering.cut(command.description().en(), DESCRIPTION))
            .setContexts(InteractionContextType.GUILD)
            .setNameLocalizations(localized(command.label()))
            .setDescriptionLocalizations(localized(command.description()));
    for (Option option : command.options()) {
      data.addOptions(
          new OptionData(
                  OptionType.STRING,
                  option.name(),
                  Rendering.cut(option.description().en(), DESCRIPTION),
                  false,
                  option.completer() != null)
              .setNameLocalizations(localized(option.label()))
              .setDescriptionLocalizations(localized(option.description())));
    }
    return data;
  }

  private static Map<DiscordLocale, String> localized(Text text) {
    String en = Rendering.cut(text.en(), DESCRIPTION);
    return Map.of(
        DiscordLocale.CHINESE_CHINA, Rendering.cut(text.zh(), DESCRIPTION),
        DiscordLocale.ENGLISH_US, en,
        DiscordLocale.ENGLISH_UK, en);
  }

  /** Whether Discord has exactly these: registering anew counts against a daily limit. */
  static boolean same(
      List<CommandData> ours, List<net.dv8tion.jda.api.interactions.commands.Command> theirs) {
    return shapes(ours).equals(shapes(theirs.stream().map(CommandData::fromCommand).toList()));
  }

  private static Map<String, Map<String, Object>> shapes(List<CommandData> commands) {
    Map<String, Map<String, Object>> shapes = new TreeMap<>();
    commands.forEach(
        c -> shapes.put(c.getName(), DataObject.fromJson(c.toData().toJson()).toMap()));
    return shapes;
  }
}
