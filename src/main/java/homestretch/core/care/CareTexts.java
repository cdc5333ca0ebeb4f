package homestretch.core.care;

import homestretch.core.board.GoalStanding;
import homestretch.core.board.Standing;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Post;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.core.report.Report;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a request says: what is open, what would help, whom to ask. */
public final class CareTexts {
  private static final int NAMED_GOALS = 5;

  private CareTexts() {}

  /**
   * @param late goals whose figure is due
   * @param since when the reporters were told; null: they are told now
   * @param above the department above it; null: none is known
   */
  static Post request(
      CareSettings.Step step,
      Standing standing,
      List<GoalStanding> late,
      boolean behind,
      @Nullable LocalDate since,
      @Nullable Department above,
      Language language) {
    Department department = standing.department();
    List<Text> lines = new ArrayList<>();
    if (since != null) {
      lines.add(
          new Text(
              since + " 已提醒过填报人，至今没有变化，想请您帮一把。",
              "The reporters were told on "
                  + since
                  + " and nothing has changed: please lend a hand."));
    }
    late.stream().limit(NAMED_GOALS).forEach(goal -> lines.add(late(goal)));
    if (late.size() > NAMED_GOALS) {
      lines.add(
          new Text(
              "另有 " + (late.size() - NAMED_GOALS) + " 项，见 /进度",
              (late.size() - NAMED_GOALS) + " more: /progress"));
    }
    if (behind) {
      lines.add(
          new Text(
              "总体偏差 "
                  + Figures.points(standing.deviation())
                  + " 个百分点（红灯）。差距在哪、每个工作日需要多少，/进度 里逐项列出。",
              "Overall deviation "
                  + Figures.points(standing.deviation())
                  + " points (red). /progress says goal by goal what is missing and what each"
                  + " working day needs."));
    }
    lines.add(help(department, above));
    List<Button> buttons = new ArrayList<>();
    if (step == CareSettings.Step.REPORTER) {
      late.stream()
          .limit(3)
          .forEach(
              goal ->
                  buttons.add(
                      button(
                          new Text(
                              "上报 " + goal.goal().name().zh(), "Report " + goal.goal().name().en()),
                          "report",
                          options(department, goal.goal()),
                          Button.Style.PRIMARY,
                          language)));
    }
    buttons.add(
        button(
            new Text("看进度", "Progress"),
            "progress",
            options(department, null),
            Button.Style.PLAIN,
            language));
    if (step == CareSettings.Step.REPORTER) {
      buttons.add(
          button(
              new Text("提出堵点", "Raise a blocker"),
              "blocker raise",
              options(department, null),
              Button.Style.PLAIN,
              language));
    }
    return new Post(
        title(department, late.size()).in(language),
        List.of(new Block.Lines(lines.stream().map(line -> line.in(language)).toList())),
        new Text("只发给您，其他单位看不到", "Sent to you alone; no other department sees it").in(language),
        List.of(List.copyOf(buttons)));
  }

  /** The same, where the department reads it together. */
  static Post inChannel(Post request, Language language) {
    return new Post(
        request.title(),
        request.blocks(),
        new Text(
                "没能私信到人，所以发在本单位自己的频道",
                "Nobody could be written to alone, so it stands in the department's own channel")
            .in(language),
        request.buttons());
  }

  private static Text title(Department department, int late) {
    return late == 0
        ? new Text(
            department.name().zh() + "：进度需要帮一把", department.name().en() + ": progress needs a hand")
        : new Text(
            department.name().zh() + "：有 " + late + " 项数据该更新了",
            department.name().en()
                + ": "
                + late
                + (late == 1 ? " figure is due" : " figures are due"));
  }

  private static Text late(GoalStanding standing) {
    Text goal = standing.goal().name();
    Report report = standing.report();
    return report == null
        ? new Text("· " + goal.zh() + "：还没有报过", "· " + goal.en() + ": no figure yet")
        : new Text(
            "· " + goal.zh() + "：上次数据截至 " + report.asOf(),
            "· " + goal.en() + ": the last figure is as of " + report.asOf());
  }

