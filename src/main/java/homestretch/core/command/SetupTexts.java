package homestretch.core.command;

import homestretch.core.chat.Channel;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.When;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Locale;

/** What {@code /setup} says. */
final class SetupTexts {
  static final Text TITLE = new Text("本频道的设置", "This channel's settings");
  static final Text NO_POSTS =
      new Text("还没有定时播报，点下面的按钮添加。", "Nothing is posted here yet: press a button to add a post.");
  static final Text DAILY = new Text("每个工作日 9:00 播报", "Daily post, working days 09:00");
  static final Text WEEKLY = new Text("每周一 9:00 小结", "Weekly review, Mondays 09:00");
  static final Text PREVIEW = new Text("预览今天的播报", "Preview today's post");
  static final Text CHINESE = new Text("用中文播报", "Post in Chinese");
  static final Text ENGLISH = new Text("用英文播报", "Post in English");
  static final Text PREVIEWED = new Text("预览，没有发出：", "A preview, not posted:");

  static final Text LIVING_ON = new Text("置顶实时榜", "Pin a living board");
  static final Text LIVING_OFF = new Text("停用实时榜", "Stop the living board");

  private SetupTexts() {}

  static Text channel(Channel channel, Text campaign) {
    boolean zh = channel.language() == Language.ZH;
    boolean posts = channel.purpose() == Channel.Purpose.POSTS;
    return new Text(
        "战役："
            + campaign.zh()
            + "；语言："
            + (zh ? "中文" : "英文")
            + "；时区："
            + channel.timezone()
            + "；用途："
            + (posts ? "播报" : "管理员通知")
            + (channel.living() ? "；置顶实时榜" : ""),
        "Campaign: "
            + campaign.en()
            + "; language: "
            + (zh ? "Chinese" : "English")
            + "; time zone: "
            + channel.timezone()
            + "; used for "
            + (posts ? "posts" : "notices to administrators")
            + (channel.living() ? "; with a living board" : ""));
  }

  static Text post(Schedule schedule) {
    Text when =
        switch (schedule.when()) {
          case When.Cron(String expression) -> Text.same(expression);
          case When.Daily(var at, var days) ->
              switch (days) {
                case When.Days.All all -> new Text("每天 " + at, "every day at " + at);
                case When.Days.Workdays workdays ->
                    new Text("每个工作日 " + at, "working days at " + at);
                case When.Days.Named named ->
                    new Text(
                        String.join(
                                "、", named.names().stream().sorted().map(SetupTexts::zh).toList())
                            + " "
                            + at,
                        String.join(
                                ", ",
                                named.names().stream()
                                    .sorted()
                                    .map(d -> d.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                                    .toList())
                            + " at "
                            + at);
              };
        };
    return new Text(
        "· " + schedule.post().text().zh() + "：" + when.zh() + (schedule.paused() ? "（已暂停）" : ""),
        "· "
            + schedule.post().text().en()
            + ": "
            + when.en()
            + (schedule.paused() ? " (paused)" : ""));
  }

  private static String zh(DayOfWeek day) {
    return "周" + "一二三四五六日".charAt(day.getValue() - 1);
  }

  static Text suspended(Text reason) {
    return new Text("已暂停播报：" + reason.zh(), "Posting is suspended: " + reason.en());
  }

  static Text unreachable(Text why) {
    return new Text("⚠ 这里还发不出去：" + why.zh(), "⚠ Posts cannot get here yet: " + why.en());
  }
}
