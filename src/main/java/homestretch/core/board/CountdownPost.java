package homestretch.core.board;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Countdown;
import homestretch.core.chat.Block;
import homestretch.core.chat.Post;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The countdown as a message. */
public final class CountdownPost {
  private static final DateTimeFormatter EN_DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  private CountdownPost() {}

  public static Post of(
      Campaign campaign, Countdown countdown, Overall overall, Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(days(campaign, countdown).in(language));
    lines.add(
        new Text(
                "时间进度 " + Figures.percent(countdown.timeProgress()),
                "Time elapsed: " + Figures.percent(countdown.timeProgress()))
            .in(language));
    Text pace = pace(overall);
    lines.add(
        (pace == null
                ? new Text("尚无上报数据", "No figures reported yet")
                : new Text(
                    "总体完成 " + Figures.percent(overall.completion()) + "，" + pace.zh(),
                    "Overall completion: "
                        + Figures.percent(overall.completion())
                        + ", "
                        + pace.en()))
            .in(language));
    if (overall.reported() < overall.departments()) {
      int open = overall.departments() - overall.reported();
      lines.add(
          new Text(
                  "还有 " + open + " 个单位数据未报齐，可用 /上报 报数",
                  open
                      + (open == 1 ? " unit has" : " units have")
                      + " figures still to report: /report")
              .in(language));
    }
    return new Post(
        headline(campaign, countdown).in(language),
        List.of(new Block.Lines(lines)),
        footer(campaign, overall).in(language),
        List.of());
  }

  private static Text headline(Campaign campaign, Countdown countdown) {
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

  private static Text days(Campaign campaign, Countdown countdown) {
    if (countdown.isOver()) {
      return new Text(
          "已于 " + date(countdown.deadline()).zh() + "截止",
          "The deadline was " + date(countdown.deadline()).en());
    }
    Text left = left(campaign, countdown);
    Text working = working(countdown);
    return new Text(
        "截止 " + date(countdown.deadline()).zh() + "，" + left.zh() + "，" + working.zh(),
        "Deadline " + date(countdown.deadline()).en() + ": " + left.en() + ", " + working.en());
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
    Text cutOff =
        overall.cutOff() == null
            ? new Text("", "")
            : new Text(
                "数据截至 " + date(overall.cutOff()).zh() + "（应完成按此日计算）",
                "Figures as of " + date(overall.cutOff()).en() + " (expectation as of that day)");
    return sample(campaign, cutOff);
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

  /** A date as read aloud. */
  public static Text date(LocalDate date) {
    return new Text(
        date.getYear() + " 年 " + date.getMonthValue() + " 月 " + date.getDayOfMonth() + " 日",
        EN_DATE.format(date));
  }
}
