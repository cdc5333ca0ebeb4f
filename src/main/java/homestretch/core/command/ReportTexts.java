package homestretch.core.command;

import homestretch.core.board.GoalStanding;
import homestretch.core.board.Standing;
import homestretch.core.board.ToNext;
import homestretch.core.department.Department;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.report.Report;
import homestretch.core.text.Amounts;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code /report} says. */
final class ReportTexts {
  static final Text NAME = new Text("上报", "report");
  static final Text REPORT =
      new Text(
          "上报一个数；不带参数则列出本单位待报的指标", "Report a figure; sent alone, it lists what is yours to report");
  static final Text EXAMPLE =
      new Text("/上报 " + FigureLine.EXAMPLES.get(1), "/report " + FigureLine.EXAMPLES.get(1));
  static final Text WHICH_GOAL = new Text("哪项指标", "Which goal");
  static final Text A_GOAL = new Text("要上报的指标，如 一般公共预算收入", "the goal that you report, such as GBR");
  static final Text VALUE = new Text("数值", "value");
  static final Text WHICH_VALUE =
      new Text("自期初累计的数，如 99.68", "The cumulative figure, such as 99.68");
  static final Text AS_OF = new Text("截至", "as_of");
  static final Text WHICH_DAY =
      new Text("数据截至哪天，如 10-31；默认今天", "The day it describes, such as 10-31; today if left out");
  static final Text NOTE = new Text("说明", "note");
  static final Text WHICH_NOTE = new Text("说明，最多 1000 字", "A note of at most 1,000 characters");
  static final Text CONFIRM = new Text("确认", "confirm");
  static final Text NO_SLIP = new Text("数字没有写错时填 是", "yes, if the figure is no slip");
  static final Text IT_IS_RIGHT = new Text("没有写错，上报", "It is right: report it");
  static final Text FORM_AS_OF = new Text("数据截至", "As of");
  static final Text FORM_NOTE = new Text("说明（可不填）", "Note (optional)");
  static final Text GROWTH = new Text("增速 ", "Growth ");
  static final Text COMPLETION = new Text("完成率 ", "Completion ");
  static final Text DEVIATION = new Text("偏差（百分点） ", "Deviation (points) ");
  static final Text LIGHT = new Text("灯 ", "Light ");
  static final Text NOTED = new Text("说明：", "Note: ");
  static final Text PROVED = new Text("依据：", "Evidence: ");

  static final Text PLEASE_CHECK = new Text("请核对这个数", "Please check this figure");
  static final Text NOT_STORED =
      new Text("还没有记入。写错了就重新上报。", "Nothing was stored yet. If it is a slip, report again.");
  static final Text ANOTHER_DAY = new Text("完成日要改吗？", "Change the day it was done?");
  static final Text MOVE_THE_DAY = new Text("改完成日", "Change the day");
  static final Text DAY_STANDS =
      new Text(
          "还没有记入，原来的完成日不变。要报的是另一个节点，就重新上报。",
          "Nothing was stored yet; the day stands as it is. If you meant another step, report"
              + " again.");
  static final Text NO_TARGETS = new Text("本单位还没有目标", "Your department has no targets yet");
  static final Text MORE_GOALS = new Text("更多指标", "More goals");
  static final Text EARLIER_GOALS = new Text("前面的指标", "Earlier goals");
  static final Text ON_RECORD =
      new Text("本单位没有这项指标的目标，只作记录", "Your department has no target for it; it is kept on record");
  static final Text NOT_ON_TODAYS_BOARD =
      new Text(
          "这项指标今天不计入排行榜（已结束或尚未开始），这个数只在它计入的日子里算",
          "The goal does not count on today's board (it has ended, or not begun); the figure counts"
              + " on the days on which it does");
  static final Text UNIT_NOT_ON_TODAYS_BOARD =
      new Text(
          "本单位今天不计入排行榜（已退出或尚未加入），这个数只在它计入的日子里算",
          "Your department does not count on today's board (it has left, or not joined); the figure"
              + " counts on the days on which it does");
  static final Text COUNTS_NOWHERE =
      new Text("今天的榜用不上这个数，只作历史记录", "Today's board does not use it; it is kept as history");
  static final Text UNDO = new Text("撤回（10 分钟内）", "Undo (10 minutes)");
  static final Text SAMPLE = new Text("示例数据", "Sample data");

