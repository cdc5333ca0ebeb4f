package homestretch.adapter.login;

import homestretch.core.access.Role;
import homestretch.core.text.Text;
import java.util.List;

/** Everything that the pages of the log-in say. */
final class LoginTexts {
  static final Text BRAND = new Text("冲刺榜", "Homestretch");
  static final Text LOG_IN = new Text("登录", "Log in");
  static final Text LOG_OUT = new Text("退出登录", "Log out");
  static final Text GO_ON = new Text("进入", "Go on");
  static final Text BY_PROVIDER = new Text("用单位账号登录", "Log in with your organisation's account");
  static final Text BY_INVITATION =
      new Text(
          "没有账号密码：请打开管理员发给您的邀请链接，或扫描它的二维码。链接只能用一次；换设备或登录过期后，请管理员再发一个。",
          "There is no password: open the invitation link that an administrator sent you, or scan"
              + " its QR code. A link works once; for another device, or when you have been logged"
              + " out, ask for a new one.");
  static final Text BY_EITHER =
      new Text("也可以打开管理员发给您的邀请链接。", "Or open the invitation link that an administrator sent you.");
  static final Text WELCOME = new Text("欢迎", "Welcome");
  static final Text YOUR_NAME = new Text("显示的姓名", "Your name, as others see it");
  static final Text COME_IN = new Text("登录", "Log in");
  static final Text TAKE = new Text("接受", "Accept");
  static final Text INVITED = new Text("您受邀使用冲刺榜。", "You are invited to Homestretch.");
  static final Text ONCE =
      new Text(
          "点“登录”后链接即失效；只是打开它不会用掉。",
          "The link ends once you log in; opening it alone does not use it up.");
  static final Text NOT_GOOD = new Text("链接不能用了", "This link does not work");
  static final Text UNKNOWN =
      new Text(
          "没有这个邀请；请检查链接是否完整，或请管理员再发一个。",
          "There is no such invitation. See whether the link is complete, or ask an administrator"
              + " for another one.");
  static final Text USED =
      new Text(
          "这个邀请已经用过了。每个链接只能用一次；请管理员再发一个。",
          "This invitation was used already. Each works once; ask an administrator for another"
              + " one.");
  static final Text REVOKED =
      new Text("这个邀请已被撤销；请联系管理员。", "This invitation was revoked; ask an administrator.");
  static final Text EXPIRED =
      new Text(
          "这个邀请已过期；请管理员再发一个。", "This invitation has ended; ask an administrator for another one.");
  static final Text TRY_LATER = new Text("请稍后再试", "Please try again later");
  static final Text FAILED = new Text("没有登录成功", "You are not logged in");
  static final Text AGAIN = new Text("再试一次", "Try again");
  static final Text ACCOUNT = new Text("我的登录", "Your log-in");
  static final Text NO_LOG_IN =
      new Text(
          "这里没有配置登录，在本机无需登录：聊天页上可以选择您是谁，管理台可以直接打开。",
          "No log-in is configured here, and at this machine none is needed: the chat asks who you"
              + " are, and the console opens as it is.");
  static final Text DEVICES = new Text("已登录的设备", "Where you are logged in");
  static final Text THIS_ONE = new Text("当前设备", "this device");
  static final Text ANOTHER = new Text("在另一台设备上登录", "Log in on another device");
  static final Text SCAN =
      new Text(
          "用另一台设备扫描二维码，或在那里打开下面的链接。15 分钟内有效，只能用一次，请勿转发。",
          "Scan this with the other device, or open the link below there. It works once, within 15"
              + " minutes; pass it on to nobody.");
  static final Text CHAT = new Text("打开聊天", "Open the chat");
  static final Text CONSOLE = new Text("打开管理台", "Open the console");
  static final Text NO_RIGHTS = new Text("您还没有权限", "You have no rights yet");
  static final Text PROVIDER_TROUBLE =
      new Text(
          "登录服务暂时连不上或答复有误，请稍后再试；若仍不行，请告诉管理员。",
          "The identity provider cannot be reached or its answer is wrong. Try again later; if it"
              + " stays so, tell an administrator.");
  static final Text PROVIDER_REFUSED =
      new Text("登录服务没有同意这次登录。", "The identity provider did not agree to this log-in.");
  static final Text PROVIDER_STALE =
      new Text(
          "这次登录已过期，或是从另一个浏览器开始的；请重新登录。",
          "This log-in took too long, or was begun in another browser; please begin again.");

  private LoginTexts() {}

  static Text loggedInAs(String name) {
    return new Text("您已登录为“" + name + "”。", "You are logged in as “" + name + "”.");
  }

  /** Somebody who is logged in opens a further invitation. */
  static Text takesAs(String name) {
    return new Text(
        "您已登录为“" + name + "”，接受后会在您现有的权限之外加上这些。若这是别人的链接，请先退出登录。",
        "You are logged in as “"
            + name
            + "”: accepting adds this to what you may. If the link is somebody else's, log out"
            + " first.");
  }

  static Text comesBackAs(String name) {
    return new Text("您将以“" + name + "”的身份登录。", "You will be logged in as “" + name + "”.");
  }

  static Text since(String start, String used) {
    return new Text("登录于 " + start + "，最近使用 " + used, "since " + start + ", last used " + used);
  }

  static Text slowed(long seconds) {
    return new Text(
        "从这个地址试过太多不存在的链接，请 " + seconds + " 秒后再试。",
        "Too many unknown links were tried from this address; try again in " + seconds + " s.");
  }

  static Text askForRights(List<String> administrators, String external) {
    return administrators.isEmpty()
        ? new Text(
            "您已登录，但还没有可看的内容。请联系负责冲刺榜的管理员开通，并告诉对方您的编号：" + external,
            "You are logged in, but nothing is open to you yet. Ask whoever administers Homestretch"
                + " at your office, and tell them your number: "
                + external)
        : new Text(
            "您已登录，但还没有可看的内容。请联系管理员（"
                + String.join("、", administrators)
                + "）开通，并告诉对方您的编号："
                + external,
            "You are logged in, but nothing is open to you yet. Ask an administrator ("
                + String.join(", ", administrators)
                + ") and tell them your number: "
                + external);
  }

  static Text role(Role role) {
    return switch (role) {
      case VIEWER -> new Text("查看", "read what is disclosed");
      case REPORTER -> new Text("填报", "report");
      case REVIEWER -> new Text("核定", "review");
      case ADMINISTRATOR -> new Text("管理", "administer");
    };
  }

  /**
   * @param where the names of campaigns; empty: all
   * @param departments codes
   */
  static Text may(Role role, List<String> where, List<String> departments) {
    return new Text(
        role(role).zh()
            + "："
            + (where.isEmpty() ? "全部战役" : String.join("、", where))
            + (departments.isEmpty() ? "" : "（" + String.join("、", departments) + "）"),
        role(role).en()
            + ": "
            + (where.isEmpty() ? "all campaigns" : String.join(", ", where))
            + (departments.isEmpty() ? "" : " (" + String.join(", ", departments) + ")"));
  }
}
