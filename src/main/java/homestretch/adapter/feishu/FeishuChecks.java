package homestretch.adapter.feishu;

import homestretch.adapter.socket.NotSent;
import homestretch.adapter.socket.SocketTexts;
import homestretch.core.chat.Channel;
import homestretch.core.doctor.Finding;
import homestretch.core.doctor.Finding.Area;
import homestretch.core.text.Text;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What Feishu says of the app, of its bot, and of the groups that are registered. */
public final class FeishuChecks {
  private FeishuChecks() {}

  /** Asks; changes nothing and writes to nobody. */
  public static List<Finding> look(
      String apiBaseUrl, String appId, String appSecret, HttpClient http, List<Channel> channels) {
    FeishuApi api = new FeishuApi(http, apiBaseUrl, appId, appSecret);
    List<Finding> found = new ArrayList<>();
    try {
      look(api, channels, found);
    } catch (NotSent e) {
      found.add(
          Finding.fault(
              Area.FEISHU,
              new Text(
                  "飞书不认这个应用：" + e.why().zh(), "Feishu does not accept the app: " + e.why().en()),
              new Text(
                  "打开 open.feishu.cn → 开发者后台 → 您的应用 → 凭证与基础信息，核对 feishu.appId 与 feishu.appSecret。",
                  "Open open.feishu.cn → developer console → your app → Credentials, and compare"
                      + " feishu.appId and feishu.appSecret.")));
    } catch (IOException e) {
      found.add(unreachable(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.copyOf(found);
  }

  private static Finding unreachable(IOException e) {
    return Finding.fault(
        Area.FEISHU,
        new Text(
            "没能问到飞书：" + SocketTexts.why(e).zh(),
            "Feishu could not be asked: " + SocketTexts.why(e).en()),
        new Text(
            "检查网络、防火墙（要能访问 open.feishu.cn 的 443 端口）与 feishu.apiBaseUrl。",
            "See the network, the firewall (open.feishu.cn, port 443) and feishu.apiBaseUrl."));
  }

  private static void look(FeishuApi api, List<Channel> channels, List<Finding> found)
      throws IOException, InterruptedException {
    FeishuApi.Answer bot = api.get("/open-apis/bot/v3/info");
    if (bot.isGood()) {
      found.add(
          Finding.ok(Area.FEISHU, "应用凭证有效，机器人已启用。", "The app is accepted and its bot is on."));
    } else {
      found.add(
          Finding.fault(
              Area.FEISHU,
              new Text(
                  "应用没有启用机器人（" + bot.code() + " " + bot.message() + "）。",
                  "The app has no bot (" + bot.code() + " " + bot.message() + ")."),
              new Text(
                  "在应用的“添加应用能力”里添加“机器人”，再到“版本管理与发布”发布一个版本。",
                  "Add the capability “Bot” to the app, then publish a version of it.")));
    }
    FeishuApi.Answer endpoint = api.endpoint();
    if (endpoint.isGood()) {
      found.add(
          Finding.ok(
              Area.FEISHU,
              "长连接可以建立；事件订阅方式须选“使用长连接接收事件”，并订阅 im.message.receive_v1 与卡片回传交互。",
              "A long connection can be made; events must be subscribed “by long connection”, among"
                  + " them im.message.receive_v1, and card callbacks."));
    } else {
      found.add(
          Finding.fault(
              Area.FEISHU,
              new Text(
                  "长连接不能建立（" + endpoint.code() + " " + endpoint.message() + "）。",
                  "No long connection can be made ("
                      + endpoint.code()
                      + " "
                      + endpoint.message()
                      + ")."),
              new Text(
                  "在“事件与回调”里把订阅方式改为“使用长连接接收事件/回调”，并发布版本。",
                  "Under “Events and callbacks” choose “by long connection”, and publish a"
                      + " version.")));
    }
    for (Channel channel : channels) {
      if (channel.address().isDirect()) {
        continue;
      }
      String group = channel.address().channel();
      FeishuApi.Answer chat =
          api.get("/open-apis/im/v1/chats/" + URLEncoder.encode(group, StandardCharsets.UTF_8));
      if (chat.isGood()) {
        String name = chat.data().path("name").asText(group);
        found.add(
            Finding.ok(
                Area.CHANNEL,
                "飞书群“" + name + "”能发到。",
                "Posts reach the Feishu group “" + name + "”."));
      } else {
        found.add(
            Finding.fault(
                Area.CHANNEL,
                new Text(
                    "飞书群 " + group + " 发不到（" + chat.code() + " " + chat.message() + "）。",
                    "Posts do not reach the Feishu group "
                        + group
                        + " ("
                        + chat.code()
                        + " "
                        + chat.message()
                        + ")."),
                new Text(
                    "在群设置里添加这个机器人；应用需要权限 im:message:send_as_bot 与 im:chat:readonly。",
                    "Add the bot in the group's settings; the app needs the scopes"
                        + " im:message:send_as_bot and im:chat:readonly.")));
      }
    }
  }
}
