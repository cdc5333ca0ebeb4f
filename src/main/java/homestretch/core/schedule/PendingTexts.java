package homestretch.core.schedule;

import homestretch.core.text.Text;

/** Why what a schedule had planned is taken back. */
final class PendingTexts {
  static final Text NOT_HERE = new Text("发布计划不再发到这个频道", "the schedule does not post here any more");
  static final Text PAUSED = new Text("发布计划已暂停", "the schedule was paused");
  static final Text CHANGED = new Text("发布计划已修改", "the schedule was changed");
  static final Text REMOVED = new Text("发布计划已移除", "the schedule was removed");

  private PendingTexts() {}
}
