package homestretch.core.board.closeout;

import homestretch.core.text.Text;
import java.time.LocalDate;

/** Why a campaign cannot be frozen, closed or opened again, and where a final board differs. */
final class CloseOutTexts {
  static final Text NOT_FROZEN =
      new Text("战役还没有冻结，请先冻结数据", "the campaign is not frozen; freeze it first");
  static final Text OPEN_ALREADY = new Text("战役没有冻结，无需重新开放", "the campaign is open already");
  static final Text DIGEST_DIFFERS =
      new Text("存下的排行榜与其校验码不符", "the stored board does not have the stored digest");
  static final Text OF_AN_EARLIER_VERSION =
      new Text(
          "该榜由较早版本按当时的计分规则生成：存档与校验码相符，但现行规则不能逐位重算",
          "made by an earlier version under its rules: the stored board has its digest, but"
              + " today's rules cannot compute it again to the digit");
  static final Text REST_DIFFERS =
      new Text(
          "各单位数据相同，战役、指标、计分办法或合计不同",
          "the same for every department, but not the campaign, goals, scheme or" + " totals");
  static final Text A_REASON = new Text("写明原因", "a reason");

  private CloseOutTexts() {}

  static Text between(LocalDate start, LocalDate today) {
    return new Text(
        start + " 至今天（" + today + "）之间的日期", "a date from " + start + " to today, " + today);
  }

  static Text finalAlready(int version) {
    return new Text(
        "战役已定稿（第 " + version + " 版）", "the campaign is final already (version " + version + ")");
  }

  static Text objectionsUntil(LocalDate last) {
    return new Text(
        "异议期到 " + last + " 才结束；确需提前定稿，请设 early 为 true 并写明 reason",
        "objections are open until "
            + last
            + "; to close before, say early: true and give a reason");
  }

  static Text differs(Text where) {
    return new Text(
        "排行榜与台账不一致，未定稿：" + where.zh(),
        "the board is not what the ledger gives, nothing was closed: " + where.en());
  }

  static Text departmentDiffers(String code) {
    return new Text("单位 " + code + "：得分、名次或加减分", "department " + code + ": score, rank or points");
  }

  static Text goalDiffers(String department, String goal) {
    return new Text(
        "单位 " + department + "，指标 " + goal, "department " + department + ", goal " + goal);
  }

  /**
   * @param whose departments
   */
  static Text unanswered(int count, Text whose) {
    return new Text(
        "还有 " + count + " 条异议没有答复（" + whose.zh() + "），逐条答复后才能定稿",
        (count == 1 ? "1 objection is" : count + " objections are")
            + " not answered ("
            + whose.en()
            + "); answer "
            + (count == 1 ? "it" : "them")
            + " first, then close");
  }

  static Text atMost(int characters) {
    return new Text("最多 " + characters + " 字", "at most " + characters + " characters");
  }
}
