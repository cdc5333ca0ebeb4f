package homestretch.adapter.discord;

import homestretch.core.chat.Command;
import homestretch.core.chat.Option;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import net.dv8tion.jda.api.utils.data.DataObject;

/** Our commands as Discord keeps them: English, with Chinese for Chinese clients. */
final class SlashCommands {
  private static final int DESCRIPTION = 100;

  private SlashCommands() {}

  /** Commands of two words are sub-commands of the first word. */
  static List<CommandData> of(List<Command> commands) {
    Map<String, List<Command>> byWord = new LinkedHashMap<>();
    commands.forEach(
        c -> byWord.computeIfAbsent(word(c.name(), 0), word -> new ArrayList<>()).add(c));
    return byWord.values().stream().map(SlashCommands::command).toList();
  }

  private static CommandData command(List<Command> group) {
    Command first = group.getFirst();
    if (group.size() == 1 && first.name().indexOf(' ') < 0) {
      return slash(first.name(), first.label(), first.description())
          .addOptions(first.options().stream().map(SlashCommands::option).toList());
    }
    // Nobody sees a parent's description in the client; it says what there is.
    Text label = new Text(word(first.label().zh(), 0), word(first.label().en(), 0));
    Text all =
        new Text(
            String.join("、", group.stream().map(c -> word(c.label().zh(), 1)).toList()),
            String.join(", ", group.stream().map(c -> word(c.label().en(), 1)).toList()));
    return slash(word(first.name(), 0), label, all)
        .addSubcommands(
            group.stream()
                .map(
                    c ->
                        new SubcommandData(
                                word(c.name(), 1), Rendering.cut(c.description().en(), DESCRIPTION))
                            .setNameLocalizations(
                                localized(
                                    new Text(word(c.label().zh(), 1), word(c.label().en(), 1))))
                            .setDescriptionLocalizations(localized(c.description()))
                            .addOptions(c.options().stream().map(SlashCommands::option).toList()))
                .toList());
  }

  private static String word(String name, int which) {
    return name.split(" ", 2)[which];
  }

  private static SlashCommandData slash(String name, Text label, Text description) {
    return Commands.slash(name, Rendering.cut(description.en(), DESCRIPTION))
        .setContexts(InteractionContextType.GUILD)
        .setNameLocalizations(localized(label))
        .setDescriptionLocalizations(localized(description));
  }

  private static OptionData option(Option option) {
    OptionType type =
        switch (option.kind()) {
          case TEXT -> OptionType.STRING;
          case PERSON -> OptionType.USER;
          case ROLE -> OptionType.ROLE;
          case CHANNEL -> OptionType.CHANNEL;
        };
    OptionData data =
        new OptionData(
                type,
                option.name(),
                Rendering.cut(option.description().en(), DESCRIPTION),
                false,
                option.completer() != null)
            .setNameLocalizations(localized(option.label()))
            .setDescriptionLocalizations(localized(option.description()));
    for (Option.Value value : option.values()) {
      data.addChoices(
          new net.dv8tion.jda.api.interactions.commands.Command.Choice(
                  value.label().en(), value.value())
              .setNameLocalizations(localized(value.label())));
    }
    // Said only where it is less than what Discord takes anyway, which it leaves out itself.
    return type == OptionType.STRING && option.most() < OptionData.MAX_STRING_OPTION_LENGTH
        ? data.setMaxLength(option.most())
        : data;
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