  static final Text ONE_DEPARTMENT =
      new Text("一个单位：每个数只能是一个单位的", "one department: a figure is of one only");
  static final Text ONE_DAY = new Text("一个截至日期：每个数只写一个", "one day for each figure");
  static final Text COLUMNS =
      new Text(
          "单位、指标、数值、截至这几列之一，或已有的指标",
          "one of the columns department, goal, value and as of, or an existing goal");
  static final Text FIGURES_WITHOUT_DEPARTMENT =
      new Text("您负责多个单位，这里没有写是哪个单位的：", "You report for several; it does not say whose this is:");

  private ReportTexts() {}

  /** Where a department has to stand so that it is clear which figures are its own. */
  static Text departmentFirst(Goal next) {
    return new Text(
        "写在数前面的单位（现在分不清它是前一个数的，还是" + next.name().zh() + "的）",
        "a department before its figures (it may be that of the figure before, or of "
            + next.name().en()
            + ")");
  }

  /** A department stands there and no figure of it. */
  static Text figureBehind(String department, Goal example) {
    String line = department + " " + example.code() + " 60.2";
    return new Text("单位、指标和数，如 " + line, "a department, a goal and a figure, such as " + line);
  }

  /** Two figures of the same day in one line. */
  static Text twice(Goal goal, LocalDate asOf) {
    return new Text(
        goal.code() + " 写了两次（截至 " + asOf + "）；每项指标一天只写一个数，这次一个都没有记下",
        goal.code()
            + " stands twice in the line (as of "
            + asOf
            + "): write one figure for each goal and day; none of them was stored");
  }

  static Text report(Department department) {
    return new Text("上报 · " + department.name().zh(), "Report · " + department.name().en());
  }

  static Text received(Department department) {
    return new Text("已收到 · " + department.name().zh(), "Received · " + department.name().en());
  }

  /** A figure as it was typed, of which it is not known yet whose it is. */
  static Text typed(Goal goal, String value) {
    return new Text(goal.name().zh() + "：" + value, goal.name().en() + ": " + value);
  }

  static Text pleaseCheck(Department department) {
    return new Text(
        PLEASE_CHECK.zh() + " · " + department.name().zh(),
        PLEASE_CHECK.en() + " · " + department.name().en());
  }

  static Text anotherDay(Department department) {
    return new Text(
        ANOTHER_DAY.zh() + " · " + department.name().zh(),
        ANOTHER_DAY.en() + " · " + department.name().en());
  }

  static Text received(int figures) {
    return new Text(
        "已收到 " + figures + " 个数",
        figures + (figures == 1 ? " figure received" : " figures received"));
  }

  /** A step that is still open, among those that may be reported. */
  static Text step(Milestone milestone) {
    Text name = Milestone.name(milestone.step());
    return new Text(
        name.zh() + "（" + milestone.due() + " 前）", name.en() + " (due " + milestone.due() + ")");
  }

  /** The last figure, offered to be sent again. */
  static Text last(Goal goal, Report last) {
    return new Text(
        last.figure().in(goal, Language.ZH) + "（上次，" + last.asOf() + "）",
        last.figure().in(goal, Language.EN) + " (last one, of " + last.asOf() + ")");
  }

  static Text today(LocalDate day) {
    return new Text("今天 " + day, "today, " + day);
  }

  static Text monthEnd(LocalDate day) {
    return new Text("上月末 " + day, "end of last month, " + day);
  }

  /** The same figure of the same day was reported before, by somebody else. */
  static Text standsAlready(String reporter) {
    return new Text(
        reporter + "已经报过这个数，没有重复记录",
        reporter + " has reported this figure already; it was not stored a second time");
  }

  static Text noChangeSince(Text day) {
    return new Text("自" + day.zh() + "起无变化", "No change since " + day.en());
  }

  static Text howToReport(int page, int pages) {
    String zh = "点指标名填数；数没变就点“无变化”，会按今天再记一次";
    String en = "Press a goal to fill in its figure; “No change” repeats it as of today";
    return pages == 1
        ? new Text(zh, en)
        : new Text(
            zh + " · 第 " + page + " 页，共 " + pages + " 页", en + " · page " + page + " of " + pages);
  }

  /** A goal with its last figure. */
  static Text toReport(GoalStanding standing) {
    Goal goal = standing.goal();
    Report last = standing.report();
    String light = standing.light().symbol() + " ";
    Text figure =
        last == null
            ? new Text(goal.name().zh() + "：未报", goal.name().en() + ": no figure yet")
            : figure(goal, last.figure(), last.asOf());
    return new Text(light + figure.zh(), light + figure.en());
  }

