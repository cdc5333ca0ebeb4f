package homestretch.core.board;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closing;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.League;
import homestretch.core.goal.Goal;
import homestretch.core.score.Scheme;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The board of a date.
 *
 * @param leagues those that it shows
 * @param league null: every league, each ranked inside itself
 * @param goal null: the score over all goals
 * @param cutOffFrom the day that all ranked figures have reached; null: no figure yet
 * @param cutOff the latest as-of date among the ranked figures
 * @param rows ranked, league by league, best first
 * @param unranked 未报, league by league
 * @param totals goal by goal over the leagues shown
 * @param since the published board that movement is counted from; null: there is none
 */
public record Leaderboard(
    Setup setup,
    List<League> leagues,
    @Nullable League league,
    @Nullable Goal goal,
    @Nullable LocalDate cutOffFrom,
    @Nullable LocalDate cutOff,
    List<Standing> rows,
    List<Standing> unranked,
    List<GoalTotal> totals,
    @Nullable Since since) {
  /**
   * @param on the date of the published board
   * @param revised departments whose figures of that day were corrected since it was published
   */
  public record Since(LocalDate on, List<Department> revised) {}

  public Campaign campaign() {
    return setup.campaign();
  }

  public LocalDate on() {
    return setup.on();
  }

  public Scheme scheme() {
    return setup.scheme();
  }

  public boolean isFinal() {
    Closing closing = setup.closing();
    return closing != null && closing.isFinal();
  }

  /** The ranked rows of one league. */
  public List<Standing> rowsOf(League league) {
    return rows.stream().filter(r -> r.league().id().equals(league.id())).toList();
  }

  /** The unranked rows of one league. */
  public List<Standing> unrankedOf(League league) {
    return unranked.stream().filter(r -> r.league().id().equals(league.id())).toList();
  }

  /** Rows that may be honoured: a veto removes a department from the awards. */
  public List<Standing> leaders(League league, int ranks) {
    return rowsOf(league).stream()
        .filter(r -> r.rank() != null && r.rank() <= ranks && !r.vetoed())
        .toList();
  }

  /**
   * The largest rise in deviation since the last published board (as shown; several, if they rose
   * alike).
   */
  public List<Standing> mostImproved(League league) {
    List<Standing> risen =
        rowsOf(league).stream().filter(r -> !r.vetoed() && shownRise(r).signum() > 0).toList();
    Optional<BigDecimal> most =
        risen.stream().map(Leaderboard::shownRise).max(Comparator.naturalOrder());
    return risen.stream().filter(r -> shownRise(r).equals(most.orElseThrow())).toList();
  }

  private static BigDecimal shownRise(Standing standing) {
    Standing.Movement movement = standing.movement();
    return movement == null || movement.rise() == null
        ? BigDecimal.ZERO
        : movement.rise();
  }

  /**
   * The same board with movement.
   *
   * @param restated the published board with its figures as corrected since
   * @param published the same as it was published
   */
  Leaderboard movedFrom(Leaderboard restated, Leaderboard published) {
    Map<DepartmentId, Standing> before = new HashMap<>();
    restated.rows().forEach(r -> before.put(r.department().id(), r));
    List<Standing> moved = new ArrayList<>();
    for (Standing row : rows) {
      Standing was = before.get(row.department().id());
      int to = Objects.requireNonNull(row.rank());
      moved.add(
          row.moved(
              was == null
                  ? new Standing.Movement(null, to, null)
                  : new Standing.Movement(was.rank(), to, rise(was, row))));
    }
    return new Leaderboard(
        setup,
        leagues,
        league,
        goal,
        cutOffFrom,
        cutOff,
        List.copyOf(moved),
        unranked,
        totals,
        new Since(restated.on(), revised(restated, published)));
  }

  private static @Nullable BigDecimal rise(Standing was, Standing is) {
    BigDecimal from = was.deviation();
    BigDecimal to = is.deviation();
    return from == null || to == null ? null : to.subtract(from);
  }

  private static List<Department> revised(Leaderboard restated, Leaderboard published) {
    Map<DepartmentId, Standing> then = new HashMap<>();
    published.rows().forEach(r -> then.put(r.department().id(), r));
    published.unranked().forEach(r -> then.put(r.department().id(), r));
    List<Department> revised = new ArrayList<>();
    List<Standing> now = new ArrayList<>(restated.rows());
    now.addAll(restated.unranked());
    for (Standing standing : now) {
      Standing was = then.get(standing.department().id());
      if (was == null || !sameFigures(was, standing)) {
        revised.add(standing.department());
      }
    }
    return List.copyOf(revised);
  }

  private static boolean sameFigures(Standing one, Standing other) {
    for (int i = 0; i < Math.min(one.goals().size(), other.goals().size()); i++) {
      GoalStanding a = one.goals().get(i);
      GoalStanding b = other.goals().get(i);
      if (!a.goal().id().equals(b.goal().id()) || !sameFigure(a, b)) {
        return false;
      }
    }
    return one.goals().size() == other.goals().size();
  }

  private static boolean sameFigure(GoalStanding one, GoalStanding other) {
    if (one.report() == null || other.report() == null) {
      return one.report() == other.report();
    }
    return one.report().figure().sameAs(other.report().figure())
        && one.report().asOf().equals(other.report().asOf())
        && one.steps().stream().filter(s -> s.report() != null).count()
            == other.steps().stream().filter(s -> s.report() != null).count();
  }
}
