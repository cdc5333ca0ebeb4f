package homestretch.core.command;

import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Moment;
import homestretch.core.schedule.Schedule;
import homestretch.core.schedule.When;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code /setup} says. */
final class SetupTexts {
  static final Text NAME = new Text("设置", "setup");
  static final Text REGISTER =
      new Text(
          "登记本频道：战役、语言、时区、播报和时间",
          "Register this channel: its campaign, language, time zone and posts");
  static final Text CAMPAIGN = new Text("战役", "campaign");
  static final Text IF_SEVERAL = new Text("有多个战役时选择", "If there are several campaigns");
  static final Text LANGUAGE = new Text("语言", "language");
  static final Text OF_THE_POSTS = new Text("播报用的语言", "The language of the posts");
  static final Text IN_CHINESE = new Text("中文", "Chinese");
  static final Text IN_ENGLISH = new Text("英文", "English");
  static final Text TIME_ZONE = new Text("时区", "timezone");
  static final Text WHICH_ZONE = new Text("如 Asia/Shanghai", "Such as Asia/Shanghai");
  static final Text PURPOSE = new Text("用途", "purpose");
  static final Text WHICH_PURPOSE =
      new Text("发播报，还是通知管理员", "For posts, or for notices to administrators");
  static final Text POSTS = new Text("播报", "posts");
  static final Text NOTICES = new Text("管理员通知", "administrators");
  static final Text LIVING = new Text("实时榜", "living");
  static final Text KEPT_UP_TO_DATE =
      new Text("置顶一张随数据更新的榜", "A pinned board that follows the figures");
  static final Text PICTURES = new Text("图片", "pictures");
  static final Text BOARD_AS_PICTURE =
      new Text("播报里的榜单另附图片", "The board in posts as a picture, too");
  static final Text PICTURES_ON = new Text("播报带图片", "Pictures in posts");
  static final Text PICTURES_OFF = new Text("播报不带图片", "No pictures in posts");
  static final Text ON = new Text("开", "on");
  static final Text OFF = new Text("关", "off");
  static final Text POST = new Text("播报", "post");
  static final Text ADD = new Text("添加一种定时播报", "A post to add");
  static final Text AT = new Text("时间", "at");
  static final Text WHAT_TIME = new Text("几点，默认 9:00", "At what time; 9:00 if left out");
  static final Text EXAMPLE =
      new Text("/设置 语言:中文 播报:每日播报 时间:9:00", "/setup language:English post:daily at:9:00");
  static final Text A_ZONE =
      new Text("时区名称，如 Asia/Shanghai", "the name of a time zone, such as Asia/Shanghai");
  static final Text A_TIME = new Text("时间，如 9:00", "a time, such as 9:00");

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

  static Text notYours(Campaign campaign) {
    return new Text(
        "您不是“" + campaign.name().zh() + "”的管理员",
        "you do not administer “" + campaign.name().en() + "”");
  }

  static Text registeredFor(Campaign campaign) {
    return new Text(
        "这个频道已登记给“" + campaign.name().zh() + "”",
        "this channel is registered for “" + campaign.name().en() + "” already");
  }

  /** What may be named. */
  static Text oneOf(List<Campaign> campaigns) {
    List<String> slugs = campaigns.stream().map(Campaign::slug).toList();
    return slugs.isEmpty()
        ? new Text("已建立的战役（还没有）", "a campaign set up before (there is none)")
        : new Text(String.join("、", slugs) + " 之一", "one of " + String.join(", ", slugs));
  }

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
            + (channel.living() ? "；置顶实时榜" : "")
            + (channel.pictures() ? "；播报带图片" : ""),
        "Campaign: "
            + campaign.en()
            + "; language: "
            + (zh ? "Chinese" : "English")
            + "; time zone: "
            + channel.timezone()
            + "; used for "
            + (posts ? "posts" : "notices to administrators")
            + (channel.living() ? "; with a living board" : "")
            + (channel.pictures() ? "; with pictures in posts" : ""));
  }

  /**
   * A post with its time, and when it comes next by each reader's own clock.
   *
   * @param next null: it is paused, or the campaign is over
   */
  static Text post(Schedule schedule, @Nullable Instant next, ZoneId zone) {
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
    Text then =
        schedule.paused()
            ? new Text("（已暂停）", " (paused)")
            : next == null
                ? new Text("", "")
                : new Text(
                    "，下一次 " + Moment.in(zone, next), "; the next one " + Moment.in(zone, next));
    return new Text(
        "· " + schedule.post().text().zh() + "：" + when.zh() + then.zh(),
        "· " + schedule.post().text().en() + ": " + when.en() + then.en());
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
