package homestretch.core.chat.talk;

import homestretch.core.text.Text;

/** What is said around an answer: that it is late, private, elsewhere, or can be chosen from. */
final class AnswerTexts {
  static final Text LATE = new Text("响应较慢，此条仅您可见", "This took a while; only you can see it");
  static final Text READY = new Text("表单已备好，请点下面的按钮打开", "The form is ready: press the button");
  static final Text OPEN = new Text("打开表单", "Open the form");
  static final Text BUSY =
      new Text("系统正忙，这次没有记下任何内容，请稍后再试", "Busy: nothing was stored. Please try again in a moment");
  static final Text TOO_MANY =
      new Text(
          "一下子来得太多，后面的没有处理，没有记下任何内容；请等前面的答复出来再发",
          "Too many at once: what came last was not looked at, and nothing of it was stored. Please"
              + " wait for the answers, then send it again");
  static final Text STILL =
      new Text(
          "这次操作超过 30 秒还没有办完，仍在继续；办完后这里会更新。请不要重复操作，是否生效可用 /记录 查看",
          "This has taken more than 30 seconds and goes on; the result will stand here. Please do"
              + " not send it again; /history shows whether it took effect");
  static final Text UNKNOWN =
      new Text(
          "这次操作没有等到结果，是否生效请用 /记录 查看",
          "There is no answer to this. See with /history whether it took effect");
  static final Text EXPIRED =
      new Text("这个按钮已过期，请重新发送命令", "This button has expired; please send the command again");
  static final Text NOTHING_TO_CHOOSE =
      new Text(
          "现在没有可以按编号选择的内容，请重新发送命令",
          "There is nothing to choose by number now; please send the command again");
  static final Text SENT_PRIVATELY = new Text("已私信您", "Sent to you privately");
  static final Text WRITE_FIRST =
      new Text(
          "结果只能私下给您，但我还不能给您发私信：请先私聊我一句话，再发一次命令",
          "The answer is for you alone, and I cannot write to you yet: send me a private message"
              + " first, then the command again");
  static final Text PERHAPS_PRIVATELY =
      new Text(
          "平台没有确认私信送到了您那里；这次操作是否生效，请私聊我发“记录”查看",
          "The platform did not confirm that my private message reached you; send me “history” in"
              + " private to see whether this took effect");
  static final Text DEPARTMENTS_UNKNOWN =
      new Text(
          "（平台现在没有告诉我您属于哪些部门，按部门给的权限这次不算；稍后再试，或请管理员运行 doctor）",
          "(The platform does not say now which departments are yours, so rights by department do"
              + " not count this time; try again later, or have an administrator run doctor)");
  static final Text DONE = new Text("完成", "done");
  static final Text KEEP = new Text("不变", "keep");
  static final Text SKIP = new Text("跳过", "skip");
  static final Text CANCEL = new Text("取消", "cancel");
  static final Text CANCELLED = new Text("已取消，没有记下任何内容", "Cancelled; nothing was stored");
  static final Text REQUIRED = new Text("这一项必须填写", "This one is needed");

  private AnswerTexts() {}

  static Text choose(int choices) {
    return choices == 1
        ? new Text("回复 1 选择：", "Reply 1 to choose:")
        : new Text(
            "回复编号选择（1–" + choices + "）：", "Reply with a number (1–" + choices + ") to choose:");
  }

  static Text tooHigh(int choices) {
    return choices == 1
        ? new Text("只有 1 项可选", "There is only 1 to choose")
        : new Text(
            "请回复 1–" + choices + " 之间的编号", "Please reply with a number from 1 to " + choices);
  }

  static Text question(int which, int of, String label) {
    return new Text(
        "第 " + which + " 项，共 " + of + " 项：" + label, which + " of " + of + ": " + label);
  }

  /** What may be answered to a question of a form. */
  static Text howToAnswer(boolean filled, boolean required) {
    if (filled) {
      return new Text(
          "直接回复新的内容；“不变”保留，“完成”后面都不变，“取消”不报",
          "Reply with the new value; “keep” leaves it, “done” leaves all that follow, “cancel”"
              + " stops");
    }
    return required
        ? new Text("直接回复内容；“取消”不报", "Reply with the value; “cancel” stops")
        : new Text(
            "直接回复内容；“跳过”不填，“完成”后面都不填，“取消”不报",
            "Reply with the value; “skip” leaves it out, “done” leaves out all that follow,"
                + " “cancel” stops");
  }

  static Text now(String value) {
    return new Text("现在是：" + value, "Now: " + value);
  }

  static Text orCopy(String line) {
    return new Text("也可以复制这一行，改好后发送：" + line, "Or copy this line, change it and send it: " + line);
  }

  static Text didYouMean() {
    return new Text("您是指…？", "Did you mean…?");
  }

  static Text moreRows(int left) {
    return new Text(
        "……其余 " + left + " 行未列出", left == 1 ? "… 1 more row" : "… " + left + " more rows");
  }

  static Text type(String line) {
    return new Text("发送 " + line, "send " + line);
  }
}
