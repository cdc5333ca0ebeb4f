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
 * @param cutOff of the ranked figures; null: no figure yet
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
    @Nullable CutOff cutOff,
    List<Standing> rows,
    List<Standing> unranked,
    List<GoalTotal> totals,
    @Nullable Since since) {
  /**
   * What movement is counted from, and what else changed since, unit by unit: it moves nobody.
   *
   * @param on the date of the published board
   * @param revised whose figures of that board were corrected since
   * @param retargeted whose targets or plans changed
   * @param moved who changed league
   * @param reweighed whether goals, weights, caps or other rules of the scheme changed
   */
  public record Since(
      LocalDate on,
      List<Department> revised,
      List<Department> retargeted,
      List<Department> moved,
      boolean reweighed) {}

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

  /**
   * What the whole channel may see of a league (docs/scoring.md, "Ranks").
   *
   * @param rows the ranked rows that are listed
   * @param tied how many units share the next rank, which would reach beyond the places that are
   *     public and is therefore not listed; 0: none
   * @param tiedRank that rank
   */
  public record Disclosed(List<Standing> rows, int tied, int tiedRank) {}

  private static final int SMALL_LEAGUE = 5;
  private static final int PUBLIC_PLACES = 3;

  /** By the scheme: everything, or the first three, in a league of up to five the first alone. */
  public Disclosed disclosed(League league) {
    List<Standing> ranked = rowsOf(league);
    return switch (scheme().disclosure()) {
      case FULL -> new Disclosed(ranked, 0, 0);
      case TOP -> {
        int units = ranked.size() + unrankedOf(league).size();
        yield top(ranked, units <= SMALL_LEAGUE ? 1 : PUBLIC_PLACES);
      }
    };
  }

  /** Leaders are honoured, and a veto removes a department from the awards. */
  private static Disclosed top(List<Standing> ranked, int places) {
    List<Standing> shown = new ArrayList<>();
    int at = 0;
    while (at < ranked.size() && at < places) {
      Integer rank = ranked.get(at).rank();
      List<Standing> equal = ranked.stream().filter(r -> Objects.equals(r.rank(), rank)).toList();
      if (at + equal.size() > places) {
        return new Disclosed(shown, equal.size(), Objects.requireNonNull(rank));
      }
      equal.stream().filter(r -> !r.vetoed()).forEach(shown::add);
      at += equal.size();
    }
    return new Disclosed(shown, 0, 0);
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
    return movement == null || movement.rise() == null ? BigDecimal.ZERO : movement.rise();
  }

  /**
   * The same board with movement.
   *
   * @param restated the published board, its figures as corrected since, under today's rules
   * @param published everything as it was published
   */
  Leaderboard movedFrom(Leaderboard restated, Scorebook published) {
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
        cutOff,
        List.copyOf(moved),
        unranked,
        totals,
        WhatChanged.since(published, restated, this));
  }

  private static @Nullable BigDecimal rise(Standing was, Standing is) {
    BigDecimal from = was.deviation();
    BigDecimal to = is.deviation();
    return from == null || to == null ? null : to.subtract(from);
  }
}
