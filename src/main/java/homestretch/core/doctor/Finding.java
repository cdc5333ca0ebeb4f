package homestretch.core.doctor;

import homestretch.core.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param mend how to mend it; null: there is nothing to mend
 */
public record Finding(Area area, Level level, Text what, @Nullable Text mend) {
  public enum Area {
    SETTINGS(new Text("设置", "settings")),
    ADDRESS(new Text("地址", "address")),
    LOGIN(new Text("登录", "log-in")),
    DATABASE(new Text("数据库", "database")),
    CLOCK(new Text("时钟", "clock")),
    CALENDAR(new Text("工作日历", "calendar")),
    SCHEDULE(new Text("发布计划", "schedule")),
    CHANNEL(new Text("频道", "channel")),
    LINK(new Text("关联", "link")),
    NOTICE(new Text("提醒", "notice")),
    DISCORD(Text.same("Discord")),
    FEISHU(new Text("飞书", "Feishu")),
    WECOM(new Text("企业微信", "WeCom")),
    DINGTALK(new Text("钉钉", "DingTalk"));

    private final Text label;

    Area(Text label) {
      this.label = label;
    }

    public Text label() {
      return label;
    }
  }

  public enum Level {
    OK,
    /** Worth knowing; nothing is wrong. */
    NOTE,
    FAULT
  }

  public static Finding ok(Area area, String zh, String en) {
    return new Finding(area, Level.OK, new Text(zh, en), null);
  }

  public static Finding ok(Area area, Text what) {
    return new Finding(area, Level.OK, what, null);
  }

  /** The platform of that area gave no answer. */
  public static Finding unasked(Area area, Text why, Text mend) {
    return fault(
        area,
        new Text(
            "没能问到" + area.label().zh() + "：" + why.zh(),
            area.label().en() + " could not be asked: " + why.en()),
        mend);
  }

  public static Finding note(Area area, Text what, @Nullable Text mend) {
    return new Finding(area, Level.NOTE, what, mend);
  }

  public static Finding fault(Area area, Text what, Text mend) {
    return new Finding(area, Level.FAULT, what, mend);
  }
}
