package homestretch.core.command;

import homestretch.core.campaign.Campaign;
import homestretch.core.department.Department;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What every command may have to say first: who may, which campaign, whose department. */
final class DeskTexts {
  static final Text GOAL = new Text("指标", "goal");
  static final Text DEPARTMENT = new Text("单位", "department");
  static final Text LEAGUE = new Text("组别", "league");
  static final Text IF_SEVERAL = new Text("您负责多个单位时选择", "If you report for several");
  static final Text EVIDENCE = new Text("依据", "evidence");
  static final Text WHICH_EVIDENCE = new Text("链接或文号", "A link or a document number");
  static final Text EVIDENCE_HINT = new Text("链接或文号", "a link or a document number");
  static final Text EVIDENCE_OPTIONAL = new Text("依据（可不填）", "Evidence (optional)");
  static final Text A_DATE =
      new Text(
          "日期，如 " + String.join("、", Dates.EXAMPLES),
          "a date, such as 2026-10-31, 10-31, today, last month");
  static final Text NUMBER = new Text("编号", "id");

  static final Text REVIEWERS_ONLY =
      new Text("只有复核员和管理员可以这样做", "only reviewers and administrators may do this");
  static final Text ADMINISTRATORS_ONLY =
      new Text(
          "只有管理员可以这样做。首位管理员用 /关联 代码:… 关联自己（代码在程序启动时打印）",
          "only administrators may do this. The first one links themselves with /link code:… (the"
              + " program prints the code at its start)");
  static final Text NOT_LINKED =
      new Text(
          "您还没有关联任何单位；请管理员用 /关联 或在单位设置里加上您",
          "you are linked to no department yet; ask an administrator to link you, with /link or"
              + " among the department's settings");
  static final Text NONE_OF_ADMINISTRATOR =
      new Text(
          "您还没有关联任何单位；您是管理员，可用 /关联 单位:… 人员:… 加上自己",
          "you are linked to no department yet; as an administrator you can link yourself, with"
              + " /link department:… person:…");
  static final Text NO_CAMPAIGN =
      new Text("还没有战役，请管理员先建立", "there is no campaign yet; ask an administrator");
  static final Text NOT_REGISTERED =
      new Text(
          "这个频道还没有关联战役，请管理员登记频道",
          "this channel belongs to no campaign; ask an administrator to register it");
  static final Text NO_CAMPAIGN_OF_YOURS =
      new Text(
          "您还没有关联任何单位，请在工作群里使用，或请管理员关联",
          "you are linked to no department yet: write in your group, or ask an administrator to"
              + " link you");
  static final Text WHICH_DEPARTMENT = new Text("哪个单位？", "Which department?");
  static final Text CHOOSE =
      new Text("您负责多个单位，请选择这次是哪一个。", "You report for several: choose which one this is for.");

  private DeskTexts() {}

  static Text severalCampaigns(List<Campaign> campaigns) {
    return new Text(
        "您参加多个战役，请在对应的群里发送："
            + String.join("、", campaigns.stream().map(c -> c.name().zh()).toList()),
        "you take part in several campaigns; write in the group of the one you mean: "
            + String.join(", ", campaigns.stream().map(c -> c.name().en()).toList()));
  }

  static Text notFor(Department department) {
    return new Text(
        "您不负责" + department.name().zh() + "，只能选自己的单位",
        "you are not linked to " + department.name().en() + "; name a department of your own");
  }

  /** To who may look at each and has none of their own. */
  static Text which(Department example) {
    return new Text(
        "要查看的单位，如 单位:" + example.shortest().zh(),
        "the department to look at, such as department:" + example.code());
  }

  static Text oneOf(List<Department> own) {
    return new Text(
        "您负责的一个单位：" + String.join("、", own.stream().map(d -> d.name().zh()).toList()),
        "one of your departments: "
            + String.join(", ", own.stream().map(d -> d.name().en()).toList()));
  }

  static Text noneSetUp(Text what) {
    return new Text(
        "已设定的" + what.zh() + "（还没有）", "a " + what.en() + " set up before (there is none)");
  }

  /**
   * @param cut whether there are more than are named
   */
  /** A date that reads several ways. */
  static Text whichDay(List<LocalDate> readings) {
    List<String> days = readings.stream().sorted().map(LocalDate::toString).toList();
    return new Text(
        String.join(" 或 ", days) + "（有几种读法，请写明是哪一天）",
        String.join(" or ", days) + " (it reads either way: write which day you mean)");
  }

  static Text existing(Text what, Text names, boolean cut) {
    return new Text(
        "已有的" + what.zh() + "，如 " + names.zh() + (cut ? " 等" : ""),
        "an existing " + what.en() + ", such as " + names.en());
  }

  static Text didYouMean(Text what, Text names) {
    return new Text(
        "已有的" + what.zh() + "；您是不是要找：" + names.zh() + "？",
        "an existing " + what.en() + "; did you mean " + names.en() + "?");
  }

  /**
   * @param readings options by name, each way to read the same words
   */
  static Text whichOf(List<Map<String, String>> readings) {
    return new Text(
        "说明指哪一个，如 " + lines(readings, Language.ZH, " 或 "),
        "which of them, such as " + lines(readings, Language.EN, " or "));
  }

  private static String lines(
      List<Map<String, String>> readings, Language language, String between) {
    return readings.stream()
        .map(
            reading ->
                reading.entrySet().stream()
                    .map(e -> label(e.getKey()).in(language) + ":" + e.getValue())
                    .collect(Collectors.joining(" ")))
        .distinct()
        .limit(4)
        .collect(Collectors.joining(between));
  }

  private static Text label(String option) {
    return switch (option) {
      case "department" -> DEPARTMENT;
      case "league" -> LEAGUE;
      case "goal" -> GOAL;
      default -> BoardTexts.DATE;
    };
  }
}
