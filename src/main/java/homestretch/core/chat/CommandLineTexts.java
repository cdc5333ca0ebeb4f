package homestretch.core.chat;

import homestretch.core.text.Text;
import java.util.List;

/** What a typed line is told that is no command, or not one that is understood. */
final class CommandLineTexts {
  static final Text COMMANDS_ONLY =
      new Text(
          "没看懂。我认得命令，例如：帮助、排行榜、上报 GBR 60.2（前面加不加 / 都行）",
          "I did not understand. I take commands, such as: help, leaderboard, report GBR 60.2 (with"
              + " or without a /)");

  private CommandLineTexts() {}

  static Text whichOf(List<Command> parts) {
    return new Text(
        "要做什么？" + String.join("、", parts.stream().map(c -> "/" + c.label().zh()).toList()),
        "Which one? " + String.join(", ", parts.stream().map(c -> "/" + c.label().en()).toList()));
  }

  static Text noCommand(String typed) {
    return new Text(
        "没有 /" + typed + " 这个命令，试试 /帮助", "There is no command /" + typed + "; try /help");
  }

  static Text withoutValue(String option) {
    return new Text(
        "“" + option + "”后面要有冒号和内容，例如 " + option + ":…",
        "“" + option + "” needs a colon and a value, as in " + option + ":…");
  }

  static Text quoteOpen(String option) {
    return new Text("“" + option + "”的引号没有写完", "the quote of “" + option + "” is not closed");
  }

  static Text twice(String option) {
    return new Text("“" + option + "”写了两次", "“" + option + "” is given twice");
  }

  /**
   * A bare word behind an option is most likely the rest of its value.
   *
   * @param whole the value with the word, quoted
   */
  static Text restOf(Text option, String whole, String word) {
    return new Text(
        "“" + word + "”不知道属于哪一项；内容里有空格时请加引号，例如 " + option.zh() + ":" + whole,
        "It is not clear what “"
            + word
            + "” belongs to; quote a value with blanks, as in "
            + option.en()
            + ":"
            + whole);
  }

  /**
   * @param option one that it may have been meant for
   */
  static Text withoutOption(String word, Text option) {
    return new Text(
        "“" + word + "”前面要写选项名，例如 " + option.zh() + ":" + word + "；内容里有空格时请加引号",
        "“"
            + word
            + "” needs the name of an option before it, as in "
            + option.en()
            + ":"
            + word
            + "; quote values with blanks");
  }

  static Text noOption(Command command, String word) {
    if (command.options().isEmpty()) {
      return new Text(
          "/" + command.label().zh() + " 没有选项", "/" + command.label().en() + " takes no options");
    }
    return new Text(
        "/"
            + command.label().zh()
            + " 没有“"
            + word
            + "”这个选项，可用："
            + String.join("、", command.options().stream().map(o -> o.label().zh()).toList()),
        "/"
            + command.label().en()
            + " has no option “"
            + word
            + "”; there are: "
            + String.join(", ", command.options().stream().map(o -> o.label().en()).toList()));
  }
}
