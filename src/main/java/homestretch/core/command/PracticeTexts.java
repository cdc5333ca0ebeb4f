package homestretch.core.command;

import homestretch.core.department.Department;
import homestretch.core.practice.Practice;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.util.List;

/** What {@code /practice} says. */
final class PracticeTexts {
  static final Text SHARE = new Text("做法 分享", "practice share");
  static final Text SHARES = new Text("把有效的做法推荐给其他单位", "Propose what worked to the others");
  static final Text SHARE_EXAMPLE =
      new Text("/做法 分享 每周五集中审批一次", "/practice share one joint approval every Friday");
  static final Text LISTING = new Text("做法 列表", "practice list");
  static final Text LISTS = new Text("大家的好做法", "What worked for others");
  static final Text LIST_EXAMPLE = new Text("/做法 列表", "/practice list");
  static final Text APPROVING = new Text("做法 通过", "practice approve");
  static final Text APPROVES =
      new Text(
          "审核通过：随即发到本战役的各个频道，并写进每周小结",
          "Approve: posted at once in the campaign's channels, and in the weekly review");
  static final Text APPROVE_EXAMPLE = new Text("/做法 通过 2", "/practice approve 2");
  static final Text DECLINING = new Text("做法 不通过", "practice decline");
  static final Text DECLINES = new Text("审核不通过", "Decline a practice");
  static final Text DECLINE_EXAMPLE = new Text("/做法 不通过 2", "/practice decline 2");
  static final Text WITHDRAWING = new Text("做法 撤下", "practice withdraw");
  static final Text WITHDRAWS =
      new Text("撤回审核通过：还没发出的不再发", "Take an approval back: what was not posted yet is not");
  static final Text WITHDRAW_EXAMPLE = new Text("/做法 撤下 2", "/practice withdraw 2");
  static final Text ADOPTING = new Text("做法 采用", "practice adopt");
  static final Text ADOPTS = new Text("本单位也在这样做", "Say that your department does it, too");
  static final Text ADOPT_EXAMPLE = new Text("/做法 采用 2", "/practice adopt 2");
  static final Text CONTENT = new Text("内容", "what");
  static final Text WHICH = new Text("做法的编号", "The practice's number");
  static final Text A_NUMBER = new Text("做法的编号，如 2", "the practice's number, such as 2");

  static final Text PROPOSED = new Text("做法已提交", "Practice proposed");
  static final Text PROPOSED_NEXT =
      new Text(
          "管理员审核通过后，会发到本战役的各个频道，列入 /做法 列表，并写进随后一次每周小结。",
          "Once an administrator approves it, it is posted in the campaign's channels, and stands"
              + " in /practice list and in the next weekly review.");
  static final Text ALREADY_APPROVED =
      new Text("这条做法已经审核通过，不用再交。", "This practice is approved already.");
  static final Text ALREADY_DECLINED =
      new Text("这条做法之前没有通过审核。", "This practice was not approved before.");
  static final Text LIST = new Text("好做法", "Good practices");
  static final Text NONE =
      new Text("还没有做法，用 /做法 分享 提交第一条。", "None yet: propose the first with /practice share.");
  static final Text POSTED = new Text("好做法", "A good practice");
  static final Text APPROVED = new Text("已审核通过", "Approved");
  static final Text DECLINED = new Text("没有通过", "Not approved");
  static final Text WITHDRAWN = new Text("已撤回审核通过", "Approval taken back");
  static final Text WITHDRAW = new Text("撤下", "Take back");
  static final Text ADOPTED = new Text("已记下，本单位也在这样做", "Noted: your department does it, too");
  static final Text APPROVE = new Text("通过", "Approve");
  static final Text DECLINE = new Text("不通过", "Decline");
  static final Text ADOPT = new Text("我们也这样做", "We do this, too");
  static final Text WHAT = new Text("做了什么，有什么效果", "What was done, and what came of it");
  static final Text FORM = new Text("分享做法", "Share a practice");

  private PracticeTexts() {}

  /**
   * Where an approved one is posted.
   *
   * @param coming channels in which it will be
   * @param standing channels in which it was posted before, or may have been
   */
  static Text goesTo(int coming, int standing) {
    if (coming + standing == 0) {
      return new Text(
          "本战役没有可以发布的频道：它列入 /做法 列表，并写进随后一次每周小结。",
          "The campaign has no channel that it could be posted in: it stands in /practice list and"
              + " in the next weekly review.");
    }
    Text before =
        new Text(
            "以前已发到 " + standing + " 个频道，不再重发。",
            "It was posted in " + channels(standing) + " before, and is not posted there again.");
    if (coming == 0) {
      return before;
    }
    Text now =
        new Text(
            "即将发到本战役的 " + coming + " 个频道；处于免打扰时段的频道，等时段结束再发。",
            "It goes to "
                + channels(coming)
                + " of the campaign now; where quiet hours are on, once they end.");
    return standing == 0 ? now : new Text(now.zh() + before.zh(), now.en() + " " + before.en());
  }

  private static String channels(int count) {
    return count == 1 ? "1 channel" : count + " channels";
  }

  /**
   * What is left of one whose approval was taken back.
   *
   * @param channels in how many it stands, or may stand
   */
  static Text standsIn(int channels) {
    return channels == 0
        ? new Text(
            "还没有发到任何频道，再次审核通过之前也不会发。",
            "It was posted nowhere yet, and will not be before it is approved again.")
        : new Text(
            "已经发到 " + channels + " 个频道，那里的消息保留；其余频道不再发。",
            "It stands in "
                + channels(channels)
                + " already, and stays there; it goes to no other.");
  }

  /** One of those shared in the week, in the weekly review. */
  static Text inReview(Practice practice, Department department) {
    String what = Code.oneLine(practice.what());
    return new Text(
        "做法 · " + department.shortest().zh() + "：" + what,
        "Practice, " + department.shortest().en() + ": " + what);
  }

  /** Below them, where there are more. */
  static Text moreInReview(int count) {
    return new Text(
        "还有 " + count + " 个做法，用 /做法 列表 查看",
        (count == 1 ? "1 more practice" : count + " more practices") + ": /practice list");
  }

  /**
   * One practice: which, whose, what, and who does it, too.
   *
   * @param adoptedBy by name
   */
  static Text line(Practice practice, Department department, List<Text> adoptedBy) {
    String what = Code.oneLine(practice.what());
    String evidence = practice.evidence();
    Text state = state(practice.state());
    Text adopted =
        adoptedBy.isEmpty()
            ? new Text("", "")
            : new Text(
                "；" + String.join("、", adoptedBy.stream().map(Text::zh).toList()) + "也在这样做",
                "; adopted by " + String.join(", ", adoptedBy.stream().map(Text::en).toList()));
    return new Text(
        "#"
            + practice.id()
            + " "
            + department.shortest().zh()
            + "："
            + what
            + (evidence.isEmpty() ? "" : "（依据：" + evidence + "）")
            + adopted.zh()
            + state.zh(),
        "#"
            + practice.id()
            + " "
            + department.shortest().en()
            + ": "
            + what
            + (evidence.isEmpty() ? "" : " (evidence: " + evidence + ")")
            + adopted.en()
            + state.en());
  }

  private static Text state(Practice.State state) {
    return switch (state) {
      case PROPOSED -> new Text(" · 待审核", " · waiting for approval");
      case APPROVED -> new Text("", "");
      case DECLINED -> new Text(" · 未通过", " · not approved");
    };
  }
}
