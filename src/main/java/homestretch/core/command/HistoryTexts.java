package homestretch.core.command;

import homestretch.core.audit.Actor;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.report.Report;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What {@code /history} says. */
final class HistoryTexts {
  static final Text NAME = new Text("记录", "history");
  static final Text EXAMPLE = new Text("/记录 GBR", "/history GBR");

  /** For who may look at any department's and has none. */
  static final Text EXAMPLE_OF_ANY = new Text("/记录 GBR 临江区", "/history GBR Linjiang");

  static final Text HISTORY =
      new Text("本单位上报过的每一个数：谁、何时、为何", "Every figure of your department: who, when, why");
  static final Text NOTHING_YET = new Text("还没有上报记录", "Nothing reported yet");
  static final Text EVIDENCE = new Text(" · 依据：", " · evidence: ");

  /** Digits that a platform calls a person by, which nobody knows anybody by. */
  private static final int LONGEST_NAME_OF_DIGITS = 8;

  private static final int TOLD_APART_BY = 4;

  private HistoryTexts() {}

  static Text title(Department department) {
    return new Text("记录 · " + department.name().zh(), "History · " + department.name().en());
  }

  static Text earlier(int count, Goal goal) {
    return new Text(
        "还有更早的 " + count + " 条，用 /记录 指标:" + goal.code() + " 查看",
        (count == 1 ? "1 earlier one" : count + " earlier ones")
            + ": /history goal:"
            + goal.code());
  }

  /** Above the versions of one step. */
  static Text step(String step) {
    Text name = Milestone.name(step);
    return new Text(name.zh() + "：", name.en() + ":");
  }

  static Text done(boolean done) {
    return done ? new Text("已完成", "done") : new Text("未完成", "not done");
  }

  /** Of a step's day beside a later one, which is the step's. */
  static Text otherDay(LocalDate counts) {
    return new Text("（以 " + counts + " 为准）", " (" + counts + " counts instead)");
  }

  /** Of a figure whose day a frozen board does not have. */
  static Text afterCutOff(LocalDate cutOff) {
    return new Text(
        "（晚于截止日 " + cutOff + "，不计入）", " (after the cut-off " + cutOff + ": not counted)");
  }

  static Text version(int number) {
    return new Text("第 " + number + " 版", "version " + number);
  }

  /**
   * A version and how it stands. What took another back goes on saying so, whatever follows: its
   * figure is that other one's, and would read as if it had been reported once more.
   *
   * @param next null: nothing has followed
   */
  static Text version(Report entry, @Nullable Report next) {
    return version(entry, next, false);
  }

  /**
   * @param isOnly whether no other version of the figure was made, so that a number would only ask
   *     of what
   */
  static Text version(Report entry, @Nullable Report next, boolean isOnly) {
    if (isOnly) {
      return state(entry);
    }
    Text version = version(entry.version());
    Text before = version(entry.version() - 1);
    if (entry.state() == Report.State.WITHDRAWN) {
      return new Text(
          version.zh() + "：撤回了" + before.zh(), version.en() + ": withdrew " + before.en());
    }
    if (entry.state() == Report.State.REJECTED) {
      return new Text(
          version.zh() + "：退回了" + before.zh(), version.en() + ": rejected " + before.en());
    }
    Text state = next == null ? state(entry) : followed(next);
    if (entry.restores() > 0) {
      Text restored = version(entry.restores());
      return new Text(
          version.zh() + "：撤回了" + before.zh() + "，恢复" + restored.zh() + "；" + state.zh(),
          version.en()
              + ": withdrew "
              + before.en()
              + " and restored "
              + restored.en()
              + "; "
              + state.en());
    }
    return new Text(version.zh() + "，" + state.zh(), version.en() + ", " + state.en());
  }

  /** What has become of a version by the one that followed. */
  private static Text followed(Report next) {
    Text by = version(next.version());
    if (next.state() == Report.State.VERIFIED) {
      return new Text("已由" + by.zh() + "核定", "verified by " + by.en());
    }
    if (next.state().counts() && next.restores() == 0) {
      return new Text("已被" + by.zh() + "取代", "replaced by " + by.en());
    }
    return next.state() == Report.State.REJECTED
        ? new Text("已由" + by.zh() + "退回", "rejected by " + by.en())
        : new Text("已由" + by.zh() + "撤回", "withdrawn by " + by.en());
  }

  private static Text state(Report entry) {
    return switch (entry.state()) {
      case PROVISIONAL -> new Text("待核定", "provisional");
      case VERIFIED -> new Text("已核定", "verified");
      case REVISED -> new Text("已更正", "revised");
      case REJECTED -> new Text("已退回", "rejected");
      case WITHDRAWN -> new Text("已撤回", "withdrawn");
    };
  }

  /** Who it was, by a name that somebody knows them by. */
  static Text who(Actor by) {
    String name = Code.oneLine(by.name());
    if (by.door().equals("system") && name.equals("sample")) {
      return new Text("示例数据", "sample data");
    }
    if (name.matches("\\d+") && name.length() > LONGEST_NAME_OF_DIGITS) {
      String end = name.substring(name.length() - TOLD_APART_BY);
      return new Text("尾号 " + end + " 的用户", "a user whose number ends in " + end);
    }
    return by.door().equals("import")
        ? new Text("导入（" + name + "）", "import (" + name + ")")
        : Text.same(name);
  }
}
