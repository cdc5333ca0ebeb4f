package homestretch.adapter.feishu;

import homestretch.core.text.Text;
import java.util.Collection;

/** What the doctor says of Feishu, and where to click. */
final class CheckTexts {
  static final Text CREDENTIALS =
      new Text(
          "打开 open.feishu.cn → 开发者后台 → 您的应用 → 凭证与基础信息，核对 feishu.appId 与 feishu.appSecret；"
              + "再看网络与防火墙（要能访问 open.feishu.cn 的 443 端口）与 feishu.apiBaseUrl。",
          "Open open.feishu.cn → developer console → your app → Credentials, and compare"
              + " feishu.appId and feishu.appSecret; then see the network, the firewall"
              + " (open.feishu.cn, port 443) and feishu.apiBaseUrl.");
  static final Text BOT = new Text("应用凭证有效，机器人已启用。", "The app is accepted and its bot is on.");
  static final Text ADD_BOT =
      new Text(
          "您的应用 → 添加应用能力 → 机器人，再到“版本管理与发布”发布一个版本。",
          "Your app → Add capabilities → Bot, then publish a version of it.");
  static final Text EVENTS =
      new Text(
          "长连接可以建立。事件与回调里要选“使用长连接接收事件”，并订阅 im.message.receive_v1、im.chat.member.bot.added_v1"
              + " 与卡片回传交互。",
          "A long connection can be made. Events must be subscribed “by long connection”:"
              + " im.message.receive_v1, im.chat.member.bot.added_v1, and card callbacks.");
  static final Text SUBSCRIBE =
      new Text(
          "您的应用 → 事件与回调：把订阅方式改为“使用长连接接收事件/回调”，并发布版本。",
          "Your app → Events and callbacks: choose “by long connection”, and publish a version.");
  static final Text SCOPES = new Text("需要的权限都已开通。", "The app has all scopes that it needs.");
  static final Text ADD_TO_GROUP =
      new Text(
          "在飞书打开这个群 → 设置 → 群机器人 → 添加机器人；应用需要权限 im:message:send_as_bot 与 im:chat:readonly。"
              + "群不用了就在控制台停用这个频道。",
          "Open the group in Feishu → settings → bots → add the bot; the app needs the scopes"
              + " im:message:send_as_bot and im:chat:readonly. Suspend the channel in the console"
              + " if the group is not used any more.");

  private CheckTexts() {}

  static Text noBot(String told) {
    return new Text("应用没有启用机器人（" + told + "）。", "The app has no bot (" + told + ").");
  }

  static Text noConnection(String told) {
    return new Text("长连接不能建立（" + told + "）。", "No long connection can be made (" + told + ").");
  }

  static Text scopesUnknown(String told) {
    return new Text(
        "飞书没有告诉应用有哪些权限（" + told + "）。", "Feishu does not tell the app's scopes (" + told + ").");
  }

  static Text missing(Collection<String> scopes) {
    return new Text(
        "应用缺少权限：" + String.join("、", scopes) + "。",
        "The app lacks scopes: " + String.join(", ", scopes) + ".");
  }

  static Text scopes(Collection<String> scopes) {
    return new Text(
        "您的应用 → 权限管理：开通 " + String.join("、", scopes) + "，再发布版本，由企业管理员审核。",
        "Your app → Permissions: turn on "
            + String.join(", ", scopes)
            + ", publish a version, and have it approved by the company's administrator.");
  }

  static Text inGroup(String name) {
    return new Text("机器人在飞书群“" + name + "”里。", "The bot is in the Feishu group “" + name + "”.");
  }

  static Text dissolved(String name) {
    return new Text("飞书群“" + name + "”已解散。", "The Feishu group “" + name + "” was dissolved.");
  }

  static Text notInGroup(String group, Text why) {
    return new Text(
        "飞书群 " + group + " 发不到：" + why.zh() + "。",
        "Posts do not reach the Feishu group " + group + ": " + why.en() + ".");
  }

  static Text noDepartment(String told) {
    return new Text(
        "飞书不给看这个部门（"
            + told
            + "）：部门不存在，或不在应用的通讯录权限范围内，"
            + "或缺少权限 contact:contact.base:readonly、contact:user.department:readonly",
        "Feishu does not show this department ("
            + told
            + "): it does not exist, is outside the app's range of contacts, or the scopes"
            + " contact:contact.base:readonly and contact:user.department:readonly are missing");
  }
}
