package homestretch.adapter.socket;

import homestretch.core.text.Reasons;
import homestretch.core.text.Text;

/** Why a platform behind a socket is out of reach, or has not taken a post. */
public final class SocketTexts {
  static final Text CONNECTING = new Text("正在连接", "connecting");
  static final Text GONE = new Text("连接已断开", "the connection is gone");
  static final Text PERMIT_ENDED =
      new Text("认领在发出之前已失效", "the claim ended before the post could leave");

  private SocketTexts() {}

  public static Text silent(long seconds) {
    return new Text("等了 " + seconds + " 秒没有应答", "no answer for " + seconds + " s");
  }

  static Text noConnection(String host, String why) {
    return new Text(
        "连不上 " + host + (why.isEmpty() ? "" : "：" + why),
        "no connection to " + host + (why.isEmpty() ? "" : ": " + why));
  }

  static Text noToken(Text platform, Text why) {
    return new Text(
        platform.zh() + "没有给令牌：" + why.zh(), platform.en() + " gives no token: " + why.en());
  }

  static Text enough(Text platform) {
    return new Text(
        platform.zh() + "：这个群暂时写得够多了", platform.en() + ": enough was written to this chat for now");
  }

  /** What is said of a platform, or by it. */
  public static Text of(Text platform, Text what) {
    return new Text(platform.zh() + "：" + what.zh(), platform.en() + ": " + what.en());
  }

  static Text noAnswer(Text platform, Text why) {
    return new Text(
        platform.zh() + "没有答复：" + why.zh(), "no answer from " + platform.en() + ": " + why.en());
  }

  static Text interrupted(Text platform) {
    return new Text(
        "等待" + platform.zh() + "答复时被中断", "interrupted while " + platform.en() + " was answering");
  }

  /** The platform answers with a status of HTTP and no words. */
  public static Text answers(Text platform, int status) {
    return new Text(platform.zh() + "答复 " + status, platform.en() + " answers " + status);
  }

  public static Text answersOrProxy(Text platform, int status) {
    return new Text(
        platform.zh() + "或它前面的代理答复 " + status,
        platform.en() + ", or a proxy before it, answers " + status);
  }

  public static Text doesNotTake(Text platform, String what) {
    return new Text(
        platform.zh() + "没有接受这条播报（" + what + "）",
        platform.en() + " does not take the post (" + what + ")");
  }

  public static Text noHistory(Text platform, String what) {
    return new Text(
        platform.zh() + "查不到历史消息：" + what, platform.en() + " does not show the history: " + what);
  }

  /** As it is known; a network's own words stay theirs. */
  public static Text why(Throwable failure) {
    return switch (failure) {
      case NotSent e -> e.why();
      case StayAway e -> e.why();
      default -> Reasons.of(failure);
    };
  }
}
