package homestretch.core.command;

import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.report.Report;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import org.jspecify.annotations.Nullable;

/** What {@code /undo} says. */
final class UndoTexts {
  static final Text NAME = new Text("撤回", "undo");
  static final Text EXAMPLE = new Text("/撤回", "/undo");
  static final Text UNDO =
      new Text(
          "撤回您最后上报的一个数；再撤回则是再前一个", "Take back the last figure you reported; again: the one before");
  static final Text UNDONE = new Text("已撤回", "Undone");
  static final Text TOO_LATE =
      new Text("已过 10 分钟；仍要撤回请用 /撤回", "the ten minutes are over; use /undo if you still mean it");
  static final Text REPORT = new Text("上报记录", "report");
  static final Text NUMBER = new Text("上报记录编号", "the number of a report");

  private UndoTexts() {}

  /**
   * What stands now.
   *
   * @param department whose; null: the person reports for no other
   */
  static Text stands(@Nullable Department department, Goal goal, Report undone) {
    String step = undone.figure().step();
    Text now =
        undone.state().counts()
            ? new Text(
                "恢复为 " + undone.figure().in(goal, Language.ZH),
                "back to " + undone.figure().in(goal, Language.EN))
            : step.isEmpty()
                ? new Text("这一天的数已撤回", "the figure of that day is withdrawn")
                : new Text("这一天的完成已撤回", "done on that day is withdrawn");
    Text name = Milestone.name(step);
    String whoseZh = department == null ? "" : department.name().zh() + " ";
    String whoseEn = department == null ? "" : department.name().en() + ", ";
    return new Text(
        whoseZh
            + goal.name().zh()
            + (step.isEmpty() ? "" : "“" + name.zh() + "”")
            + "（截至 "
            + undone.asOf()
            + "）："
            + now.zh(),
        whoseEn
            + goal.name().en()
            + (step.isEmpty() ? "" : ", " + name.en())
            + " (as of "
            + undone.asOf()
            + "): "
            + now.en());
  }
}
