package homestretch.core.chat;

import homestretch.core.text.Text;
import java.util.List;

/** What the dispatcher says itself, whatever the command. */
final class ChatTexts {
  static final Text PREVIOUS = new Text("上一页", "Previous");
  static final Text NEXT = new Text("下一页", "Next");
  static final Text COMMAND = new Text("命令", "command");
  static final Text NOT_DONE = new Text("没有办成", "Not done");
  static final Text BROKEN =
      new Text(
          "程序出错。这次操作是否生效，请用 /记录 查看；并请管理员查看日志。",
          "Something broke. See with /history whether it took effect, and ask an administrator"
              + " to look at the log.");
  static final Text STILL_AT_IT =
      new Text(
          "您之前的操作还在处理，这次什么都没有存，请稍后再试",
          "your earlier commands are still under way; nothing was stored this time. Try again"
              + " in a moment");
  static final Text TOO_FAST =
      new Text(
          "太快了，请慢一点：这次什么都没有存，请几秒后再试",
          "slow down, please: nothing was stored this time. Try again in a few seconds");
  static final Text TWO_TIMES = new Text("起止时间不同", "two different times");
  static final Text CHANNEL_ID =
      new Text("平台上的频道编号，1–64 个字", "the platform's id of the channel, 1–64 characters");

  /** Of posts a day. */
  static final Text ONE_OR_MORE = new Text("1 或更多", "1 or more");

  private ChatTexts() {}

  static Text atMost(int most, int length) {
    return new Text(
        "最多 " + most + " 个字（现有 " + length + " 个）",
        "at most " + most + " characters (there " + (length == 1 ? "is 1" : "are " + length) + ")");
  }

  static Text oneOf(List<Option.Value> values) {
    return new Text(
        String.join("、", values.stream().map(v -> v.label().zh()).toList()) + " 之一",
        "one of " + String.join(", ", values.stream().map(v -> v.label().en()).toList()));
  }
}
