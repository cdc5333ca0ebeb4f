package homestretch.core.board;

import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.text.Figures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a change would do to the board of a day, before anybody makes it: who moves, and why.
 *
 * @param moves every department whose rank, score or goals would look different, best first
 * @param same how many would look as they do
 * @param leftOut codes of goals that change as well and are not in this reckoning: those by steps,
 *     whose figures are only counted once they are stored
 */
public record Effect(LocalDate on, List<Move> moves, int same, List<String> leftOut) {
  public Effect leavingOut(List<String> goals) {
    return new Effect(on, moves, same, List.copyOf(goals));
  }

  /**
   * One department.
   *
   * @param before null: it is not on the board yet
   * @param after null: it would not be on the board any more
   * @param why the goals that differ
   */
  public record Move(@Nullable Standing before, @Nullable Standing after, List<Why> why) {
    public Department department() {
      return Objects.requireNonNull(after != null ? after : before).department();
    }
  }

  /**
   * One goal of a department.
   *
   * @param before null: it has none such yet
   */
  public record Why(@Nullable GoalStanding before, @Nullable GoalStanding after) {}

  public static Effect between(Scorebook before, Scorebook after) {
    Map<DepartmentId, Standing> then = standings(before);
    List<Move> moves = new ArrayList<>();
    int same = 0;
    for (Standing now : standings(after).values()) {
      Standing was = then.remove(now.department().id());
      List<Why> why = why(was, now);
      if (was != null && why.isEmpty() && looksSame(was, now)) {
        same++;
      } else {
        moves.add(new Move(was, now, why));
      }
    }
    then.values().forEach(gone -> moves.add(new Move(gone, null, List.of())));
    return new Effect(before.setup().on(), moves, same, List.of());
  }

  /** Ranked ones first, in the order of the board. */
  private static Map<DepartmentId, Standing> standings(Scorebook book) {
    Map<DepartmentId, Standing> all = new LinkedHashMap<>();
    Leaderboard board = book.leaderboard(null, null);
    board.rows().forEach(s -> all.put(s.department().id(), s));
    board.unranked().forEach(s -> all.put(s.department().id(), s));
    return all;
  }

  private static boolean looksSame(Standing was, Standing now) {
    return Objects.equals(was.rank(), now.rank())
        && was.light() == now.light()
        && was.league().equals(now.league())
        && Objects.equals(Figures.shownOrNull(was.score()), Figures.shownOrNull(now.score()));
  }

  private static List<Why> why(@Nullable Standing was, Standing now) {
    Map<String, GoalStanding> before = new LinkedHashMap<>();
    if (was != null) {
      was.goals().forEach(g -> before.put(g.goal().code(), g));
    }
    List<Why> why = new ArrayList<>();
    for (GoalStanding after : now.goals()) {
      GoalStanding then = before.remove(after.goal().code());
      if (then == null || !looksSame(then, after)) {
        why.add(new Why(then, after));
      }
    }
    before.values().forEach(gone -> why.add(new Why(gone, null)));
    return why;
  }

  private static boolean looksSame(GoalStanding was, GoalStanding now) {
    return was.state() == now.state()
        && was.light() == now.light()
        && Objects.equals(shown(was), shown(now))
        && (!now.state().weighs() || was.goal().weight().compareTo(now.goal().weight()) == 0)
        && sameTarget(was, now);
  }

  private static boolean sameTarget(GoalStanding was, GoalStanding now) {
    return was.target() == null || now.target() == null
        ? was.target() == now.target()
        : was.target().amount().compareTo(now.target().amount()) == 0;
  }

  private static @Nullable Object shown(GoalStanding g) {
    return g.pace() == null
        ? null
        : List.of(
            g.pace().completion().shown(),
            g.pace().credited().shown(),
            Optional.ofNullable(Figures.shownOrNull(g.points())),
            g.pace().deviation());
  }
}