  static Text figure(Goal goal, Figure figure, LocalDate asOf) {
    return changed(goal, null, figure, asOf);
  }

  /**
   * @param before the figure that stood before; null: none
   */
  static Text changed(Goal goal, @Nullable Figure before, Figure now, LocalDate asOf) {
    return new Text(
        goal.name().zh()
            + "："
            + (before == null ? "" : before.in(goal, Language.ZH) + " → ")
            + now.in(goal, Language.ZH)
            + "（截至 "
            + asOf
            + "）",
        goal.name().en()
            + ": "
            + (before == null ? "" : before.in(goal, Language.EN) + " → ")
            + now.in(goal, Language.EN)
            + " (as of "
            + asOf
            + ")");
  }

  /** A step that was done already, with the day that it has now. */
  static Text moved(Goal goal, String step, LocalDate before, LocalDate now) {
    Text name = Milestone.name(step);
    return new Text(
        goal.name().zh() + "：" + name.zh() + " " + before + " 完成 → " + now + " 完成",
        goal.name().en() + ": " + name.en() + " done on " + before + " → on " + now);
  }

  /** A step that has a later day already: an earlier one does not count beside it. */
  static Text doneLater(String step, LocalDate day) {
    Text name = Milestone.name(step);
    return new Text(
        "榜上" + name.zh() + "的完成日仍是 " + day + "；要改成更早的日子，请管理员先撤回 " + day + " 那一条",
        "The board still has "
            + name.en()
            + " done on "
            + day
            + "; for an earlier day, ask an administrator to withdraw that entry");
  }

  static Text olderThan(String day) {
    return new Text(
        "榜上用的是 " + day + " 的数，这个数只作历史记录",
        "The board uses the figure of " + day + "; this one is kept as history");
  }

  /** What moved: the rank in the league, and by how many places. */
  static Text rank(Standing was, Standing is) {
    String zh = is.league().name().zh();
    String en = is.league().name().en();
    Integer now = is.rank();
    if (now == null && is.hasNoPoints()) {
      return new Text(zh + "：没有可计的得分，不参加排名", en + ": no points to count; not ranked");
    }
    if (now == null) {
      return new Text(
          zh + "：数据报齐后参加排名（已报 " + Figures.percent(is.coverage()) + "）",
          en + ": ranked once all is reported (" + Figures.percent(is.coverage()) + " so far)");
    }
    Integer before = was.rank();
    int up = before == null ? 0 : before - now;
    String signed = up == 0 ? "" : (up > 0 ? "+" + up : "−" + -up);
    return new Text(
        zh + "第 " + now + " 名" + (up == 0 ? "" : "（" + signed + "）"),
        up == 0 ? ordinal(now) + " in " + en : signed + " to " + ordinal(now) + " in " + en);
  }

  /** What is next: how far the rank above is, and what would reach it. */
  static Text next(ToNext next, @Nullable Integer rankAbove) {
    String points = next.points().toPlainString();
    Goal goal = next.goal();
    String ordinal = rankAbove == null ? "the next" : ordinal(rankAbove);
    String place = rankAbove == null ? "前一名" : "第 " + rankAbove + " 名";
    String far =
        next.points().signum() == 0 ? "与" + place + "同分" : "距" + place + " " + points + " 分";
    String farEn =
        next.points().signum() == 0
            ? "level with " + ordinal
            : points + (points.equals("1.00") ? " point" : " points") + " behind " + ordinal;
    if (next.points().signum() > 0 && goal == null && !next.leftOut().isEmpty()) {
      List<Text> names = next.leftOut().stream().map(Goal::name).toList();
      return new Text(
          far + "（在" + String.join("、", names.stream().map(Text::zh).toList()) + "上要做到多少，推算不出）",
          farEn
              + " (what it takes in "
              + String.join(", ", names.stream().map(Text::en).toList())
              + " cannot be worked out)");
    }
    if (goal == null || next.amount() == null || next.amount().signum() == 0) {
      return new Text(far, farEn);
    }
    return new Text(
        far + "：" + goal.name().zh() + "再多 " + Amounts.of(next.amount(), goal.unit(), Language.ZH),
        farEn
            + ": "
            + Amounts.of(next.amount(), goal.unit(), Language.EN)
            + " more of "
            + goal.name().en());
  }

  /** 1st, 2nd, 3rd, 11th. */
  static String ordinal(int rank) {
    int last = rank % 10;
    boolean teen = rank % 100 / 10 == 1;
    return rank
        + (teen
            ? "th"
            : switch (last) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            });
  }
}
