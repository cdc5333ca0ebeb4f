package homestretch.core.command;

import homestretch.core.chat.Command;
import homestretch.core.department.Department;
import homestretch.core.text.Text;
import java.util.List;

/** What {@code /help} says. */
final class HelpTexts {
  static final Text NAME = new Text("帮助", "help");
  static final Text HELP = new Text("您在这里能做什么", "What you can do here");
  static final Text TITLE = new Text("帮助", "Help");
  static final Text NOT_REGISTERED =
      new Text(
          "这个频道还没有登记。发送 /设置 登记它，选定战役、语言和播报时间。",
          "This channel is not registered yet. Send /setup to register it and to choose"
              + " campaign, language and times.");
  static final Text LOOKS_AT_ALL =
      new Text("您可以查看各单位；不替任何单位上报。", "You can look at every unit; you report for none.");
  static final Text LOOKS =
      new Text("您可以查看；上报需由管理员关联单位。", "You can look; to report, ask an administrator to link you.");

  private HelpTexts() {}

  static Text reportsFor(List<Department> own) {
    return new Text(
        "您负责上报：" + String.join("、", own.stream().map(d -> d.name().zh()).toList()),
        "You report for: " + String.join(", ", own.stream().map(d -> d.name().en()).toList()));
  }

  /**
   * @param example a line with names of this campaign; empty: none is needed
   */
  static Text line(Command command, Text example) {
    return new Text(
        "/"
            + command.label().zh()
            + "："
            + command.description().zh()
            + (isMore(example.zh(), command.label().zh()) ? "　例：" + example.zh() : ""),
        "/"
            + command.label().en()
            + ": "
            + command.description().en()
            + (isMore(example.en(), command.label().en())
                ? " · for example: " + example.en()
                : ""));
  }

  /** Whether it says more than the command's name, which stands before it. */
  private static boolean isMore(String example, String label) {
    return !example.isEmpty() && !example.equals("/" + label);
  }
}
