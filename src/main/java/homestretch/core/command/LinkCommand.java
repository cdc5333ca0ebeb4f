package homestretch.core.command;

import homestretch.core.access.Rights;
import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Block;
import homestretch.core.chat.Command;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Person;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentService;
import homestretch.core.department.Link;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code /link code:CODE}: the first administrator of a platform makes themselves known. With a
 * department and a person or a role an administrator says who reports for it; alone it lists them.
 */
public final class LinkCommand {
  private final Desk desk;
  private final Rights rights;
  private final DepartmentService departments;

  public LinkCommand(Desk desk, Rights rights, DepartmentService departments) {
    this.desk = desk;
    this.rights = rights;
    this.departments = departments;
  }

  public Command command() {
    return new Command(
            "link",
            new Text("关联", "link"),
            new Text(
                "指定谁为哪个单位上报；首位管理员用一次性代码关联自己",
                "Say who reports for a department; the first administrator uses a code"),
            List.of(
                new Option(
                    "code",
                    new Text("代码", "code"),
                    new Text("程序启动时打印的一次性代码", "The one-time code printed at the start"),
                    null),
                new Option(
                    "department",
                    new Text("单位", "department"),
                    new Text("为哪个单位上报", "For which department"),
                    desk::completeDepartment),
                new Option(
                        "person",
                        new Text("人员", "person"),
                        new Text("谁上报", "Who reports for it"),
                        null)
                    .of(Option.Kind.PERSON),
                new Option(
                        "role",
                        new Text("角色", "role"),
                        new Text("这个角色的所有人都可上报", "Everybody with this role reports for it"),
                        null)
                    .of(Option.Kind.ROLE)),
            this::link)
        .taking("code")
        .such(new Text("/关联 单位:临江区 人员:@王芳", "/link department:Linjiang person:@wang"));
  }

  private Reply link(Invocation invocation) {
    Optional<String> code = invocation.option("code");
    if (code.isPresent()) {
      return redeem(invocation, code.get());
    }
    desk.require(Command.Access.ADMINISTRATOR, invocation);
    Campaign campaign = desk.campaign(invocation);
    Language language = invocation.language();
    Optional<String> named = invocation.option("department");
    Optional<String> person = invocation.option("person");
    Optional<String> role = invocation.option("role");
    if (named.isEmpty() && person.isEmpty() && role.isEmpty()) {
      return listed(campaign, language);
    }
    List<Violation> missing = new ArrayList<>();
    if (named.isEmpty()) {
      missing.add(new Violation("department", "", new Text("一个单位", "a department")));
    }
    if (person.isEmpty() && role.isEmpty()) {
      missing.add(new Violation("person", "", new Text("人员或角色", "a person or a role")));
    }
    if (!missing.isEmpty()) {
      throw new Fault.Invalid(missing);
    }
    Department department = desk.department(campaign, named.orElseThrow());
    String platform = invocation.where().platform();
    List<Link> wanted = new ArrayList<>();
    person.ifPresent(id -> wanted.add(new Link(platform, Link.Kind.USER, bare(id))));
    role.ifPresent(id -> wanted.add(new Link(platform, Link.Kind.ROLE, bare(id))));
    List<Link> there = departments.links(department);
    wanted.stream()
        .filter(link -> !there.contains(link))
        .forEach(
            link ->
                departments.addLink(campaign, department, link, Desk.actor(invocation.person())));
    return new Reply.Private(
        Post.lines(
            SetupTexts.LINKED.in(language),
            SetupTexts.linked(department, shown(department)).in(language)));
  }

  /** A mention as it is typed where there is no picker, such as {@code <@123>}. */
  private static String bare(String typed) {
    return typed.replaceFirst("^<@[&!]?(\\w+)>$", "$1").replaceFirst("^@", "");
  }

  private List<String> shown(Department department) {
    return departments.links(department).stream()
        .map(l -> (l.kind() == Link.Kind.ROLE ? "@&" : "@") + l.id() + " (" + l.platform() + ")")
        .toList();
  }

  private Reply listed(Campaign campaign, Language language) {
    List<String> lines = new ArrayList<>();
    for (Department department : departments.departments(campaign)) {
      lines.add(SetupTexts.linked(department, shown(department)).in(language));
    }
    lines.add(SetupTexts.HOW_TO_LINK.in(language));
    return new Reply.Private(
        new Post(SetupTexts.LINKS.in(language), List.of(new Block.Lines(lines)), "", List.of()));
  }

  private Reply redeem(Invocation invocation, String code) {
    Person person = invocation.person();
    rights.redeem(person.platform(), person.id(), code, Desk.actor(person));
    return new Reply.Private(
        Post.lines(
            new Text("您是管理员了", "You are an administrator now").in(invocation.language()),
            new Text(
                    "在这个平台上，您可以查看各战役的全部单位。下一步：在要发播报的频道里发送 /设置。",
                    "On this platform you may see every unit of every campaign. Next: send /setup"
                        + " in the channel for the posts.")
                .in(invocation.language())));
  }
}
