package homestretch.adapter.dingtalk;

import homestretch.adapter.socket.SocketTexts;
import homestretch.core.doctor.Finding;
import homestretch.core.doctor.Finding.Area;
import homestretch.core.text.Text;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;

/** What DingTalk says of the app. It tells nothing of groups: the first post there does. */
public final class DingTalkChecks {
  private DingTalkChecks() {}

  /** Asks for an address of the stream and opens none; writes to nobody. */
  public static List<Finding> look(
      String apiBaseUrl, String clientId, String clientSecret, HttpClient http) {
    try {
      DingTalkApi.Answer answer =
          new DingTalkApi(http, apiBaseUrl, clientId, clientSecret).open(Stream.ROBOT);
      if (answer.isGood()) {
        return List.of(
            Finding.ok(
                Area.DINGTALK,
                "应用凭证有效，Stream 连接可以建立。机器人须已加进群；群里能否发到，看第一条播报。",
                "The app is accepted and a stream can be opened. The robot must have been added to"
                    + " the groups; whether posts get there the first one tells."));
      }
      String why = answer.status() + " " + answer.code() + " " + answer.message();
      return List.of(
          Finding.fault(
              Area.DINGTALK,
              new Text("钉钉不让建立连接：" + why, "DingTalk opens no stream: " + why),
              new Text(
                  "打开 open-dev.dingtalk.com → 应用开发 → 您的应用：核对 Client ID 与 Client Secret；"
                      + "在“机器人”里启用，消息接收模式选 Stream，并发布版本。",
                  "Open open-dev.dingtalk.com → your app: compare Client ID and Client Secret; turn"
                      + " its robot on with Stream as the way to receive messages, and publish a"
                      + " version.")));
    } catch (IOException e) {
      return List.of(
          Finding.fault(
              Area.DINGTALK,
              new Text(
                  "没能问到钉钉：" + SocketTexts.why(e).zh(),
                  "DingTalk could not be asked: " + SocketTexts.why(e).en()),
              new Text(
                  "检查网络、防火墙（api.dingtalk.com 的 443 端口）与 dingtalk.apiBaseUrl。",
                  "See the network, the firewall (api.dingtalk.com, port 443) and"
                      + " dingtalk.apiBaseUrl.")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
