package homestretch.core.command;

import homestretch.core.campaign.Campaign;
import homestretch.core.text.Text;
import java.time.LocalDate;

/** What {@code /countdown} and {@code /leaderboard} are called, and what they take. */
final class BoardTexts {
  static final Text COUNTDOWN = new Text("倒计时", "countdown");
  static final Text COUNTS_DOWN =
      new Text("还剩多少天、多少个工作日，总体进度如何", "Days and working days left, and the overall pace");
  static final Text COUNTDOWN_EXAMPLE = new Text("/倒计时", "/countdown");
  static final Text LEADERBOARD = new Text("排行榜", "leaderboard");
  static final Text RANKS = new Text("各组别的排行榜", "The board of each league");
  static final Text LEADERBOARD_EXAMPLE = new Text("/排行榜 10-31", "/leaderboard 10-31");
  static final Text ONE_LEAGUE = new Text("只看一个组别", "One league only");
  static final Text ONE_GOAL = new Text("只看一项指标", "One goal only");
  static final Text DATE = new Text("日期", "date");
  static final Text ANOTHER_DAY = new Text("某一天的排行榜", "The board of another day");

  private BoardTexts() {}

  static Text upTo(LocalDate today) {
    return new Text("不晚于今天 " + today + " 的日期", "a date not after today, " + today);
  }

  static Text within(Campaign campaign, LocalDate today) {
    return new Text(
        "从战役开始 " + campaign.start() + " 到今天 " + today + " 的日期",
        "a date from the campaign's start, " + campaign.start() + ", to today, " + today);
  }
}
