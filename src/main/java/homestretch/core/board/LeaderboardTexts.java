package homestretch.core.board;

import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.score.Pace;
import homestretch.core.text.Amounts;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a board says around its figures. */
final class LeaderboardTexts {
  static final Text LEADERBOARD = new Text("排行榜", "leaderboard");
  static final Text NO_LEAGUES = new Text("还没有组别", "No leagues yet");
  static final Text PREVIOUS = new Text("上一页", "Previous");
  static final Text NEXT = new Text("下一页", "Next");
  static final Text PICTURE = new Text("图片", "Picture");
  static final Text ALL_AS_TABLE = new Text("整张榜（表格）", "All of it (CSV)");
  static final Text AS_KNOWN_THEN = new Text("看当时所知", "As known then");
  static final Text AS_CORRECTED = new Text("看更正后", "As corrected since");
  static final Text GROWTH = new Text("增速%", "Growth%");
  static final Text DONE = new Text("完成%", "Done%");
  static final Text SCORE = new Text("得分", "Score");
  static final Text DEVIATION = new Text("偏差", "Dev.");
  static final Text UNIT = new Text("单位", "Unit");
  static final Text VETO = new Text("（一票否决）", " (veto)");
  static final Text NEW = new Text("新", "NEW");
  static final Text NOT_REPORTED = new Text("未报：", "Not reported: ");
  static final Text NO_POINTS = new Text("没有可计的得分：", "No points to count: ");
  static final Text NO_TARGET = new Text("未设目标：", "No target: ");
  static final Text NO_FIGURES = new Text("尚无数据", "no figures yet");
  static final Text BY_GROWTH = new Text("按增速", "by growth");
  static final Text BY_COMPLETION = new Text("按完成率", "by completion");
  static final Text COMPLETION = new Text("完成率", "completion");
  static final Text EXPECTED = new Text("序时进度", "expected by now");

  private LeaderboardTexts() {}

  /** The column's title: words in Chinese, a sign in English. */
  static String rank(Language language) {
    return switch (language) {
      case ZH -> "名次";
      case EN -> "#";
    };
  }

  /** The column's title: words in Chinese, a sign in English. */
  static String moved(Language language) {
    return switch (language) {
      case ZH -> "变动";
      case EN -> "±";
    };
  }

  static String listed(List<String> names, Language language) {
    return String.join(
        switch (language) {
          case ZH -> "、";
          case EN -> ", ";
        },
        names);
  }

  /**
   * @param mark that it is frozen or final; null: it is neither
   */
  static Text title(Text campaign, Text subject, @Nullable Text mark) {
    return new Text(
        campaign.zh() + " · " + subject.zh() + (mark == null ? "" : "（" + mark.zh() + "）"),
        campaign.en() + " · " + subject.en() + (mark == null ? "" : " (" + mark.en() + ")"));
  }

  static Text dated(Text title, LocalDate day) {
    return new Text(title.zh() + "（" + day + "）", title.en() + " (" + day + ")");
  }

  static Text attached(int ranked) {
    return new Text(
        "整张排行榜见附件，列出 " + ranked + " 个有名次的单位和未排名的单位",
        "The whole board is attached: " + ranked + " ranked, and who is not ranked");
  }

  /** Beside a league's name, where not everything is public. */
  static Text disclosed(int shown, int ranked) {
    return shown == 0
        ? new Text("（共 " + ranked + " 个单位排名）", " (" + ranked + " ranked)")
        : new Text(
            "（公开前 " + shown + " 名，共 " + ranked + " 个单位排名）",
            " (first " + shown + " of " + ranked + ")");
  }

  static Text tied(int units, int rank) {
    return new Text(
        "并列第 " + rank + " 名 " + units + " 个单位，不逐一列出",
        units
            + (units == 1 ? " unit shares rank " : " units share rank ")
            + rank
            + (units == 1 ? " and is not listed" : " and are not listed"));
  }

  /**
   * @param rise of the deviation, in points
   */
  static Text improved(List<Department> most, String rise) {
    return new Text(
        "进步最大："
            + String.join("、", most.stream().map(d -> d.name().zh()).toList())
            + "（偏差 "
            + rise
            + " 个百分点）",
        "Most improved: "
            + String.join(", ", most.stream().map(d -> d.name().en()).toList())
            + " ("
            + rise
            + " points)");
  }

  /** How much of what counts somebody has reported. */
  static Text share(String percent) {
    return new Text("（已报 " + percent + "）", " (" + percent + " reported)");
  }

  /** Which days the figures describe. */
  static Text cutOff(CutOff days) {
    return new Text(
        "数据截至 " + days.inFigures().zh(),
        (days.isOneDay() ? "Figures as of " : "Figures ") + days.inFigures().en());
  }

  /**
   * The small print.
   *
   * @param since the board that movement is counted from; null: there is none
   */
  static Text rules(Text order, Text ties, @Nullable LocalDate since, int version) {
    return new Text(
        order.zh()
            + "，"
            + ties.zh()
            + " · 偏差单位：百分点"
            + (since == null ? "" : " · 变动与 " + since + " 排行榜相比")
            + " · 计分方案第 "
            + version
            + " 版",
        order.en()
            + "; "
            + ties.en()
            + " · deviation in percentage points"
            + (since == null ? "" : " · movement since the board of " + since)
            + " · scoring scheme "
            + version);
  }

  /** In a picture that cannot hold them all. */
  static Text notInThePicture(int units) {
    return new Text(
        "其余 " + units + " 个单位未列入图中，见文字排行榜",
        (units == 1 ? "1 more unit is" : units + " more units are")
            + " not in the picture; see the board as text");
  }

  /** The sum over all that reported: {@code 合计：1,234.00 / 2,000.00 亿元，完成 61.70%}. */
  static Text total(GoalTotal total) {
    Pace pace = Objects.requireNonNull(total.pace());
    Goal goal = total.goal();
    boolean rate = goal.kind().isRate();
    Text unit = rate ? Text.same("%") : goal.unit();
    BigDecimal actual = Figures.shownOrNull(pace.actual());
    BigDecimal target = Figures.shownOrNull(total.target());
    String done = Figures.percent(pace.completion());
    if (goal.kind().isGrowth()) {
      Text growth = GrowthText.of(Objects.requireNonNull(total.target()), pace);
      Text included =
          total.included() == total.reported()
              ? new Text("", "")
              : new Text(
                  "，其中 " + total.included() + " 个单位报了本期和基期数，合计只含它们",
                  "; the total is over the " + total.included() + " that gave both amounts");
      return new Text(
          "合计（已报 "
              + total.reported()
              + "/"
              + total.departments()
              + included.zh()
              + "）："
              + growth.zh(),
          "Total ("
              + total.reported()
              + " of "
              + total.departments()
              + " reported"
              + included.en()
              + "): "
              + growth.en());
    }
    return new Text(
        "合计（已报 "
            + total.reported()
            + "/"
            + total.departments()
            + "）："
            + Amounts.of(actual, target, unit, Language.ZH)
            + "，完成 "
            + done,
        "Total ("
            + total.reported()
            + " of "
            + total.departments()
            + " reported): "
            + Amounts.of(actual, target, unit, Language.EN)
            + ", "
            + done
            + " done");
  }
}
