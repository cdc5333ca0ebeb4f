package homestretch.core.living;

import homestretch.core.board.Standing;
import homestretch.core.text.Text;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;

/** What stands around a board that is kept up to date. */
public final class LivingTexts {
  private LivingTexts() {}

  /** The board's last line: it is no old post. */
  static Text keptUpToDate() {
    return new Text("随数据更新", "kept up to date");
  }

  /** Somebody rose; who fell is not named. */
  static Text risen(Standing standing, int from, int to) {
    return new Text(
        standing.league().name().zh()
            + "："
            + standing.department().shortest().zh()
            + " 第 "
            + from
            + " 名 → 第 "
            + to
            + " 名",
        standing.league().name().en()
            + ": "
            + standing.department().shortest().en()
            + ", rank "
            + from
            + " → "
            + to);
  }

  static final Text RANKS = new Text("名次变化", "Ranks");

  /** Opens the thread of a week. */
  static Text week(LocalDate day) {
    LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate sunday = monday.plusDays(6);
    int week = monday.get(WeekFields.ISO.weekOfWeekBasedYear());
    return new Text(
        "第 "
            + week
            + " 周讨论（"
            + monday.getMonthValue()
            + "月"
            + monday.getDayOfMonth()
            + "日至"
            + sunday.getMonthValue()
            + "月"
            + sunday.getDayOfMonth()
            + "日）",
        "Week " + week + ": talk (" + monday + " to " + sunday + ")");
  }

  static final Text TALK =
      new Text(
          "本周的疑问、说明和经验请写在下面的子区里。", "Questions, notes and what worked this week: in the thread.");

  static Text cannotPin(String where, Text why) {
    return new Text(
        "频道 " + where + " 的实时榜无法置顶：" + why.zh() + "。请由人置顶，或给机器人权限（Discord：“管理消息”）。",
        "The living board of channel "
            + where
            + " cannot be pinned: "
            + why.en()
            + ". Please pin it by hand, or grant the bot the permission (Discord: Manage Messages"
            + " or Pin Messages).");
  }

  static Text cannotEdit(String where, Text why) {
    return new Text(
        "频道 " + where + " 的实时榜没有更新，显示的是旧数据：" + why.zh() + "。",
        "The living board of channel "
            + where
            + " is not kept up to date and shows old figures: "
            + why.en()
            + ".");
  }

  static Text cannotOpen(String where, Text why) {
    return new Text(
        "频道 " + where + " 开不了本周的讨论子区：" + why.zh() + "。请给机器人“创建公共子区”权限。",
        "No thread of the week can be opened in channel "
            + where
            + ": "
            + why.en()
            + ". Please grant Create Public Threads.");
  }
}
