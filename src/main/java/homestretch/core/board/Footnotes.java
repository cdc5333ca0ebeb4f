package homestretch.core.board;

import homestretch.core.campaign.Closing;
import homestretch.core.department.Department;
import homestretch.core.score.rule.Earned;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a reader of a board must know to read it right: the same in chat, API and picture. */
public final class Footnotes {
  private static final int NAMED = 5;

  private Footnotes() {}

  public static List<Text> of(Leaderboard board) {
    List<Text> notes = new ArrayList<>();
    Closing closing = board.setup().closing();
    if (closing != null) {
      notes.add(closing.footnote());
    }
    if (board.setup().known() != null) {
      notes.add(
          new Text(
              "按 " + board.on() + " 当时所知的数据",
              "As it was known on " + board.on() + ": what was entered later is left out"));
    }
    Leaderboard.Since since = board.since();
    if (since != null && !since.revised().isEmpty()) {
      Text who = names(since.revised());
      notes.add(
          new Text(
              who.zh() + " " + since.on() + " 的数据在该日排行榜发布后有更正，名次变动按更正后的数据计算",
              "Figures of "
                  + who.en()
                  + " as of "
                  + since.on()
                  + " were revised after that board was published; movement is counted from the"
                  + " revised figures"));
    }
    if (since != null) {
      changed(since.retargeted(), new Text("的目标或计划", "targets or plans of "), since)
          .ifPresent(notes::add);
      changed(since.moved(), new Text("所在的组别", "the league of "), since).ifPresent(notes::add);
      if (since.reweighed()) {
        notes.add(
            new Text(
                since.on() + " 排行榜发布后，指标、权重或计分规则有变化；变动按现行规则重算旧榜，只反映业绩",
                "Since the board of "
                    + since.on()
                    + " goals, weights or rules changed; movement restates that board to today's"
                    + " rules and shows performance alone"));
      }
    }
    for (Department merged : board.setup().merged()) {
      board.setup().departments().stream()
          .filter(d -> d.id().equals(merged.successor()))
          .findFirst()
          .ifPresent(
              successor ->
                  notes.add(
                      new Text(
                          merged.name().zh()
                              + "已于 "
                              + merged.until()
                              + " 后并入"
                              + successor.name().zh()
                              + "，其数据计入"
                              + successor.name().zh(),
                          merged.name().en()
                              + " was merged into "
                              + successor.name().en()
                              + " after "
                              + merged.until()
                              + "; its figures go on as those of "
                              + successor.name().en())));
    }
    List<Department> undefined = with(board, GoalStanding.State.UNDEFINED);
    if (!undefined.isEmpty()) {
      Text who = names(undefined);
      notes.add(
          new Text(
              who.zh() + "有增速指标基期为 0，增速无法计算，该指标不计入得分",
              who.en()
                  + ": growth on a base of 0 is undefined; that goal is left out of the score"));
    }
    List<Department> stale = with(board, GoalStanding.State.STALE);
    if (!stale.isEmpty()) {
      Text who = names(stale);
      notes.add(
          new Text(
              who.zh() + "有指标超过报送期限未更新，按未报处理",
              who.en() + ": a figure is older than its reporting interval and counts as missing"));
    }
    List<Department> noCases = with(board, GoalStanding.State.NO_CASES);
    if (!noCases.isEmpty()) {
      Text who = names(noCases);
      notes.add(
          new Text(
              who.zh() + "有比率指标没有发生（0/0），视为完成，不计入合计",
              who.en() + ": a ratio without cases (0 of 0) counts as met and is in no total"));
    }
    List<Department> nothing = with(board, GoalStanding.State.NOTHING_ASKED);
    if (!nothing.isEmpty()) {
      Text who = names(nothing);
      notes.add(
          new Text(
              who.zh() + "有指标目标为 0，没有要求，按不适用处理",
              who.en() + ": a target of 0 asks for nothing, so that goal does not apply"));
    }
    for (Earned.Basis.Nothing why : Earned.Basis.Nothing.values()) {
      List<Department> without = withoutPoints(board, why);
      if (!without.isEmpty()) {
        notes.add(RuleFootnoteTexts.without(names(without), why));
      }
    }
    if (board.goal() != null
        && board.goal().kind().isGrowth()
        && board.totals().stream().anyMatch(t -> t.reported() > 0 && t.pace() == null)) {
      notes.add(
          new Text(
              "各单位只报了增速，没有本期和基期数，不能合计",
              "The units reported rates without their two amounts, so there is no total"));
    }
    return notes;
  }

  private static Optional<Text> changed(
      List<Department> departments, Text what, Leaderboard.Since since) {
    if (departments.isEmpty()) {
      return Optional.empty();
    }
    Text who = names(departments);
    return Optional.of(
        new Text(
            since.on() + " 排行榜发布后，" + who.zh() + what.zh() + "有变化；变动按现行的算，只反映业绩",
            "Since the board of "
                + since.on()
                + ", "
                + what.en()
                + who.en()
                + " changed; movement counts with today's and shows performance alone"));
  }

  private static List<Department> with(Leaderboard board, GoalStanding.State state) {
    return Stream.concat(board.rows().stream(), board.unranked().stream())
        .filter(s -> s.goals().stream().anyMatch(g -> g.state() == state))
        .map(Standing::department)
        .toList();
  }

  /** Whose rule gives no points for that reason. */
  private static List<Department> withoutPoints(Leaderboard board, Earned.Basis.Nothing why) {
    return Stream.concat(board.rows().stream(), board.unranked().stream())
        .filter(
            s ->
                s.goals().stream()
                    .anyMatch(g -> g.earned() != null && g.earned().basis().equals(why)))
        .map(Standing::department)
        .toList();
  }

  private static Text names(List<Department> departments) {
    List<Text> named = departments.stream().limit(NAMED).map(Department::name).toList();
    String zh = String.join("、", named.stream().map(Text::zh).toList());
    String en = String.join(", ", named.stream().map(Text::en).toList());
    int more = departments.size() - named.size();
    return more == 0
        ? new Text(zh, en)
        : new Text(zh + "等 " + departments.size() + " 个单位", en + " and " + more + " more");
  }
}
