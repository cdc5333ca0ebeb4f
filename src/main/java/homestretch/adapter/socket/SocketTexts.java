package homestretch.adapter.socket;

import homestretch.core.text.Text;

/** What became of a message to a platform behind a socket, beside what it says itself. */
public final class SocketTexts {
  private SocketTexts() {}

  public static Text enough(Text platform) {
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

  public static Text noHistory(Text platform, String what) {
    return new Text(
        platform.zh() + "查不到历史消息：" + what, platform.en() + " does not show the history: " + what);
  }
}
