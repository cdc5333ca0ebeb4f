package homestretch.adapter.wecom;

import homestretch.adapter.socket.Line;
import homestretch.adapter.socket.SocketTexts;
import homestretch.core.doctor.Finding;
import homestretch.core.doctor.Finding.Area;
import homestretch.core.text.Text;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether WeCom takes the bot in. */
public final class WeComChecks {
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private WeComChecks() {}

  /**
   * Connects once and hangs up; writes to nobody.
   *
   * @param isServing whether the program holds the connection: a second one would kick it, so none
   *     is made
   */
  public static List<Finding> look(
      String socketUrl, String botId, String secret, HttpClient http, boolean isServing) {
    if (isServing) {
      return List.of(
          Finding.note(
              Area.WECOM,
              new Text(
                  "程序正在运行，企业微信的连接由它持有（同一机器人只能有一个），这里不再连接。",
                  "The program is serving and holds WeCom's only connection; none is made here."),
              new Text("看 /health/ready 里的 wecom。", "See wecom in /health/ready.")));
    }
    CountDownLatch up = new CountDownLatch(1);
    try (Line line =
        new Line("WeCom", http, new Bot(socketUrl, botId, secret, (command, frame) -> {}))) {
      line.whenBack(up::countDown);
      line.hold(true);
      long end = System.nanoTime() + LONGEST.toNanos();
      while (System.nanoTime() < end && !up.await(100, TimeUnit.MILLISECONDS)) {
        Text trouble = line.trouble().orElse(Line.CONNECTING);
        if (!trouble.equals(Line.CONNECTING)) {
          return List.of(refused(trouble));
        }
      }
      if (up.getCount() > 0) {
        return List.of(refused(SocketTexts.silent(LONGEST.toSeconds())));
      }
      return List.of(
          Finding.ok(
              Area.WECOM,
              "机器人已连上。群里要先有人 @它说一句话，它才能往群里发；单聊也一样。",
              "The bot is connected. Somebody must write to it in a group before it can post there;"
                  + " in a single chat as well."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static Finding refused(Text why) {
    return Finding.fault(
        Area.WECOM,
        new Text("连不上企业微信：" + why.zh(), "WeCom cannot be connected to: " + why.en()),
        new Text(
            "企业微信管理后台 → 安全与管理 → 管理工具 → 智能机器人：API 模式选“使用长连接”，核对 wecom.botId 与"
                + " wecom.secret；私有部署在那里查看 wecom.socketUrl。",
            "WeCom's admin console → Security & Management → Tools → AI bots: choose the long"
                + " connection, and compare wecom.botId and wecom.secret; private deployments find"
                + " wecom.socketUrl there."));
  }
}
