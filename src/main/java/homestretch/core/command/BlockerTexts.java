package homestretch.core.command;

import homestretch.core.blocker.Blocker;
import homestretch.core.department.Department;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What {@code /blocker} and the weekly review say of blockers. */
public final class BlockerTexts {
  static final Text RAISING = new Text("堵点 提出", "blocker raise");
  static final Text RAISES = new Text("请人帮忙：什么事、请谁、哪天前", "Ask for help: with what, whom, by when");
  static final Text RAISE_EXAMPLE =
      new Text(
          "/堵点 提出 土地指标不足 请谁:自然资源局 期限:12-10",
          "/blocker raise permits missing asked:\"Planning bureau\" by:12-10");
  static final Text LISTING = new Text("堵点 列表", "blocker list");
  static final Text LISTS = new Text("未解决的堵点", "The blockers that are open");
  static final Text LIST_EXAMPLE = new Text("/堵点 列表", "/blocker list");
  static final Text RESOLVING = new Text("堵点 解决", "blocker resolve");
  static final Text RESOLVES =
      new Text(
          "办结本单位提出的堵点；管理员可办结任何单位的",
          "Say that a blocker of your department is resolved; administrators, of any");
  static final Text RESOLVE_EXAMPLE = new Text("/堵点 解决 3", "/blocker resolve 3");
  static final Text MATTER = new Text("事项", "what");
  static final Text WHO = new Text("请谁", "asked");
  static final Text DUE = new Text("期限", "by");
  static final Text OUTCOME = new Text("结果", "outcome");
  static final Text HOW = new Text("怎么解决的（可不填）", "How it was resolved (optional)");
  static final Text WHICH = new Text("堵点的编号", "The blocker's number");
  static final Text A_NUMBER = new Text("堵点的编号，如 3", "the blocker's number, such as 3");

  static final Text RAISED = new Text("已提出堵点", "Blocker raised");
  static final Text RAISED_NEXT =
      new Text(
          "它会写进每周回顾，直到解决。解决后请点“已解决”。",
          "It stands in the weekly review until it is resolved. Press “Resolved” when it is.");
  static final Text RESOLVED = new Text("堵点已解决", "Blocker resolved");
  static final Text OPEN = new Text("未解决的堵点", "Open blockers");
  static final Text NONE = new Text("没有未解决的堵点。", "No blockers are open.");
  static final Text RESOLVE = new Text("已解决", "Resolved");
  static final Text FORM = new Text("提出堵点", "Raise a blocker");
  static final Text WHAT = new Text("遇到什么困难", "What is in the way");
  static final Text ASKED = new Text("请谁帮忙", "Who is asked to help");
  static final Text BY = new Text("希望哪天前解决", "Help is needed by");
  static final Text BY_HINT = new Text("如 12-10", "such as 12-10");
  static final Text NOT_YOURS =
      new Text(
          "只有提出单位和管理员可以办结", "only the department that raised it and administrators may resolve it");

  /** How many the weekly review lists in full. */
  private static final int LISTED = 10;

  static final Text A_DAY_TO_COME =
      new Text(
          "今天或以后的日期，如 2026-12-10、12-10、12月10日、明天",
          "today or a day to come, such as 2026-12-10, 12-10, tomorrow");

  private BlockerTexts() {}

  static Text within(LocalDate today, LocalDate deadline) {
    return new Text(
        today + " 至 " + deadline + " 的日期（战役结束以后的日期请写上年份）",
        "a date from " + today + " to " + deadline + "; write the year of one after the campaign");
  }

  /** One blocker in a line: which, whose, what, who is asked, by when. */
  static Text line(Blocker blocker, Department department, LocalDate today) {
    String what = Code.oneLine(blocker.what());
    String asked = blocker.asked();
    Text due = due(blocker, today);
    return new Text(
        "#"
            + blocker.id()
            + " "
            + department.shortest().zh()
            + "："
            + what
            + "（请"
            + asked
            + "协助，"
            + due.zh()
            + "）",
        "#"
            + blocker.id()
            + " "
            + department.shortest().en()
            + ": "
            + what
            + " ("
            + asked
            + " is asked to help, "
            + due.en()
            + ")");
  }

  private static Text due(Blocker blocker, LocalDate today) {
    Text day = Dates.said(blocker.due(), today);
    if (!blocker.isOverdue(today)) {
      return new Text(day.zh() + "前", "by " + day.en());
    }
    long late = ChronoUnit.DAYS.between(blocker.due(), today);
    return new Text(
        day.zh() + "前，已过 " + late + " 天",
        "by " + day.en() + ", " + late + (late == 1 ? " day" : " days") + " ago");
  }

  /** Above the lines of the weekly review. */
  public static Text inReview(int open, long overdue) {
    return new Text(
        "未解决的堵点 " + open + " 个" + (overdue == 0 ? "" : "，其中 " + overdue + " 个已过期限"),
        open
            + (open == 1 ? " blocker is open" : " blockers are open")
            + (overdue == 0
                ? ""
                : ", "
                    + overdue
                    + (overdue == 1 ? " of them is overdue" : " of them are overdue")));
  }

  /** Below them, where there are more; none is left out without a word. */
  public static Text more(int left) {
    return new Text("还有 " + left + " 个，用 /堵点 列表 查看", left + " more: /blocker list");
  }

  /** Of one campaign on a day: what the weekly review says; empty: nothing is open. */
  public static List<Text> review(
      List<Blocker> open, Function<Blocker, Department> of, LocalDate today) {
    if (open.isEmpty()) {
      return List.of();
    }
    List<Text> lines = new ArrayList<>();
    lines.add(inReview(open.size(), open.stream().filter(b -> b.isOverdue(today)).count()));
    open.stream().limit(LISTED).forEach(b -> lines.add(line(b, of.apply(b), today)));
    if (open.size() > LISTED) {
      lines.add(more(open.size() - LISTED));
    }
    return lines;
  }
}