  private static Text help(Department department, @Nullable Department above) {
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    if (!department.lead().isEmpty()) {
      zh.add("本单位负责人 " + department.lead());
      en.add(department.lead() + ", who leads the department");
    }
    if (above != null) {
      zh.add("上级单位 " + above.name().zh());
      en.add(above.name().en() + " above it");
    }
    zh.add("战役管理员");
    en.add("the drive's administrators");
    return new Text(
        "需要帮助可以找：" + String.join("、", zh) + "；遇到困难也可用 /堵点 提出。",
        "Who can help: "
            + String.join(", ", en)
            + "; or say what is in the way with /blocker raise.");
  }

  private static Map<String, String> options(Department department, @Nullable Goal goal) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("department", department.code());
    if (goal != null) {
      options.put("goal", goal.code());
    }
    return options;
  }

  private static Button button(
      Text label,
      String command,
      Map<String, String> options,
      Button.Style style,
      Language language) {
    return new Button(label.in(language), style, command, options, false);
  }

  /**
   * To the administrators, where nobody could be told.
   *
   * @param why what the platforms said, as far as they said anything
   */
  static Text nobody(Standing standing, CareSettings.Step step, Collection<Text> why) {
    Department department = standing.department();
    Text reasons =
        why.isEmpty()
            ? new Text("", "")
            : new Text(
                "平台的答复：" + String.join("；", why.stream().map(Text::zh).toList()) + "。",
                " The platform says: "
                    + String.join("; ", why.stream().map(Text::en).toList())
                    + ".");
    Text what =
        switch (step) {
          case REPORTER ->
              new Text(
                  department.name().zh() + "有事项需要提醒，但没有能私信到的填报人。请关联填报人（/关联），或直接联系该单位。",
                  department.name().en()
                      + " should be told something, and no reporter of it can be written to. Link"
                      + " one (/link), or speak to them.");
          case LEAD, SUPERVISOR ->
              new Text(
                  department.name().zh()
                      + "的填报人提醒后没有变化，该请"
                      + who(department, step).zh()
                      + "帮助，但没有能私信到的人（care 设置的 contacts）。",
                  department.name().en()
                      + ": nothing has changed since its reporters were told. The next to be asked"
                      + " is "
                      + who(department, step).en()
                      + ", and nobody of them can be written to (contacts of the care settings).");
        };
    return new Text(what.zh() + reasons.zh(), what.en() + reasons.en());
  }

  private static Text who(Department department, CareSettings.Step step) {
    String lead = Objects.requireNonNull(department.lead());
    return switch (step) {
      case REPORTER -> new Text("填报人", "its reporters");
      case LEAD ->
          new Text(
              "其负责人" + (lead.isEmpty() ? "" : "（" + lead + "）"),
              "its lead" + (lead.isEmpty() ? "" : " (" + lead + ")"));
      case SUPERVISOR -> new Text("其上级", "whoever is above it");
    };
  }

  /** To the administrators, where a platform's answer was lost. */
  static Text unsure(Standing standing, CareSettings.Step step) {
    Department department = standing.department();
    Text who = who(department, step);
    return new Text(
        "给" + department.name().zh() + "（" + who.zh() + "）的提醒可能没有送到：平台没有答复，也查不到。不会再发第二次，请问一声。",
        department.name().en()
            + ": the message to "
            + who.en()
            + " may not have arrived; the platform did not answer and cannot be asked. It is not"
            + " sent again: please ask them.");
  }

  /** What {@code /progress} says of the week. */
  public static Text burden(CareService.Burden burden, int cap) {
    return new Text(
        "本周收到提醒 " + burden.week() + " 次（上限 " + cap + "），约需 " + burden.weekMinutes() + " 分钟",
        burden.week()
            + (burden.week() == 1 ? " request" : " requests")
            + " this week (at most "
            + cap
            + "), about "
            + burden.weekMinutes()
            + (burden.weekMinutes() == 1 ? " minute" : " minutes"));
  }
}
