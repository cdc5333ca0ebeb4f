package homestretch.core.command;

import homestretch.core.access.Rights;
import homestretch.core.chat.Command;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.util.List;

/** {@code /link code:CODE}: the first administrator of a platform makes themselves known. */
public final class LinkCommand {
  private final Rights rights;

  public LinkCommand(Rights rights) {
    this.rights = rights;
  }

  public Command command() {
    return new Command(
            "link",
            new Text("关联", "link"),
            new Text(
                "用程序启动时打印的一次性代码成为首位管理员",
                "Become the first administrator by the one-time code that the program printed"),
            List.of(
                new Option(
                    "code",
                    new Text("代码", "code"),
                    new Text("程序启动时打印的一次性代码", "The one-time code printed at the start"),
                    null)),
            this::link)
        .taking("code");
  }

  private Reply link(Invocation invocation) {
    String code =
        invocation
            .option("code")
            .orElseThrow(
                () ->
                    new Fault.Invalid(
                        "code",
                        "",
                        new Text("程序启动时打印的一次性代码", "the one-time code printed at the start")));
    Person person = invocation.person();
    rights.redeem(person.platform(), person.id(), code, Desk.actor(person));
    return new Reply.Private(
        Post.lines(
            new Text("您是管理员了", "You are an administrator now").in(invocation.language()),
            new Text(
                    "在这个平台上，您可以查看各战役的全部单位。",
                    "On this platform you may see every unit of every campaign.")
                .in(invocation.language())));
  }
}
