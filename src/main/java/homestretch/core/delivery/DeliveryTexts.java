package homestretch.core.delivery;

import homestretch.core.text.Text;
import java.time.Instant;

/** Why a post stands as it does: for the API, the console and the log. */
final class DeliveryTexts {
  static final Text CHANNEL_REMOVED = new Text("频道已移除", "the channel was removed");
  static final Text WINDOW_CLOSED = new Text("已过发布时限", "its window has closed");
  static final Text QUIET = new Text("等待免打扰时段结束", "waits for the quiet hours to end");
  static final Text SCHEDULE_REMOVED = new Text("发布计划已移除", "the schedule was removed");
  static final Text PRACTICE_WITHDRAWN =
      new Text("做法的审核通过已撤回", "the approval of the practice was withdrawn");
  static final Text UNCHANGED = new Text("与上次发布相比没有变化", "nothing has changed since the last post");
  static final Text BY_HAND = new Text("已改为手动发布", "posted by hand instead");
  static final Text OVERTAKEN =
      new Text("同一计划后面的播报已先发出", "a later post of the schedule came first");
  static final Text DOWN =
      new Text("到计划时间时程序没有运行或过于繁忙", "the program was down, or too busy, at the planned time");
  static final Text PROGRAM_ERROR =
      new Text("程序出错，详见日志", "an error of the program; its log says more");

  static final Text FOR_ADMINISTRATORS = new Text("需要管理员处理", "For the administrators");

  private DeliveryTexts() {}

  /** Where ledger and audit stood, under a board. */
  static Text seal(String shown) {
    return new Text("存证 " + shown, "ledger seal " + shown);
  }

  /**
   * @param planned the time, for the reader's own clock
   */
  static Text postedLate(String planned) {
    return new Text("补发，原定 " + planned, "Posted late, planned for " + planned);
  }

  static Text suspended(Text why) {
    return new Text("频道已停发：" + why.zh(), "the channel is suspended: " + why.en());
  }

  static Text mayStand(Text why) {
    return new Text("可能已经发出：" + why.zh(), "it may stand already: " + why.en());
  }

  static Text missed(int times, Instant first, Instant last) {
    return new Text(
        "从 " + first + " 到 " + last + "，程序没有运行或过于繁忙，错过了 " + times + " 个计划时间，合记在这一行",
        "the program was down, or too busy, at "
            + (times == 1 ? "1 planned time" : times + " planned times")
            + " from "
            + first
            + " to "
            + last
            + ", all told in this row");
  }

  static Text notConnected(String platform) {
    return new Text("本程序没有连接 " + platform, "this program is not connected to " + platform);
  }

  static Text noHistory(String platform) {
    return new Text(platform + " 查不到历史消息", platform + " shows no history");
  }

  static Text full(int cap) {
    return new Text(
        "频道当天的 " + cap + " 条播报已满",
        "the channel has its " + (cap == 1 ? "1 post" : cap + " posts") + " of the day");
  }
}
