package homestretch.core.news;

import homestretch.core.board.GoalStanding;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Overall;
import homestretch.core.board.Standing;
import homestretch.core.department.DepartmentId;
import homestretch.core.score.Light;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was told before and is still so: who tells it again beside a board must not say what that
 * board contradicts, be it that a figure was withdrawn or that others have gone by. What was told
 * stays on record.
 */
public final class Upheld {
  private final Overall overall;
  private final Map<DepartmentId, Standing> standings = new HashMap<>();

  private Upheld(Leaderboard board, Overall overall) {
    this.overall = overall;
    Stream.concat(board.rows().stream(), board.unranked().stream())
        .forEach(s -> standings.put(s.department().id(), s));
  }

  /**
   * In the same order.
   *
   * @param board of all leagues and goals
   */
  public static List<Event> of(List<Event> told, Leaderboard board, Overall overall) {
    Upheld upheld = new Upheld(board, overall);
    return told.stream().flatMap(upheld::now).toList();
  }

  private Stream<Event> now(Event event) {
    if (event.kind() == Event.Kind.CITY) {
      BigDecimal sure = Happenings.sure(overall);
      Integer threshold = event.place();
      return only(
          event,
          sure != null && threshold != null && sure.compareTo(BigDecimal.valueOf(threshold)) >= 0);
    }
    Standing standing = event.department() == null ? null : standings.get(event.department());
    if (standing == null) {
      return Stream.empty();
    }
    return switch (event.kind()) {
      case CITY -> throw new IllegalStateException("of no unit");
      case ALL_MET -> only(event, Happenings.isAllMet(standing));
      case TARGET_MET -> {
        GoalStanding goal = goal(event, standing);
        yield goal != null && Happenings.isMet(goal)
            // Verified since, or corrected and open again.
            ? Stream.of(event.at(Happenings.isVerified(goal) ? null : 0))
            : Stream.empty();
      }
      case RISEN ->
          only(
              event,
              standing.rank() != null
                  && event.place() != null
                  && standing.rank() <= event.place()
                  && standing.league().id().equals(event.league()));
      case GREEN -> only(event, standing.light() == Light.GREEN);
      // Of the board that it was given on, which is named.
      case BANNER -> Stream.of(event);
    };
  }

  private static Stream<Event> only(Event event, boolean isSo) {
    return isSo ? Stream.of(event) : Stream.empty();
  }

  private static @Nullable GoalStanding goal(Event event, Standing standing) {
    return standing.goals().stream()
        .filter(g -> g.goal().id().equals(event.goal()))
        .findFirst()
        .orElse(null);
  }
}
