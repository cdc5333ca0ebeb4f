package homestretch;

import homestretch.core.text.Text;

/** What is wrong with a part of the program, for {@code /health/ready}. */
final class HealthTexts {
  static final Text SILENT = new Text("没有应答", "does not answer");
  static final Text OUTDATED =
      new Text(
          "版本比本程序新，本节点在更新之前只读", "of a newer version; this node only reads until it is updated");
  static final Text NO_PLACE =
      new Text("本节点还没有在各节点中登记，详见日志", "this node has no place among the nodes; see the log");

  private HealthTexts() {}

  static Text notices(int open) {
    return new Text("有 " + open + " 条提醒待处理：/api/v1/notices", open + " open: /api/v1/notices");
  }

  static Text swept(long seconds) {
    return new Text(
        "上一次查找待发播报是在 " + seconds + " 秒前完成的",
        "the last look for posts to make was completed " + seconds + " s ago");
  }
}
