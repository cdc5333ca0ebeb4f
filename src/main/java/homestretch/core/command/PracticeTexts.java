package homestretch.core.command;

import homestretch.core.department.Department;
import homestretch.core.practice.Practice;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.util.List;

/** What {@code /practice} says. */
final class PracticeTexts {
  static final Text PROPOSED = new Text("做法已提交", "Practice proposed");
  static final Text PROPOSED_NEXT =
      new Text(
          "管理员审核通过后会发到频道，供其他单位借鉴。",
          "Once an administrator approves it, it is posted for the others.");
  static final Text ALREADY_APPROVED =
      new Text("这条做法已经审核通过，不用再交。", "This practice is approved already.");
  static final Text ALREADY_DECLINED =
      new Text("这条做法之前没有通过审核。", "This practice was not approved before.");
  static final Text LIST = new Text("好做法", "Good practices");
  static final Text NONE =
      new Text("还没有做法，用 /做法 分享 提交第一条。", "None yet: propose the first with /practice share.");
  static final Text POSTED = new Text("好做法", "A good practice");
  static final Text DECLINED = new Text("没有通过", "Not approved");
  static final Text ADOPTED = new Text("已记下，本单位也在这样做", "Noted: your department does it, too");
  static final Text APPROVE = new Text("通过", "Approve");
  static final Text DECLINE = new Text("不通过", "Decline");
  static final Text ADOPT = new Text("我们也这样做", "We do this, too");
  static final Text WHAT = new Text("做了什么，有什么效果", "What was done, and what came of it");
  static final Text EVIDENCE = new Text("依据（可不填）", "Evidence (optional)");
  static final Text FORM = new Text("分享做法", "Share a practice");

  private PracticeTexts() {}

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
