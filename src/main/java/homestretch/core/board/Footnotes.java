package homestretch.core.board;

import homestretch.core.campaign.Closing;
import homestretch.core.department.Department;
import homestretch.core.score.rule.Earned;
import homestretch.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
      notes.add(FootnoteTexts.asKnownOn(board.on()));
    }
    Leaderboard.Since since = board.since();
    if (since != null && !since.revised().isEmpty()) {
      Text who = names(since.revised());
      notes.add(FootnoteTexts.revised(who, since.on()));
    }
    if (since != null) {
      changed(since.retargeted(), FootnoteTexts.TARGETS, since).ifPresent(notes::add);
      changed(since.moved(), FootnoteTexts.LEAGUE, since).ifPresent(notes::add);
      if (since.reweighed()) {
        notes.add(FootnoteTexts.reweighed(since.on()));
      }
    }
    for (Department merged : board.setup().merged()) {
      board.setup().departments().stream()
          .filter(d -> d.id().equals(merged.successor()))
          .findFirst()
          .ifPresent(
              successor ->
                  notes.add(
                      FootnoteTexts.merged(
                          merged.name(),
                          successor.name(),
                          Objects.requireNonNull(merged.until()))));
    }
    List<Department> undefined = with(board, GoalStanding.State.UNDEFINED);
    if (!undefined.isEmpty()) {
      Text who = names(undefined);
      notes.add(FootnoteTexts.undefined(who));
    }
    List<Department> stale = with(board, GoalStanding.State.STALE);
    if (!stale.isEmpty()) {
      Text who = names(stale);
      notes.add(FootnoteTexts.stale(who));
    }
    List<Department> noCases = with(board, GoalStanding.State.NO_CASES);
    if (!noCases.isEmpty()) {
      Text who = names(noCases);
      notes.add(FootnoteTexts.noCases(who));
    }
    List<Department> nothing = with(board, GoalStanding.State.NOTHING_ASKED);
    if (!nothing.isEmpty()) {
      Text who = names(nothing);
      notes.add(FootnoteTexts.nothingAsked(who));
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
      notes.add(FootnoteTexts.RATES_ALONE);
    }
    return notes;
  }

  private static Optional<Text> changed(
      List<Department> departments, Text what, Leaderboard.Since since) {
    if (departments.isEmpty()) {
      return Optional.empty();
    }
    Text who = names(departments);
    return Optional.of(FootnoteTexts.changed(who, what, since.on()));
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
        : FootnoteTexts.andMore(new Text(zh, en), departments.size(), more);
  }
}
