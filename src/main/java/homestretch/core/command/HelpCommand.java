package homestretch.core.command;

import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Block;
import homestretch.core.chat.Command;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.List;

/** {@code /help}: what this user can do here. */
public final class HelpCommand {
  private final Desk desk;
  private final List<Command> commands;

  /**
   * @param commands all others
   */
  public HelpCommand(Desk desk, List<Command> commands) {
    this.desk = desk;
    this.commands = List.copyOf(commands);
  }

  public Command command() {
    return new Command(
        "help",
        new Text("帮助", "help"),
        new Text("您在这里能做什么", "What you can do here"),
        List.of(),
        this::help);
  }

  private Reply help(Invocation invocation) {
    if (desk.channel(invocation).isEmpty() && desk.administers(invocation)) {
      return new Reply.Private(
          Post.lines(
              new Text("帮助", "Help").in(invocation.language()),
              new Text(
                      "这个频道还没有登记。发送 /设置 登记它，选定战役、语言和播报时间。",
                      "This channel is not registered yet. Send /setup to register it and to choose"
                          + " campaign, language and times.")
                  .in(invocation.language())));
    }
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    List<Department> own = desk.own(campaign, invocation.person());
    List<String> lines = new ArrayList<>();
    lines.add(
        own.isEmpty() && desk.isAdministrator(campaign, invocation.person())
            ? new Text("您可以查看各单位；不替任何单位上报。", "You can look at every unit; you report for none.")
                .in(language)
            : own.isEmpty()
                ? new Text(
                        "您可以查看；上报需由管理员关联单位。",
                        "You can look; to report, ask an administrator to link you.")
                    .in(language)
                : new Text(
                        "您负责上报：" + String.join("、", own.stream().map(d -> d.name().zh()).toList()),
                        "You report for: "
                            + String.join(", ", own.stream().map(d -> d.name().en()).toList()))
                    .in(language));
    for (Command command : commands) {
      if (mayUse(command, invocation)) {
        String label = command.label().in(language);
        String example = command.example().in(language);
        lines.add(
            "/"
                + command.name()
                + (label.equals(command.name()) ? "" : " " + label)
                + new Text("：", ": ").in(language)
                + command.description().in(language)
                + (example.isEmpty()
                    ? ""
                    : new Text("　例：", " · for example: ").in(language) + example));
      }
    }
    return new Reply.Private(
        new Post(campaign.name().in(language), List.of(new Block.Lines(lines)), "", List.of()));
  }

  private boolean mayUse(Command command, Invocation invocation) {
    try {
      desk.require(command.access(), invocation);
      return true;
    } catch (Fault.Forbidden e) {
      return false;
    }
  }
}
