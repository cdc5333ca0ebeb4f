package homestretch.core.board;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Countdown;
import homestretch.core.text.Figures;
import homestretch.core.text.Text;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What is said of the time left and of how far all together are. */
public final class CountdownTexts {
  static final Text NOTHING_YET = new Text("尚无上报数据", "No figures reported yet");

  private CountdownTexts() {}

  static Text elapsed(Countdown countdown) {
    Text time = timeProgress(countdown);
    return new Text("时间进度 " + time.zh(), "Time elapsed: " + time.en());
  }

  static Text overall(Text completion, Text pace) {
    return new Text(
        "总体完成 " + completion.zh() + "，" + pace.zh(),
        "Overall completion: " + completion.en() + ", " + pace.en());
  }

  /** So many units have not reported all. */
  static Text open(int units) {
    return new Text(
        "还有 " + units + " 个单位数据未报齐，可用 /上报 报数",
        units + (units == 1 ? " unit has" : " units have") + " figures still to report: /report");
  }

  /** {@code 冲刺2026：还有 36 天}. */
  static Text headline(Campaign campaign, Countdown countdown) {
    Text toGo = toGo(countdown);
    return new Text(
        campaign.name().zh() + "：" + toGo.zh(), campaign.name().en() + ": " + toGo.en());
  }

  /** How far it is to the deadline, in a few words. */
  public static Text toGo(Countdown countdown) {
    if (countdown.isOver()) {
      return new Text("已收官", "finished");
    }
    if (countdown.isLastDay()) {
      return new Text("今天是最后一天", "today is the last day");
    }
    long days = countdown.daysLeft();
    return new Text("还有 " + days + " 天", days + (days == 1 ? " day" : " days") + " to go");
  }

  /** The deadline, and what is left to it. */
  static Text days(Campaign campaign, Countdown countdown) {
    if (countdown.isOver()) {
      return new Text(
          "已于 " + CutOff.date(countdown.deadline()).zh() + "截止",
          "The deadline was " + CutOff.date(countdown.deadline()).en());
    }
    Text left = left(campaign, countdown);
    Text working = working(countdown);
    return new Text(
        "截止 " + CutOff.date(countdown.deadline()).zh() + "，" + left.zh() + "，" + working.zh(),
        "Deadline "
            + CutOff.date(countdown.deadline()).en()
            + ": "
            + left.en()
            + ", "
            + working.en());
  }

  /** The days left, and whether today is one of them. */
  public static Text left(Campaign campaign, Countdown countdown) {
    long days = countdown.daysLeft();
    return campaign.countToday()
        ? new Text(
            "含今天还有 " + days + " 天", days + (days == 1 ? " day" : " days") + " left, today included")
        : new Text(
            "不含今天还有 " + days + " 天",
            days + (days == 1 ? " day" : " days") + " left, today not counted");
  }

  /** {@code 90.41%（全年）}: the share of the time, and of which time. */
  public static Text timeProgress(Countdown countdown) {
    String percent = Figures.percent(countdown.timeProgress());
    return countdown.ofCampaign()
        ? new Text(percent + "（本战役）", percent + " of the drive")
        : new Text(percent + "（全年）", percent + " of the year");
  }

  /**
   * The overall completion and, unless there are figures on everything, over how much of the target
   * there are (docs/scoring.md, "Completion, pace, light").
   */
  public static Text completion(Overall overall) {
    String percent = Figures.percent(overall.completion());
    if (overall.isComplete() || overall.targetShare() == null) {
      return Text.same(percent);
    }
    String share = Figures.percent(overall.targetShare());
    return new Text(
        percent
            + "（只算已报部分："
            + overall.departments()
            + " 个单位中 "
            + overall.reported()
            + " 个已报齐，占目标的 "
            + share
            + "）",
        percent
            + " of what has reported ("
            + overall.reported()
            + " of "
            + overall.departments()
            + (overall.departments() == 1 ? " unit" : " units")
            + " in full, "
            + share
            + " of the target)");
  }

  /** How many of the days left are working days, or that it is not known. */
  public static Text working(Countdown countdown) {
    if (countdown.workingDaysLeft().isEmpty()) {
      return new Text(
          "工作日天数暂缺（该年度放假安排未录入）", "working days unavailable (no calendar for that year)");
    }
    long working = countdown.workingDaysLeft().getAsLong();
    return new Text(
        "其中工作日 " + working + " 天",
        working + (working == 1 ? " of them a working day" : " of them working days"));
  }

  /**
   * Ahead of or behind what was expected, which is named: it is not the time progress beside it
   * (levels and plans, the day of the figures). Null while there are no figures.
   */
  public static @Nullable Text pace(Overall overall) {
    if (overall.completion() == null || overall.cutOff() == null || overall.deviation() == null) {
      return null;
    }
    String expected = Figures.percent(overall.expected());
    int order = overall.deviation().signum();
    String points = overall.deviation().abs().toPlainString();
    if (order == 0) {
      return new Text("与应完成的 " + expected + " 持平", "level with the " + expected + " expected");
    }
    return order > 0
        ? new Text(
            "比应完成的 " + expected + " 高 " + points + " 个百分点",
            points + " points above the " + expected + " expected")
        : new Text(
            "比应完成的 " + expected + " 低 " + points + " 个百分点",
            points + " points below the " + expected + " expected");
  }

  /** The cut-off and, where it is so, that this is sample data. */
  public static Text footer(Campaign campaign, Overall overall) {
    return sample(
        campaign, overall.cutOff() == null ? new Text("", "") : asOf(overall.cutOff(), overall));
  }

  /**
   * What the figures describe, and the days that what was expected is of: steps are held against
   * their plan on the day of the board.
   */
  private static Text asOf(CutOff cutOff, Overall overall) {
    Text days = cutOff.inWords();
    Text held = held(cutOff, overall);
    return new Text(
        "数据截至 " + days.zh() + "（" + held.zh() + "）",
        "Figures " + (cutOff.isOneDay() ? "as of " : "") + days.en() + " (" + held.en() + ")");
  }

  private static Text held(CutOff cutOff, Overall overall) {
    LocalDate steps = overall.stepsOn();
    if (steps != null && overall.isOnlySteps()) {
      Text day = CutOff.date(steps);
      return new Text("应完成按 " + day.zh() + "计算", "expectation as of " + day.en());
    }
    Text own =
        cutOff.isOneDay()
            ? new Text("应完成按此日计算", "expectation as of that day")
            : new Text("应完成按各项数据的日期计算", "each held against its own day");
    if (steps == null || cutOff.equals(CutOff.of(steps))) {
      return own;
    }
    Text day = CutOff.date(steps);
    return new Text(own.zh() + "，节点按 " + day.zh() + "计算", own.en() + ", steps as of " + day.en());
  }

  /** A footer that says, where it is so, that this is sample data. */
  static Text sample(Campaign campaign, Text footer) {
    if (!campaign.sample()) {
      return footer;
    }
    Text mark = new Text("示例数据，非真实单位", "Sample data, not real units");
    return footer.zh().isEmpty()
        ? mark
        : new Text(footer.zh() + " · " + mark.zh(), footer.en() + " · " + mark.en());
  }
}
