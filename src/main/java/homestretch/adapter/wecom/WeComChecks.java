package homestretch.adapter.wecom;

import homestretch.adapter.socket.Line;
import homestretch.core.doctor.Finding;
import homestretch.core.doctor.Finding.Area;
import homestretch.core.doctor.Reference;
import homestretch.core.text.Text;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether WeCom takes the bot in. */
public final class WeComChecks {
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private WeComChecks() {}

  /**
   * Connects once and hangs up; writes to nobody.
   *
   * @param serving what the program that serves says of WeCom: it holds the connection, and a
   *     second one would kick it; empty: none serves
   * @param references the people and groups that links and rights name
   */
  public static List<Finding> look(
      String socketUrl,
      String botId,
      String secret,
      HttpClient http,
      Optional<String> serving,
      List<Reference> references) {
    List<Finding> found = new ArrayList<>();
    found.add(
        serving
            .map(WeComChecks::served)
            .orElseGet(() -> connection(http, new Bot(socketUrl, botId, secret, (c, f) -> {}))));
    for (Reference reference : references) {
      boolean isRole = reference.kind() == Reference.Kind.ROLE;
      WeComChat.expected(reference.id(), isRole)
          .ifPresent(expected -> found.add(reference.pointsNowhere(WeComTexts.noSuch(expected))));
    }
    return found;
  }

  private static Finding served(String state) {
    return state.equals("ok")
        ? Finding.ok(Area.WECOM, WeComTexts.SERVED)
        : Finding.fault(Area.WECOM, WeComTexts.servedWith(state), WeComTexts.CONSOLE);
  }

  private static Finding connection(HttpClient http, Bot bot) {
    CountDownLatch up = new CountDownLatch(1);
    try (Line line = new Line("WeCom", http, bot)) {
      line.whenBack(up::countDown);
      line.hold(true);
      long end = System.nanoTime() + LONGEST.toNanos();
      while (System.nanoTime() < end && !up.await(100, TimeUnit.MILLISECONDS)) {
        Text trouble = line.trouble().orElse(Line.CONNECTING);
        if (!trouble.equals(Line.CONNECTING)) {
          return refused(trouble);
        }
      }
      return up.getCount() > 0
          ? refused(WeComTexts.SILENT)
          : Finding.ok(Area.WECOM, WeComTexts.CONNECTED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused(WeComTexts.SILENT);
    }
  }

  private static Finding refused(Text why) {
    return Finding.fault(Area.WECOM, WeComTexts.noConnection(why), WeComTexts.CONSOLE);
  }
}
