package homestretch.core.command;

import homestretch.core.chat.Chat;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code /link} says. */
final class LinkTexts {
  static final Text NAME = new Text("关联", "link");
  static final Text EXAMPLE =
      new Text("/关联 单位:临江区 人员:@王芳", "/link department:Linjiang person:@wang");

  /** Where a mention of a person reaches no bot. */
  private static final Text EXAMPLE_BY_ACCOUNT =
      new Text("/关联 单位:临江区 人员:wangfang", "/link department:Linjiang person:wangfang");

  static final Text CODE_NAME = new Text("代码", "code");
  static final Text PERSON = new Text("人员", "person");
  static final Text ROLE = new Text("角色", "role");
  static final Text LINK =
      new Text(
          "指定谁为哪个单位上报；首位管理员用一次性代码关联自己",
          "Say who reports for a department; the first administrator uses a code");
  static final Text CODE = new Text("程序启动时打印的一次性代码", "The one-time code printed at the start");
  static final Text FOR_WHICH = new Text("为哪个单位上报", "For which department");
  static final Text WHO = new Text("谁上报", "Who reports for it");
  static final Text WHICH_ROLE =
      new Text(
          "这个角色（本群、部门）的所有人都可上报",
          "Everybody with this role (this group, a department) reports for it");
  static final Text LINKED = new Text("已关联", "Linked");
  static final Text LINKS = new Text("谁为哪个单位上报", "Who reports for which department");
  static final Text HOW_TO_LINK =
      new Text("添加：/关联 单位:… 人员:…（或 角色:…）", "To add: /link department:… person:… (or role:…)");
  static final Text NO_CODE =
      new Text(
          "您已经是管理员，不需要代码。要指定谁为哪个单位上报，请写明：/关联 单位:… 人员:…（或 角色:…）",
          "you are an administrator and need no code. To say who reports for a department, name"
              + " both: /link department:… person:… (or role:…)");
  static final Text A_DEPARTMENT = new Text("一个单位", "a department");
  static final Text SOMEBODY = new Text("人员或角色", "a person or a role");
  static final Text ADMINISTRATOR = new Text("您是管理员了", "You are an administrator now");
  static final Text NEXT =
      new Text(
          "在这个平台上，您可以查看各战役的全部单位。下一步：在要发播报的频道里发送 /设置。",
          "On this platform you may see every unit of every campaign. Next: send /setup in the"
              + " channel for the posts.");

  private LinkTexts() {}

  static Text example(String platform) {
    return platform.equals("wecom") ? EXAMPLE_BY_ACCOUNT : EXAMPLE;
  }

  /**
   * @param expected what could stand in its place
   * @param called the departments of that name: none, or several
   */
  static Text calledSo(Text expected, List<Chat.Named> called) {
    if (called.isEmpty()) {
      return expected;
    }
    String all = String.join(", ", called.stream().map(Chat.Named::id).toList());
    return new Text(
        "部门编号，有 " + called.size() + " 个部门叫这个名字：" + all,
        "a department's id, as " + called.size() + " departments are so called: " + all);
  }

  static Text notToldByName(Text expected, String why) {
    return new Text(
        expected.zh() + "（平台没有按名称找：" + why + "）",
        expected.en() + " (the platform looks for no name: " + why + ")");
  }

  static Text linked(Department department, List<Text> who) {
    return who.isEmpty()
        ? new Text(department.name().zh() + "：还没有人", department.name().en() + ": nobody yet")
        : new Text(
            department.name().zh() + "：" + String.join("、", who.stream().map(Text::zh).toList()),
            department.name().en() + ": " + String.join(", ", who.stream().map(Text::en).toList()));
  }

  /**
   * @param name as the platform shows it; null: it cannot tell
   */
  static Text who(Link link, @Nullable String name) {
    String shown = name == null ? link.id() : name;
    String where = " (" + link.platform() + ")";
    return switch (link.kind()) {
      case USER ->
          name == null
              ? new Text("用户 " + shown + where, "user " + shown + where)
              : Text.same(shown + where);
      case ROLE ->
          // Departments and groups are the roles of platforms that have none.
          link.platform().equals("discord") || link.platform().equals("web")
              ? new Text("角色“" + shown + "”" + where, "role “" + shown + "”" + where)
              : new Text("“" + shown + "”的所有人" + where, "everybody in “" + shown + "”" + where);
      case TOKEN -> new Text("令牌 " + shown, "token " + shown);
    };
  }
}
